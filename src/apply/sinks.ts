import { armor, Encrypter } from 'age-encryption';
import { execa } from 'execa';
import { access, chmod, constants, readFile, stat } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import pLimit from 'p-limit';
import type { LimitFunction } from 'p-limit';
import { makeFolder } from '../machine/folders.js';
import { reasonOf } from '../machine/reason.js';
import { replaceFile } from '../machine/replace-file.js';
import type { Secret } from '../model/secret.js';
import type { Sink, Subject } from '../model/sink.js';
import { fileOf, filled, variableName } from '../model/sink.js';
import { destinationOf } from './destination.js';
import { gitView, untrack } from './git.js';

export interface SinkPlace {
  readonly cwd: string;
  /** Of the one who applies: programs are looked for in its PATH, and get of it what is theirs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a variable holds the key of the login, which no program gets. */
  readonly isOwnKey: (variable: string) => boolean;
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
      if (sink.age.length === 0) return 'it does not name an age recipient';
    } catch (error) {
      return `an age recipient is not valid: ${reasonOf(error)}`;
    }
  }
  try {
    const path = await fileOfSink(sink, subject, place);
    const isEncrypted = 'file' in sink && sink.age !== undefined;
    const committed = isEncrypted ? undefined : await gitProblem(path, place);
    return committed ?? (await fileFolderProblem(path));
  } catch (error) {
    return reasonOf(error);
  }
}

/** The file that a secret goes to, links followed. */
export function fileOfSink(sink: FileSink, subject: Subject, { cwd }: Pick<SinkPlace, 'cwd'>): Promise<string> {
  return destinationOf(resolve(cwd, fileOf(sink, subject)));
}

type FileSink = Exclude<Sink, { readonly command: unknown }>;

/** A plain secret is written only where Git surely leaves it alone. */
async function gitProblem(path: string, { env }: SinkPlace): Promise<string | undefined> {
  const view = await gitView(path, env);
  switch (view.is) {
    case 'outside':
    case 'ignored':
      return undefined;
    case 'tracked':
      return `${path} is tracked by Git, so it would be committed; take it out with \`${untrack(path)}\` and add it to .gitignore, or encrypt it with \`age\``;
    case 'untracked':
      return `${path} is in a Git work tree and not ignored, so it would be committed; add it to .gitignore, or encrypt it with \`age\``;
    case 'unknown':
      return `${path} is in a Git repository, and whether it would be committed is unknown: ${view.said}; make \`git status\` work there, or name a file outside of it`;
  }
}

/** Puts a secret where it belongs. Throws, without the secret in the message, where that does not work. */
export async function deliver(sink: Sink, secret: Secret, subject: Subject, place: SinkPlace): Promise<void> {
  if ('command' in sink) return runCommand(sink, secret, subject, place);
  const path = await fileOfSink(sink, subject, place);
  await makeFolder(dirname(path), 0o700);
  if ('envFile' in sink) await oneAtATime(path, () => writeVariable(path, secret, subject));
  else await replaceFile(path, await contentOf(secret, sink.age), 0o600);
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
  { command, env: names = [] }: Extract<Sink, { readonly command: unknown }>,
  secret: Secret,
  subject: Subject,
  place: SinkPlace,
): Promise<void> {
  const [program = '', ...args] = command.map((part) => filled(part, subject));
  const ended = await execa(program, args, {
    cwd: place.cwd,
    env: environmentOf(names, place),
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

/** PATH, HOME and what is named. */
function environmentOf(names: readonly string[], { env, isOwnKey }: SinkPlace): Record<string, string> {
  const passed = ['PATH', 'HOME', ...names].filter((name) => !isOwnKey(name));
  return Object.fromEntries(
    passed.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

const queues = new Map<string, LimitFunction>();

/** A file that several secrets go into is read and written by one of them after the other: else the last would be the only one. */
function oneAtATime(path: string, work: () => Promise<void>): Promise<void> {
  const queue = queues.get(path) ?? pLimit(1);
  queues.set(path, queue);
  return queue(work);
}

/** Sets one variable of a .env file and leaves everything else in it as it is. */
async function writeVariable(path: string, secret: Secret, { name }: Subject): Promise<void> {
  const variable = variableName(name);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    // Only a file that is not there is empty; one that can't be read must not be written over.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  const line = `${variable}='${secret.reveal().replaceAll("'", `'\\''`)}'`;
  const own = new RegExp(`^(?:export )?${variable}=.*$`, 'm');
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  const written = own.test(whole) ? whole.replace(own, () => line) : `${whole}${line}\n`;
  await replaceFile(path, written, 0o600);
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
    await makeFolder(dirname(path), 0o700);
    await access(dirname(path), constants.W_OK);
    return undefined;
  } catch (error) {
    return `${dirname(path)} can't be written to: ${reasonOf(error)}`;
  }
}
