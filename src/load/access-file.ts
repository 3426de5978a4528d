import type { Diagnostic } from '../model/diagnostic.js';
import { didYouMean } from '../model/suggestion.js';
import { schema } from './validator.gen.js';

const knownKeys = Object.keys((schema as { readonly properties: object }).properties);

/** Keys that other programs' files have at their top as well, some of them beside secrets. */
const commonKeys: ReadonlySet<string> = new Set(['version', 'secrets']);

/**
 * Whether a text is evidently meant as an access file. Of any other file that `include` or a link leads to (a key, a
 * configuration with a token in it) nothing may be shown, whatever is wrong with it. `value` is what it was parsed to.
 */
export function isAccessFile(text: string, value: unknown): boolean {
  const parsed = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  if (parsed === undefined ? /^version:[ \t]*1[ \t\r]*(?:#.*)?$/m.test(text) : versionOf(parsed) === 1) return true;
  const keys = parsed === undefined ? keysAtLineStarts(text) : Object.keys(parsed);
  // Of a version alone there is nothing to hide.
  if (keys.length > 0 && keys.every((key) => key === 'version')) return true;
  const known = keys.filter((key) => knownKeys.includes(key));
  const near = keys.filter((key) => !knownKeys.includes(key) && didYouMean(key, knownKeys) !== undefined);
  return known.some((key) => !commonKeys.has(key)) && known.length + near.length > keys.length / 2;
}

function versionOf(value: object): unknown {
  return (value as { readonly version?: unknown }).version;
}

/** The top-level keys of a file that is no valid YAML. */
function keysAtLineStarts(text: string): readonly string[] {
  const found = text.matchAll(/^(?:"([^"\n]+)"|'([^'\n]+)'|([^\s#\-"'{[][^:\n]*)):(?=\s|$)/gm);
  return [...new Set([...found].map(([, double, single, plain]) => double ?? single ?? plain ?? ''))];
}

/** All that is said of a file that is no access file: where it is wrong, and nothing of what stands there. */
export function noAccessFile(file: string, [first]: readonly Diagnostic[]): Diagnostic {
  const start = first?.span?.file === file ? first.span.start : { line: 1, column: 1 };
  return {
    code: 'no-access-file',
    severity: 'error',
    message: 'this is not an access file, so its contents are not shown.',
    span: { file, start, end: start },
    hint: `an access file is a YAML map with keys such as ${knownKeys.slice(0, 5).join(', ')}; begin it with \`version: 1\``,
  };
}
