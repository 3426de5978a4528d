import { describe, expect, it } from 'vitest';
import { indexLive } from '../../src/kinds/live-index.js';
import type { Names } from '../../src/model/address.js';
import { siblingOf } from '../../src/model/address.js';
import type { Change } from '../../src/model/change.js';
import type { Attributes, KindName } from '../../src/model/resource.js';
import { neededSteps } from '../../src/plan/needed.js';
import type { Outline } from '../../src/plan/outline.js';
import { outlineSteps } from '../../src/plan/outline.js';
import { liveState, wanted } from '../support/live.js';

/*
 * Which steps each one waits for, by their places in the list: all of them, so that one more is as wrong as one less. What the
 * order then is, is in order.test.ts.
 */

const ann = { user: 'ann@x.io' };
const bob = { user: 'bob@x.io' };
const core = { organization: 'Core' };
const edge = { organization: 'Edge' };
const alpha = { ...core, space: 'alpha' };
const beta = { ...core, space: 'beta' };
const chat = { ...alpha, project: 'chat' };
const other = { ...alpha, project: 'other' };

function needs(...steps: readonly Outline[]): readonly (readonly number[])[] {
  return neededSteps(steps).map((needed) => [...needed].sort((a, b) => a - b));
}

/** As the plan makes them of a difference. */
function outlined(change: Change): Outline {
  const live = indexLive(liveState([]));
  const [step] = outlineSteps({ changes: [change], live, anew: new Set() }, { privateSpaces: true });
  if (step === undefined) throw new Error('no step');
  return step;
}

function made(kind: KindName, names: Names, attributes: Attributes = {}): Outline {
  return outlined({ type: 'create', desired: wanted(kind, names, { attributes }) });
}

function asserted(kind: KindName, names: Names, attributes: Attributes = {}): Outline {
  return outlined({ type: 'assert-present', desired: wanted(kind, names, { attributes }) });
}

function changed(kind: KindName, names: Names, before: Attributes, after: Attributes): Outline {
  const fields = Object.keys(after).map((field) => ({
    field,
    before: before[field] ?? null,
    after: after[field] ?? null,
  }));
  const desired = wanted(kind, names, { attributes: after });
  return outlined({ type: 'update', desired, live: one(kind, names, before), fields });
}

function gone(kind: KindName, names: Names, attributes: Attributes = {}): Outline {
  const desired = wanted(kind, names, { ensure: 'absent' });
  return outlined({ type: 'delete', desired, live: one(kind, names, attributes) });
}

/** Under its new name; its ID is what tells it from others that were called so. */
function renamed(kind: KindName, names: Names, from: string, to: string, id = `was ${from}`): Outline {
  return outlined({ type: 'rename', desired: wanted(kind, names), live: { ...one(kind, names), id }, from, to });
}

/** One of which the plan has found that it leaves somebody with less. */
function lessening(step: Outline): Outline {
  return { ...step, draft: { ...step.draft, risk: ['reduces'] } };
}

function one(kind: KindName, names: Names, attributes: Attributes = {}) {
  return { ...wanted(kind, names, { attributes }), id: 'id' };
}

describe('what makes something waits for', () => {
  it('whatever makes, renames or makes sure of what it refers to, and of that alone', () => {
    expect(
      needs(
        made('project-role-binding', { ...chat, ...bob }, { role: 'Reader' }),
        made('organization', core),
        renamed('space', alpha, 'old', 'alpha'),
        made('project', chat),
        made('user', bob),
        asserted('organization-member', { ...core, ...bob }, { role: 'member' }),
        made('role', { role: 'Reader' }),
        made('project', other),
        made('user', ann),
        renamed('role', { role: 'Writer' }, 'Scribe', 'Writer'),
        changed('space-role-binding', { ...beta, ...ann }, { role: 'Reader' }, { role: 'Writer' }),
      ),
    ).toEqual([[2, 3, 4, 5, 6], [], [1], [2], [], [1, 4], [], [2], [], [], [8, 9]]);
  });

  it('no change of what it refers to, nor for its own step', () => {
    expect(
      needs(
        changed('role', { role: 'Reader' }, { permissions: ['X'] }, { permissions: ['X', 'Y'] }),
        made('space-role-binding', { ...alpha, ...bob }, { role: 'Reader' }),
        changed('space', alpha, { description: 'a' }, { description: 'b' }),
      ),
    ).toEqual([[], [], []]);
  });

  it('what makes something at its address: of two the first', () => {
    const predefined = made('space-member', { ...alpha, ...bob }, { role: 'member' });
    const custom = made('space-role-binding', { ...alpha, ...bob }, { role: 'Reader' });
    expect(needs(predefined, custom)).toEqual([[], [0]]);
    expect(needs(custom, predefined)).toEqual([[], [0]]);
    const further = changed('user', bob, { developer: false }, { developer: true });
    expect(needs(further, made('user', bob), made('user', ann))).toEqual([[1], [], []]);
  });

  it('a rename that frees its name', () => {
    expect(
      needs(
        made('space', alpha),
        renamed('space', beta, 'alpha', 'beta'),
        // The same name elsewhere.
        made('space', { ...edge, space: 'alpha' }),
        changed('space', { ...core, space: 'gamma' }, { description: 'a' }, { description: 'b' }),
      ),
    ).toEqual([[1], [], [], []]);
    // Only what is made or renamed takes a name.
    expect(needs(asserted('space', alpha), renamed('space', beta, 'alpha', 'beta'))).toEqual([[], []]);
  });
});

