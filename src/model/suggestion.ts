import { closest, distance } from 'fastest-levenshtein';
import { folded, looksTheSame, quotedApart } from './similar.js';

/** "did you mean", where one of the known words is near enough to be meant. */
export function didYouMean(text: string, known: readonly string[]): string | undefined {
  const found = nearest(text, known);
  if (found === undefined) return undefined;
  const [own, other] = quotedApart(text, found);
  return looksTheSame(text, found)
    ? `did you mean ${other}? ${own} looks the same, and is another text`
    : `did you mean ${other}?`;
}

/** The known word that is near enough to be meant: the same to the eye, but for case and blanks, or a few letters away. */
export function nearest(text: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const key = folded(text);
  const same = foldedOf(known).get(key);
  if (same !== undefined) return same;
  const near = known.filter((word) => isNear(text, word));
  return near.length === 0 ? undefined : closest(text, near);
}

const folding = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

/** The first word of each that look the same; thousands of texts may be looked up in one list. */
function foldedOf(known: readonly string[]): ReadonlyMap<string, string> {
  const found = folding.get(known) ?? new Map(known.toReversed().map((word) => [folded(word), word]));
  folding.set(known, found);
  return found;
}

/** Of an email the parts are compared one by one: whoever is in the same company is not the same person for that. */
function isNear(text: string, word: string): boolean {
  const parts = text.split('@');
  const others = word.split('@');
  if (parts.length !== others.length || parts.length === 1) return distance(text, word) <= leeway(text);
  return parts.every((part, index) => part === others[index] || distance(part, others[index] ?? '') <= leeway(part));
}

/** Of a word of one or two letters nothing is left after two changes. */
function leeway({ length }: string): number {
  if (length < 3) return 0;
  return length === 3 ? 1 : Math.max(2, Math.floor(length / 4));
}
