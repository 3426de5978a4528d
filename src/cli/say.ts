import type { Writable } from 'node:stream';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Violation } from '../model/policy.js';
import type { RemoteFailure } from '../remote/port.js';
import type { Counterexample } from '../simulation/prove.js';
import { printDiagnostics } from '../report/diagnostics.js';
import { clean, withoutCommands } from '../report/style.js';
import type { Context } from './context.js';
import { exitCode } from './exit.js';
import type { ExitCode } from './exit.js';
import type { PlanFailure } from '../reconcile/planning.js';

/** Writes what a command is for: the only thing that goes to standard output. */
export function result({ stdout }: Context, text: string): void {
  stdout.write(withoutCommands(text.endsWith('\n') ? text : `${text}\n`));
}

/** The same for a result that is too long to be one text. Every part ends with a line. */
export async function resultInParts({ stdout }: Context, parts: Iterable<string>): Promise<void> {
  let held = '';
  for (const part of parts) {
    held += part;
    if (held.length < chunk) continue;
    if (!stdout.write(withoutCommands(held)) && stdout.writable) await drained(stdout);
    held = '';
  }
  if (held !== '') stdout.write(withoutCommands(held));
}

const chunk = 64 * 1024;

/** Also where nobody reads any more: what is written then goes nowhere. */
function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const name of ends) stream.off(name, done);
      resolve();
    };
    for (const name of ends) stream.once(name, done);
  });
}

const ends = ['drain', 'close', 'error'] as const;

/** A note about what is going on; not with `--quiet`. */
export function note({ stderr, quiet }: Context, text: string): void {
  if (!quiet) stderr.write(`${cleanLines(text)}\n`);
}

/** What went wrong, why it matters, and the next command. */
export function problem({ stderr }: Context, message: string, hint?: string): void {
  stderr.write(`error: ${cleanLines(message)}\n${hint === undefined ? '' : `  hint: ${cleanLines(hint)}\n`}`);
}

export function diagnosticsProblem(
  context: Context,
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
): void {
  context.stderr.write(withoutCommands(printDiagnostics(diagnostics, sources, context.style.stderr)));
}

/** Whatever names stand in a message: its lines stay, and do nothing. */
function cleanLines(text: string): string {
  return text.split('\n').map(clean).join('\n');
}

/** Says which guardrails refuse a plan. */
export function refusal(context: Context, violations: readonly Violation[]): ExitCode {
  for (const { message, hint } of violations) problem(context, `refused: ${clean(message)}.`, clean(hint));
  note(context, 'Nothing was changed.');
  return exitCode.refused;
}

/** Says why there is no plan, and gives the exit code for it. */
export function planProblem(context: Context, failure: PlanFailure, sources: ReadonlyMap<string, string>): ExitCode {
  if (failure.type === 'files') {
    diagnosticsProblem(context, failure.diagnostics, sources);
    return exitCode.invalid;
  }
  return failure.type === 'unproven'
    ? defect(context, failure.counterexample)
    : remoteProblem(context, failure.failure);
}

/** A plan that failed its proof is never shown as one: whoever reads it might apply it by hand. */
function defect(context: Context, { after, step, problem: what }: Counterexample): ExitCode {
  const where =
    step === undefined
      ? `after all ${String(after)} steps`
      : `at step ${String(after + 1)}, ${step.action} ${clean(step.address)}`;
  problem(
    context,
    `this is a defect in ax-gitops: the plan it made failed its proof ${where}: ${clean(what)}. Nothing was changed.`,
    'please report it with these lines; until it is mended, try a smaller change with --target',
  );
  return exitCode.invalid;
}

export function remoteProblem(context: Context, { kind, message, hint }: RemoteFailure): ExitCode {
  if (kind === 'interrupted') return exitCode.interrupted;
  problem(context, clean(message), hint === undefined ? undefined : clean(hint));
  note(context, 'Nothing was changed.');
  return kind === 'environment' ? exitCode.invalid : exitCode.unreadable;
}
