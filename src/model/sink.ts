import { posix } from 'node:path';

/** Where a secret goes that the platform shows once. `{name}` and `{address}` in texts are replaced. */
export type Sink =
  /** A program that gets it on its standard input, and of the environment PATH, HOME and what `env` names. */
  | { readonly command: readonly string[]; readonly env?: readonly string[] }
  /** A file of its own, mode 0600; with `age` encrypted for these recipients. */
  | { readonly file: string; readonly age?: readonly string[] }
  /** A variable in a .env file, mode 0600. */
  | { readonly envFile: string };

/** Whose secret it is. */
export interface Subject {
  readonly name: string;
  readonly address: string;
}

/** The path of the file that a secret goes to, as the files give it. A name never leads out of the folder that was meant. */
export function fileOf(sink: Exclude<Sink, { readonly command: unknown }>, { name, address }: Subject): string {
  const text = 'envFile' in sink ? sink.envFile : sink.file;
  return filled(text, { name: fileName(name), address: fileName(address) });
}

/** One spelling for all paths that may be one file: some file systems know no case, and some no composed letters. */
export function foldedPath(path: string): string {
  return posix.normalize(path).normalize('NFC').toLowerCase();
}

/** `team-alpha-traces` → `TEAM_ALPHA_TRACES`. */
export function variableName(name: string): string {
  const text = name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^[A-Z]/.test(text) ? text : `KEY_${text}`;
}

/** Puts a name and an address into the places that a text has for them. */
export function filled(text: string, { name, address }: Subject): string {
  return text.replaceAll('{name}', () => name).replaceAll('{address}', () => address);
}

function fileName(text: string): string {
  const safe = text.replaceAll(/[/\\\0]/g, '_');
  return /^\.+$/.test(safe) ? '_' : safe;
}
