import { kinds } from '../kinds/index.js';
import TinyQueue from 'tinyqueue';
import type { Address } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import { neededSteps } from './needed.js';
import type { Outline } from './outline.js';

export interface Ordered {
  readonly step: Outline;
  /** Addresses whose earlier steps it needs. */
  readonly dependsOn: readonly Address[];
}

/**
 * Puts steps in an order in which each finds what it needs: renames, then grants, then what takes something away,
 * and API keys last, unless a dependency says otherwise; ties by address. Linear but for the queue's logarithm.
 */
export function orderSteps(steps: readonly Outline[]): readonly Ordered[] {
  const needs = neededSteps(steps);
  const waiting = needs.map((needed) => needed.size);
  const dependents = steps.map((): number[] => []);
  needs.forEach((needed, step) => {
    for (const other of needed) at(dependents, other).push(step);
  });
  // A key may be that of who applies: what ends one comes last of all.
  const rank = steps.map(({ draft, kind }) =>
    draft.action === 'rename' ? 0 : !draft.destructive ? 1 : kinds[kind].role === 'key' ? 3 : 2,
  );
  const queue = new TinyQueue<number>(
    steps.flatMap((_, index) => (waiting[index] === 0 ? [index] : [])),
    (a, b) => at(rank, a) - at(rank, b) || compareText(at(steps, a).address, at(steps, b).address) || a - b,
  );
  const ordered: Ordered[] = [];
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const dependsOn = [...new Set([...at(needs, index)].map((other) => at(steps, other).address))].sort(compareText);
    ordered.push({ step: at(steps, index), dependsOn });
    for (const dependent of at(dependents, index)) {
      const left = at(waiting, dependent) - 1;
      waiting[dependent] = left;
      if (left === 0) queue.push(dependent);
    }
  }
  if (ordered.length !== steps.length) throw new TypeError('steps that wait for each other');
  return ordered;
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`no element ${String(index)}`);
  return item;
}
