import { trimmed } from './words.js';

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

/** An empty text says nothing, and a file takes no other than one that can be stored, of so many characters. */
export function textOrNothing(value: unknown, longest = 1_000): string | undefined {
  return typeof value === 'string' && value !== '' && isStorable(value, longest) ? value : undefined;
}

/** Whether files take it for a name. */
export function isNameOfFiles(name: string): boolean {
  return name !== '' && trimmed(name) === name && isStorable(name, 255);
}

function isStorable(text: string, longest: number): boolean {
  // Counted by character only where there may be too many.
  return !/[\0\p{Cs}]/u.test(text) && (text.length <= longest || Array.from(text).length <= longest);
}
