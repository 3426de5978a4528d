import type { UnusablePlan } from '../reconcile/outcome.js';
import { nextCommand, withMoreFiles } from './next-command.js';
import { diagnosticsProblem, problem } from './say.js';
import type { Terminal } from './terminal.js';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EFBIG: 'it is too large to be a plan',
};

/** Why a saved plan can't be used. */
export function tellUnusablePlan(unusable: UnusablePlan, terminal: Terminal): void {
  const { path } = unusable;
  if (unusable.type === 'unreadable-plan') {
    const { code, message } = unusable;
    const reason = reasons[code ?? ''] ?? message;
    const hint = code === 'EISDIR' ? filesHint(path, terminal) : 'save one with `ax-gitops plan --out PLAN.json`';
    problem(terminal, `the plan ${path} can't be read: ${reason}.`, hint);
  } else if (/\.ya?ml$/i.test(path)) {
    problem(terminal, `${path} is a YAML file, not a saved plan.`, filesHint(path, terminal));
  } else {
    diagnosticsProblem(terminal, unusable.diagnostics, unusable.sources);
  }
}

/** The files of the desired state in the place of a plan. */
function filesHint(path: string, terminal: Terminal): string {
  const files = withMoreFiles(terminal, [path]);
  const save = `\`${nextCommand(files, 'plan', [], { '--out': 'PLAN.json' })}\``;
  return terminal.ran.verb === 'apply'
    ? `name the files with -f: \`${nextCommand(files, 'apply')}\`; to save a plan of them: ${save}`
    : `name the files with -f, and show the plan of them: \`${nextCommand(files, 'plan')}\`; to save it: ${save}`;
}
