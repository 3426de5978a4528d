import { kindNames, kinds } from '../../src/kinds/index.js';
import fc from 'fast-check';
import { readLive } from '../../src/live/index.js';
import type { Address } from '../../src/model/address.js';
import { addressOf } from '../../src/model/address.js';
import type { Call, IdRef } from '../../src/model/call.js';
import type { LiveNeeds, LiveState } from '../../src/model/live.js';
import { resolveCall } from '../../src/model/resolve-call.js';
import type { Attributes, KindName } from '../../src/model/resource.js';
import type { Arize } from '../../src/remote/port.js';
import { AccountCopy } from '../../src/simulation/account.js';
import { perform } from '../../src/simulation/effects.js';

/*
 * The same random calls, sensible or not, on the model and on a server behind the port: both do them or both refuse, and
 * both end in the same state. Any server that follows the contract can be put to it: every name begins with a prefix of
 * the run's own, so that nothing else there is touched, and everything made is removed afterwards.
 */

const people = ['ann', 'bob', 'lab'] as const;
const organizations = ['o1', 'o2'] as const;
const spaces = ['s1', 's2'] as const;
const projects = ['p1', 'p2'] as const;
const roles = ['R1', 'R2'] as const;
const words = ['ADMIN', 'MEMBER', 'READ_ONLY', 'ANNOTATOR'] as const;
const permissions = ['PROJECT_READ', 'DATASET_READ', 'ROLE_READ'] as const;

/** A call, and the address of what it makes; `§` in a name stands for the run's own prefix. */
export interface Command {
  readonly call: Call;
  readonly makes?: Address;
}

/** Keeps the call's own type while it is put together. */
const call = (made: Call): Call => made;
const to = (address: Address): IdRef => ({ of: address });
const person = (name: string) => addressOf.user(`§${name}@example.com`);
const organization = (name: string) => addressOf.organization(`§${name}`);
const space = ([o, s]: readonly [string, string]) => addressOf.space(`§${o}`, s);
const project = ([o, s, p]: readonly [string, string, string]) => addressOf.project(`§${o}`, s, p);
const role = (name: string) => addressOf.role(`§${name}`);

