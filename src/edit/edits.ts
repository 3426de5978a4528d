import type { Source } from '../model/source.js';
import type { Wish } from './patch.js';

/** What a command wants changed in which file, and what the person who asked should know besides. */
export interface Edits {
  readonly wishes: readonly FileWish[];
  readonly notes: readonly string[];
}

export interface FileWish {
  readonly file: string;
  readonly wish: Wish;
}

/** Why an edit is not made; nothing is written then. */
export interface EditRefusal {
  readonly message: string;
  readonly hint: string;
  /** The entry that stands in the way, if one does. */
  readonly source?: Source;
}
