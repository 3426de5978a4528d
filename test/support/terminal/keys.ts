/** What a terminal sends for the keys that are no characters. */
export const namedKeys = { up: '\x1B[A', down: '\x1B[B' } as const;
