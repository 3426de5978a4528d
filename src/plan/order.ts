import TinyQueue from 'tinyqueue';
import { kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { addressOf, compareAddresses } from '../model/address.js';
import type { Outline } from './outline.js';

export interface Ordered {
  readonly step: Outline;
  /** Addresses whose earlier steps it needs. */
  readonly dependsOn: readonly Address[];
}

/**
 * Puts steps in an order in which each finds what it needs: renames, then grants, then what takes something away,
 * unless a dependency says otherwise; ties by address. Linear but for the queue's logarithm.
 */
export function orderSteps(steps: readonly Outline[]): readonly Ordered[] {
  const needs = dependencies(steps);
  const waiting = needs.map((needed) => needed.size);
  const dependents = steps.map((): number[] => []);
  needs.forEach((needed, step) => {
    for (const other of needed) at(dependents, other).push(step);
  });
  const rank = steps.map(({ draft }) => (draft.action === 'rename' ? 0 : draft.destructive ? 2 : 1));
  const queue = new TinyQueue<number>(
    steps.flatMap((_, index) => (waiting[index] === 0 ? [index] : [])),
    (a, b) => at(rank, a) - at(rank, b) || compareAddresses(at(steps, a).address, at(steps, b).address) || a - b,
  );
  const ordered: Ordered[] = [];
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const dependsOn = [...new Set([...at(needs, index)].map((other) => at(steps, other).address))].sort(
      compareAddresses,
    );
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

/** For each step, the indexes of the steps that come first. */
function dependencies(steps: readonly Outline[]): readonly Set<number>[] {
  const making = new Map<Address, number[]>();
  const removing = new Map<Address, number[]>();
  const changing = new Map<Address, number[]>();
  steps.forEach(({ address, draft, attributes }, index) => {
    const isMade = draft.action === 'create' || draft.action === 'rename' || draft.action === 'assert';
    add(attributes === undefined ? removing : isMade ? making : changing, address, index);
  });
  const needs = steps.map(() => new Set<number>());
  steps.forEach((step, index) => {
    const { address, attributes, live, names } = step;
    const kind = kinds[step.kind];
    if (attributes !== undefined) {
      // What it refers to must be made first.
      for (const reference of kind.references({ names, attributes })) {
        for (const other of making.get(reference) ?? []) needs[index]?.add(other);
      }
    }
    // What it refers to now may go only afterwards.
    for (const reference of removedReferences(step)) {
      for (const other of removing.get(reference) ?? []) if (other !== index) needs[other]?.add(index);
    }
    // A role can only go once nothing is bound to it, be it through a cascade.
    for (const { kind: taken, attributes: grant } of step.taken) {
      const role = grant['role'];
      if (!taken.endsWith('role-binding') || typeof role !== 'string') continue;
      for (const other of removing.get(addressOf.role(role)) ?? []) needs[other]?.add(index);
    }
    if (attributes !== undefined && !(making.get(address) ?? []).includes(index)) {
      for (const other of making.get(address) ?? []) needs[index]?.add(other);
    }
    if (live?.kind === 'space-role-binding' && attributes === undefined) {
      // Grant before revocation: the predefined role is there before the custom one goes.
      for (const other of [...(making.get(address) ?? []), ...(changing.get(address) ?? [])]) needs[index]?.add(other);
    }
    if (step.kind === 'space-role-binding' && step.draft.action === 'create') {
      // `remove-user` takes bindings along, so the custom role can only come after the predefined one went.
      for (const other of removing.get(address) ?? []) needs[index]?.add(other);
    }
  });
  return needs;
}

function removedReferences({ kind, live, names, attributes }: Outline): readonly Address[] {
  if (live !== undefined) return kinds[kind].references(live);
  return attributes === undefined ? kinds[kind].references({ names, attributes: {} }) : [];
}

function add(map: Map<Address, number[]>, address: Address, index: number): void {
  const found = map.get(address);
  if (found === undefined) map.set(address, [index]);
  else found.push(index);
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`no element ${String(index)}`);
  return item;
}