const anyPerson = fc.constantFrom(...people);
const anyOrganization = fc.constantFrom(...organizations);
const anySpace = fc.tuple(anyOrganization, fc.constantFrom(...spaces));
const anyProject = fc.tuple(anyOrganization, fc.constantFrom(...spaces), fc.constantFrom(...projects));
const anyRole = fc.constantFrom(...roles);
const anyWord = fc.constantFrom(...words);
const anyPermissions = fc.subarray([...permissions], { minLength: 1 });
const anyText = fc.constantFrom('', 'one', 'two');
const anyPlace = fc.oneof(
  anySpace.map((place) => ({ resourceType: 'SPACE' as const, address: space(place) })),
  anyProject.map((place) => ({
    resourceType: 'PROJECT' as const,
    address: project(place),
  })),
);

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  anyPerson.map((name) => ({
    call: invite(name),
    makes: person(name),
  })),
  fc.tuple(anyPerson, fc.boolean()).map(([name, developer]) => ({
    call: call({
      do: 'users.update',
      user: to(person(name)),
      name: `${name}!`,
      developer,
    }),
  })),
  anyPerson.map((name) => ({
    call: call({ do: 'users.delete', user: to(person(name)) }),
  })),
  fc.tuple(anyOrganization, anyText).map(([name, description]) => ({
    call: call({ do: 'organizations.create', name: `§${name}`, description }),
    makes: organization(name),
  })),
  fc.tuple(anyOrganization, anyOrganization, anyText).map(([name, other, description]) => ({
    call: call({
      do: 'organizations.update',
      organization: to(organization(name)),
      name: `§${other}`,
      description,
    }),
  })),
  anyOrganization.map((name) => ({
    call: call({ do: 'organizations.delete', organization: to(organization(name)) }),
  })),
  ...[1, 2].map(() =>
    fc.tuple(anyOrganization, anyPerson, anyWord).map(([name, user, word]) => ({
      call: call({
        do: 'organizations.add-user',
        organization: to(organization(name)),
        user: to(person(user)),
        role: word,
      }),
    })),
  ),
  fc.tuple(anyOrganization, anyPerson).map(([name, user]) => ({
    call: call({
      do: 'organizations.remove-user',
      organization: to(organization(name)),
      user: to(person(user)),
    }),
  })),
  ...[1, 2].map(() =>
    fc.tuple(anySpace).map(([place]) => ({
      call: call({
        do: 'spaces.create',
        organization: to(organization(place[0])),
        name: place[1],
      }),
      makes: space(place),
    })),
  ),
  fc.tuple(anySpace, fc.constantFrom(...spaces), anyText).map(([place, name, description]) => ({
    call: call({ do: 'spaces.update', space: to(space(place)), name, description }),
  })),
  anySpace.map((place) => ({
    call: call({ do: 'spaces.delete', space: to(space(place)) }),
  })),
  ...[1, 2].map(() =>
    fc.tuple(anySpace, anyPerson, anyWord).map(([place, user, word]) => ({
      call: call({
        do: 'spaces.add-user',
        space: to(space(place)),
        user: to(person(user)),
        role: word,
      }),
    })),
  ),
  fc.tuple(anySpace, anyPerson).map(([place, user]) => ({
    call: call({
      do: 'spaces.remove-user',
      space: to(space(place)),
      user: to(person(user)),
    }),
  })),
  fc.tuple(anyRole, anyPermissions).map(([name, granted]) => ({
    call: call({ do: 'roles.create', name: `§${name}`, permissions: granted }),
    makes: role(name),
  })),
  fc.tuple(anyRole, anyRole, anyPermissions, anyText).map(([name, other, granted, description]) => ({
    call: call({
      do: 'roles.update',
      role: to(role(name)),
      name: `§${other}`,
      description,
      permissions: granted,
    }),
  })),
  anyRole.map((name) => ({ call: call({ do: 'roles.delete', role: to(role(name)) }) })),
  ...[1, 2].map(() =>
    fc.tuple(anyPlace, anyPerson, anyRole).map(([{ resourceType, address }, user, name]) => ({
      call: call({
        do: 'role-bindings.create',
        user: to(person(user)),
        role: to(role(name)),
        resourceType,
        resource: to(address),
      }),
    })),
  ),
  ...[1, 2].map(() =>
    anyProject.map((place) => ({
      call: call({
        do: 'projects.create',
        space: to(space([place[0], place[1]])),
        name: place[2],
      }),
      makes: project(place),
    })),
  ),
  fc.tuple(anyProject, anyProject).map(([place, [, , name]]) => ({
    call: call({ do: 'projects.update', project: to(project(place)), name }),
  })),
  anyProject.map((place) => ({
    call: call({ do: 'projects.delete', project: to(project(place)) }),
  })),
  anyProject.map((place) => ({
    call: call({ do: 'resource-restrictions.restrict', resource: to(project(place)) }),
  })),
  anyProject.map((place) => ({
    call: call({ do: 'resource-restrictions.unrestrict', resource: to(project(place)) }),
  })),
);

function invite(name: string): Call {
  const role = name === 'lab' ? 'ANNOTATOR' : 'MEMBER';
  return { do: 'users.create', email: `§${name}@example.com`, name, role, invite: 'EMAIL_LINK' };
}

/** What the other calls need, most of it made first, so that few of them are senseless. */
const groundwork: readonly Command[] = [
  ...people.map((name) => ({ call: invite(name), makes: person(name) })),
  ...roles.map((name) => ({
    call: call({ do: 'roles.create', name: `§${name}`, permissions: ['PROJECT_READ'] }),
    makes: role(name),
  })),
  ...organizations.flatMap((o): Command[] => [
    { call: call({ do: 'organizations.create', name: `§${o}` }), makes: organization(o) },
    ...people.map((name) => ({
      call: call({
        do: 'organizations.add-user',
        organization: to(organization(o)),
        user: to(person(name)),
        role: name === 'lab' ? 'ANNOTATOR' : 'MEMBER',
      }),
    })),
    ...spaces.flatMap((s): Command[] => [
      { call: call({ do: 'spaces.create', organization: to(organization(o)), name: s }), makes: space([o, s]) },
      ...projects.map((p) => ({
        call: call({ do: 'projects.create', space: to(space([o, s])), name: p }),
        makes: project([o, s, p]),
      })),
    ]),
  ]),
];

/** Part of the groundwork, then as many calls as they come. */
export function commands(length: number): fc.Arbitrary<readonly Command[]> {
  const some = fc.subarray([...groundwork], { minLength: groundwork.length - 4 });
  const others = fc.array(anyCommand, { minLength: length, maxLength: length });
  return fc.tuple(some, others).map((parts) => parts.flat());
}

const everything: LiveNeeds = {
  lists: new Set(kindNames.filter((kind) => kinds[kind].reading !== undefined && kinds[kind].role !== 'key')),
  spacesOf: 'all',
  membersOf: new Set(),
};

