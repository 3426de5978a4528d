import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccessList } from '../../src/access/grants.js';
import { accessMap, entryOf } from '../../src/access/index.js';
import type { AccessGrant } from '../../src/model/access.js';
import { addressOf } from '../../src/model/address.js';
import type { LiveState } from '../../src/model/live.js';
import { everyProject, everySpace, facts, organizations } from './any-facts.js';
import { catalog } from './brute-force.js';
import { liveOf } from './live-of.js';
import { seen } from '../support/live.js';
import { runs, timeout } from '../support/runs.js';

const places = [
  'account',
  ...organizations.map(addressOf.organization),
  ...everySpace.map(({ organization, space }) => addressOf.space(organization, space)),
  ...everyProject.map(({ organization, space, project }) => addressOf.project(organization, space, project)),
];
const asked = fc.oneof(fc.constant<readonly string[] | undefined>(undefined), fc.subarray(places, { minLength: 1 }));
/** Rosters of some places only, so that something may be hidden. */
const sights = fc.oneof(fc.constant(undefined), fc.subarray(places.slice(1)));

/** Every person at every place, one by one. */
function byPairs(live: LiveState, isOn: (place: string) => boolean, can: string | undefined) {
  const map = accessMap(live, catalog);
  return map.people.flatMap((user) =>
    map.places.filter(isOn).flatMap((on) => {
      const access = map.of(user, on);
      return access.ways.length === 0 || (can !== undefined && !access.permissions.has(can))
        ? []
        : [entryOf(user, on, access)];
    }),
  );
}

/** What is given in a space is called otherwise in its projects. */
function called(label: string): string {
  return label.replace(/ \(space\)$/, '');
}

describe('access by grants', () => {
  it(
    'lists for each place what the look-up of every pair gives',
    () => {
      fc.assert(
        fc.property(facts, asked, sights, fc.option(fc.constantFrom('PROJECT_READ', 'DATASET_READ')), (...given) => {
          const [made, on, read, permission] = given;
          const whole = liveOf(made);
          const live = read === undefined ? whole : { ...whole, visibility: seen({ rosters: new Set(read as never) }) };
          const isOn = (place: string) => on === undefined || on.includes(place);
          const can = permission ?? undefined;
          const question = { isOn, ...(can !== undefined && { can }) };
          const list = new AccessList(live, accessMap(live, catalog), question);
          expect([...list.entries()]).toEqual(byPairs(live, isOn, can));
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );

  it(
    'lists each way once, counts at how many places it is, and misses no doubt',
    () => {
      fc.assert(
        fc.property(facts, asked, sights, (made, on, read) => {
          const whole = liveOf(made);
          const live = read === undefined ? whole : { ...whole, visibility: seen({ rosters: new Set(read as never) }) };
          const isOn = (place: string) => on === undefined || on.includes(place);
          const map = accessMap(live, catalog);
          const pairs = byPairs(live, isOn, undefined);
          const grants = [...new AccessList(live, map, { isOn }).grants()];
          // Every way of every pair is one place of one grant.
          const ways = pairs.flatMap(({ user, roles }) => roles.map((role) => `${user} ${called(role)}`));
          const counted = grants.flatMap(({ user, role, places: count }) =>
            Array.from({ length: count }, () => `${user} ${called(role)}`),
          );
          expect(counted.sort()).toEqual(ways.sort());
          expect(new Set(grants.map(({ user, on: at, role }) => `${user}\n${at}\n${role}`)).size).toBe(grants.length);
          for (const { user, on: at, role, permissions } of grants) {
            const inside = (place: string) => at === 'account' || place === at || place.startsWith(`${at}/`);
            const there = pairs.find(
              (pair) => pair.user === user && inside(pair.on) && pair.roles.some((one) => called(one) === called(role)),
            );
            expect(there?.permissions).toEqual(expect.arrayContaining([...permissions]));
          }
          for (const { user, on: at, isPartlyUnknown } of pairs) {
            const covering = grants.filter((grant) => grant.user === user && covers(grant, at));
            if (isPartlyUnknown) expect(covering.some((grant) => grant.isPartlyUnknown)).toBe(true);
          }
        }),
        { numRuns: runs },
      );
    },
    timeout,
  );
});

function covers({ on, way }: AccessGrant, place: string): boolean {
  return on === place || ((way === 'public' || on === 'account' || place.startsWith(`${on}/`)) && on !== place);
}
