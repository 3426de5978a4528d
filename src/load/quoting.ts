/** A text of the file with quotes around it; `007` as `"007"`, what holds more than word characters in single quotes. */
export function quoted(text: string): string {
  // A quote inside it ended it too soon.
  const inner = /^(["'])(.*)\1$/.exec(text)?.[2];
  if (inner !== undefined && /["']/.test(inner)) return `'${inner.replaceAll("'", "''")}'`;
  return /^[\w.+-]+$/.test(text) ? `"${text}"` : `'${text.replaceAll("'", "''")}'`;
}

/**
 * In a longer one what stands around a mistake is not looked for: nobody sees it in a hint that repeats so much, and to look from each
 * of its characters on would take minutes.
 */
export const longestLine = 2_000;

/** A text that should have been quoted, and how its part of the line looks then. */
export interface Unquoted {
  readonly text: string;
  /** The entry as it should be written: `'@group': member`, `file: '{name}.key'`. */
  readonly corrected: string;
}

/**
 * The unquoted text that an offset lies in, where YAML stumbled over it. Looks at that line alone: what follows is
 * wrong by then.
 */
export function unquotedAt(source: string, offset: number): Unquoted {
  const from = source.lastIndexOf('\n', offset - 1) + 1;
  const end = source.indexOf('\n', from);
  const line = source.slice(from, end < 0 ? undefined : end).replace(/\r$/, '');
  const start = startOf(line, offset - from);
  const isFlow = openBrackets(line.slice(0, start)) > 0 || line.trimEnd().endsWith(',');
  const length = lengthOf(line.slice(start), isFlow);
  const text = line.slice(start, start + length).trimEnd();
  const after = line.slice(start + text.length);
  const value = /^(\s*:(?:\s.*)?)$/.exec(isFlow ? '' : after)?.[1];
  if (value !== undefined) return { text, corrected: `${quoted(text)}${value.trimEnd()}` };
  if (start > longestLine) return { text, corrected: quoted(text) };
  const key = /(?:^|[\s{,[-])((?:"[^"]*"|'[^']*'|[^\s:,{}[\]][^:,{}[\]]*):\s+)$/.exec(line.slice(0, start))?.[1];
  return { text, corrected: `${key?.replace(/^-\s+/, '') ?? ''}${quoted(text)}` };
}

/** The unquoted text inside brackets that an offset lies in the middle of; nothing where it begins there. */
export function unquotedAround(source: string, offset: number): Unquoted | undefined {
  const before = source.slice(source.lastIndexOf('\n', offset - 1) + 1, offset);
  const begun = /(?:^|[,[{]|:\s)\s*([^\s,:[\]{}"'](?:(?!:\s)[^,[\]{}"'])*)$/.exec(before)?.[1];
  return begun === undefined ? undefined : unquotedAt(source, offset - begun.length);
}

const openers: Readonly<Record<string, string>> = { '}': '{', ']': '[', '"': '"', "'": "'" };

/** `{name}.key` fails at the dot: the text began at the bracket or quote that was closed right before. */
function startOf(line: string, at: number): number {
  const before = line.slice(0, at).trimEnd();
  const opener = openers[before.at(-1) ?? ''];
  if (opener === undefined) return at;
  const found = before.lastIndexOf(opener, before.length - 2);
  return found < 0 ? at : found;
}

/** Up to a comment, the colon after a key, or what ends an entry inside brackets. */
function lengthOf(rest: string, isFlow: boolean): number {
  let depth = 0;
  for (let index = 0; index < rest.length; index += 1) {
    const character = rest[index] ?? '';
    const next = rest[index + 1];
    if (character === '#' && /\s/.test(rest[index - 1] ?? '')) return index;
    if (character === ':' && (next === undefined || /\s/.test(next))) return index;
    if (character === '{' || character === '[') depth += 1;
    if (isFlow && depth === 0 && /[,\]}]/.test(character)) return index;
    if (character === '}' || character === ']') depth -= 1;
  }
  return rest.length;
}

function openBrackets(text: string): number {
  const plain = text.replaceAll(/"[^"]*"|'[^']*'/g, '');
  return (plain.match(/[{[]/g) ?? []).length - (plain.match(/[}\]]/g) ?? []).length;
}
