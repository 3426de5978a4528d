import { beforeAll, describe, expect, it } from 'vitest';
import { describePlan } from '../../src/reconcile/planned.js';
import type { Planned } from '../../src/reconcile/planned.js';
import type { SavedPlan } from '../../src/reconcile/reviewed.js';
import { checkReviewed, narrowerNow, sameFlags } from '../../src/reconcile/reviewed.js';
import { packageVersion } from '../../src/reconcile/version.js';
import { desiredState } from '../support/desired.js';
import { memoryArize } from '../support/memory-arize.js';
import { tryPlan } from '../support/reconcile.js';

let planned: Planned;
let saved: SavedPlan['document'];

beforeAll(async () => {
  const arize = memoryArize({ privateSpaces: true, roster: 'full' });
  const made = await tryPlan(desiredState({ users: { 'zoe@example.com': { name: 'Zoe', role: 'member' } } }), arize);
  if (!made.ok) throw new Error(made.error.type);
  planned = describePlan(made.value, new Set());
  saved = {
    made_from: { files: [], roster: 'auto' },
    tool: { version: packageVersion() },
    target: { ...planned.plan.target, transport: 'api' },
    digest: planned.digest,
    steps: planned.plan.steps,
  };
});

/** What an apply finds to be otherwise. */
function refusal(document: SavedPlan['document']): unknown {
  const reviewed = { path: 'plan.json', document };
  const now = { madeFrom: { files: [], roster: 'auto' }, connection: { transport: 'api' } } as unknown as Parameters<
    typeof sameFlags
  >[1];
  return narrowerNow(reviewed, {}, { env: {} }) ?? sameFlags(reviewed, now) ?? checkReviewed(planned, reviewed, {});
}

