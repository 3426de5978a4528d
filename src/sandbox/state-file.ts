import { readFile } from 'node:fs/promises';
import { replaceFile } from '../machine/replace-file.js';
import type {
  Account,
  OrganizationMember,
  Settings,
  SpaceMember,
  StoredBinding,
  StoredKey,
  StoredOrganization,
  StoredProject,
  StoredRestriction,
  StoredRole,
  StoredSpace,
  StoredUser,
} from './account.js';
import {
  emptyAccount,
  must,
  putBinding,
  putKey,
  putOrganization,
  putProject,
  putRole,
  putSpace,
  putUser,
} from './account.js';
import type { IdType } from './ids.js';

type Later = 'graphql' | 'newIdWhenReinvited';

/** An account as JSON. Holds hashes of API keys, never a raw one. */
interface SavedAccount {
  readonly version: 1;
  /** Without what the sandbox that saved it did not have yet. */
  readonly settings: Omit<Settings, Later> & Partial<Pick<Settings, Later>>;
  readonly numbers: readonly (readonly [IdType, number])[];
  readonly users: readonly Omit<StoredUser, 'organizations' | 'spaces' | 'bindings' | 'keys'>[];
  readonly roles: readonly StoredRole[];
  readonly organizations: readonly (Omit<StoredOrganization, 'members' | 'spaces'> & {
    readonly members: readonly (readonly [string, OrganizationMember])[];
  })[];
  readonly spaces: readonly (Omit<StoredSpace, 'members' | 'projects'> & {
    readonly members: readonly (readonly [string, SpaceMember])[];
  })[];
  readonly projects: readonly StoredProject[];
  readonly bindings: readonly StoredBinding[];
  readonly restrictions: readonly StoredRestriction[];
  readonly keys: readonly StoredKey[];
}

/** The saved account, or `undefined` where there is no such file. Throws for a file that is no state of the sandbox. */
export async function loadAccount(file: string, now: () => string): Promise<Account | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const saved = JSON.parse(text) as SavedAccount;
    if ((saved.version as number) !== 1) throw new Error(`its version is ${String(saved.version)}, not 1`);
    return restore(saved, now);
  } catch (error) {
    throw new Error(
      `${file} is not a saved state of the sandbox: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/**
 * Gives a function that resolves once a file with everything changed until its call is in place. Calls during a write
 * share the next one.
 */
export function saver(account: Account, file: string): () => Promise<void> {
  let running: Promise<void> | undefined;
  let waiting: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    await replaceFile(file, `${JSON.stringify(save(account))}\n`);
  };
  const start = (): Promise<void> => {
    running = write().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (running === undefined) return start();
    waiting ??= running
      .catch(() => undefined)
      .then(() => {
        waiting = undefined;
        return start();
      });
    return waiting;
  };
}

function save(account: Account): SavedAccount {
  return {
    version: 1,
    settings: account.settings,
    numbers: [...account.numbers],
    users: [...account.users.values()].map(
      ({ organizations: _organizations, spaces: _spaces, bindings: _bindings, keys: _keys, ...user }) => user,
    ),
    roles: [...account.roles.values()],
    organizations: [...account.organizations.values()].map(({ spaces: _spaces, ...organization }) => ({
      ...organization,
      members: [...organization.members],
    })),
    spaces: [...account.spaces.values()].map(({ projects: _projects, ...space }) => ({
      ...space,
      members: [...space.members],
    })),
    projects: [...account.projects.values()],
    bindings: [...account.bindings.values()],
    restrictions: [...account.restrictions.values()],
    keys: [...account.keys.values()],
  };
}

function restore(saved: SavedAccount, now: () => string): Account {
  const unsaid = { graphql: { enabled: true, organizationRole: true }, newIdWhenReinvited: false };
  const account = emptyAccount({ ...unsaid, ...saved.settings }, now);
  for (const [type, number] of saved.numbers) account.numbers.set(type, number);
  for (const user of saved.users)
    putUser(account, { ...user, organizations: new Set(), spaces: new Set(), bindings: new Set(), keys: new Set() });
  for (const role of saved.roles) putRole(account, role);
  for (const organization of saved.organizations) {
    putOrganization(account, { ...organization, members: new Map(organization.members), spaces: new Map() });
    for (const [userId] of organization.members) must(account.users, userId).organizations.add(organization.id);
  }
  for (const space of saved.spaces) {
    putSpace(account, { ...space, members: new Map(space.members), projects: new Map() });
    for (const [userId] of space.members) must(account.users, userId).spaces.add(space.id);
  }
  for (const project of saved.projects) putProject(account, project);
  for (const binding of saved.bindings) putBinding(account, binding);
  for (const restriction of saved.restrictions) account.restrictions.set(restriction.projectId, restriction);
  for (const key of saved.keys) putKey(account, key);
  return account;
}
