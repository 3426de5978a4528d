import type { Diagnostic } from '../model/diagnostic.js';
import type { EditedFile } from '../reconcile/outcome.js';
import { fileDiff } from './file-diff.js';
import type { Misuse } from './misuse.js';
import { nextOnAll } from './next-command.js';
import { diagnosticsProblem, note, result } from './say.js';
import { clean, safeJson } from './style.js';
import type { Terminal } from './terminal.js';

/** What changes in which file, as diffs. */
export function printEdits(
  changed: readonly EditedFile[],
  notes: readonly string[],
  format: 'text' | 'json',
  terminal: Terminal,
): void {
  const { stdout } = terminal.style;
  const plain = { ...stdout, color: false };
  if (format === 'json') {
    const files = changed.map(({ file, before, after }) => ({ file, diff: fileDiff(file, before, after, plain) }));
    result(terminal, safeJson({ format_version: '1.0', changed: files, notes }, 2));
    return;
  }
  for (const { file, before, after } of changed) result(terminal, fileDiff(file, before, after, stdout));
  for (const text of notes) note(terminal, `note: ${clean(text)}`);
}

/** What was written, and what is next unless it is done at once. */
export function tellWritten(changed: readonly EditedFile[], isPlanned: boolean, terminal: Terminal): void {
  const next = isPlanned ? '' : ` Next: ${nextOnAll(terminal, 'plan')}`;
  note(terminal, `Wrote ${namesOf(changed)}.${next}`);
}

/** The errors that were in the files before, and are still: they kept nothing from being written. */
export function tellStillWrong(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  terminal: Terminal,
): void {
  const [what, them] =
    diagnostics.length === 1 ? ['1 error that was', 'it'] : [`${String(diagnostics.length)} errors that were`, 'them'];
  note(terminal, `The files still hold ${what} in them before. Correct ${them} before you plan:`);
  diagnosticsProblem(terminal, diagnostics, sources);
}

/** That files could not be written, and why. */
export function unwritable(changed: readonly EditedFile[], reason: string): Misuse {
  return {
    message: `${namesOf(changed)} can't be written: ${reason}. Nothing was written.`,
    hint: 'make room, or make the files and their folders writable, then run it again',
  };
}

function namesOf(changed: readonly EditedFile[]): string {
  return changed.map(({ file }) => clean(file)).join(', ');
}

/** That the files say what is live is more than is known: there is what no file can say, and what can't be seen. */
export function nothingToAdopt(globs: readonly string[]): string {
  const what =
    globs.length === 0 ? 'no difference' : `no difference at ${globs.map((glob) => JSON.stringify(glob)).join(', ')}`;
  return `Nothing to adopt: ${what} that can be written into the files.`;
}
