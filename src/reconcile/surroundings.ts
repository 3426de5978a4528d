/** Where and when a run takes place. Handed in, so that a program can run several side by side. */
export interface Surroundings {
  /** Where relative paths begin. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly now: () => Date;
}
