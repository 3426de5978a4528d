import { expect, it } from 'vitest';
import { compareMoments } from '../../src/access/compare.js';
import { accessMap } from '../../src/access/index.js';
import type { Facts } from './brute-force.js';
import { liveOf } from './live-of.js';

const at = { organization: 'Core', space: 'alpha' };
const facts = (isRestricted: boolean): Facts => ({
  users: [{ email: 'ann@x.io', role: 'member' }],
  roles: [{ name: 'Member', permissions: ['PROJECT_READ'], word: 'member' }],
  organizationMembers: [{ organization: 'Core', email: 'ann@x.io', role: 'member' }],
  spaces: [{ ...at, isPrivate: true }],
  spaceMembers: [{ ...at, email: 'ann@x.io', role: 'member' }],
  spaceBindings: [],
  projects: [{ ...at, project: 'member', isRestricted }],
  projectBindings: [],
});
const moment = (made: Facts) => ({ live: liveOf(made), map: accessMap(liveOf(made), []) });

it('what closes a project that is called like the word for members is no entry of anybody', () => {
  const project = 'organization/Core/space/alpha/project/member';
  const compared = (question: Parameters<typeof compareMoments>[2]) =>
    compareMoments(moment(facts(true)), moment(facts(false)), question).causes.map(({ address }) => address);
  expect(compared({})).toEqual([`${project}/restriction`]);
  expect(compared({ user: 'ann@x.io' })).toEqual([`${project}/restriction`]);
  expect(compared({ isOn: (place) => place === project })).toEqual([`${project}/restriction`]);
  expect(compared({ isOn: (place) => place === 'organization/Core' })).toEqual([]);
});
