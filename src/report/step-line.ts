import { bindingKinds, isOneOf } from '../kinds/index.js';
import type { Step } from '../model/plan.js';
import { looksTheSame, quotedApart } from '../model/similar.js';
import type { Piece } from './layout.js';
import type { Paint, Style } from './style.js';
import { clean, glyphsOf } from './style.js';

/** What is shown of a step; steps of a plan and of a saved plan both have it. */
export interface ShownStep extends Pick<Step, 'action' | 'destructive' | 'irreversible' | 'risk' | 'reason'> {
  readonly address: string;
  readonly kind: string;
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
  readonly cascade: readonly string[];
  readonly origin?: Step['origin'];
  readonly sink?: Step['sink'];
  readonly loss?: Step['loss'];
  readonly source: { readonly file: string; readonly line: number } | null;
}

const symbols: Readonly<Record<Step['action'], string>> = {
  create: '+',
  update: '~',
  rename: '>',
  delete: '-',
  assert: '?',
  rotate: '*',
};

const paints: Readonly<Record<Step['action'], Paint>> = {
  create: 'green',
  update: 'yellow',
  rename: 'cyan',
  delete: 'red',
  assert: 'blue',
  rotate: 'magenta',
};

export function symbolOf({ action }: Pick<ShownStep, 'action'>): string {
  return symbols[action];
}

export function paintOf({ action, destructive }: Pick<ShownStep, 'action' | 'destructive'>): Paint {
  return destructive ? 'red' : paints[action];
}

/** One step on one line: what is done to what, the fields, the marks, and why. `title` is clean already. */
export function stepPieces(step: ShownStep, title: string, style: Pick<Style, 'unicode'>): readonly Piece[] {
  return [
    { text: `${symbolOf(step)} ${step.action} ${title}`, paint: paintOf(step), whole: true },
    ...fieldsOf(step, style).map((text): Piece => ({ text })),
    ...(step.sink === undefined ? [] : [{ text: `secret to: ${clean(step.sink.name)}` }]),
    ...marksOf(step).map((text): Piece => ({ text, paint: ['bold', 'red'] })),
    { text: commentOf(step), paint: 'dim' },
  ];
}

function marksOf({ irreversible, destructive, risk }: ShownStep): readonly string[] {
  return [
    ...(irreversible ? ['[irreversible]'] : []),
    ...(risk.includes('escalates') ? ['[escalates]'] : []),
    ...(risk.includes('reduces') && !destructive ? ['[reduces]'] : []),
  ];
}

const origins: Readonly<Record<NonNullable<ShownStep['origin']>, string>> = {
  file: '[the files changed]',
  live: '[live changed]',
  both: '[both changed]',
};

function commentOf({ reason, source, origin }: ShownStep): string {
  const place = source === null ? '' : `${clean(source.file)}:${String(source.line)}`;
  const changed = origin === undefined ? '' : origins[origin];
  const why = [whyOf(reason), changed].filter((part) => part !== '').join(' ');
  const text = why === '' ? place : `${why}${place === '' ? '' : ` (${place})`}`;
  return text === '' ? '' : `# ${text}`;
}

/** The reason of a step for people. That something new is new, its symbol says. */
export function whyOf(reason: string): string {
  return clean(reason.replace(/^new\b[ ,;]*/, ''));
}

function fieldsOf({ action, kind, changes, destructive }: ShownStep, style: Pick<Style, 'unicode'>): readonly string[] {
  if (action === 'assert' && destructive && isRemoval(changes)) return ['absent'];
  const shown = changes.map(({ field, before, after }) => {
    const name = clean(field);
    if (action === 'create' || (action === 'assert' && before === null)) return `${name}: ${valueOf(after)}`;
    if (after === null && (action === 'delete' || action === 'assert')) return `${name}: ${valueOf(before)}`;
    const lists = isList(before) && isList(after) ? difference(before, after) : undefined;
    return `${name}: ${lists ?? valuesApart(before, after).join(` ${glyphsOf(style).arrow} `)}`;
  });
  return isOneOf(bindingKinds, kind) ? [...shown, '(role binding)'] : shown;
}

/** Whether nothing is to be there afterwards. */
export function isRemoval(changes: ShownStep['changes']): boolean {
  return changes.every(({ after }) => after === null);
}

/** What was put into a list and what was taken out. Nothing where only their order or repeats differ. */
function difference(before: readonly unknown[], after: readonly unknown[]): string | undefined {
  const old = new Set(before);
  const now = new Set(after);
  const added = after.filter((item) => !old.has(item)).map((item) => `+${valueOf(item)}`);
  const removed = before.filter((item) => !now.has(item)).map((item) => `-${valueOf(item)}`);
  return added.length + removed.length === 0 ? undefined : [...added, ...removed].join(', ');
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Two values for people, spelled out where they look the same otherwise. */
function valuesApart(before: unknown, after: unknown): readonly string[] {
  const looksSame = typeof before === 'string' && typeof after === 'string' && looksTheSame(before, after);
  return looksSame ? quotedApart(before, after) : [valueOf(before), valueOf(after)];
}

/** A value for people: enum words and permissions as they are, other text in quotes, lists with commas. */
function valueOf(value: unknown): string {
  if (value === null || value === undefined) return '(none)';
  if (typeof value === 'string') return isWord(value) ? value : clean(JSON.stringify(value));
  if (isList(value)) return value.length === 0 ? '(none)' : value.map(valueOf).join(', ');
  if (typeof value !== 'object') return clean(JSON.stringify(value));
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  return entries.length === 0 ? '(none)' : entries.map(([key, inner]) => `${clean(key)} ${valueOf(inner)}`).join(', ');
}

function isWord(text: string): boolean {
  return /^([a-z][a-z0-9_]*|[A-Z][A-Z0-9_]*|\d{4}-\d\d-\d\dT[\d:.]+Z)$/.test(text);
}
