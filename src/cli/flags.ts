import { kindNames } from '../kinds/index.js';
import { someKinds } from '../kinds/typed.js';
import { variableGlob } from '../load/variables.js';
import type { Typed } from '../model/typed.js';
import { meant, wholeNumber } from '../model/typed.js';
import type { AnyCommand, Command, OptionValues } from './commander.js';
import { InvalidArgumentError, Option } from './commander.js';

/** Flags that several commands have: what `add` adds to a command without any, it adds to any other. */
export function group<Added extends OptionValues>(add: (command: Command) => Command<[], Added>) {
  return <Args extends unknown[], Flags extends OptionValues, Shared extends OptionValues>(
    command: Command<Args, Flags, Shared>,
  ) => add(command as unknown as Command) as unknown as Command<Args, Flags & Added, Shared>;
}

/** Reads a flag that may be given several times. `read`: what one value stands for. */
export function severally<T>(read: (value: string) => readonly T[]) {
  return (value: string, previous: readonly T[] = []): readonly T[] => [...previous, ...read(value)];
}

/** The same, where each value stands for itself. */
export const another = severally((value) => [value]);

/** Reads the value of a flag; one that can't be read is a usage error that says what it must be. */
export function typed<T>(read: Typed<T>): (value: string) => T {
  return (text) => {
    const value = read(text);
    if (!value.ok) throw new InvalidArgumentError(value.error);
    return value.value;
  };
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
    .option(
      '--allow-variable <glob>',
      'environment variables that ${VAR} in the files may read, besides AX_GITOPS_VARIABLES (unset: AX_VAR_*); repeatable',
      severally((value) => [typed(variableGlob)(value)]),
    ),
);

/** Adds the flags that narrow a run to a part of the files. */
export const withSelection = group((command) =>
  command
    .option('--only <kinds>', `only these kinds, separated by commas: ${kindNames.join(', ')}`, typed(someKinds))
    .option('--target <glob>', 'only addresses that match, and what they depend on; repeatable', another)
    .option(
      '--since <git-ref>',
      "a commit whose files say what was managed: removes what they declared and today's files do not",
    ),
);

/** Adds the flags that say how Arize is reached. */
export const withConnection = group((command) =>
  command
    .optionsGroup('How Arize is reached:')
    .addOption(
      new Option('--transport <name>', 'through the ax CLI, or through the REST API without ax')
        .choices(['ax', 'api'])
        .default('ax'),
    )
    .option('--profile <name>', 'an ax profile other than the active one (default: AX_GITOPS_PROFILE)')
    .option('--ax <path>', 'the ax launcher (default: AX_GITOPS_AX, else ax on PATH)')
    .addOption(
      new Option('--ax-mode <mode>', 'keep one ax running, or start one for every call')
        .choices(['auto', 'warm', 'plain'])
        .default('auto'),
    )
    .option(
      '--concurrency <n>',
      'the most calls at the same time (default: 4; over REST up to 16 while answers stay fast)',
      typed(wholeNumber(1, 64)),
    )
    .addOption(
      new Option('--roster <source>', 'how to read memberships: auto (GraphQL if available), graphql (required), off')
        .choices(['auto', 'graphql', 'off'])
        .default('auto'),
    )
    .option(
      '--roster-queries <n>',
      'the most GraphQL queries for memberships (default: 60; --roster graphql has no limit)',
      typed(wholeNumber(1, 100_000)),
    )
    .option('--timeout <seconds>', 'the longest that one call may take', typed(wholeNumber(1, 3600)), 60)
    .optionsGroup('Options:'),
);

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

/** Flags of whatever edits files, which can also say only what it would change. */
export const withTrying = group((command) =>
  command
    .option('--check', 'change nothing; exit with 2 if something would change')
    .option('--dry-run', 'change nothing; only print the diff')
    .addOption(formats('text', 'json')),
);

/**
 * A value is never empty: `-f "$FILES"`, `apply "$PLAN"` or `--since "$BASE"` with a variable that is not set would read other
 * files, or compare with nothing, without a word.
 */
export function refuseUnmeantValues(command: AnyCommand): void {
  for (const option of command.options.filter(({ required }) => required)) {
    const read = (option.parseArg ?? ((value) => value)) as (value: string, previous: unknown) => unknown;
    const [, what = ''] = /<(.*)>/.exec(option.flags) ?? [];
    const value = typed(meant(what, option.long === '--out'));
    option.argParser((text: string, previous: unknown) => read(value(text), previous));
  }
  // What a shell hands over to be completed may be anything.
  if (command.name() === 'completion') return;
  for (const argument of command.registeredArguments) {
    const value = typed(meant(argument.name() === 'plan' ? 'file' : ''));
    argument.argParser((text: string, previous: unknown) =>
      argument.variadic ? [...((previous ?? []) as readonly unknown[]), value(text)] : value(text),
    );
  }
}
