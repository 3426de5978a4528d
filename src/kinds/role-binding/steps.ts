import type { Address, Names } from '../../model/address.js';
import { addressOf } from '../../model/address.js';
import type { BindingResourceType } from '../../model/call.js';
import type { Attributes } from '../../model/resource.js';
import { creating, deleting, granting, makingSure } from '../drafts.js';
import type { Steps } from '../kind.js';
import { addressIn, text } from '../names.js';
import type { Traces } from '../trace.js';

/** The steps of bindings on one sort of resource. */
export function stepsOn(resourceType: BindingResourceType, resourceOf: (names: Names) => Address): Steps {
  return {
    ...makingSure(({ names, attributes }, ids) => {
      const call = {
        do: 'role-bindings.create' as const,
        user: ids(addressIn.user(names)),
        role: ids(addressOf.role(roleName(attributes))),
        resourceType,
        resource: ids(resourceOf(names)),
      };
      return [creating(call, attributes)];
    }),

    update: (live, desired, _changes, ids) => [
      granting({
        action: 'update',
        call: {
          do: 'role-bindings.update',
          binding: { id: live.id },
          role: ids(addressOf.role(roleName(desired.attributes))),
        },
        before: live.attributes,
        after: desired.attributes,
      }),
    ],

    remove: (live) => deleting({ do: 'role-bindings.delete', binding: { id: live.id } }, live),
  };
}

export function roleName(attributes: Attributes): string {
  const name = text(attributes, 'role');
  if (name === undefined) throw new TypeError('a role binding without a role');
  return name;
}

/** A person has one binding at most on a resource (contract §7). */
export const traces = {
  'role-bindings.create': (call) => ({
    listing: { list: 'role-bindings', resourceType: call.resourceType },
    isIt: ({ user_id: user, role_id: role, resource_id: resource }) =>
      user === call.user && role === call.role && resource === call.resource,
    by: ['user', 'resourceType', 'resource'],
  }),
} satisfies Partial<Traces>;
