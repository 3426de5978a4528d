import { kindNames } from '../kinds/index.js';
import { isVariableGlob } from '../load/variables.js';
import type { DestructiveLimit } from '../model/policy.js';
import { readDestructiveLimit } from '../model/policy.js';
import type { KindName } from '../model/resource.js';
import { didYouMean } from '../model/suggestion.js';
import type { AnyCommand, Command, OptionValues } from './commander.js';
import { InvalidArgumentError, Option } from './commander.js';

/** Flags that several commands have: what `add` adds to a command without any, it adds to any other. */
export function group<Added extends OptionValues>(add: (command: Command) => Command<[], Added>) {
  return <Args extends unknown[], Flags extends OptionValues, Shared extends OptionValues>(
    command: Command<Args, Flags, Shared>,
  ) => add(command as unknown as Command) as unknown as Command<Args, Flags & Added, Shared>;
}

/** An option that may be given several times. */
export function repeatable<Flag extends string>(flags: Flag, description: string) {
  return new Option(flags, description).argParser(another);
}

function another(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}

/** In which formats the output can be had: as text unless another is given. */
export function formats<const Formats extends readonly string[]>(...choices: ['text', ...Formats]) {
  return new Option('--format <format>', 'output format').choices(choices).default('text' as const);
}

/** Adds `-f`, and what the files may know of the environment. */
export const withFiles = group((command) =>
  command
    .addOption(
      new Option('-f, --file <path>', 'file or directory with the desired state; repeatable')
        .argParser(another)
        .default([] as readonly string[], 'access.yaml, or the directory access/'),
    )
    .addOption(
      new Option(
        '--allow-variable <glob>',
        'environment variables that ${VAR} in the files may read, besides AX_GITOPS_VARIABLES (unset: AX_VAR_*); repeatable',
      ).argParser((value: string, previous: readonly string[] | undefined) => another(variable(value), previous)),
    ),
);

function variable(value: string): string {
  if (!isVariableGlob(value))
    throw new InvalidArgumentError('It must be the name of a variable, or a glob over names such as TEAM_*.');
  return value;
}

/** Adds the flags that narrow a run to a part of the files. */
export const withSelection = group((command) =>
  command
    .addOption(
      new Option('--only <kinds>', `only these kinds, separated by commas: ${kindNames.join(', ')}`).argParser(
        kindList,
      ),
    )
    .addOption(repeatable('--target <glob>', 'only addresses that match, and what they depend on; repeatable'))
    .addOption(
      new Option(
        '--since <git-ref>',
        "a commit whose files say what was managed: removes what they declared and today's files do not",
      ),
    ),
);

/** `users,space-member`: kinds in the singular or the plural. */
function kindList(value: string): readonly KindName[] {
  return value.split(',').map((text) => {
    const word = text.trim();
    const found = kindNames.find((name) => name === word || `${name}s` === word);
    if (found === undefined)
      throw new InvalidArgumentError(
        `${JSON.stringify(word)} is not a kind: ${didYouMean(word, kindNames) ?? `the kinds are ${kindNames.join(', ')}.`}`,
      );
    return found;
  });
}

/** Adds the flags that say how Arize is reached. */
export const withConnection = group((command) =>
  command
    .optionsGroup('How Arize is reached:')
    .addOption(
      new Option('--transport <name>', 'through the ax CLI, or through the REST API without ax')
        .choices(['ax', 'api'])
        .default('ax'),
    )
    .addOption(new Option('--profile <name>', 'an ax profile other than the active one (default: AX_GITOPS_PROFILE)'))
    .addOption(new Option('--ax <path>', 'the ax launcher (default: AX_GITOPS_AX, else ax on PATH)'))
    .addOption(
      new Option('--ax-mode <mode>', 'keep one ax running, or start one for every call')
        .choices(['auto', 'warm', 'plain'])
        .default('auto'),
    )
    .addOption(
      new Option(
        '--concurrency <n>',
        'the most calls at the same time (default: 4; over REST up to 16 while answers stay fast)',
      ).argParser(wholeNumber(1, 64)),
    )
    .addOption(
      new Option('--roster <source>', 'how to read memberships: auto (GraphQL if available), graphql (required), off')
        .choices(['auto', 'graphql', 'off'])
        .default('auto'),
    )
    .addOption(
      new Option(
        '--roster-queries <n>',
        'the most GraphQL queries for memberships (default: 60; --roster graphql has no limit)',
      ).argParser(wholeNumber(1, 100_000)),
    )
    .addOption(
      new Option('--timeout <seconds>', 'the longest that one call may take')
        .argParser(wholeNumber(1, 3600))
        .default(60),
    )
    .optionsGroup('Options:'),
);

/** Parses a whole number in a range; anything else is a usage error that says which numbers are fine. */
export function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${String(least)} to ${String(most)}.`);
    }
    return number;
  };
}

/** Parses a flag that takes some of a few words, separated by commas or given again. */
export function listOf<T extends string>(
  words: readonly T[],
): (value: string, previous: readonly T[] | undefined) => readonly T[] {
  return (value, previous = []) => [
    ...previous,
    ...value.split(',').map((text) => {
      const found = words.find((word) => word === text.trim());
      if (found === undefined) throw new InvalidArgumentError(`It must be one of ${words.join(', ')}.`);
      return found;
    }),
  ];
}

/** Parses `--max-destructive`. */
export function destructiveLimit(value: string): DestructiveLimit {
  const limit = readDestructiveLimit(value);
  if (limit === undefined) throw new InvalidArgumentError('It must be a count such as 10, or a share such as 20%.');
  return limit;
}

/** Adds `--live` to a command that only reads. */
export const withLiveFile = group((command) =>
  command.option('--live <file>', 'read a file that `snapshot` wrote instead of the account; needs no login'),
);

/** Adds what says which account is planned for, by which part of which files. */
export const withPlanning = group((command) => withConnection(withSelection(withFiles(command))));

/** Adds how the account is reached, or what is read instead. */
export const withReading = group((command) => withLiveFile(withConnection(command)));

export function journalFile() {
  return new Option('--journal <file>', 'the journal file (default: .ax-gitops/journal.jsonl)');
}

/**
 * A value is never empty: `-f "$FILES"` or `--since "$BASE"` with a variable that is not set would read other files, or compare
 * with nothing, without a word.
 */
export function refuseEmptyValues(command: AnyCommand): void {
  for (const option of command.options.filter(({ required }) => required)) {
    const { parseArg } = option;
    option.argParser((value: string, previous: unknown) => {
      if (value === '')
        throw new InvalidArgumentError('It is empty: give it a value, or leave it out. Is a variable not set?');
      return parseArg === undefined
        ? value
        : (parseArg as (value: string, previous: unknown) => unknown)(value, previous);
    });
  }
}
