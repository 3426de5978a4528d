#!/usr/bin/env node
import { CommanderError } from 'commander';
import { WrongEnvironment } from '../reconcile/surroundings.js';
import { withoutCommands } from '../report/style.js';
import { exitCode } from './exit.js';
import { makeProgram } from './program.js';
import { runs } from './run.js';

/** Commands that change the account: their exit code says what was done. */
const changing: ReadonlySet<string> = new Set(['apply', 'keys', 'users']);

const program = makeProgram(runs);
process.exitCode = await main();

async function main(): Promise<number> {
  // Output that can't be written (a reader that went away, a full disk, a closed terminal) is no reason to leave an apply
  // half done: what is said is lost, and the exit code of what was done stays.
  const output = { isLost: false };
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // A reader that went away (`| head`) has seen what it wanted.
    if (code === 'EPIPE' || output.isLost) return;
    output.isLost = true;
    process.stderr.write(`error: the output can't be written: ${message}\n`);
  });
  try {
    await program.parseAsync();
    // What was written last may still fail.
    await new Promise((resolve) => process.stdout.write('', resolve));
    const code = typeof process.exitCode === 'number' ? process.exitCode : exitCode.done;
    return output.isLost && code === exitCode.done && !changing.has(program.args[0] ?? '') ? exitCode.invalid : code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.invalid;
    if (error instanceof WrongEnvironment) {
      process.stderr.write(`error: ${error.message}.\n  hint: ${error.hint}\n`);
      return exitCode.invalid;
    }
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(withoutCommands(`error: this is a defect in ax-gitops, please report it:\n${message}\n`));
    return exitCode.invalid;
  }
}
