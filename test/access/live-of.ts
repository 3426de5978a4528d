import { emptyResources } from '../../src/kinds/live-index.js';
import { kinds } from '../../src/kinds/index.js';
import type { Names } from '../../src/model/address.js';
import type { LiveState } from '../../src/model/live.js';
import type { Attributes, KindName } from '../../src/model/resource.js';
import { everythingSeen } from '../../src/model/visibility.js';
import type { Facts } from './brute-force.js';

/** Facts as a live state in which all rosters were read. */
export function liveOf(made: Facts): LiveState {
  const resources = emptyResources();
  const add = (kind: KindName, names: Names, attributes: Attributes, builtIn = false) => {
    const address = kinds[kind].addressOf(names);
    resources[kind].set(address, { kind, address, names, id: address, attributes, ...(builtIn && { builtIn: true }) });
  };
  for (const { email, role } of made.users) add('user', { user: email }, { role, status: 'active' });
  for (const { name, permissions: list, word } of made.roles)
    add('role', { role: name }, { permissions: [...list] }, word !== undefined);
  for (const organization of new Set([...made.spaces, ...made.organizationMembers].map((one) => one.organization)))
    add('organization', { organization }, {});
  for (const { organization, email, role } of made.organizationMembers)
    add('organization-member', { organization, user: email }, { role });
  for (const { isPrivate, ...names } of made.spaces) add('space', names, { private: isPrivate });
  for (const { role, email, ...names } of made.spaceMembers) add('space-member', { ...names, user: email }, { role });
  for (const { role, email, ...names } of made.spaceBindings)
    add('space-role-binding', { ...names, user: email }, { role });
  for (const { isRestricted, ...names } of made.projects) {
    add('project', names, {});
    if (isRestricted) add('restriction', names, { restricted: true });
  }
  for (const { role, email, ...names } of made.projectBindings)
    add('project-role-binding', { ...names, user: email }, { role });
  return { resources, foreignBindings: [], visibility: everythingSeen, ambiguousKeys: [] };
}
