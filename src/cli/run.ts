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
    const flags = command.opts();
    const given = new Set(Object.keys(flags).filter((name) => command.getOptionValueSource(name) === 'cli'));
    process.exitCode = await run(flags, command.args, context, given);
  };
}
