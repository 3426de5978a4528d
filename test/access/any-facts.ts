import fc from 'fast-check';
import type { Facts } from './brute-force.js';
import { catalog } from './brute-force.js';

/* Accounts at random: three people, two organizations, four spaces and a project in each. */

export const emails = ['ann@x.io', 'bob@x.io', 'cy@x.io'];
export const organizations = ['A', 'B/b'];
const spaceNames = ['s', 't'];
const projectNames = ['p'];
/** One is called as the word of a predefined role, which it is not. */
const custom = ['Reader', 'member'];
const words = ['member', 'read_only'];
const permissions = fc.subarray(catalog.slice(0, 7), { minLength: 1 });

export const everySpace = organizations.flatMap((organization) => spaceNames.map((space) => ({ organization, space })));
export const everyProject = everySpace.flatMap((place) => projectNames.map((project) => ({ ...place, project })));
const pairs = <T extends object>(places: readonly T[]) =>
  places.flatMap((place) => emails.map((email) => ({ ...place, email })));

/** Each of a list with a value, or not at all. */
function some<T extends object, V>(list: readonly T[], value: fc.Arbitrary<V>, key: string) {
  return fc
    .array(fc.option(value, { nil: undefined, freq: 2 }), { minLength: list.length, maxLength: list.length })
    .map((values) =>
      list.flatMap((item, index) => (values[index] === undefined ? [] : [{ ...item, [key]: values[index] }])),
    );
}

export const facts = fc.record({
  users: fc
    .array(fc.constantFrom('admin', 'member', 'member', 'member'), { minLength: 3, maxLength: 3 })
    .map((roles) => emails.map((email, index) => ({ email, role: roles[index] }))),
  roles: fc.tuple(permissions, permissions, permissions, permissions).map(([reader, editor, member, readOnly]) => [
    { name: 'Reader', permissions: reader },
    { name: 'member', permissions: editor },
    { name: 'Space Member', permissions: member, word: 'member' },
    { name: 'Space Read-Only', permissions: readOnly, word: 'read_only' },
    { name: 'All of it', permissions: catalog },
  ]),
  organizationMembers: some(
    pairs(organizations.map((organization) => ({ organization }))),
    fc.constantFrom('admin', ...words, ...words),
    'role',
  ),
  spaces: fc
    .array(fc.boolean(), { minLength: 4, maxLength: 4 })
    .map((list) => everySpace.map((space, index) => ({ ...space, isPrivate: list[index] === true }))),
  spaceMembers: some(pairs(everySpace), fc.constantFrom('admin', ...words, ...words), 'role'),
  spaceBindings: some(pairs(everySpace), fc.constantFrom(...custom), 'role'),
  projects: fc
    .array(fc.boolean(), { minLength: 4, maxLength: 4 })
    .map((list) => everyProject.map((project, index) => ({ ...project, isRestricted: list[index] === true }))),
  projectBindings: some(pairs(everyProject), fc.constantFrom(...custom), 'role'),
}) as unknown as fc.Arbitrary<Facts>;
