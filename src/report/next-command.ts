import { commandLine } from '../model/command-text.js';
import type { DestructiveLimit } from '../model/policy.js';
import { shellLine } from '../model/shell-word.js';

/** How a flag is spelt: `-f`, `--file`. */
type Spelt = Readonly<Partial<Record<'short' | 'long', string>>>;

/** The command that runs, as it was given: what another one that is about the same is made of. */
export interface CommandRun {
  /** `apply`, `keys rotate`. */
  readonly verb: string;
  readonly args: readonly string[];
  /** The flags that were given, with what their values were read as, by the names of their options. */
  readonly given: Readonly<Record<string, unknown>>;
  /** How a command spells the flags that it takes, by the names of their options; nothing where there is no such command. */
  readonly flagsOf: (verb: string) => ReadonlyMap<string, Spelt> | undefined;
}

/** Of a command that nobody typed. */
export const notTyped: CommandRun = { verb: '', args: [], given: {}, flagsOf: () => undefined };

/** Flags that say which part of which files, which account by which login, and which journal a command is about. */
const part = ['only', 'target', 'since'] as const;
const account = ['transport', 'profile', 'ax', 'axMode', 'roster', 'rosterQueries', 'concurrency', 'timeout'] as const;
const aboutTheSame = [...part, 'file', 'allowVariable', 'live', ...account, 'journal'] as const;

/** What a person agreed to for one command; no other takes it over. */
const agreed = ['autoApprove', 'allowDestructive', 'maxDestructive'] as const;

/** What a saved plan records, so that it is not given again: a branch that `--since` named has moved on by then. */
const recorded = [...part, 'file', 'transport', 'roster', 'rosterQueries'] as const;

interface Where {
  readonly ran: CommandRun;
}

/** Flags that are not those of the run, each with its value, or `true` where it takes none. */
type OwnFlags = Readonly<Record<`--${string}`, string | true>>;

/**
 * Another command that is about the same files, account and journal as the one that runs: with those of its flags which that
 * command takes, but where `flags` gives another. Works as it is printed.
 */
export function nextCommand({ ran }: Where, verb: string, args: readonly string[] = [], flags: OwnFlags = {}): string {
  const own = Object.entries(flags).flatMap(([long, value]) => words({ long }, value));
  // A snapshot stands for the account.
  const where = '--live' in flags ? without(ran, account) : { ran };
  return commandLine(verb, args, [...carried(where.ran, verb, Object.keys(flags)), ...own]);
}

/** The command that runs, once more. */
export function sameCommand({ ran }: Where, flags: OwnFlags = {}): string {
  return nextCommand({ ran }, ran.verb, ran.args, flags);
}

/** The command that applies what a plan was saved of. */
export function applyingSaved({ ran }: Where, plan: string): string {
  return nextCommand(without(ran, recorded), 'apply', [plan]);
}

/** Another command that is about all of the same files. */
export function nextOnAll({ ran }: Where, verb: string): string {
  return nextCommand(without(ran, part), verb);
}

function without(ran: CommandRun, names: readonly string[]): Where {
  const given = Object.fromEntries(Object.entries(ran.given).filter(([name]) => !names.includes(name)));
  return { ran: { ...ran, given } };
}

/** The same run, if it had been given these files too. */
export function withMoreFiles({ ran }: Where, paths: readonly string[]): Where {
  const { file = [] } = ran.given as { readonly file?: readonly string[] };
  return { ran: { ...ran, given: { ...ran.given, file: [...file, ...paths] } } };
}

/** That what a command was given besides its flags are files, which have one. */
export function hintToNameFiles(ran: CommandRun, stray: readonly string[]): string {
  if (stray.includes('-')) return '  hint: files are not read from standard input. Save them, and name them with -f\n';
  return `  hint: the files are named with -f: ${nextCommand(withMoreFiles({ ran }, stray), ran.verb)}\n`;
}

/** A message whose commands, each in backticks, are about the same as the run that prints it. */
export function withFlags(message: string, { ran }: Where): string {
  return message.replaceAll(commandInText, (whole, line: string) => {
    const words = [...line.matchAll(oneWord)].map(([word]) => word);
    const verb = [2, 1].map((length) => words.slice(0, length).join(' ')).find((name) => ran.flagsOf(name));
    const flags = verb === undefined ? [] : carried(ran, verb, words);
    if (flags.length === 0) return whole;
    const end = line.search(/ -- /);
    const [before, after] = end < 0 ? [line, ''] : [line.slice(0, end), line.slice(end)];
    return `\`ax-gitops ${before} ${shellLine(flags)}${after}\``;
  });
}

const oneWord = /(?:[^\s`'"\\]|\\'|'[^']*'|"[^"]*")+/g;
const commandInText = /`ax-gitops ((?:[^\s`'"\\]|\\'|'[^']*'|"[^"]*"| (?=\S))+)`/g;

/** The flags of the run that a command takes, but those that `own` words give already. */
function carried(ran: CommandRun, verb: string, own: readonly string[]): readonly string[] {
  const taken = ran.flagsOf(verb);
  const names = verb === ran.verb ? [...agreed, ...aboutTheSame] : aboutTheSame;
  return names.flatMap((name) => {
    const flag = taken?.get(name);
    const value = ran.given[name];
    return flag === undefined || value === undefined || isIn(own, flag)
      ? []
      : textsOf(name, value).flatMap((text) => words(flag, text));
  });
}

function isIn(own: readonly string[], { short, long }: Spelt): boolean {
  return own.some((word) => word === short || word === long || word.startsWith(`${long ?? ''}=`));
}

/** A flag as it is typed. A value that begins with a dash would be taken for a flag itself. */
function words({ short, long = '' }: Spelt, value: string | true): readonly string[] {
  if (value === true) return [long];
  return value.startsWith('-') ? [`${long}=${value}`] : [short ?? long, value];
}

/** From what the value of a flag was read as: what was typed, once for each time that the flag is to be given. */
function textsOf(name: string, value: unknown): readonly (string | true)[] {
  if (value === true) return [value];
  if (name === 'only') return [(value as readonly string[]).join(',')];
  if (name === 'maxDestructive') return [limitText(value as DestructiveLimit)];
  return [value].flat().map(String);
}

function limitText(limit: DestructiveLimit): string {
  return 'percent' in limit ? `${String(limit.percent)}%` : String(limit.count);
}
