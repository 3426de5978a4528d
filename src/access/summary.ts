import {
  bindingKinds,
  containerOf,
  doorsOf,
  keyKind,
  kinds,
  outermostKind,
  outermostMembership,
  personKind,
  placeKinds,
  publicKinds,
  roleKind,
} from '../kinds/index.js';
import { givenRole, isAdminIn } from '../model/resource.js';
import type { AccessSummary, PageGrant } from '../model/access.js';
import { isDangerous } from '../model/access.js';
import type { Address } from '../model/address.js';
import { addressOf, placeTitle } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { LiveState } from '../model/live.js';
import type { LiveResource } from '../model/resource.js';
import { isReadEverywhere } from '../model/visibility.js';

export function summarise({ resources, visibility }: LiveState, grants: readonly PageGrant[]): AccessSummary {
  const users = [...resources[personKind].values()];
  const email = ({ names }: LiveResource) => names.user ?? '';
  const admins = users.filter(({ attributes }) => isAdminIn(attributes)).map(email);
  const withStatus = (...words: readonly string[]) =>
    users.filter(({ attributes: { status } }) => words.includes(textOf(status))).map(email);
  const reach = new Map(users.map((user) => [email(user), 0]));
  for (const { user, on, places } of grants)
    reach.set(user, (reach.get(user) ?? 0) + (on === 'account' ? places - 1 : places));
  const doubt = isReadEverywhere(visibility, outermostMembership) ? '' : ', as far as can be seen';
  const sections = [
    { title: 'Account admins', items: admins },
    {
      title: `Organization admins${doubt}`,
      items: organizationAdmins(resources),
    },
    {
      title: 'People by account role',
      items: counted(users.map(({ attributes }) => ownRoleText(givenRole(attributes)))),
    },
    {
      title: 'People by status',
      items: counted(users.map(({ attributes: { status } }) => textOf(status) || 'not known')),
    },
    { title: 'Invited, not here yet', items: withStatus('invited') },
    { title: 'Expired or inactive', items: withStatus('expired', 'inactive') },
    {
      title: 'Public spaces',
      items: publicKinds
        .flatMap((kind) => [...resources[kind].values()])
        .filter(({ kind, attributes }) => kinds[kind].isPublic?.(attributes) === true)
        .map(({ address }) => placeTitle(address)),
    },
    {
      title: 'Restricted projects',
      items: placeKinds
        .flatMap(doorsOf)
        .flatMap((door) => [...resources[door].values()])
        .map(({ kind, names }) => placeTitle(containerOf(kind, names) ?? '')),
    },
    { title: 'Custom roles', items: customRoles(resources) },
    { title: 'Service keys', items: serviceKeys(resources) },
    { title: 'Grants that end', items: endingGrants(grants) },
    {
      title: `People without access to any place${doubt}`,
      items: users.map(email).filter((user) => reach.get(user) === 0),
    },
  ];
  return {
    sections: sections.map(({ title, items }) => ({
      title,
      items: title.startsWith('People by') ? items : [...items].sort(compareText),
    })),
    spread: spreadOf([...reach.values()]),
  };
}

function organizationAdmins(resources: LiveState['resources']): readonly string[] {
  const admins = new Map<Address, string[]>([...resources[outermostKind].keys()].map((address) => [address, []]));
  for (const { names, attributes } of resources[outermostMembership].values())
    if (isAdminIn(attributes)) admins.get(addressOf.organization(names.organization ?? ''))?.push(names.user ?? '');
  return [...admins].map(
    ([address, people]) =>
      `${placeTitle(address)}: ${people.length === 0 ? 'none' : people.sort(compareText).join(', ')}`,
  );
}

function customRoles(resources: LiveState['resources']): readonly string[] {
  const holders = new Map<string, Set<string>>();
  for (const kind of bindingKinds)
    for (const { names, attributes } of resources[kind].values()) {
      const role = textOf(givenRole(attributes));
      holders.set(role, (holders.get(role) ?? new Set()).add(names.user ?? ''));
    }
  return [...resources[roleKind].values()]
    .filter(({ builtIn }) => builtIn === undefined)
    .map(({ names: { role = '' }, attributes: { permissions } }) => {
      const size = holders.get(role)?.size ?? 0;
      const risky = Array.isArray(permissions) ? permissions.map(String).filter(isDangerous) : [];
      const people = size === 1 ? '1 person' : `${String(size)} people`;
      return `${role}: ${people}${risky.length === 0 ? '' : `; permits ${risky.join(', ')}`}`;
    });
}

/** Of those that are given where they are listed: what is inherited ends with them. */
function endingGrants(grants: readonly PageGrant[]): readonly string[] {
  return grants.flatMap(({ user, on, role, way, end }) =>
    way === 'direct' && end?.startsWith('until ') === true ? [`${user} on ${placeTitle(on)}: ${role}, ${end}`] : [],
  );
}

function serviceKeys(resources: LiveState['resources']): readonly string[] {
  return [...resources[keyKind].values()]
    .filter(({ attributes: { type } }) => type === 'service')
    .map(({ names, attributes: { spaces, expires } }) => {
      const places = typeof spaces === 'object' && spaces !== null ? Object.keys(spaces).map(placeTitle) : [];
      const until = typeof expires === 'string' ? `, until ${expires}` : '';
      return `${names.key ?? ''}: ${places.length === 0 ? 'reach not known' : places.join(', ')}${until}`;
    });
}

function counted(words: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || compareText(a, b))
    .map(([word, count]) => `${word}: ${String(count)}`);
}

/** What somebody is in the account. */
export function ownRoleText(role: unknown): string {
  if (typeof role === 'object' && role !== null && 'custom' in role) return textOf(role.custom);
  return textOf(role) || 'not known';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

const buckets = [
  ['none', 0, 0],
  ['1', 1, 1],
  ['2 to 5', 2, 5],
  ['6 to 20', 6, 20],
  ['21 to 100', 21, 100],
  ['more than 100', 101, Infinity],
] as const;

function spreadOf(reached: readonly number[]): AccessSummary['spread'] {
  return buckets.map(([places, least, most]) => ({
    places,
    people: reached.filter((count) => count >= least && count <= most).length,
  }));
}
