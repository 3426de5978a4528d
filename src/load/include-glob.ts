import { matchesWildcard } from './wildcard.js';

/** A pattern of `include`: the folder that it begins in, and what is to be matched below it. */
export interface IncludeGlob {
  /** Without wildcards; relative to the including file. */
  readonly base: string;
  /** One list of segments for each way to choose from its braces. Empty where the pattern holds no wildcard. */
  readonly choices: readonly (readonly string[])[];
}

/** More than this is a pattern made to be slow. */
const choiceLimit = 256;

/**
 * Takes a pattern apart: `*` and `?` stand for characters of one name, `**` for any number of folders, `{a,b}` for one of
 * several texts. Nothing else is special. `undefined` for one with too many choices.
 */
export function includeGlob(pattern: string): IncludeGlob | undefined {
  const special = /[*?]|\{[^{},]*,[^{}]*\}/.exec(pattern);
  if (special === null) return { base: pattern, choices: [] };
  const rest = pattern.lastIndexOf('/', special.index) + 1;
  const expanded = expand(pattern.slice(rest));
  if (expanded === undefined) return undefined;
  return {
    base: pattern.slice(0, rest),
    choices: expanded.map((choice) => choice.split('/').filter((segment) => segment !== '' && segment !== '.')),
  };
}

function expand(pattern: string): readonly string[] | undefined {
  const done: string[] = [];
  const open = [pattern];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const braces = /\{([^{},]*,[^{}]*)\}/.exec(next);
    if (braces === null) done.push(next);
    else {
      const [whole, inner = ''] = braces;
      const before = next.slice(0, braces.index);
      const after = next.slice(braces.index + whole.length);
      open.push(...inner.split(',').map((text) => `${before}${text}${after}`));
    }
    if (done.length + open.length > choiceLimit) return undefined;
  }
  return done;
}

/** How far into a list of segments a path has come: each number is a segment that comes next. */
export type Progress = ReadonlySet<number>;

export const atStart: Progress = new Set([0]);

/** One name further down. */
export function advance(segments: readonly string[], progress: Progress, name: string): Progress {
  const next = new Set<number>();
  for (const at of closure(segments, progress)) {
    const segment = segments[at];
    if (segment === undefined) continue;
    if (segment === '**') next.add(at);
    else if (matchesWildcard(segment, name)) next.add(at + 1);
  }
  return next;
}

/** Whether a path that has come so far is matched whole. */
export function isMatched(segments: readonly string[], progress: Progress): boolean {
  return closure(segments, progress).has(segments.length);
}

/** `**` may also stand for no folder at all. */
function closure(segments: readonly string[], progress: Progress): ReadonlySet<number> {
  const all = new Set(progress);
  for (const at of all) if (segments[at] === '**') all.add(at + 1);
  return all;
}
