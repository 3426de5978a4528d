import type { AnyCommand } from './commander.js';
import { commandsOf } from './help.js';

/** How a flag is spelt: `-f`, `--file`. */
type Flag = Readonly<Partial<Record<'short' | 'long', string>>>;

/** The command that runs, as it was given: what another one that is about the same is made of. */
export interface CommandRun {
  /** `apply`, `keys rotate`. */
  readonly verb: string;
  readonly args: readonly string[];
  /** The flags that were given, with what their values were read as, by the names of their options. */
  readonly given: Readonly<Record<string, unknown>>;
  /** How a command spells the flags that it takes, by the names of their options; nothing where there is no such command. */
  readonly flagsOf: (verb: string) => ReadonlyMap<string, Flag> | undefined;
}

/** `given`: the flags of a command, and of the one above it where both have them. */
export function commandRun(command: AnyCommand, given: CommandRun['given']): CommandRun {
  const ancestry: AnyCommand[] = [];
  for (let at: AnyCommand | null = command; at !== null; at = at.parent) ancestry.unshift(at);
  const [program = command, ...path] = ancestry;
  return {
    verb: path.map((one) => one.name()).join(' '),
    args: command.args,
    given,
    flagsOf(verb) {
      const found = commandsOf(program).find(([name]) => name === verb && verb !== '')?.[1];
      return found && new Map(found.options.map((option) => [option.attributeName(), option]));
    },
  };
}

/** Of a command that nobody typed. */
export const notTyped: CommandRun = { verb: '', args: [], given: {}, flagsOf: () => undefined };
