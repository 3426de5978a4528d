import { bindingKinds } from '../kinds/index.js';
import type { Moment } from '../access/changes.js';
import { accessChanges, throughGroups } from '../access/changes.js';
import { causesOf } from '../access/causes.js';
import { escalations } from '../access/escalations.js';
import { accessMap } from '../access/index.js';
import { failedTests, runTests } from '../access/tests.js';
import { knownPermissions } from '../load/permissions.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveNeeds, LiveState } from '../model/live.js';
import type { Plan, Step } from '../model/plan.js';
import type { Violation } from '../model/policy.js';

export interface AccessReview {
  readonly shown: Pick<Plan, 'access' | 'accessOmitted' | 'escalations' | 'causes' | 'verdict' | 'unknownTests'>;
  readonly violations: readonly Violation[];
}

/**
 * Who could do what before and could after, what of it a reviewer should stop at, and the files' tests on the outcome. So many as
 * `mostEntries` still make a readable plan; more are counted.
 */
export function reviewAccess(
  before: LiveState,
  after: LiveState,
  { policy, tests, resources }: DesiredState,
  { lists }: LiveNeeds,
  steps: readonly Step[],
  mostEntries = 20_000,
): AccessReview {
  if (before === after && tests.length === 0) return { shown: nothing, violations: [] };
  const momentOf = (live: LiveState): Moment => ({ live, map: accessMap(live, knownPermissions()) });
  const now = momentOf(after);
  const results = runTests(tests, now.map, new Set(resources.flatMap(({ names }) => names.user ?? [])));
  const unknownTests = results
    .filter(({ outcome }) => outcome === 'unknown')
    .map(({ test, message }) => `${test.place}: ${message}`);
  const violations = failedTests(results);
  if (before === after) return { shown: { ...nothing, unknownTests }, violations };
  const then = momentOf(before);
  const changes = throughGroups(accessChanges(then, now), resources);
  const areTooMany = changes.length > mostEntries;
  const areBindingsRead = bindingKinds.every((kind) => lists.has(kind));
  const found = escalations(then, now, changes, policy.separate, areBindingsRead);
  const causes = causesOf({ before: then, after: now, changes, escalations: found, steps, areTooMany });
  const access = areTooMany ? { access: [], accessOmitted: changes.length } : { access: changes, accessOmitted: 0 };
  return { shown: { ...access, escalations: found, ...causes, unknownTests }, violations };
}

const nothing: AccessReview['shown'] = { access: [], accessOmitted: 0, escalations: [], causes: [], unknownTests: [] };
