import { kindNames } from '../../kinds/index.js';
import { lastSeen } from '../../reconcile/last-seen.js';
import { completionScripts, shells } from '../../report/completion-scripts.js';
import type { AnyCommand, Option } from '../commander.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { problem, result } from '../../report/say.js';

/**
 * `ax-gitops completion SHELL`: what the shell is to read once. That asks at each Tab for `ax-gitops completion words -- WORDS...`:
 * what may stand in the place of the last word; nothing where that is a file or free. Addresses are those of the last snapshot.
 */
export async function completion(
  program: AnyCommand,
  what: string,
  words: readonly string[],
  context: Context,
): Promise<ExitCode> {
  const shell = shells.find((known) => known === what);
  if (shell === undefined && what !== 'words') {
    problem(context, `there is no completion for ${JSON.stringify(what)}.`, `the shells are ${shells.join(', ')}`);
    return exitCode.invalid;
  }
  const text =
    shell === undefined
      ? (await completed(program, words.map(unquoted), context)).join('\n')
      : completionScripts[shell];
  if (text !== '') result(context, text);
  return exitCode.done;
}

/** As the shell will hand it over: words are completed while their quotes are still there. */
function unquoted(word: string): string {
  return word.replace(/^['"]/, '').replace(/\\(.)/g, '$1');
}

/** `--live=FILE` is a flag and its value. Where the shell takes that for one word, so are those that may stand in its place. */
async function completed(program: AnyCommand, words: readonly string[], context: Context): Promise<readonly string[]> {
  const [, flag] = /^(--[\w-]+=)/.exec(words.at(-1) ?? '') ?? [];
  const found = await candidates(program, apart(words), context);
  return flag === undefined ? found : found.map((word) => `${flag}${word}`);
}

/** Bash hands over `=` as a word of its own, if it is not quoted. */
function apart(words: readonly string[]): readonly string[] {
  const pieces = words.flatMap((word) => /^(--[\w-]+)=(.*)$/s.exec(word)?.slice(1) ?? [word]);
  const isBetween = (index: number) => pieces[index] === '=' && /^--[\w-]+$/.test(pieces[index - 1] ?? '');
  const last = pieces.length - 1;
  return pieces.flatMap((word, index) => (isBetween(index) ? (index === last ? [''] : []) : [word]));
}

/** Commands, flags, their values and addresses that begin like the last word. */
async function candidates(program: AnyCommand, words: readonly string[], context: Context): Promise<readonly string[]> {
  const last = words.at(-1) ?? '';
  let command = program;
  for (const word of words.slice(0, -1)) command = command.commands.find((one) => one.name() === word) ?? command;
  const options = [...command.options, ...(command === program ? [] : program.options)];
  const before = options.find(({ long, short }) => [long, short].includes(words.at(-2) ?? ''));
  const isValue = before !== undefined && !before.isBoolean();
  const live = named[isValue ? (before.long ?? '') : command.name()];
  const all = isValue
    ? valuesOf(before)
    : last.startsWith('-')
      ? [...options.map(({ long }) => long ?? ''), '--help']
      : command.commands.map((one) => one.name());
  const addresses =
    live === undefined || (!isValue && last.startsWith('-'))
      ? []
      : live(await lastSeen(givenTo('--live', words), context));
  return [...new Set([...all, ...addresses])].filter((word) => word !== '' && word.startsWith(last)).sort();
}

function valuesOf({ argChoices, long }: Option): readonly string[] {
  return argChoices ?? (long === '--only' ? kindNames : []);
}

type Choose = (addresses: readonly string[]) => readonly string[];

const everything: Choose = (addresses) => addresses;
const people: Choose = (addresses) =>
  addresses.filter((one) => one.startsWith('user/')).map((one) => one.slice('user/'.length));
const peopleAndPlaces: Choose = (addresses) => [
  ...people(addresses),
  ...addresses.filter((one) => /^organization\/(?!.*\/(?:member|restriction)(?:\/|$))/.test(one)),
];

/** What flags and the arguments of commands name, of what is live. */
const named: Readonly<Record<string, Choose | undefined>> = {
  '--target': everything,
  '--on': everything,
  '--user': people,
  ids: everything,
  adopt: everything,
  grant: peopleAndPlaces,
  revoke: peopleAndPlaces,
  offboard: people,
  'resend-invitation': people,
  'reset-password': people,
};

function givenTo(flag: string, words: readonly string[]): string | undefined {
  return words.includes(flag) ? words[words.indexOf(flag) + 1] : undefined;
}
