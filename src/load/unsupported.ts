import type { Diagnostic } from '../model/diagnostic.js';
import type { Locate, Path } from '../model/source.js';

/*
 * What the format has and this version does not act on yet. It is refused: a rule that is read over silently is worse
 * than one that can't be written.
 */

const topLevel: Readonly<Record<string, string>> = {
  api_keys: 'API keys are not managed yet',
  secrets: 'secret sinks are not used yet',
  tests: 'access tests are not evaluated yet',
};
const ofPolicy: Readonly<Record<string, string>> = {
  separate: 'separations are not checked yet',
};
const temporaryPassword = 'a temporary password has nowhere to go yet';

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
  const invitations: Path[] = [
    ['defaults'],
    ...Object.keys(mapOf(at(value, ['users']))).map((email) => ['users', email]),
  ];
  for (const path of invitations) {
    const invite = mapOf(at(value, path))['invite'];
    if (typeof invite === 'string' && /^temporary[-_]password$/i.test(invite))
      refuse([...path, 'invite'], temporaryPassword, 'write `email_link` or `none`');
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
