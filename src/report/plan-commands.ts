import { shellLine } from '../model/shell-word.js';
import type { PlanDocument, PlanStep } from './plan-json.js';
import { symbolOf } from './step-line.js';
import { clean } from './style.js';
import { describeSnapshot, describeSummary, describeTarget } from './summary-text.js';

/**
 * The plan as a shell script with one `ax` command per step, to see exactly what would run. It is for reading:
 * `apply` does more than run these (it waits, reads back what is uncertain, and writes down what it did).
 */
export function planToCommands(plan: PlanDocument): string {
  const symbolic = plan.steps.some(({ command }) => command.some((argument) => argument.includes('{id:')));
  const header = [
    '#!/bin/sh',
    `# ${describeTarget(plan)}`,
    ...(describeSnapshot(plan) === '' ? [] : [`# ${describeSnapshot(plan)}`]),
    `# ${describeSummary(plan)}`,
    '#',
    '# The commands of a plan, in the order in which they may run one after the other. For reading; `ax-gitops apply`',
    '# is what carries out a plan.',
    ...(symbolic
      ? [
          '# {id:ADDRESS} stands for the ID of something that does not exist yet: that of the object which the step at',
          '# ADDRESS creates. It is the "id" that this command prints.',
        ]
      : []),
    `# digest ${clean(plan.digest)}`,
    'set -eu',
  ];
  const total = plan.steps.length;
  const steps = plan.steps.map((step, index) => [
    ...commentsOn(step, index, total),
    step.command.length === 0 ? '# (no ax command does this)' : shellLine(step.command),
  ]);
  return [header, ...steps].map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function commentsOn(step: PlanStep, index: number, total: number): readonly string[] {
  const { address, action, source, reason, destructive, irreversible, cascade } = step;
  const place = source === null ? '' : ` (${clean(source.file)}:${String(source.line)})`;
  const takes = cascade.length === 0 ? '' : `; Arize also removes ${cascade.map(clean).join(', ')}`;
  return [
    `# ${String(index + 1)}/${String(total)} ${symbolOf(step)} ${action} ${clean(address)}: ${clean(reason)}${place}`,
    ...(destructive ? [`# DESTRUCTIVE${irreversible ? ', irreversible' : ''}${takes}`] : []),
  ];
}
