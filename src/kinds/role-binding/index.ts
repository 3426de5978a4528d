import type { Address, Names } from '../../model/address.js';
import { addressOf } from '../../model/address.js';
import type { KindName } from '../../model/resource.js';
import type { Kind } from '../kind.js';
import { addressIn, text } from '../names.js';
import { entryReduces, roleIn } from '../standing.js';
import { effects, narrowing } from './effects.js';
import { partly, readingOn } from './read.js';
import { roleName, stepsOn, traces } from './steps.js';

declare module '../../model/resource.js' {
  interface Kinds {
    readonly 'space-role-binding': unknown;
    readonly 'project-role-binding': unknown;
  }
}

/** A person's custom role in a space. Facts: contract §7 "Role bindings". */
export const spaceRoleBinding: Kind<typeof traces, typeof effects> = roleBinding({
  name: 'space-role-binding',
  title: 'space role binding',
  slot: 'space grant',
  goesWith: 'space-member',
  holder: 'space',
  resourceType: 'SPACE',
  addressOf: addressIn.spaceMember,
  resourceOf: addressIn.space,
});

/** A person's role in a project. Facts: contract §7 "Role bindings". */
export const projectRoleBinding: Kind<typeof traces, typeof effects> = roleBinding({
  name: 'project-role-binding',
  title: 'project role binding',
  holder: 'project',
  resourceType: 'PROJECT',
  addressOf: addressIn.projectMember,
  resourceOf: addressIn.project,
});

/** The two are one to the platform, on one sort of resource or the other. */
function roleBinding(variant: {
  readonly name: 'space-role-binding' | 'project-role-binding';
  readonly title: string;
  readonly slot?: string;
  readonly goesWith?: KindName;
  readonly holder: KindName;
  readonly resourceType: Parameters<typeof stepsOn>[0];
  addressOf(names: Names): Address;
  resourceOf(names: Names): Address;
}): Kind<typeof traces, typeof effects> {
  return {
    name: variant.name,
    role: 'grant',
    namesRole: true,
    ...(variant.slot !== undefined && { slot: variant.slot }),
    ...(variant.goesWith !== undefined && { goesWith: variant.goesWith }),
    holder: variant.holder,
    word: 'member',
    title: variant.title,
    addressOf: variant.addressOf,
    references({ names, attributes }) {
      return [
        variant.resourceOf(names),
        addressIn.user(names),
        addressIn.organizationMember(names),
        // Of a live one it may not be told which role it is of.
        ...(text(attributes, 'role') === undefined ? [] : [addressOf.role(roleName(attributes))]),
      ];
    },
    section: 'members',
    fields: [],
    accessFields: ['role'],
    createOnly: [],
    assertable: ['role'],
    fixed: () => undefined,

    // On a project a binding adds to what the space gives; in a space it may take the place of something.
    gives: roleIn,
    reduces(step, standing) {
      if (step.before === undefined && variant.resourceType === 'PROJECT') return undefined;
      // A predefined role goes first, in a step of its own.
      const isReplacement = standing.live.find('space-member', variant.addressOf(step.names)) !== undefined;
      return step.action === 'create' && isReplacement ? undefined : entryReduces(roleIn(step.after), step, standing);
    },
    cascade: () => [],

    ...stepsOn(variant.resourceType, variant.resourceOf),
    reading: readingOn(variant.name, variant.holder, variant.resourceType),
    partly,
    traces,
    effects,
    narrowing,
  };
}
