#!/usr/bin/env node
import { CommanderError } from 'commander';
import { writtenWhole } from '../machine/whole-output.js';
import { WrongEnvironment } from '../reconcile/surroundings.js';
import { defectText, limitText, stuckText } from '../report/defect.js';
import { watchOutput } from '../report/lost-output.js';
import type { ExitCode } from './exit.js';
import { exitCode } from './exit.js';
import { makeProgram } from './program.js';
import { runs } from './run.js';

/** Commands that change the account: their exit code says what was done. */
const changing: ReadonlySet<string> = new Set(['apply', 'keys', 'users']);

const program = makeProgram(runs);
process.once('beforeExit', stuck);
process.once('uncaughtException', uncaught);
process.on('SIGXFSZ', full);
process.exitCode = await main();
process.off('beforeExit', stuck);
process.off('uncaughtException', uncaught);
process.off('SIGXFSZ', full);

async function main(): Promise<number> {
  const output = watchOutput({ stdout: writtenWhole(process.stdout), stderr: process.stderr });
  const code = await run();
  // What was written last may still fail.
  await new Promise((resolve) => process.stdout.write('', resolve));
  return output.isLost && code === exitCode.done && !isChanging() ? exitCode.invalid : code;
}

async function run(): Promise<number> {
  try {
    await program.parseAsync();
    return typeof process.exitCode === 'number' ? process.exitCode : exitCode.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.invalid;
    if (!(error instanceof WrongEnvironment)) return defect(error);
    process.stderr.write(`error: ${error.message}.\n  hint: ${error.hint}\n`);
    return exitCode.invalid;
  }
}

/** What is not known to have left the account as it was is never said to have. */
function defect(error: unknown): ExitCode {
  process.stderr.write(limitText(error, isChanging()) ?? defectText(error, isChanging()));
  return isChanging() ? exitCode.failed : exitCode.invalid;
}

/** What is thrown where nobody waits for it. */
function uncaught(error: unknown): void {
  process.exit(defect(error));
}

/** A file that may not grow any more (`ulimit -f`) is like a disk that is full: the write fails, and that is said. */
function full(): void {
  // Without this, the system would end the process without a word.
}

/** Nothing is left that could go on, and the command has not ended: Node would end the process without a word. */
function stuck(): void {
  process.stderr.write(stuckText(isChanging()));
  process.exitCode = isChanging() ? exitCode.failed : exitCode.invalid;
}

function isChanging(): boolean {
  return changing.has(program.args[0] ?? '');
}
