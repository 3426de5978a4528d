import { knownPermissions } from '../src/load/permissions.js';
import type { SandboxSeed } from '../src/sandbox/index.js';

type Permissions = NonNullable<SandboxSeed['roles']>[number]['permissions'];

/** How large an account is, and how much of it is to be applied. */
export interface Size {
  readonly name: string;
  readonly organizations: number;
  readonly spaces: number;
  readonly users: number;
  /** Grants that the files declare and that are not live yet. */
  readonly grants: number;
}

export const sizes = {
  small: { name: 'small', organizations: 2, spaces: 6, users: 40, grants: 30 },
  medium: { name: 'medium', organizations: 10, spaces: 100, users: 1_000, grants: 500 },
  large: { name: 'large', organizations: 20, spaces: 500, users: 10_000, grants: 10_000 },
} as const satisfies Readonly<Record<string, Size>>;

const email = (index: number) => `user${String(index)}@example.com`;
const organization = (index: number) => `Organization ${String(index)}`;

/** The custom role that the files grant. In a public space nobody loses anything by it: what gives less is destructive. */
export const grantedRole = 'Everything';

/** The account before: everybody is there, nobody has been granted anything in a space. */
export function seedOf({ organizations, spaces, users }: Size): SandboxSeed {
  const people = Array.from({ length: users }, (_, index) => email(index));
  return {
    users: [
      { email: 'admin@example.com', name: 'Admin', role: 'ADMIN' },
      ...people.map((address, index) => ({ email: address, name: `User ${String(index)}` })),
    ],
    roles: [{ name: grantedRole, permissions: [...knownPermissions()] as Permissions }],
    organizations: Array.from({ length: organizations }, (_, index) => ({
      name: organization(index),
      members: Object.fromEntries(people.map((address) => [address, 'MEMBER' as const])),
      spaces: Array.from({ length: Math.ceil(spaces / organizations) }, (__, space) => ({
        name: `Space ${String(space)}`,
      })),
    })),
    api_keys: [{ name: 'admin', owner: 'admin@example.com', key: 'sandbox-admin-key' }],
  };
}

export interface Grant {
  readonly user: string;
  readonly organization: string;
  readonly space: string;
}

/** What the files grant: every space has its share. */
export function grantsOf(size: Size): readonly Grant[] {
  return placesOf(size).flatMap(({ organization: within, space, people }) =>
    people.map((user) => ({ user, organization: within, space })),
  );
}

/** The files: every space, with its share of the grants; custom roles, so that what was done can be read again. */
export function filesOf(size: Size): string {
  const lines = ['version: 1', 'organizations:'];
  let last = '';
  for (const { organization: within, space, people } of placesOf(size)) {
    if (within !== last) lines.push(`  ${within}:`, '    spaces:');
    last = within;
    lines.push(`      ${space}:`, people.length === 0 ? '        members: {}' : '        members:');
    for (const person of people) lines.push(`          ${person}: ${grantedRole}`);
  }
  return `${lines.join('\n')}\n`;
}

function placesOf({ organizations, spaces, users, grants }: Size) {
  const perOrganization = Math.ceil(spaces / organizations);
  const all = organizations * perOrganization;
  return Array.from({ length: all }, (_, place) => {
    const first = Math.floor((grants * place) / all);
    const share = Math.floor((grants * (place + 1)) / all) - first;
    return {
      organization: organization(Math.floor(place / perOrganization)),
      space: `Space ${String(place % perOrganization)}`,
      people: Array.from({ length: share }, (__, grant) => email((first + grant) % users)),
    };
  });
}
