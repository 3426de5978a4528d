import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessChanges, compareAccess } from '../../src/access/changes.js';
import { accessMap, sorted } from '../../src/access/index.js';
import { addressOf } from '../../src/model/address.js';
import { emails, everyProject, everySpace, facts } from './any-facts.js';
import { catalog, permissionsOf } from './brute-force.js';
import { liveOf } from './live-of.js';
import { seen } from '../support/live.js';
import { runs, timeout } from '../support/runs.js';

/** Ten times as many as elsewhere: each case is little work. */
const cases = runs * 10;

describe('effective access', () => {
  it(
    'is what somebody works out by hand from the contract',
    () => {
      fc.assert(
        fc.property(
          facts,
          fc.constantFrom(...emails),
          fc.constantFrom(...everyProject),
          (made, email, { organization, space, project }) => {
            const map = accessMap(liveOf(made), catalog);
            const inSpace = map.of(email, addressOf.space(organization, space));
            const inProject = map.of(email, addressOf.project(organization, space, project));
            expect(sorted(inSpace.permissions)).toEqual(permissionsOf(made, email, organization, space));
            expect(sorted(inProject.permissions)).toEqual(permissionsOf(made, email, organization, space, project));
            expect(inSpace.isPartlyUnknown || inProject.isPartlyUnknown).toBe(false);
          },
        ),
        { numRuns: cases },
      );
    },
    timeout,
  );

  it(
    'changes by exactly what two whole evaluations differ in',
    () => {
      fc.assert(
        fc.property(
          facts,
          facts,
          fc.array(
            fc.constantFrom(
              'users',
              'roles',
              'organizationMembers',
              'spaces',
              'spaceMembers',
              'spaceBindings',
              'projects',
              'projectBindings',
            ),
            { maxLength: 3 },
          ),
          (one, other, fields) => {
            // A plan changes a little: some of the facts are the other's.
            const second = {
              ...one,
              ...Object.fromEntries(fields.map((field) => [field, other[field]])),
            };
            const before = { live: liveOf(one), map: accessMap(liveOf(one), catalog) };
            const after = { live: liveOf(second), map: accessMap(liveOf(second), catalog) };
            const whole = [...emails]
              .sort()
              .flatMap((user) =>
                before.map.places.flatMap(
                  (on) => compareAccess(user, on, before.map.of(user, on), after.map.of(user, on)) ?? [],
                ),
              );
            expect(accessChanges(before, after)).toEqual(whole);
          },
        ),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it('is partly unknown where a roster was not read, never nothing', () => {
    const live = liveOf({
      users: [{ email: 'ann@x.io', role: 'member' }],
      roles: [],
      organizationMembers: [],
      spaces: everySpace.map((space) => ({ ...space, isPrivate: true })),
      spaceMembers: [],
      spaceBindings: [],
      projects: everyProject.map((project) => ({ ...project, isRestricted: false })),
      projectBindings: [],
    });
    const blind = accessMap({ ...live, visibility: seen() }, catalog);
    for (const place of [addressOf.organization('A'), addressOf.space('A', 's'), addressOf.project('A', 's', 'p')])
      expect(blind.of('ann@x.io', place)).toMatchObject({ ways: [], isPartlyUnknown: true });
    expect(accessMap(live, catalog).of('ann@x.io', addressOf.space('A', 's')).isPartlyUnknown).toBe(false);
  });
});