describe('a rename waits for', () => {
  it('the one that frees its new name', () => {
    expect(
      needs(
        renamed('role', { role: 'B' }, 'A', 'B'),
        renamed('role', { role: 'C' }, 'B', 'C'),
        made('role', { role: 'A' }),
      ),
    ).toEqual([[1], [], [0]]);
  });

  it('its own first half, where two swap names', () => {
    const steps = [
      renamed('role', { role: 'B' }, 'B (swap)', 'B', 'id a'),
      renamed('role', { role: 'A' }, 'B', 'A', 'id b'),
      renamed('role', { role: 'B (swap)' }, 'A', 'B (swap)', 'id a'),
    ];
    expect(needs(...steps)).toEqual([[1, 2], [2], []]);
    expect(needs(...[...steps].reverse())).toEqual([[], [0], [0, 1]]);
  });

  it('nothing that only had the name of another kind, or on its way another ID', () => {
    const passing = renamed('space', alpha, 'passed', 'alpha', 'id a');
    const at = siblingOf(passing.address, 'passed');
    const there = renamed('space', { ...core, space: 'passed' }, 'beta', 'passed', 'id a');
    expect(there.address).toBe(at);
    expect(needs(passing, there)).toEqual([[1], []]);
    expect(needs(passing, renamed('space', { ...core, space: 'passed' }, 'beta', 'passed', 'id b'))).toEqual([[], [0]]);
    expect(needs(passing, { ...there, kind: 'project' })).toEqual([[], []]);
    // A text that was changed is no name that was had.
    const described = changed('space', alpha, { name: 'passed' }, { name: 'alpha' });
    expect(needs({ ...described, live: there.live }, there)).toEqual([[], []]);
  });
});

describe('everything waits for', () => {
  it('the renames of the places that it is in', () => {
    expect(
      needs(
        renamed('organization', core, 'Old', 'Core'),
        renamed('space', alpha, 'old', 'alpha'),
        renamed('project', chat, 'old', 'chat'),
        renamed('project', other, 'elsewhere', 'other'),
        renamed('space', beta, 'older', 'beta'),
        made('restriction', chat, { restricted: true }),
        gone('space-member', { ...beta, ...bob }, { role: 'member' }),
        changed('organization-member', { ...core, ...bob }, { role: 'read_only' }, { role: 'member' }),
        made('space', { ...edge, space: 'alpha' }),
        made('role', { role: 'Core' }),
        changed('space-role-binding', { ...beta, ...ann }, { role: 'Reader' }, { role: 'Writer' }),
      ),
    ).toEqual([[], [0], [0, 1], [0, 1], [0], [0, 1, 2], [0, 4], [0], [], [], [0, 4]]);
  });

  it('nothing that is only made there, where it goes', () => {
    expect(needs(made('organization', core), gone('space', alpha))).toEqual([[], []]);
  });
});

