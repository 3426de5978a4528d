/** A place in a text file. Lines and columns count from 1, columns in UTF-16 units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a file; `end` is the position just after the last character. */
export interface Span {
  /** The path as the user gave it, or relative to the working directory. */
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** The way from the top of a document to one of its values, by map keys and list indexes. */
export type Path = readonly (string | number)[];

/** One value in one document, by path: spans are looked up only for what is shown. */
export interface Source {
  readonly file: string;
  readonly path: Path;
}

/** Finds the span of a value, or of the key it stands under. */
export type Locate = (source: Source, part?: 'key' | 'value') => Span;
