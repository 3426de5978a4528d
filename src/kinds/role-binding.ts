import type { Address, Names } from '../model/address.js';
import { addressOf } from '../model/address.js';
import type { BindingResourceType } from '../model/call.js';
import type { Action } from '../model/plan.js';
import type { Attributes, DesiredResource } from '../model/resource.js';
import type { Draft, IdOf, Kind } from './kind.js';
import { granting, revoking } from './kind.js';
import { named, text } from './names.js';
import { entryReduces, roleIn } from './standing.js';
import type { Traces } from './trace.js';

/** A person's custom role in a space. Facts: contract §7 "Role bindings". */
export const spaceRoleBinding: Kind = roleBinding({
  name: 'space-role-binding',
  title: 'space role binding',
  slot: 'space grant',
  resourceType: 'SPACE',
  addressOf(names) {
    const key = named(names, 'organization', 'space', 'user');
    return addressOf.spaceMember(key.organization, key.space, key.user);
  },
  resourceOf(names) {
    const key = named(names, 'organization', 'space');
    return addressOf.space(key.organization, key.space);
  },
});

/** A person's role in a project. Facts: contract §7 "Role bindings". */
export const projectRoleBinding: Kind = roleBinding({
  name: 'project-role-binding',
  title: 'project role binding',
  resourceType: 'PROJECT',
  addressOf(names) {
    const key = named(names, 'organization', 'space', 'project', 'user');
    return addressOf.projectMember(key.organization, key.space, key.project, key.user);
  },
  resourceOf(names) {
    const key = named(names, 'organization', 'space', 'project');
    return addressOf.project(key.organization, key.space, key.project);
  },
});

function roleBinding(variant: {
  readonly name: 'space-role-binding' | 'project-role-binding';
  readonly title: string;
  readonly slot?: string;
  readonly resourceType: BindingResourceType;
  addressOf(names: Names): Address;
  resourceOf(names: Names): Address;
}): Kind {
  const bind = (action: Action, { names, attributes }: DesiredResource, ids: IdOf): Draft =>
    granting({
      action,
      call: {
        do: 'role-bindings.create',
        user: ids(addressOf.user(named(names, 'user').user)),
        role: ids(addressOf.role(roleName(attributes))),
        resourceType: variant.resourceType,
        resource: ids(variant.resourceOf(names)),
      },
      before: null,
      after: attributes,
    });
  return {
    name: variant.name,
    role: 'grant',
    givesCustomRole: true,
    ...(variant.slot !== undefined && { slot: variant.slot }),
    title: variant.title,
    addressOf: variant.addressOf,
    containerOf: variant.resourceOf,
    references({ names, attributes }) {
      const key = named(names, 'organization', 'user');
      return [
        variant.resourceOf(names),
        addressOf.user(key.user),
        addressOf.organizationMember(key.organization, key.user),
        // Of a live one it may not be told which role it is of.
        ...(text(attributes, 'role') === undefined ? [] : [addressOf.role(roleName(attributes))]),
      ];
    },
    createOnly: [],
    assertable: ['role'],
    fixed: () => undefined,

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
    // On a project a binding adds to what the space gives; in a space it may take the place of something.
    gives: roleIn,
    reduces(step, standing) {
      if (step.before === undefined && variant.resourceType === 'PROJECT') return undefined;
      // A predefined role goes first, in a step of its own.
      const isReplacement = standing.live.find('space-member', variant.addressOf(step.names)) !== undefined;
      return step.action === 'create' && isReplacement ? undefined : entryReduces(roleIn(step.after), step, standing);
    },
    remove: (live) =>
      revoking({
        action: 'delete',
        call: { do: 'role-bindings.delete', binding: { id: live.id } },
        before: live.attributes,
        after: null,
      }),
    cascade: () => [],
  };
}

function roleName(attributes: Attributes): string {
  const name = text(attributes, 'role');
  if (name === undefined) throw new TypeError('a role binding without a role');
  return name;
}

/** A person has one binding at most on a resource (contract §7). */
export const roleBindingTraces: Pick<Traces, 'role-bindings.create'> = {
  'role-bindings.create': (call) => ({
    listing: { list: 'role-bindings', resourceType: call.resourceType },
    isIt: ({ user_id: user, role_id: role, resource_id: resource }) =>
      user === call.user && role === call.role && resource === call.resource,
  }),
};
