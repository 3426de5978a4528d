import type { Cause } from '../model/access.js';
import type { Address } from '../model/address.js';
import { segmentsOf } from '../model/address.js';
import type { ApplyReport } from '../model/event.js';
import { isEmailAt } from '../model/glob.js';
import { groupBy } from '../model/group-by.js';
import type { Step } from '../model/plan.js';
import { label, placeOf } from './place.js';
import { paintOf, symbolOf } from './step-line.js';
import type { Paint } from './style.js';
import { clean } from './style.js';

/** Steps of a plan to which the same happened, each with why. The index is the step's place in the plan. */
export interface Settled {
  readonly index: number;
  readonly step: Step;
  readonly reason: string;
}

/** What happened to one person or at one place, in one line; its texts are clean. */
export interface OutcomeRow {
  readonly text: string;
  /** What was done to whom the text names, where that is more than it says. */
  readonly parts?: readonly string[];
  readonly paint?: Paint;
  /** The address of a single step is not to be broken, so that it can be copied. */
  readonly whole?: true;
  readonly reasons: readonly string[];
  readonly steps: number;
}

/**
 * Folds steps to rows: by the causes of the plan of which every step is among them, in their own words; the rest by person or
 * place and by why. A single step is its address, unless `tellsSingles` lets its cause speak for it too.
 */
export function outcomeRows(
  settled: readonly Settled[],
  causes: readonly Pick<Cause, 'message' | 'steps'>[],
  tellsSingles: boolean,
): readonly OutcomeRow[] {
  const left = new Map(settled.map((entry) => [entry.index, entry] as const));
  const told = causes.flatMap(({ message, steps }): OutcomeRow[] => {
    const own = steps.flatMap((index) => left.get(index) ?? []);
    const isWhole = own.length === steps.length && own.length > (tellsSingles ? 0 : 1) && message !== '';
    if (!isWhole) return [];
    for (const { index } of own) left.delete(index);
    return [{ text: clean(message), reasons: reasonsOf(own), steps: own.length }];
  });
  return [...told, ...rowsBySubject([...left.values()])];
}

function rowsBySubject(settled: readonly Settled[]): readonly OutcomeRow[] {
  const groups = groupBy(settled, ({ step, reason }) => `${subjectOf(step.address).key}\0${reason}`);
  return [...groups.values()].map(rowOf);
}

/** So many steps of a person or place are named, the rest is counted. */
const named = 3;

function rowOf(own: readonly Settled[]): OutcomeRow {
  const [first] = own;
  const reasons = reasonsOf(own);
  if (first === undefined || own.length === 1) {
    const text = first === undefined ? '' : `${symbolOf(first.step)} ${clean(first.step.address)}`;
    return { text, ...(first && { paint: paintOf(first.step) }), whole: true, reasons, steps: own.length };
  }
  const more = own.length - named;
  const shown = (more > 1 ? own.slice(0, named) : own).map(({ step }) => subjectOf(step.address, step).what);
  const text = `${subjectOf(first.step.address).title}:`;
  return { text, parts: more > 1 ? [...shown, `and ${String(more)} more`] : shown, reasons, steps: own.length };
}

interface Subject {
  readonly key: string;
  readonly title: string;
  readonly what: string;
}

/** A step is somebody's where it is about a person; else it is the organization's or the space's that it lies in. */
function subjectOf(address: string, step?: Step): Subject {
  const { key, heading, title } = placeOf(address);
  const symbol = step === undefined ? '' : `${symbolOf(step)} `;
  const segments = segmentsOf(address as Address);
  const person = segments.at(-1) ?? '';
  if (!isEmailAt(segments, segments.length - 1))
    return { key: `place ${key}`, title: heading, what: `${symbol}${title}` };
  // Of a project, which has no heading of its own.
  const inner = segments.slice(4, -2).map(label).join(' ');
  const where = inner === '' ? heading : `${heading}, ${inner}`;
  return { key: `person ${person}`, title: label(person), what: `${symbol}${where}` };
}

/** Each of them once. */
function reasonsOf(own: readonly Settled[]): readonly string[] {
  return [...new Set(own.map(({ reason }) => clean(reason)).filter((reason) => reason !== ''))];
}

/** The steps of a report with one outcome. */
export function settledAs(
  { outcomes }: ApplyReport,
  wanted: ApplyReport['outcomes'][number]['outcome'],
  why: (entry: ApplyReport['outcomes'][number]) => string,
): readonly Settled[] {
  return outcomes.flatMap((entry, index) =>
    entry.outcome === wanted ? [{ index, step: entry.step, reason: why(entry) }] : [],
  );
}
