/*
 * How values stand in a file, past the values themselves.
 */

/** A value with a comment on it. */
export class Commented {
  constructor(
    readonly comment: string,
    readonly value: unknown,
  ) {}
}

/** A value that stands on one line: a grant is one line in a diff. */
export class OnOneLine {
  constructor(readonly value: unknown) {}
}

/** An empty text says nothing. */
export function textOrNothing(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
