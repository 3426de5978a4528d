import type { CheckedFiles } from '../reconcile/files.js';
import { diagnosticsToGithub, diagnosticsToJson } from './diagnostics.js';
import { diagnosticsProblem, result, withFlagsInHints } from './say.js';
import { clean } from './style.js';
import type { Terminal } from './terminal.js';

/** What was read, and what was not and why: nothing below a directory goes unsaid. */
export function tellFiles({ read, skipped }: CheckedFiles, { stderr }: Terminal): void {
  for (const path of read) stderr.write(`read ${clean(path)}\n`);
  for (const { path, reason } of skipped) stderr.write(`skipped ${clean(path)}: ${reason}\n`);
}

/** What is wrong with the files, or that nothing is. */
export function showValidation(
  { diagnostics, sources, desired }: CheckedFiles,
  isValid: boolean,
  format: 'text' | 'json' | 'github',
  terminal: Terminal,
): void {
  const whole = () => withFlagsInHints(diagnostics, terminal);
  if (format === 'json') result(terminal, diagnosticsToJson(whole()));
  else if (format === 'github') terminal.stdout.write(diagnosticsToGithub(whole()));
  else diagnosticsProblem(terminal, diagnostics, sources);
  if (!isValid || format !== 'text') return;
  const files = sources.size === 1 ? 'The file is' : `The ${String(sources.size)} files are`;
  result(terminal, `${files} valid: ${String(desired?.resources.length ?? 0)} objects and grants declared.`);
}
