/**
 * Whether a whole text matches a pattern in which `*` stands for any characters and `?` for one. Unlike a regular
 * expression it takes no longer than both lengths multiplied, whatever they hold: patterns come from pull requests.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let lastStar: { readonly after: number; taken: number } | undefined;
  while (inText < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') lastStar = { after: ++inPattern, taken: inText };
    else if (wanted === '?' || wanted === text[inText]) {
      inPattern += 1;
      inText += 1;
    } else if (lastStar !== undefined) {
      inPattern = lastStar.after;
      inText = ++lastStar.taken;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
