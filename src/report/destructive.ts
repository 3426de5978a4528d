import { outermostMembership, personKind } from '../kinds/index.js';
import { count, lay, layText } from './layout.js';
import type { ShownStep } from './step-line.js';
import { isRemoval, stepPieces } from './step-line.js';
import type { Style } from './style.js';
import { clean, glyphsOf } from './style.js';

/** How many addresses of a cascade are spelled out before the rest is only counted. */
const spelledOut = 20;

/**
 * The section of what is taken away, with everything that the platform takes along. Empty where nothing is.
 * `unobserved` are the scopes that can't be read: what is in there can't be named, and is said to be unknown.
 */
export function printDestructive(
  steps: readonly ShownStep[],
  style: Style,
  unobserved: readonly { readonly scope: string }[] = [],
): string {
  const destructive = steps.filter((step) => step.destructive);
  if (destructive.length === 0) return '';
  const irreversible = destructive.filter((step) => step.irreversible).length;
  const heading = `DESTRUCTIVE: ${count(destructive.length, 'step')}${irreversible > 0 ? `, ${String(irreversible)} irreversible` : ''}`;
  const notes = notesOn(steps, unobserved);
  return [
    layText(style, 0, heading, ['bold', 'red']),
    ...destructive.flatMap((step) => [
      lay(style, 2, stepPieces(step, clean(step.address), style)),
      ...cascadeLines(step, style),
      ...notes(step).map((note) => layText(style, 6, note)),
    ]),
  ].join('\n');
}

function cascadeLines({ cascade }: ShownStep, style: Style): readonly string[] {
  if (cascade.length === 0) return [];
  const more = cascade.length - spelledOut;
  const shown = more > 1 ? cascade.slice(0, spelledOut) : cascade;
  return [
    layText(style, 6, `Arize also removes ${String(cascade.length)}:`),
    ...shown.map((address) => ' '.repeat(8) + clean(address)),
    ...(more > 1
      ? [layText(style, 8, `${glyphsOf(style).more} and ${String(more)} more (--format json lists all)`)]
      : []),
  ];
}

/** What else must be known before saying yes to a destructive step. */
export function notesOn(steps: readonly ShownStep[], unobserved: readonly { readonly scope: string }[]) {
  const unread = new Set(unobserved.flatMap(({ scope }) => containersOf(scope)));
  const replaced = replacedAfterwards(steps);
  return (step: ShownStep): readonly string[] => {
    const notes: string[] = [];
    const isPerson = step.kind === personKind && unobserved.length > 0;
    if (isPerson || unread.has(step.address) || unread.has(spacesOf(step))) {
      notes.push("Arize also removes memberships that can't be read");
    }
    if (replaced.has(step))
      notes.push('the grant that replaces it comes right after it: until then, there is no access');
    if (step.loss !== undefined) notes.push(clean(step.loss.why));
    if (step.action === 'assert' && isRemoval(step.changes))
      notes.push("whether it is there can't be read; if it is, it is removed");
    return notes;
  };
}

/** For who leaves an organization: its spaces, whose memberships go along. */
function spacesOf({ kind, address }: ShownStep): string {
  return kind === outermostMembership ? address.replace(/\/member\/[^/]*$/, '/space') : '';
}

/** The addresses that a scope lies in, as far as they are spelled out. */
function containersOf(scope: string): readonly string[] {
  const segments = scope.split('/');
  const wild = segments.findIndex((segment) => segment === '*' || segment === '**');
  const fixed = wild < 0 ? segments : segments.slice(0, wild);
  return fixed.map((_, index) => fixed.slice(0, index + 1).join('/'));
}

/** Removals at an address where a later step creates something. */
function replacedAfterwards(steps: readonly ShownStep[]): ReadonlySet<ShownStep> {
  const pending = new Map<string, ShownStep>();
  const replaced = new Set<ShownStep>();
  for (const step of steps) {
    if (step.action === 'delete') pending.set(step.address, step);
    const removal = step.action === 'create' ? pending.get(step.address) : undefined;
    if (removal !== undefined) replaced.add(removal);
  }
  return replaced;
}
