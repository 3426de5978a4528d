import type { Address, Names } from '../../model/address.js';
import { addressOf } from '../../model/address.js';
import type { BindingResourceType } from '../../model/call.js';
import type { Action } from '../../model/plan.js';
import type { Attributes, DesiredResource } from '../../model/resource.js';
import type { Draft, IdOf, Steps } from '../kind.js';
import { granting, revoking } from '../kind.js';
import { named, text } from '../names.js';
import type { Traces } from '../trace.js';

/** The steps of bindings on one sort of resource. */
export function stepsOn(resourceType: BindingResourceType, resourceOf: (names: Names) => Address): Steps {
  const bind = (action: Action, { names, attributes }: DesiredResource, ids: IdOf): Draft =>
    granting({
      action,
      call: {
        do: 'role-bindings.create',
        user: ids(addressOf.user(named(names, 'user').user)),
        role: ids(addressOf.role(roleName(attributes))),
        resourceType,
        resource: ids(resourceOf(names)),
      },
      before: null,
      after: attributes,
    });
  return {
    create: (desired, ids) => [bind('create', desired, ids)],

    // One that is there already is refused (409), and looked up then.
    assertPresent: (desired, ids) => [bind('assert', desired, ids)],

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

    remove: (live) =>
      revoking({
        action: 'delete',
        call: { do: 'role-bindings.delete', binding: { id: live.id } },
        before: live.attributes,
        after: null,
      }),
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
  }),
} satisfies Partial<Traces>;
