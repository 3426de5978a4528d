import { oddCharacterIn, trimmedKey } from './key-characters.js';

export type Table = Readonly<Record<string, unknown>>;

/** What is wrong with a profile, and with which field of it. Says nothing of what the field holds, which may be the key. */
export class ProfileProblem extends Error {
  constructor(
    message: string,
    readonly field?: readonly [section: string, name?: string],
    readonly hint?: string,
  ) {
    super(message);
  }
}

export const likeHost = 'write the host alone, like api.arize.com, and a port from 1 to 65535 if it needs one';

/** The fields that say where and as whom to connect; all of them are texts. */
const fields: Readonly<Record<string, readonly string[]>> = {
  auth: ['auth_method', 'api_key'],
  routing: ['region', 'single_host', 'single_port', 'base_domain', 'api_host', 'api_scheme', 'app_host', 'app_scheme'],
};

/** Checks what ax would refuse or misread, before anything is asked of anybody. Fails with a {@link ProfileProblem}. */
export function checkFields(table: Table): void {
  if (table['auth'] === undefined)
    throw new ProfileProblem(
      'it has no [auth] table, so no login',
      undefined,
      'add [auth] with api_key, or run `ax profiles create`',
    );
  for (const [section, names] of Object.entries(fields)) {
    const inside = table[section];
    if (inside === undefined) continue;
    if (typeof inside !== 'object' || inside === null || Array.isArray(inside))
      throw new ProfileProblem(
        `${section} is ${kindOf(inside)}, and has to be a table`,
        [section],
        `write [${section}]`,
      );
    for (const name of names) checkField(section, name, (inside as Table)[name]);
  }
}

function checkField(section: string, name: string, value: unknown): void {
  if (value === undefined) return;
  const field = [section, name] as const;
  if (typeof value !== 'string')
    throw new ProfileProblem(
      `${name} is ${kindOf(value)}, and has to be a text`,
      field,
      `write ${name} in quotes: ${name} = "…"`,
    );
  if (/_host$|_domain$/.test(name)) checkHost(name, value);
  if (name.endsWith('_scheme') && !['http', 'https'].includes(value))
    throw new ProfileProblem(`${name} is neither "http" nor "https"`, field);
  const odd = name === 'api_key' ? oddCharacterIn(trimmedKey(value)) : undefined;
  if (odd !== undefined)
    throw new ProfileProblem(`api_key holds a character that no key has: ${odd}`, field, 'copy the key again');
}

function checkHost(name: string, value: string): void {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(value)?.[1];
  const isFine = /^[^\s/?#@]*\/*$/.test(value);
  const whole = scheme === undefined ? `https://${value}` : value;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (scheme === undefined && isFine && (url !== undefined || /^\/*$/.test(value))) return;
  if (url === undefined)
    throw new ProfileProblem(`${name} names no host that there can be`, ['routing', name], likeHost);
  const { host } = url;
  const rest =
    scheme === undefined || !name.endsWith('_host') ? '' : ` and ${name.replace('_host', '_scheme')} = "${scheme}"`;
  throw new ProfileProblem(
    `${name} holds ${scheme === undefined ? 'more than a host' : 'a scheme'}`,
    ['routing', name],
    `write ${name} = ${JSON.stringify(host)}${name === 'single_host' ? '' : rest}`,
  );
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'a date';
  return typeof value === 'object' ? 'a table' : `a ${typeof value}`;
}

/** The line that a field stands in, counted from 1; that of its table where it has none. */
export function lineOf(text: string, [section, name]: readonly [section: string, name?: string]): number | undefined {
  let inside = '';
  let found: number | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    inside = /^\s*\[\s*"?([\w-]+)"?\s*\]/.exec(line)?.[1] ?? inside;
    const key = /^\s*"?([\w-]+)"?\s*=/.exec(line)?.[1];
    const isHere = inside === section ? name === undefined || key === name : key === section;
    if (isHere && (name === undefined || key === name)) return index + 1;
    if (inside === section) found ??= index + 1;
  }
  return found;
}