/** Runs the calls on both, and tells where they part; cleans up behind itself. */
export async function disagreement(
  arize: Arize,
  prefix: string,
  wanted: readonly Command[],
): Promise<string | undefined> {
  const before = await liveOf(arize);
  const account = AccountCopy.of(before).begin();
  const inModel = new Map<Address, string>();
  const onServer = new Map<Address, string>();
  try {
    for (const command of wanted) {
      const { call, makes: address } = JSON.parse(JSON.stringify(command).replaceAll('§', prefix)) as Command;
      if (!isKnown(call, onServer)) continue;
      if (isUnsaid(call, account, inModel)) continue;
      const modelled = perform(account, resolveCall(call, inModel));
      const answered = await arize.call(resolveCall(call, onServer));
      if (modelled.ok !== answered.ok) {
        const server = answered.ok ? 'does it' : `refuses it (${answered.error.message})`;
        return `${JSON.stringify(call)}: the server ${server}, the model ${modelled.ok ? 'does it' : `refuses it (${modelled.refusal})`}`;
      }
      if (address === undefined || !modelled.ok || !answered.ok) continue;
      inModel.set(address, modelled.made ?? '');
      onServer.set(address, answered.value.id ?? '');
    }
    return difference(ownOf(account.toLive(), prefix), ownOf(await liveOf(arize), prefix));
  } finally {
    await cleanUp(arize, prefix);
  }
}

/** Whether somebody's role bindings in an organization go with the membership there, the platform does not say (contract §7). */
function isUnsaid(call: Call, account: ReturnType<AccountCopy['begin']>, ids: ReadonlyMap<Address, string>): boolean {
  const resolved = resolveCall(call, ids);
  if (resolved.do !== 'organizations.remove-user') return false;
  return account
    .inside(resolved.organization)
    .some(({ id }) => account.grant('space-role-binding', id, resolved.user) !== undefined);
}

/** The server can only be asked for what it once had; the model knows it under an ID of its own. */
function isKnown(call: Call, ids: ReadonlyMap<Address, string>): boolean {
  return (Object.values(call) as unknown[]).every(
    (value) => typeof value !== 'object' || value === null || !('of' in value) || ids.has(value.of as Address),
  );
}

/** Everything of the run's own that can be listed, by kind and address; IDs differ. */
function ownOf(live: LiveState, prefix: string): ReadonlyMap<string, string> {
  const own = new Map<string, string>();
  for (const kind of kindNames) {
    if (isUnlisted(kind)) continue;
    for (const { address, attributes, names } of live.resources[kind].values()) {
      const isOwn = Object.values(names).some((name: string) => name.startsWith(prefix));
      if (isOwn) own.set(`${kind} ${address}`, JSON.stringify(told(attributes)));
    }
  }
  return own;
}

function isUnlisted(kind: KindName): boolean {
  return kind === 'organization-member' || kind === 'space-member';
}

function difference(model: ReadonlyMap<string, string>, server: ReadonlyMap<string, string>): string | undefined {
  for (const key of new Set([...model.keys(), ...server.keys()])) {
    const [modelled, listed] = [model.get(key), server.get(key)];
    if (modelled === listed) continue;
    // What developer access a new user starts with, the platform does not say.
    const unsaid = /\["developer",(null|true|false)\]/;
    if (
      modelled?.includes('["developer",null]') === true &&
      modelled.replace(unsaid, '') === listed?.replace(unsaid, '')
    )
      continue;
    return `${key}: the model has ${modelled ?? 'nothing'}, the server ${listed ?? 'nothing'}`;
  }
  return undefined;
}

async function cleanUp(arize: Arize, prefix: string): Promise<void> {
  const live = await liveOf(arize);
  const own = (kind: 'organization' | 'role' | 'user') =>
    [...live.resources[kind].values()].filter(({ names }) => names[kind]?.startsWith(prefix) === true);
  for (const { id } of own('organization')) await arize.call({ do: 'organizations.delete', organization: id });
  for (const { id } of own('role')) await arize.call({ do: 'roles.delete', role: id });
  for (const { id } of own('user')) await arize.call({ do: 'users.delete', user: id });
}

async function liveOf(arize: Arize): Promise<LiveState> {
  const live = await readLive(arize, everything);
  if (!live.ok) throw new Error(live.error.message);
  return live.value;
}

/** An empty description may be left out (the types of a role). */
function told(attributes: Attributes): unknown {
  return Object.entries(attributes)
    .filter(([field, value]) => field !== 'description' || value !== '')
    .sort();
}
