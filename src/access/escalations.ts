import {
  bindingKinds,
  containerOf,
  doorsOf,
  kinds,
  personKind,
  placeKinds,
  publicKinds,
  roleKind,
} from '../kinds/index.js';
import { givenRole } from '../model/resource.js';
import type { AccessChange, Escalation } from '../model/access.js';
import { isAdmin } from '../model/access.js';
import type { Address } from '../model/address.js';
import { placeTitle } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { LiveState } from '../model/live.js';
import type { LiveResource } from '../model/resource.js';
import type { Moment } from './changes.js';
import { unnamed } from './evaluation.js';
import { hidesGrants } from './index.js';

/** Whoever may do one of these can give themselves more (contract §10): edit a role they hold, bind themselves to one, or set people's permissions. */
const powers: readonly string[] = ['ROLE_UPDATE', 'ROLE_BINDING_CREATE', 'USER_PERMISSION_UPDATE'];

/**
 * What a reviewer should stop at: people who could give themselves more afterwards, separations that are broken, and what
 * looks harmless in YAML and is not. Only what the plan brings about, never what was so before.
 */
export function escalations(
  before: Moment,
  after: Moment,
  changes: readonly AccessChange[],
  separate: readonly (readonly string[])[],
  /** Whether it was read who holds which role. */
  areHoldersKnown = true,
): readonly Escalation[] {
  const found = [
    ...changes.flatMap((change) => selfGrants(change, before)),
    ...changes.flatMap((change) => brokenSeparations(change, before, after, separate)),
    ...openedPlaces(before, after, changes),
    ...widerRoles(before, after, areHoldersKnown),
  ];
  return found.sort((a, b) => compareText(a.on, b.on) || compareText(a.message, b.message));
}

function selfGrants({ user, on, before, after, gained }: AccessChange, then: Moment): Escalation[] {
  if (isAdmin(after)) {
    // Said once, at the place that it comes from.
    const own = after.find((label) => label === 'admin' || label === homeOf(on));
    if (isAdmin(before) || own === undefined) return [];
    const can = 'can give themselves and others everything there';
    // A role that was known there was another one.
    const wasTold = before.some((label) => !label.startsWith(unnamed));
    const isOpen = then.map.of(user, on).isUnseen && !wasTold;
    const message = isOpen
      ? `${user} gets the role admin in ${placeTitle(on)} and ${can}; whether that is new is not known`
      : `${user} becomes admin of ${placeTitle(on)} and ${can}`;
    return [{ rule: 'self-grant', user, on, message, note: isOpen ? `${can}; whether that is new is not known` : can }];
  }
  const gainedPowers = powers.filter((power) => gained.includes(power));
  if (gainedPowers.length === 0 || isInherited(after)) return [];
  const through = after.join(', ');
  return [
    {
      rule: 'self-grant',
      user,
      on,
      message: `${user} gains ${gainedPowers.join(', ')} on ${placeTitle(on)} through ${through} and can give themselves more`,
      note: `can give themselves more (${gainedPowers.join(', ')})`,
    },
  ];
}

/** What comes from the space is told there. */
function isInherited(labels: readonly string[]): boolean {
  return labels.length > 0 && labels.every((label) => label.endsWith('(space)'));
}

function homeOf(on: string): string {
  if (on === 'account') return 'admin (account)';
  return /^organization\/[^/]*$/.test(on) ? 'admin (organization)' : 'admin';
}

function brokenSeparations(
  { user, on, after: labels }: AccessChange,
  before: Moment,
  after: Moment,
  separate: readonly (readonly string[])[],
): Escalation[] {
  // An administrator has everything, always; that is told as such.
  if (isAdmin(labels) || isInherited(labels)) return [];
  const has = (moment: Moment, permissions: readonly string[]) => {
    const held = moment.map.of(user, on).permissions;
    return permissions.every((permission) => held.has(permission));
  };
  return separate
    .filter((permissions) => has(after, permissions) && !has(before, permissions))
    .map((permissions) => ({
      rule: 'separate',
      user,
      on,
      message: `${user} would have ${permissions.join(' and ')} together on ${placeTitle(on)}, through ${labels.join(', ')}; policy.separate keeps them apart`,
      note: `would have ${permissions.join(' and ')} together, which policy.separate keeps apart`,
    }));
}

