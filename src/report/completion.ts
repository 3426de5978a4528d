/* What a shell is told that asks what may stand in the place of the last word. */

/** A command line as far as its words can be told. */
export interface CommandTree {
  name(): string;
  readonly commands: readonly CommandTree[];
  readonly options: readonly Flag[];
}

interface Flag {
  readonly long?: string;
  readonly short?: string;
  readonly argChoices?: readonly string[];
  isBoolean(): boolean;
}

/** What may stand there. */
export interface Candidates {
  readonly words: readonly string[];
  /** Which addresses of what is live, or parts of them, may stand there too; none where it is something else. */
  readonly ofLive?: Choose;
  /** The snapshot that the command line names. */
  readonly snapshot?: string;
}

type Choose = (addresses: readonly string[]) => readonly string[];

/** Of the words that a shell hands over: commands, flags, their values and addresses. `values`: those that a flag takes in lists. */
export function candidatesFor(
  program: CommandTree,
  typed: readonly string[],
  values: Readonly<Record<string, readonly string[]>>,
): Candidates {
  const words = apart(typed.map(unquoted));
  let command = program;
  for (const word of words.slice(0, -1)) command = command.commands.find((one) => one.name() === word) ?? command;
  const options = [...command.options, ...(command === program ? [] : program.options)];
  const before = options.find(({ long, short }) => [long, short].includes(words.at(-2) ?? ''));
  const value = before?.isBoolean() === false ? before : undefined;
  const isFlag = value === undefined && (words.at(-1) ?? '').startsWith('-');
  const ofLive = isFlag ? undefined : named[value === undefined ? command.name() : (value.long ?? '')];
  const snapshot = words.includes('--live') ? words[words.indexOf('--live') + 1] : undefined;
  return {
    words:
      value !== undefined
        ? (value.argChoices ?? values[value.long ?? ''] ?? [])
        : isFlag
          ? [...options.map(({ long }) => long ?? ''), '--help']
          : command.commands.map((one) => one.name()),
    ...(ofLive !== undefined && { ofLive }),
    ...(snapshot !== undefined && { snapshot }),
  };
}

/**
 * Those of them that begin like the last word, as the shell takes them: `--live=FILE` is a flag and its value. Where it takes
 * that for one word, so are those that may stand in its place.
 */
export function completed(typed: readonly string[], candidates: readonly string[]): readonly string[] {
  const [, flag = ''] = /^(--[\w-]+=)/.exec(unquoted(typed.at(-1) ?? '')) ?? [];
  const last = apart(typed.map(unquoted)).at(-1) ?? '';
  const found = candidates.filter((word) => word !== '' && word.startsWith(last));
  return [...new Set(found)].sort().map((word) => `${flag}${word}`);
}

/** As the shell will hand it over: words are completed while their quotes are still there. */
function unquoted(word: string): string {
  return word.replace(/^['"]/, '').replace(/\\(.)/g, '$1');
}

/** Bash hands over `=` as a word of its own, if it is not quoted. */
function apart(words: readonly string[]): readonly string[] {
  const pieces = words.flatMap((word) => /^(--[\w-]+)=(.*)$/s.exec(word)?.slice(1) ?? [word]);
  const isBetween = (index: number) => pieces[index] === '=' && /^--[\w-]+$/.test(pieces[index - 1] ?? '');
  const last = pieces.length - 1;
  return pieces.flatMap((word, index) => (isBetween(index) ? (index === last ? [''] : []) : [word]));
}

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
