/** A file of this package, from its root. `src/cli` and `dist/cli` lie at the same depth. */
export function packageFile(path: string): URL {
  return new URL(`../../${path}`, import.meta.url);
}