/** A space that everybody in the organization gets into, and a project that everybody in the space does. */
function openedPlaces(before: Moment, after: Moment, changes: readonly AccessChange[]): Escalation[] {
  const gaining = (on: string) => changes.filter((change) => change.on === on && change.gained.length > 0).length;
  const found: Escalation[] = [];
  for (const { kind, address, attributes } of publicKinds.flatMap((one) => [...after.live.resources[one].values()])) {
    const was = before.live.resources[kind].get(address);
    const { isPublic } = kinds[kind];
    if (was !== undefined && isPublic?.(was.attributes) === false && isPublic(attributes) === true)
      found.push({
        rule: 'public-space',
        on: address,
        message: `${placeTitle(address)} becomes public: everybody in its organization gets access (${people(gaining(address))} that can be seen)`,
        note: 'everybody in its organization gets access',
      });
  }
  const doors = placeKinds.flatMap(doorsOf);
  for (const { kind, address, names } of doors.flatMap((one) => [...before.live.resources[one].values()])) {
    const place = containerOf(kind, names) ?? '';
    if (after.live.resources[kind].has(address) || !after.map.places.includes(place)) continue;
    found.push({
      rule: 'unrestricted',
      on: place,
      message: `${placeTitle(place)} is no longer restricted: everybody in its space gets access (${people(gaining(place))} that can be seen)`,
      note: 'everybody in its space gets access',
    });
  }
  return found;
}

/** A role that permits more is given to everybody who holds it. */
function widerRoles(before: Moment, after: Moment, areHoldersKnown: boolean): Escalation[] {
  const found: Escalation[] = [];
  for (const [address, role] of after.live.resources[roleKind]) {
    const old = before.live.resources[roleKind].get(address);
    if (old === undefined) continue;
    const had = new Set(permissionsOf(old));
    const more = permissionsOf(role).filter((permission) => !had.has(permission));
    if (more.length === 0) continue;
    const { persons, keys } = holdersOf(address, role.names.role ?? '', after.live);
    const holders = [...persons, ...keys].join(' and ');
    if (holders === '' && areHoldersKnown && !hidesGrants(after.live)) continue;
    const unseen = areHoldersKnown ? "can't all be seen" : 'were not read';
    const notes = [
      ...(keys.length > 0 ? [`held by ${keys.join('')} too`] : []),
      ...(areHoldersKnown && !hidesGrants(after.live) ? [] : [`its holders ${unseen}`]),
    ];
    found.push({
      rule: 'wider-role',
      on: address,
      message: `the role ${JSON.stringify(role.names.role)}, ${holders === '' ? `whose holders ${unseen}` : `held by ${holders} that can be seen`}, gains ${more.join(', ')}`,
      ...(notes.length > 0 && { note: notes.join('; ') }),
    });
  }
  return found;
}

/** In words; empty for nobody. */
function holdersOf(
  address: Address,
  role: string,
  { resources, foreignBindings }: LiveState,
): { readonly persons: readonly string[]; readonly keys: readonly string[] } {
  const holders = new Set<string>();
  for (const kind of bindingKinds)
    for (const { attributes, names } of resources[kind].values())
      if (givenRole(attributes) === role) holders.add(names.user ?? '');
  for (const { attributes, names } of resources[personKind].values()) {
    const own = givenRole(attributes);
    if (typeof own === 'object' && own !== null && 'custom' in own && own['custom'] === role)
      holders.add(names.user ?? '');
  }
  // Whose binding is listed without a user that is: service keys' bot users.
  const others = new Set(foreignBindings.flatMap((binding) => (binding.role === address ? [binding.userId] : [])));
  return {
    persons: holders.size === 0 ? [] : [people(holders.size)],
    keys: others.size === 0 ? [] : [others.size === 1 ? '1 service key' : `${String(others.size)} service keys`],
  };
}

function permissionsOf({ attributes }: LiveResource): readonly string[] {
  const { permissions } = attributes;
  return Array.isArray(permissions) ? (permissions as readonly string[]) : [];
}

function people(count: number): string {
  return count === 1 ? '1 person' : `${String(count)} people`;
}
