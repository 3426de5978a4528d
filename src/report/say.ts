import type { Writable } from 'node:stream';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Violation } from '../model/policy.js';
import { printDiagnostics } from './diagnostics.js';
import { withFlags } from './next-command.js';
import { clean, withoutCommands } from './style.js';
import type { Terminal } from './terminal.js';

/** Writes what a command is for: the only thing that goes to standard output. */
export function result({ stdout }: Terminal, text: string): void {
  stdout.write(withoutCommands(text.endsWith('\n') ? text : `${text}\n`));
}

/** The same for a result that is too long to be one text. Every part ends with a line. */
export async function resultInParts({ stdout }: Terminal, parts: Iterable<string>): Promise<void> {
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

/** Whether what was printed could not be: on a full disk, not for a reader who has seen enough. */
export async function isLost({ stdout }: Terminal): Promise<boolean> {
  const failure = await new Promise<Error | null | undefined>((resolve) => stdout.write('', resolve));
  const error = (stdout.errored ?? failure) as NodeJS.ErrnoException | null | undefined;
  return error !== null && error !== undefined && error.code !== 'EPIPE';
}

/** A note about what is going on; not with `--quiet`. */
export function note({ stderr, quiet }: Terminal, text: string): void {
  if (!quiet) stderr.write(`${cleanLines(text)}\n`);
}

/** What went wrong, why it matters, and the next command. */
export function problem(terminal: Terminal, message: string, hint?: string): void {
  const next = hint === undefined ? '' : `  hint: ${cleanLines(withFlags(hint, terminal))}\n`;
  terminal.stderr.write(`error: ${cleanLines(message)}\n${next}`);
}

export function diagnosticsProblem(
  terminal: Terminal,
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
): void {
  const whole = withFlagsInHints(diagnostics, terminal);
  terminal.stderr.write(withoutCommands(printDiagnostics(whole, sources, terminal.style.stderr)));
}

/** Diagnostics whose hints name commands that are about the same as this run. */
export function withFlagsInHints(diagnostics: readonly Diagnostic[], terminal: Terminal): readonly Diagnostic[] {
  return diagnostics.map((one) => (one.hint === undefined ? one : { ...one, hint: withFlags(one.hint, terminal) }));
}

/** Whatever names stand in a message: its lines stay, and do nothing. */
function cleanLines(text: string): string {
  return text.split('\n').map(clean).join('\n');
}

/** Says which guardrails refuse a plan. */
export function refusal(terminal: Terminal, violations: readonly Violation[]): void {
  for (const { message, hint } of violations) problem(terminal, `refused: ${clean(message)}.`, clean(hint));
  note(terminal, 'Nothing was changed.');
}
