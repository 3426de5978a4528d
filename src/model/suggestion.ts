import { closest, distance } from 'fastest-levenshtein';

/** "did you mean", where one of the known words is near enough to be meant. */
export function didYouMean(text: string, known: readonly string[]): string | undefined {
  const found = nearest(text, known);
  return found === undefined ? undefined : `did you mean ${JSON.stringify(found)}?`;
}

/** The known word that is near enough to be meant: the same but for case and outer blanks, or a few letters away. */
export function nearest(text: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const folded = folding(text);
  const same = known.find((word) => folding(word) === folded);
  if (same !== undefined) return same;
  const found = closest(text, known);
  return distance(text, found) <= leeway(text) ? found : undefined;
}

function folding(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

/** Of a word of one or two letters nothing is left after two changes. */
function leeway({ length }: string): number {
  if (length < 3) return 0;
  return length === 3 ? 1 : Math.max(2, Math.floor(length / 4));
}