describe('a plan that was reviewed', () => {
  it('is carried out as it is, also one that does not say how it was made', () => {
    expect(refusal(saved)).toBeUndefined();
    const { made_from: _, ...older } = saved;
    expect(refusal({ ...older, target: { ...saved.target, transport: 'ax' } })).toBeUndefined();
  });

  it.each<[string, (document: SavedPlan['document']) => object, object]>([
    [
      'with other flags',
      () => ({ made_from: { files: ['other.yaml'], roster: 'auto' } }),
      { type: 'made-otherwise', what: '--file', then: ['other.yaml'], now: [] },
    ],
    [
      'of only some kinds',
      (one) => ({ made_from: { ...one.made_from, only: ['user', 'role'] } }),
      { type: 'made-otherwise', what: '--only', then: ['role', 'user'], now: [] },
    ],
    [
      'of some targets',
      (one) => ({ made_from: { ...one.made_from, target: ['user/**'] } }),
      { type: 'made-otherwise', what: '--target', then: ['user/**'], now: [] },
    ],
    [
      'since a commit',
      (one) => ({ made_from: { ...one.made_from, since: 'abc' } }),
      { type: 'made-otherwise', what: '--since', then: ['abc'], now: [] },
    ],
    [
      'with another roster',
      (one) => ({ made_from: { ...one.made_from, roster: 'off' } }),
      { type: 'made-otherwise', what: '--roster', then: ['off'], now: ['auto'] },
    ],
    [
      'with so many queries',
      (one) => ({ made_from: { ...one.made_from, roster_queries: 5 } }),
      { type: 'made-otherwise', what: '--roster-queries', then: ['5'], now: [] },
    ],
    [
      'another way',
      (one) => ({ target: { ...one.target, transport: 'ax' } }),
      { type: 'made-otherwise', what: '--transport', then: ['ax'], now: ['api'] },
    ],
    [
      'by another version',
      () => ({ tool: { version: '0.0.0' } }),
      { type: 'other-origin', what: 'version of ax-gitops', then: '0.0.0', now: packageVersion() },
    ],
    [
      'for another host',
      (one) => ({ target: { ...one.target, host: 'h' } }),
      { type: 'other-origin', what: 'host', then: 'h' },
    ],
    [
      'for a profile',
      (one) => ({ target: { ...one.target, profile: 'p' } }),
      { type: 'other-origin', what: 'profile', then: 'p', now: 'test' },
    ],
    [
      'for no profile',
      ({ target: { profile: _, ...target } }) => ({ target }),
      { type: 'other-origin', what: 'profile', then: '(none)', now: 'test' },
    ],
    [
      'that might read more',
      (one) => ({ made_from: { ...one.made_from, allow_variable: ['AX_VAR_*', 'TEAM'] } }),
      { type: 'fewer-variables', missing: ['TEAM'] },
    ],
    [
      'of other steps',
      () => ({ digest: 'd', steps: [{ action: 'create', kind: 'role', address: 'role/R' }] }),
      {
        type: 'other-digest',
        of: { path: 'plan.json' },
        reviewed: 'd',
        differences: [
          { type: 'only-reviewed', action: 'create', kind: 'role', address: 'role/R' },
          { type: 'only-now', action: 'create', kind: 'user', address: 'user/zoe@example.com' },
        ],
      },
    ],
    [
      'of other values',
      (one) => ({ digest: 'd', steps: one.steps.map((step) => ({ ...step, after: { name: 'Zoé' } })) }),
      {
        type: 'other-digest',
        differences: [{ type: 'other-values', action: 'create', kind: 'user', address: 'user/zoe@example.com' }],
      },
    ],
    ['of the same steps with a digest of another', () => ({ digest: 'd' }), { type: 'other-digest', differences: [] }],
  ])('%s is not carried out', (_title, change, outcome) => {
    expect(refusal({ ...saved, ...change(saved) })).toMatchObject(outcome);
  });

  it('is the same in whatever order its parts were given', () => {
    const made_from = { files: [], roster: 'auto' as const };
    const now = (more: object) =>
      ({ madeFrom: { ...made_from, ...more }, connection: { transport: 'api' } }) as unknown as Parameters<
        typeof sameFlags
      >[1];
    const document = { ...saved, made_from: { ...made_from, only: ['user', 'role'], target: ['b', 'a'] } };
    expect(sameFlags({ path: 'p', document }, now({ only: ['role', 'user'], target: ['a', 'b'] }))).toBeUndefined();
    expect(sameFlags({ path: 'p', document }, now({ only: ['role', 'user'], target: ['a'] }))).toMatchObject({
      what: '--target',
      then: ['a', 'b'],
      now: ['a'],
    });
  });

  it('may be carried out where the files may read more now', () => {
    const document = { ...saved, made_from: { files: [], roster: 'auto' as const, allow_variable: ['TEAM'] } };
    expect(narrowerNow({ path: 'p', document }, { allowVariable: ['TEAM'] }, { env: {} })).toBeUndefined();
    expect(narrowerNow({ path: 'p', document }, {}, { env: { AX_GITOPS_VARIABLES: 'T*' } })).toBeUndefined();
    // What is wrong with the variable is said elsewhere.
    expect(narrowerNow({ path: 'p', document }, {}, { env: { AX_GITOPS_VARIABLES: '%' } })).toBeUndefined();
  });

  it('of which only the digest is known is not carried out where that is another', () => {
    const { digest, destructiveDigest } = planned;
    expect(checkReviewed(planned, undefined, {})).toBeUndefined();
    expect(
      checkReviewed(planned, undefined, { expectDigest: digest, expectDestructiveDigest: destructiveDigest }),
    ).toBeUndefined();
    expect(checkReviewed(planned, undefined, { expectDigest: 'd' })).toEqual({
      type: 'other-digest',
      of: { flag: '--expect-digest' },
      reviewed: 'd',
      now: digest,
      differences: [],
    });
    expect(checkReviewed(planned, undefined, { expectDigest: digest, expectDestructiveDigest: 'e' })).toEqual({
      type: 'other-digest',
      of: { flag: '--expect-destructive-digest' },
      reviewed: 'e',
      now: destructiveDigest,
      differences: [],
    });
  });
});
