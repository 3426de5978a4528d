/*
 * Effective access straight from the contract (§7 "Spaces", "Restrictions", "Roles"), as a person would work it out: for
 * one person and one place, over flat lists. Slow, and written without the code under test.
 */

export interface Facts {
  /** What an administrator may do, where that is not the catalog. */
  readonly everything?: readonly string[];
  readonly users: readonly { readonly email: string; readonly role: 'admin' | 'member' | 'annotator' }[];
  readonly roles: readonly { readonly name: string; readonly permissions: readonly string[]; readonly word?: string }[];
  readonly organizationMembers: readonly {
    readonly organization: string;
    readonly email: string;
    readonly role: string;
  }[];
  readonly spaces: readonly { readonly organization: string; readonly space: string; readonly isPrivate: boolean }[];
  readonly spaceMembers: readonly {
    readonly organization: string;
    readonly space: string;
    readonly email: string;
    readonly role: string;
  }[];
  readonly spaceBindings: readonly {
    readonly organization: string;
    readonly space: string;
    readonly email: string;
    readonly role: string;
  }[];
  readonly projects: readonly {
    readonly organization: string;
    readonly space: string;
    readonly project: string;
    readonly isRestricted: boolean;
  }[];
  readonly projectBindings: readonly {
    readonly organization: string;
    readonly space: string;
    readonly project: string;
    readonly email: string;
    readonly role: string;
  }[];
}

export const catalog = [
  'PROJECT_READ',
  'DATASET_READ',
  'DATASET_CREATE',
  'ROLE_UPDATE',
  'ROLE_BINDING_CREATE',
  'PROMPT_UPDATE',
  'PROMPT_RESTRICT',
  'USER_READ',
];

/** What a person may do in a space (no project) or a project, sorted. */
export function permissionsOf(
  facts: Facts,
  email: string,
  organization: string,
  space: string,
  project?: string,
): readonly string[] {
  const user = facts.users.find((one) => one.email === email);
  if (user === undefined) return [];
  if (user.role === 'admin') return [...(facts.everything ?? catalog)].sort();
  const membership = facts.organizationMembers.find((one) => one.organization === organization && one.email === email);
  if (membership?.role === 'admin') return [...(facts.everything ?? catalog)].sort();
  const inSpace = (one: { readonly organization: string; readonly space: string; readonly email: string }) =>
    one.organization === organization && one.space === space && one.email === email;
  const explicit = facts.spaceMembers.find(inSpace);
  if (explicit?.role === 'admin') return [...(facts.everything ?? catalog)].sort();
  const permitted = (name: string) => facts.roles.find((role) => role.name === name)?.permissions ?? [];
  const ofWord = (word: string) => facts.roles.find((role) => role.word === word)?.permissions ?? [];
  const found = new Set<string>();
  const place = facts.projects.find(
    (one) => one.organization === organization && one.space === space && one.project === project,
  );
  if (place?.isRestricted !== true) {
    const binding = facts.spaceBindings.find(inSpace);
    if (explicit !== undefined) for (const permission of ofWord(explicit.role)) found.add(permission);
    if (binding !== undefined) for (const permission of permitted(binding.role)) found.add(permission);
    const isPublic =
      facts.spaces.find((one) => one.organization === organization && one.space === space)?.isPrivate === false;
    if (explicit === undefined && binding === undefined && isPublic && membership !== undefined)
      for (const permission of ofWord(membership.role)) found.add(permission);
  }
  if (project !== undefined) {
    const binding = facts.projectBindings.find((one) => inSpace(one) && one.project === project);
    if (binding !== undefined) for (const permission of permitted(binding.role)) found.add(permission);
  }
  return [...found].sort();
}