describe('what goes waits for', () => {
  it('all that let go of it: what referred to it, and the roles of the bindings that go along', () => {
    const binding = one('project-role-binding', { ...chat, ...ann }, { role: 'Writer' });
    const unread = one('project-role-binding', { ...other, ...ann });
    const member = one('organization-member', { ...core, ...ann }, { role: 'Auditor' });
    expect(
      needs(
        gone('role', { role: 'Reader' }),
        changed('space-role-binding', { ...alpha, ...bob }, { role: 'Reader' }, { role: 'Other' }),
        gone('role', { role: 'Writer' }),
        { ...gone('user', ann), taken: [binding, unread, member] },
        gone('role', { role: 'Auditor' }),
        gone('project-role-binding', { ...chat, ...bob }, { role: 'Reader' }),
        gone('project', chat),
        gone('user', bob),
      ),
    ).toEqual([[1, 5], [], [3], [], [], [], [5], [1, 5]]);
  });

  it('nothing that was never there', () => {
    const desired = wanted('space-member', { ...alpha, ...bob }, { ensure: 'absent' });
    expect(needs(gone('user', bob), outlined({ type: 'assert-absent', desired }))).toEqual([[], []]);
  });

  it('what takes its place, where a custom role gives way to a predefined one', () => {
    const custom = gone('space-role-binding', { ...alpha, ...bob }, { role: 'Reader' });
    expect(
      needs(
        custom,
        made('space-member', { ...alpha, ...bob }, { role: 'member' }),
        made('space-member', { ...alpha, ...ann }, { role: 'member' }),
      ),
    ).toEqual([[1], [], []]);
    const more = changed('space-member', { ...alpha, ...bob }, { role: 'read_only' }, { role: 'member' });
    expect(needs(more, custom)).toEqual([[], [0]]);
  });

  it('nothing, where it makes room for a custom role: that waits for it', () => {
    const predefined = gone('space-member', { ...alpha, ...bob }, { role: 'member' });
    const custom = made('space-role-binding', { ...alpha, ...bob }, { role: 'Reader' });
    expect(needs(custom, predefined)).toEqual([[1], []]);
    const larger = changed('space-role-binding', { ...alpha, ...bob }, { role: 'Reader' }, { role: 'Writer' });
    expect(needs(larger, predefined)).toEqual([[], []]);
    const lesser = changed('space-member', { ...alpha, ...bob }, { role: 'member' }, { role: 'read_only' });
    expect(needs(larger, lesser)).toEqual([[], []]);
    // On a project there is nothing but custom roles.
    const onProject = gone('project-role-binding', { ...chat, ...bob }, { role: 'Reader' });
    const again = made('project-role-binding', { ...chat, ...bob }, { role: 'Writer' });
    expect(needs(onProject, again)).toEqual([[], []]);
  });

  it('what opens the place that it is a grant in, and for no other opening', () => {
    const steps = [
      changed('space', alpha, { private: true }, { private: false }),
      gone('restriction', chat, { restricted: true }),
      changed('space', beta, { private: true }, { private: false }),
      gone('space-member', { ...alpha, ...bob }, { role: 'member' }),
      gone('project-role-binding', { ...chat, ...bob }, { role: 'Reader' }),
      gone('organization-member', { ...core, ...bob }, { role: 'member' }),
      gone('user', bob),
      gone('project', other),
      made('space-member', { ...alpha, ...ann }, { role: 'member' }),
    ];
    // Their own memberships of the organization, and they themselves, go after the grants that use them.
    expect(needs(...steps)).toEqual([[], [], [], [0, 1], [1], [0, 1, 2, 3, 4], [3, 4, 5], [], []]);
  });

  it('no change that opens nothing', () => {
    const leaving = gone('space-member', { ...alpha, ...bob }, { role: 'member' });
    const opened = (before: Attributes, after: Attributes) => needs(changed('space', alpha, before, after), leaving);
    expect(opened({ private: true }, { private: false })).toEqual([[], [0]]);
    expect(opened({ private: false }, { private: true })).toEqual([[], []]);
    expect(opened({}, { private: false })).toEqual([[], []]);
    expect(opened({ private: true }, { private: true })).toEqual([[], []]);
    expect(opened({ description: 'a' }, { description: 'b' })).toEqual([[], []]);
    expect(needs(made('space', alpha, { private: false }), leaving)).toEqual([[], []]);
    expect(needs(made('restriction', chat, { restricted: true }), leaving)).toEqual([[], []]);
  });
});

