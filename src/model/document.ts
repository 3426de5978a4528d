import type { Locate } from './source.js';

/** One file, read and found to be of the right shape. */
export interface SourceDocument<Content> {
  /** Relative to the working directory where it lies inside. */
  readonly file: string;
  readonly content: Content;
  readonly locate: Locate;
}
