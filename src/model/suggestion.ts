import { closest, distance } from 'fastest-levenshtein';

/** "did you mean", where one of the known words is near enough to be meant. */
export function didYouMean(text: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(text, known);
  return distance(text, nearest) <= Math.max(2, Math.floor(text.length / 4))
    ? `did you mean ${JSON.stringify(nearest)}?`
    : undefined;
}