describe('what narrows a place waits for', () => {
  const madePrivate = changed('space', alpha, { private: false }, { private: true });

  it('every grant in it, and the new admins around it', () => {
    const grants = [
      made('space-member', { ...alpha, ...bob }, { role: 'member' }),
      changed('project-role-binding', { ...chat, ...bob }, { role: 'Reader' }, { role: 'Writer' }),
      asserted('space-member', { ...alpha, ...ann }, { role: 'admin' }),
      made('organization-member', { ...core, ...ann }, { role: 'admin' }),
      // None of these is a way into it.
      made('organization-member', { ...core, ...bob }, { role: 'member' }),
      made('space-member', { ...beta, ...bob }, { role: 'admin' }),
      made('organization-member', { ...edge, ...bob }, { role: 'admin' }),
      gone('space-member', { ...alpha, user: 'cy@x.io' }, { role: 'member' }),
      made('role', { role: 'New' }),
    ];
    const [first, ...others] = needs(madePrivate, ...grants);
    expect(first).toEqual([1, 2, 3, 4]);
    // They wait for each other's memberships as ever.
    expect(others).toEqual([[5], [5], [4], [], [], [5], [], [], []]);
  });

  it('what is in it, and for admins, where a project is restricted', () => {
    const steps = [
      made('restriction', chat, { restricted: true }),
      made('project-role-binding', { ...chat, ...bob }, { role: 'Reader' }),
      made('project-role-binding', { ...other, ...bob }, { role: 'Reader' }),
      made('space-member', { ...alpha, ...bob }, { role: 'member' }),
      made('space-member', { ...alpha, ...ann }, { role: 'admin' }),
      made('organization-member', { ...core, ...ann }, { role: 'admin' }),
    ];
    expect(needs(...steps)).toEqual([[1, 4, 5], [], [], [], [5], []]);
  });

  it('nothing, where it narrows nothing', () => {
    const grant = made('space-member', { ...alpha, ...bob }, { role: 'member' });
    expect(needs(changed('space', alpha, { private: true }, { private: false }), grant)).toEqual([[], []]);
    expect(needs(changed('space', alpha, { description: 'a' }, { description: 'b' }), grant)).toEqual([[], []]);
    // What goes waits for no grant, whatever it takes away; nor does what closes no door.
    expect(needs(gone('space', beta, { private: true }), made('space-member', { ...beta, ...bob }))).toEqual([[], []]);
    const smaller = changed('project-role-binding', { ...chat, ...bob }, { role: 'Writer' }, { role: 'Reader' });
    const admin = made('space-member', { ...alpha, ...ann }, { role: 'admin' });
    expect(needs(lessening(smaller), admin)).toEqual([[], []]);
    const lesser = changed('role', { role: 'Reader' }, { permissions: ['X', 'Y'] }, { permissions: ['X'] });
    expect(lesser.draft.risk).toEqual(['reduces']);
    expect(needs(lesser, grant, made('organization-member', { ...core, ...ann }, { role: 'admin' }))).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('new ways further in of the same person, what opens the place, and that they are an admin above', () => {
    const demoted = lessening(changed('space-member', { ...alpha, ...bob }, { role: 'admin' }, { role: 'member' }));
    const ways = [
      made('project-role-binding', { ...chat, ...bob }, { role: 'Reader' }),
      made('project-role-binding', { ...chat, ...ann }, { role: 'Reader' }),
      made('space-member', { ...beta, ...bob }, { role: 'member' }),
      gone('restriction', chat, { restricted: true }),
      changed('space', beta, { private: true }, { private: false }),
      changed('organization-member', { ...core, ...bob }, { role: 'member' }, { role: 'admin' }),
      changed('organization-member', { ...core, ...ann }, { role: 'member' }, { role: 'admin' }),
      changed('organization-member', { ...edge, ...bob }, { role: 'member' }, { role: 'admin' }),
    ];
    expect(needs(demoted, ...ways)).toEqual([[1, 4, 6], [], [], [], [], [], [], [], []]);
    const nothing = [demoted, ...ways].map(() => []);
    const unjudged = changed('space-member', { ...alpha, ...bob }, { role: 'admin' }, { role: 'member' });
    expect(needs(unjudged, ...ways)).toEqual(nothing);
    expect(needs(lessening(made('space-member', { ...alpha, ...bob }, { role: 'member' })), ...ways)).toEqual(nothing);
    expect(needs({ ...demoted, attributes: undefined }, ...ways)[0]).not.toContain(1);
  });

  it('all that is further in, of who is no longer an admin of an organization', () => {
    const demoted = lessening(
      changed('organization-member', { ...core, ...bob }, { role: 'admin' }, { role: 'member' }),
    );
    expect(
      needs(
        demoted,
        made('space-member', { ...alpha, ...bob }, { role: 'member' }),
        changed('space-role-binding', { ...beta, ...bob }, { role: 'Reader' }, { role: 'Writer' }),
        made('project-role-binding', { ...chat, ...bob }, { role: 'Reader' }),
        made('space-member', { ...alpha, ...ann }, { role: 'member' }),
        made('space-member', { ...edge, space: 'alpha', ...bob }, { role: 'member' }),
        changed('space', alpha, { private: true }, { private: false }),
        changed('space', { ...edge, space: 'alpha' }, { private: true }, { private: false }),
        gone('space-member', { ...alpha, user: 'cy@x.io' }, { role: 'member' }),
      ),
    ).toEqual([[1, 2, 3, 6], [], [], [], [], [], [], [], [6]]);
  });

  it('no role that an admin has in another way than by a membership', () => {
    const closing = made('restriction', chat, { restricted: true });
    const named = made('space-role-binding', { ...alpha, ...bob }, { role: 'admin' });
    expect(needs(closing, named)).toEqual([[], []]);
  });
});
