import { commandRun } from './command-run.js';
import type { AnyCommand, OptionValues } from './commander.js';
import type { Context, ProcessFlags } from './context.js';
import { processContext } from './context.js';
import type { CommandEnd } from './end.js';

type Flags = Readonly<Record<string, unknown>>;

/** The flags that a command declares: one that was not given is not there. */
export type FlagsOf<Declared extends OptionValues> = {
  readonly [Name in keyof Declared]: Exclude<Declared[Name], undefined>;
};

/** What a command does with its flags and arguments. */
type Run<Args extends unknown[], Declared extends OptionValues> = (
  flags: FlagsOf<Declared>,
  args: Readonly<Args>,
  context: Context,
) => Promise<CommandEnd>;

/** What a command line makes of what a command does. */
export type Runs = <Args extends unknown[], Declared extends OptionValues>(
  run: Run<Args, Declared>,
) => (...handed: [...Args, Declared, AnyCommand]) => Promise<void>;

/** Runs a command with its flags, arguments and the process around it. */
export const runs: Runs = <Args extends unknown[], Declared extends OptionValues>(run: Run<Args, Declared>) => {
  return async (...handed: [...Args, Declared, AnyCommand]) => {
    const command = handed.at(-1) as AnyCommand;
    const { flags, given } = flagsOf(command);
    const globals: ProcessFlags = command.optsWithGlobals();
    const context = processContext({ ...globals, ...flags }, commandRun(command, given));
    const end = await run(flags as FlagsOf<Declared>, command.processedArgs as Args, context);
    // The words for it are loaded no sooner than they are needed.
    const { ended } = await import('./ended.js');
    process.exitCode = ended(end, context);
  };
};

/** All flags of a command, and those that are on the command line. */
export function flagsOf(command: AnyCommand): { readonly flags: Flags; readonly given: Flags } {
  const { parent } = command;
  const own = givenTo(command);
  const given = parent?.parent == null ? own : { ...own, ...sharedFlags(command, parent, own) };
  return { flags: { ...command.opts(), ...given }, given };
}

function givenTo(command: AnyCommand): Flags {
  return Object.fromEntries(
    Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) === 'cli'),
  );
}

/**
 * A command that stands below another one (`access review`) is given its flags by that one: those that both have. Its own
 * count where a flag stands once; of one that may be repeated all do.
 */
function sharedFlags(command: AnyCommand, parent: AnyCommand, own: Flags): Flags {
  return Object.fromEntries(
    Object.entries(givenTo(parent)).map(([name, value]) => {
      const option = command.options.find((one) => one.attributeName() === name);
      if (option === undefined || option.argChoices?.includes(String(value)) === false) {
        const flag = parent.options.find((one) => one.attributeName() === name);
        const what = option === undefined ? flag?.long : `${option.long ?? name} ${String(value)}`;
        return command.error(`error: '${parent.name()} ${command.name()}' does not take ${what ?? name}`);
      }
      return [name, name in own ? joined(value, own[name]) : value] as const;
    }),
  );
}

function joined(first: unknown, second: unknown): unknown {
  const isRepeated = Array.isArray(first) && Array.isArray(second);
  return isRepeated ? [...(first as readonly unknown[]), ...(second as readonly unknown[])] : second;
}
