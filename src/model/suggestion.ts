import { closest, distance } from 'fastest-levenshtein';

/** "did you mean", where one of the known words is near enough to be meant. */
export function didYouMean(text: string, known: readonly string[]): string | undefined {
  const found = nearest(text, known);
  return found === undefined ? undefined : `did you mean ${JSON.stringify(found)}?`;
}

/** The known word that is near enough to be meant. */
export function nearest(text: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const found = closest(text, known);
  return distance(text, found) <= Math.max(2, Math.floor(text.length / 4)) ? found : undefined;
}
