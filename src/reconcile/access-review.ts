import { bindingKinds } from '../kinds/index.js';
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

/** So many entries still make a readable plan; more are counted. */
const mostEntries = 20_000;

export interface AccessReview {
  readonly shown: Pick<Plan, 'access' | 'accessOmitted' | 'escalations' | 'causes' | 'verdict' | 'unknownTests'>;
  readonly violations: readonly Violation[];
}

/** Who could do what before and could after, what of it a reviewer should stop at, and the files' tests on the outcome. */
export function reviewAccess(
  before: LiveState,
  after: LiveState,
  { policy, tests, resources }: DesiredState,
  { lists }: LiveNeeds,
  steps: readonly Step[],
): AccessReview {
  if (before === after && tests.length === 0) return { shown: nothing, violations: [] };
  const areBindingsRead = bindingKinds.every((kind) => lists.has(kind));
  const catalog = knownPermissions();
  const then = { live: before, map: accessMap(before, catalog) };
  const now = before === after ? then : { live: after, map: accessMap(after, catalog) };
  const changes = before === after ? [] : throughGroups(accessChanges(then, now), resources);
  const results = runTests(tests, now.map, new Set(resources.flatMap(({ names }) => names.user ?? [])));
  const areTooMany = changes.length > mostEntries;
  const found = before === after ? [] : escalations(then, now, changes, policy.separate, areBindingsRead);
  const input = { before: then, after: now, changes, escalations: found, steps, areTooMany };
  return {
    shown: {
      access: areTooMany ? [] : changes,
      accessOmitted: areTooMany ? changes.length : 0,
      escalations: found,
      ...(before === after ? { causes: [] } : causesOf(input)),
      unknownTests: results.flatMap(({ test, outcome, message }) =>
        outcome === 'unknown' ? [`${test.place}: ${message}`] : [],
      ),
    },
    violations: failedTests(results),
  };
}

const nothing: AccessReview['shown'] = { access: [], accessOmitted: 0, escalations: [], causes: [], unknownTests: [] };
