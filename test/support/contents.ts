import { containerOf, kinds } from '../../src/kinds/index.js';
import type { Address, Names } from '../../src/model/address.js';
import type { DesiredState } from '../../src/model/desired.js';
import { addressGlob } from '../../src/model/glob.js';
import type { Plan } from '../../src/model/plan.js';
import type { KindName } from '../../src/model/resource.js';
import type { Memory } from './memory-arize.js';

/*
 * All that an account in memory holds, straight from the memory: also what no reading shows. Known by IDs, which renames
 * leave alone.
 */

export interface Held {
  readonly kind: KindName;
  readonly key: string;
  /** The IDs that its address has names for. */
  readonly ids: Names;
  /** The keys of what takes it along when it goes (contract §7). */
  readonly along: readonly string[];
  /** The login's own key, which no policy takes. */
  readonly isOwn: boolean;
}

export interface Contents {
  readonly held: readonly Held[];
  /** By ID; the email of a user. */
  readonly names: ReadonlyMap<string, string>;
}

export function contentsOf(memory: Memory): Contents {
  const held: Held[] = [];
  const hold = (kind: KindName, ids: Names, along: readonly string[] = [], isOwn = false) => {
    held.push({ kind, key: keyOf(kind, ids), ids, along, isOwn });
  };
  for (const user of memory.users.keys()) hold('user', { user });
  for (const role of memory.roles.keys()) hold('role', { role });
  for (const [organization, { members }] of memory.organizations) {
    const own = keyOf('organization', { organization });
    hold('organization', { organization });
    for (const user of members.keys())
      hold('organization-member', { organization, user }, [own, keyOf('user', { user })]);
  }
  for (const [space, { organization, members }] of memory.spaces) {
    const own = keyOf('space', { organization, space });
    hold('space', { organization, space }, [keyOf('organization', { organization })]);
    for (const user of members.keys())
      hold('space-member', { organization, space, user }, [
        own,
        keyOf('user', { user }),
        keyOf('organization-member', { organization, user }),
      ]);
  }
  for (const [project, { space_id: space }] of memory.projects) {
    const ids = { organization: memory.spaces.get(space)?.organization ?? '', space, project };
    hold('project', ids, [keyOf('space', { organization: ids.organization, space })]);
    if (memory.restrictions.has(project)) hold('restriction', ids, [keyOf('project', ids)]);
  }
  for (const { user_id: user, resource_type, resource_id } of memory.bindings.values()) {
    const project = resource_type === 'PROJECT' ? resource_id : undefined;
    const space = project === undefined ? resource_id : (memory.projects.get(project)?.space_id ?? '');
    const place = { organization: memory.spaces.get(space)?.organization ?? '', space };
    if (project === undefined)
      hold('space-role-binding', { ...place, user }, [
        keyOf('space', place),
        keyOf('user', { user }),
        keyOf('space-member', { ...place, user }),
      ]);
    else
      hold('project-role-binding', { ...place, project, user }, [
        keyOf('project', { ...place, project }),
        keyOf('user', { user }),
      ]);
  }
  for (const [key, { key_type }] of memory.keys) hold('api-key', { key }, [], key_type === 'USER');
  const named = [memory.keys, memory.roles, memory.organizations, memory.spaces, memory.projects];
  return {
    held,
    names: new Map([
      ...[...memory.users.values()].map(({ id, email }) => [id, email] as const),
      ...named.flatMap((map) => [...map.values()].map(({ id, name }) => [id, name] as const)),
    ]),
  };
}

/** What is gone, under the names that the files have for it. */
export function goneBetween(
  before: Contents,
  after: Contents,
): readonly (Held & { readonly address: Address; readonly container: Address | undefined })[] {
  const left = new Set(after.held.map(({ key }) => key));
  const names = new Map([...before.names, ...after.names]);
  return before.held
    .filter(({ key }) => !left.has(key))
    .map((held) => {
      const own = Object.fromEntries(Object.entries(held.ids).map(([field, id]) => [field, names.get(String(id))]));
      // A restriction is in no map of its own: that of the projects says what is managed.
      const container = containerOf(held.kind === 'restriction' ? 'project' : held.kind, own);
      return { ...held, address: kinds[held.kind].addressOf(own), container };
    });
}

/**
 * Of what is gone that for which nothing speaks: neither declared absent, nor replaced, nor removed because no file has
 * it and the policy says so, nor gone along with what was. And what no step of the plan had said.
 */
export function unexplained(
  gone: ReturnType<typeof goneBetween>,
  { resources, managed, policy }: DesiredState,
  plan: Plan,
  isSeen: (kind: KindName) => boolean,
): readonly string[] {
  const keys = new Set(gone.map(({ key }) => key));
  const absent = new Set(resources.flatMap((one) => (one.ensure === 'absent' ? [`${one.kind} ${one.address}`] : [])));
  const present = new Set(resources.flatMap((one) => (one.ensure === 'absent' ? [] : [`${one.kind} ${one.address}`])));
  const maps = new Set(managed.flatMap((map) => map.kinds.map((kind) => `${kind} ${map.container ?? ''}`)));
  const spared = [...policy.ignore, ...policy.protect].map(addressGlob);
  const said = new Set<Address>(
    plan.steps.flatMap(({ destructive, address, cascade }) => (destructive ? [address, ...cascade] : [])),
  );
  return gone.flatMap(({ kind, address, container, along, isOwn }) => {
    const other = kind === 'space-member' ? 'space-role-binding' : 'space-member';
    const isReplaced =
      kind === 'api-key'
        ? present.has(`api-key ${address}`)
        : (kind === 'space-member' || kind === 'space-role-binding') && present.has(`${other} ${address}`);
    const isUnmanaged =
      !isOwn &&
      policy.unmanaged[kind]?.action === 'remove' &&
      maps.has(`${kind} ${container ?? ''}`) &&
      !present.has(`${kind} ${address}`) &&
      !(kind === 'restriction' && present.has(`project ${address.replace(/\/restriction$/, '')}`)) &&
      !spared.some((matches) => matches(address));
    const isMeant = absent.has(`${kind} ${address}`) || isReplaced || isUnmanaged;
    return [
      ...(isMeant || along.some((key) => keys.has(key)) ? [] : [`${kind} ${address} is gone, which no file says`]),
      ...(said.has(address) || !isSeen(kind) ? [] : [`${kind} ${address} is gone, which no step says`]),
    ];
  });
}

function keyOf(kind: KindName, { user, role, organization, space, project, key }: Names): string {
  return [kind, user, role, organization, space, project, key].filter((part) => part !== undefined).join(' ');
}
