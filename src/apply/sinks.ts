import { armor, Encrypter } from 'age-encryption';
import { execa } from 'execa';
import { access, chmod, constants, mkdir, readFile, stat } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Secret } from '../model/secret.js';
import type { Sink } from '../model/sink.js';

export interface SinkPlace {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Whose secret it is. */
export interface Subject {
  readonly name: string;
  readonly address: string;
}

/** Why a sink can't take a secret; nothing if it can, as far as that can be told before there is one. */
export async function sinkProblem(sink: Sink, subject: Subject, place: SinkPlace): Promise<string | undefined> {
  if ('command' in sink) {
    const [program = ''] = sink.command.map((part) => filled(part, subject));
    return (await isProgram(program, place)) ? undefined : `there is no program ${JSON.stringify(program)}`;
  }
  if ('file' in sink && sink.age !== undefined) {
    try {
      const encrypter = new Encrypter();
      for (const recipient of sink.age) encrypter.addRecipient(recipient);
      if (sink.age.length === 0) return 'it names no age recipient';
    } catch (error) {
      return `an age recipient is not valid: ${reasonOf(error)}`;
    }
  }
  const path = pathOf(sink, subject, place);
  const folder = await fileFolderProblem(path);
  if (folder !== undefined) return folder;
  const isEncrypted = 'file' in sink && sink.age !== undefined;
  if (isEncrypted || !(await wouldBeTracked(path))) return undefined;
  return `${path} is in a Git work tree and not ignored, so it would be committed; add it to .gitignore, or encrypt it with \`age\``;
}

/** Puts a secret where it belongs. Throws, without the secret in the message, where that does not work. */
export async function deliver(sink: Sink, secret: Secret, subject: Subject, place: SinkPlace): Promise<void> {
  if ('command' in sink) return runCommand(sink.command, secret, subject, place);
  const path = pathOf(sink, subject, place);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  if ('envFile' in sink) await writeVariable(path, secret, subject);
  else await writeFileAtomic(path, await contentOf(secret, sink.age), { mode: 0o600 });
  // What was there before may have been open to others.
  await chmod(path, 0o600);
}

async function contentOf(secret: Secret, recipients: readonly string[] | undefined): Promise<string> {
  if (recipients === undefined) return `${secret.reveal()}\n`;
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(secret.reveal()));
}

async function runCommand(
  command: readonly string[],
  secret: Secret,
  subject: Subject,
  { cwd, env }: SinkPlace,
): Promise<void> {
  const [program = '', ...args] = command.map((part) => filled(part, subject));
  const { ARIZE_API_KEY: _key, ...rest } = env;
  const ended = await execa(program, args, {
    cwd,
    env: rest as Record<string, string>,
    extendEnv: false,
    input: secret.reveal(),
    reject: false,
    timeout: 120_000,
    // What it prints is not ours to show: it may echo what it was given.
    stdout: 'ignore',
    stderr: 'ignore',
  });
  if (ended.exitCode === 0) return;
  const how = ended.timedOut
    ? 'took longer than 120 s'
    : `ended with ${ended.exitCode === undefined ? (ended.signal ?? 'no exit code') : `exit code ${String(ended.exitCode)}`}`;
  throw new Error(`${program} ${how}`);
}

/** Sets one variable of a .env file and leaves the others as they are. */
async function writeVariable(path: string, secret: Secret, { name }: Subject): Promise<void> {
  const variable = variableName(name);
  const lines = await readFile(path, 'utf8').then(
    (text) => text.split('\n').filter((line) => line !== ''),
    () => [],
  );
  const others = lines.filter((line) => !new RegExp(`^(?:export )?${variable}=`).test(line));
  const value = `'${secret.reveal().replaceAll("'", `'\\''`)}'`;
  await writeFileAtomic(path, `${[...others, `${variable}=${value}`].join('\n')}\n`, { mode: 0o600 });
}

/** `team-alpha-traces` → `TEAM_ALPHA_TRACES`. */
function variableName(name: string): string {
  const text = name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^[A-Z]/.test(text) ? text : `KEY_${text}`;
}

function pathOf(sink: Exclude<Sink, { readonly command: unknown }>, subject: Subject, { cwd }: SinkPlace): string {
  const text = 'envFile' in sink ? sink.envFile : sink.file;
  // A name must not lead out of the folder that was meant.
  const safe = { name: fileName(subject.name), address: fileName(subject.address) };
  return resolve(cwd, filled(text, safe));
}

function fileName(text: string): string {
  const safe = text.replaceAll(/[/\\\0]/g, '_');
  return /^\.+$/.test(safe) ? '_' : safe;
}

function filled(text: string, { name, address }: Subject): string {
  return text.replaceAll('{name}', () => name).replaceAll('{address}', () => address);
}

async function isProgram(program: string, { cwd, env }: SinkPlace): Promise<boolean> {
  const candidates =
    program.includes('/') || isAbsolute(program)
      ? [resolve(cwd, program)]
      : (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program));
  for (const path of candidates) {
    try {
      await access(path, constants.X_OK);
      if ((await stat(path)).isFile()) return true;
    } catch {
      // Not this one.
    }
  }
  return false;
}

async function fileFolderProblem(path: string): Promise<string | undefined> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await access(dirname(path), constants.W_OK);
    return undefined;
  } catch (error) {
    return `${dirname(path)} can't be written to: ${reasonOf(error)}`;
  }
}

async function wouldBeTracked(path: string): Promise<boolean> {
  const git = async (...args: readonly string[]) =>
    (await execa('git', args, { cwd: dirname(path), reject: false, stdout: 'ignore', stderr: 'ignore' })).exitCode;
  if ((await git('rev-parse', '--is-inside-work-tree')) !== 0) return false;
  if ((await git('ls-files', '--error-unmatch', '--', path)) === 0) return true;
  return (await git('check-ignore', '-q', '--', path)) !== 0;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
