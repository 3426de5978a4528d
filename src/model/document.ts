import type { Locate } from './source.js';

/** One file, read and found to be of the right shape. */
export interface SourceDocument<Content> {
  /** Relative to the working directory where it lies inside. */
  readonly file: string;
  readonly content: Content;
  readonly locate: Locate;
  /** The files that its groups come from, by group. */
  readonly lists?: ReadonlyMap<string, PeopleList>;
}

/** People in a file that somebody else keeps. */
export interface PeopleList {
  readonly file: string;
  readonly people: readonly string[];
  /** By the place in the list: `[0]`. */
  readonly locate: Locate;
}
