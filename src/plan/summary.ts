import type { Counted, Plan, Summary } from '../model/plan.js';

/** The counts that a plan is introduced with. Renames count as updates. */
export function summarise({ steps, unmanaged, blocked }: Counted): Summary {
  const count = (holds: (step: Counted['steps'][number]) => boolean) =>
    steps.reduce((sum, step) => sum + (holds(step) ? 1 : 0), 0);
  return {
    create: count(({ action }) => action === 'create'),
    update: count(({ action }) => action === 'update' || action === 'rename'),
    delete: count(({ action }) => action === 'delete'),
    assert: count(({ action }) => action === 'assert'),
    destructive: count(({ destructive }) => destructive),
    escalating: count(({ risk }) => risk.includes('escalates')),
    unmanaged: unmanaged.length,
    blocked: blocked.length,
  };
}

/**
 * Whether live and the files differ, also where no step can change it. Assert steps alone are not changes: nothing
 * shows that they would change anything.
 */
export function hasChanges({ steps, blocked }: Plan): boolean {
  return blocked.length > 0 || steps.some(({ action }) => action !== 'assert');
}
