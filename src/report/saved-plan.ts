import { nextCommand, withMoreFiles } from './next-command.js';
import type { PlanDocument, PlanTruth } from './plan-json.js';
import { readPlanJson } from './plan-json.js';
import { diagnosticsProblem, problem } from './say.js';
import type { Terminal } from './terminal.js';

/** A saved plan as it was written; nothing, and said why, where it is none or was edited. */
export function planIn(text: string, path: string, truth: PlanTruth, terminal: Terminal): PlanDocument | undefined {
  const read = readPlanJson(text, path, truth);
  if (read.ok) return read.value;
  if (/\.ya?ml$/i.test(path)) problem(terminal, `${path} is a YAML file, not a saved plan.`, filesHint(path, terminal));
  else diagnosticsProblem(terminal, read.error, new Map([[path, text]]));
  return undefined;
}

/** That a saved plan can't be read. */
export function tellUnreadPlan(path: string, { code, message }: NodeJS.ErrnoException, terminal: Terminal): void {
  const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
  const hint = code === 'EISDIR' ? filesHint(path, terminal) : 'save one with `ax-gitops plan --out PLAN.json`';
  problem(terminal, `the plan ${path} can't be read: ${reason}.`, hint);
}

/** The files of the desired state in the place of a plan. */
function filesHint(path: string, terminal: Terminal): string {
  const files = withMoreFiles(terminal, [path]);
  const save = `\`${nextCommand(files, 'plan', [], { '--out': 'PLAN.json' })}\``;
  return terminal.ran.verb === 'apply'
    ? `name the files with -f: \`${nextCommand(files, 'apply')}\`; to save a plan of them: ${save}`
    : `name the files with -f, and show the plan of them: \`${nextCommand(files, 'plan')}\`; to save it: ${save}`;
}
