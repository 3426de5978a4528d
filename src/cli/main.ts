#!/usr/bin/env node
import { CommanderError } from 'commander';
import { WrongEnvironment } from '../reconcile/surroundings.js';
import { watchOutput } from '../report/lost-output.js';
import { withoutCommands } from '../report/style.js';
import { exitCode } from './exit.js';
import { makeProgram } from './program.js';
import { runs } from './run.js';

/** Commands that change the account: their exit code says what was done. */
const changing: ReadonlySet<string> = new Set(['apply', 'keys', 'users']);

const program = makeProgram(runs);
process.once('beforeExit', stuck);
process.exitCode = await main();
process.off('beforeExit', stuck);

async function main(): Promise<number> {
  const output = watchOutput(process);
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

/** Nothing is left that could go on, and the command has not ended: Node would end the process without a word. */
function stuck(): void {
  const isChanging = changing.has(program.args[0] ?? '');
  const doubt = 'changes may have been made. The journal says which; the next apply looks up what was under way';
  process.stderr.write(
    'error: ax-gitops stopped before the command was done. This is a defect in ax-gitops, please report it.\n' +
      (isChanging ? `  hint: ${doubt}\n` : ''),
  );
  process.exitCode = isChanging ? exitCode.failed : exitCode.invalid;
}
