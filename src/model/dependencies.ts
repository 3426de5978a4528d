import type { Address } from './address.js';
import type { Step } from './plan.js';

/** For each step, the indexes of those that it depends on: every earlier step at the addresses it names. */
export function dependencyIndexes(steps: readonly Step[]): readonly (readonly number[])[] {
  const earlier = new Map<Address, number[]>();
  return steps.map(({ dependsOn, address }, index) => {
    const needed = dependsOn.flatMap((other) => [...(earlier.get(other) ?? [])]);
    const found = earlier.get(address);
    if (found === undefined) earlier.set(address, [index]);
    else found.push(index);
    return needed;
  });
}

/** The steps that are left where no destructive one is let through: those and what depends on them are out. */
export function withoutDestructive(steps: readonly Step[]): readonly Step[] {
  const needs = dependencyIndexes(steps);
  const isOut: boolean[] = [];
  steps.forEach(({ destructive }, index) => {
    isOut.push(destructive || (needs[index] ?? []).some((other) => isOut[other] === true));
  });
  return steps.filter((_, index) => isOut[index] !== true);
}
