import { afterAll, expect } from 'vitest';
import { withoutDestructive } from '../../src/model/dependencies.js';
import type { Plan } from '../../src/model/plan.js';
import type { Capability } from './capabilities.js';
import { capabilitiesIn, lostBetween } from './capabilities.js';
import type { MemoryArize } from './memory-arize.js';
import { carryOut } from './reconcile.js';

/** What people lose by a part of a plan without an approval of what is destructive; `cut`: how much of the rest is left out. */
export type WithoutApproval = (plan: Plan, arize: MemoryArize, cut: number) => Promise<readonly Capability[]>;

/** Carries plans out so, and prints at the end how often there was something to do, and something withheld. */
export function withoutApproval(title: string): WithoutApproval {
  const counts = { cases: 0, applied: 0, withheld: 0 };
  afterAll(() => {
    process.stdout.write(
      `${title}: ${String(counts.cases)} cases, ${String(counts.applied)} with steps applied, ${String(counts.withheld)} with steps withheld\n`,
    );
  });
  return async (plan, arize, cut) => {
    const left = withoutDestructive(plan.steps);
    counts.cases++;
    if (left.length > 0) counts.applied++;
    if (left.length < plan.steps.length) counts.withheld++;
    const before = capabilitiesIn(arize.memory);
    const steps = left.slice(0, left.length - (cut % (left.length + 1)));
    const { report } = await carryOut({ ...plan, steps }, arize, { destructive: false, concurrency: 1 });
    expect(report.outcomes.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
    return lostBetween(before, capabilitiesIn(arize.memory));
  };
}
