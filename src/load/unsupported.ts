import type { Diagnostic } from '../model/diagnostic.js';
import type { Locate, Path } from '../model/source.js';

/*
 * What the format has and this version does not act on yet. It is refused: a rule that is read over silently is worse
 * than one that can't be written.
 */

const topLevel: Readonly<Record<string, string>> = {
  tests: 'access tests are not evaluated yet',
};
const ofPolicy: Readonly<Record<string, string>> = {
  separate: 'separations are not checked yet',
};
/** One error for each use of something that is not acted on. */
export function refuseUnsupported(value: unknown, file: string, locate: Locate): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const refuse = (path: Path, why: string, hint: string) => {
    found.push({
      code: 'not-supported-yet',
      severity: 'error',
      message: `\`${String(path.at(-1) ?? '')}\` is not supported by this version of ax-gitops: ${why}.`,
      span: locate({ file, path }, 'key'),
      hint,
    });
  };
  for (const [key, why] of Object.entries(topLevel)) if (key in mapOf(value)) refuse([key], why, 'remove it for now');
  for (const [key, why] of Object.entries(ofPolicy)) {
    if (key in mapOf(at(value, ['policy']))) refuse(['policy', key], why, 'remove it for now');
  }
  return found;
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => mapOf(inner)[String(step)], value);
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
