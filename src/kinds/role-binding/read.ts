import type { BindingResourceType } from '../../model/call.js';
import { lastKept } from '../../model/last-kept.js';
import type { Attributes, KindName } from '../../model/resource.js';
import { given, optional, required } from '../raw.js';
import type { Reading, WhyUnseen } from '../reading.js';
import { administrator, grant } from '../reading.js';

/** A binding that can be addressed, or one whose user or resource is not among the listed ones. */
export function readingOn(kind: KindName, holder: KindName, resourceType: BindingResourceType): Reading {
  return {
    // Whoever is in the space must not be locked out of a project in between.
    isNeeded: (wishes) =>
      (resourceType === 'SPACE'
        ? wishes.has('space-member', 'space-role-binding') || wishes.movesDoors
        : wishes.has('project-role-binding') || wishes.reachesProjects) ||
      wishes.restricts ||
      wishes.cascades ||
      wishes.isAnywhere,

    listings: () => [{ list: 'role-bindings', resourceType }],

    read(raw, _listing, known) {
      const id = required(raw, 'id', 'role binding');
      const userId = optional(raw, 'user_id') ?? '';
      const roleId = optional(raw, 'role_id');
      const user = known.of('user').get(userId);
      const role = known.of('role').get(roleId ?? '');
      const target = known.of(holder).get(optional(raw, 'resource_id') ?? '');
      if (user === undefined || target === undefined)
        return { id, userId, role: role?.address, resource: target?.address };
      const unlisted = roleId === undefined || !known.isListed('role') ? undefined : `(unlisted role ${roleId})`;
      return grant(kind, target, user, id, attributesOf(role?.names.role ?? unlisted));
    },

    belongsBy: ['user_id', 'resource_id'],
    refused: { reason: 'this login may not list role bindings', needs: administrator },
  };
}

/** Thousands have the same role, one after the other. */
const attributesOf = lastKept((role: string | undefined): Attributes => given('role', role));

export const partly: WhyUnseen = {
  reason: 'Arize shows role bindings only to admins of the space and to whoever has ROLE_BINDING_READ there',
  needs: administrator,
};
