import type { Command } from 'commander';
import type { Context } from './context.js';
import { processContext } from './context.js';
import type { ExitCode } from './exit.js';

type Run = (
  flags: Readonly<Record<string, unknown>>,
  args: readonly (string | undefined)[],
  context: Context,
  given: ReadonlySet<string>,
) => Promise<ExitCode>;

/** Runs a command with its flags, arguments and the process around it; `given` are the flags on the command line. */
export function runs(run: Run) {
  return async (...handed: unknown[]): Promise<void> => {
    const command = handed.at(-1) as Command;
    const context = processContext(command.optsWithGlobals<{ readonly profile?: string }>());
    const shared = sharedFlags(command);
    const flags = { ...command.opts(), ...shared };
    const isGiven = (name: string) => name in shared || command.getOptionValueSource(name) === 'cli';
    const given = new Set(Object.keys(flags).filter(isGiven));
    process.exitCode = await run(flags, command.args, context, given);
  };
}

/** A command that stands below another one (`access review`) is given its flags by that one, where both have them. */
function sharedFlags(command: Command): Readonly<Record<string, unknown>> {
  const { parent } = command;
  if (parent?.parent == null) return {};
  const names = command.options.map((option) => option.attributeName());
  const taken = names.filter((name) => parent.getOptionValueSource(name) === 'cli');
  return Object.fromEntries(taken.map((name) => [name, parent.getOptionValue(name) as unknown]));
}
