import type { PlanDocument, PlanStep } from './plan-json.js';
import { symbolOf } from './step-line.js';
import { clean, isUnsafe } from './style.js';
import { describeSnapshot, describeSummary, describeTarget } from './summary-text.js';

/**
 * The plan as a shell script with one `ax` command per step, to see exactly what would run. It is for reading:
 * `apply` does more than run these (it waits, reads back what is uncertain, and writes down what it did).
 */
export function planToCommands(plan: PlanDocument): string {
  const symbolic = plan.steps.some(({ command }) => command.some((argument) => argument.includes('{id:')));
  const lineBreaks = plan.steps.some(({ command }) => command.some((argument) => argument.includes('\n')));
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
    ...(lineBreaks ? ["nl='\n'"] : []),
  ];
  const total = plan.steps.length;
  const steps = plan.steps.map((step, index) => [
    ...commentsOn(step, index, total),
    step.command.length === 0 ? '# (no ax command does this)' : step.command.map(quoteArgument).join(' '),
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

/**
 * One word of a POSIX shell command, exactly the text given. What a terminal could take for a command is written
 * through `printf`; a line break as `$nl`, which the script sets, since command substitution would drop it. NUL
 * can't be in an argument and is left out.
 */
export function quoteArgument(argument: string): string {
  const text = argument.replaceAll('\0', '');
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text) && !isUnsafe(text)) return text;
  if (!isUnsafe(text)) return singleQuoted(text);
  return splitUnsafe(text)
    .map((part) => (part === '\n' ? '"$nl"' : isUnsafe(part) ? `"$(printf '${octal(part)}')"` : apart(part)))
    .join('');
}

/** In two quoted texts beside each other, what a CI runner takes for a command is none. */
function apart(text: string): string {
  return text
    .split(/(?<=:)(?=:)|(?<=#)(?=#)/)
    .map(singleQuoted)
    .join('');
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Runs of harmless characters, and what is unsafe one character at a time. */
function splitUnsafe(text: string): readonly string[] {
  const parts: string[] = [];
  let safe = '';
  for (const character of text) {
    if (isUnsafe(character)) {
      if (safe !== '') parts.push(safe);
      parts.push(character);
      safe = '';
    } else {
      safe += character;
    }
  }
  return safe === '' ? parts : [...parts, safe];
}

function octal(text: string): string {
  return [...Buffer.from(text, 'utf8')].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
