import type { Address } from '../model/address.js';
import type { KindName } from '../model/resource.js';
import { kindNames } from '../model/resource.js';
import type { Kind, NameField } from './kind.js';
import { apiKey } from './api-key.js';
import { organization } from './organization.js';
import { organizationMember } from './organization-member.js';
import { project } from './project.js';
import { restriction } from './restriction.js';
import { role } from './role.js';
import { projectRoleBinding, spaceRoleBinding } from './role-binding.js';
import { space } from './space.js';
import { spaceMember } from './space-member.js';
import { user } from './user.js';

/** Every kind, by name. Adding one is adding its file and a line here. */
export const kinds: Readonly<Record<KindName, Kind>> = {
  user,
  role,
  organization,
  'organization-member': organizationMember,
  space,
  'space-member': spaceMember,
  'space-role-binding': spaceRoleBinding,
  project,
  'project-role-binding': projectRoleBinding,
  restriction,
  'api-key': apiKey,
};

export type { NameField };

/** The kinds whose objects can get another name; each is called as the name that it has. */
export const renamable: readonly NameField[] = kindNames.flatMap((kind) => kinds[kind].nameField ?? []);

/** What there may be only one of: a person has one grant in a space, of whichever sort. */
export function slotOf({ kind, address }: { readonly kind: KindName; readonly address: Address }): string {
  return `${kinds[kind].slot ?? kind} ${address}`;
}

/** The kinds that share their place with one. */
export function sharing(kind: KindName): readonly KindName[] {
  const { slot } = kinds[kind];
  return slot === undefined ? [] : kindNames.filter((other) => other !== kind && kinds[other].slot === slot);
}
