import { addressIn } from '../names.js';
import { entryReduces } from '../standing.js';
import { wordIn } from '../words.js';
import type { Kind } from '../kind.js';
import { effects, narrowing } from './effects.js';
import { steps } from './steps.js';

declare module '../../model/resource.js' {
  interface Kinds {
    readonly 'space-member': unknown;
  }
}

/** A person's membership of a space with a predefined role. REST can't list it. Facts: contract §7 "Spaces", §8. */
export const spaceMember: Kind<object, typeof effects> = {
  name: 'space-member',
  role: 'grant',
  slot: 'space grant',
  goesWith: 'organization-member',
  holder: 'space',
  word: 'member',
  title: 'space member',
  isMembership: true,
  unlisted:
    'neither ax nor the REST API lists the members of a space; custom roles are seen through their role bindings',

  addressOf: addressIn.spaceMember,
  // Who isn't a member of the organization is refused (400).
  references: ({ names }) => [addressIn.space(names), addressIn.user(names), addressIn.organizationMember(names)],
  section: 'members',
  fields: [],
  accessFields: ['role'],
  createOnly: [],
  fixed: () => undefined,
  gives: wordIn,
  reduces: (step, standing) => entryReduces(wordIn(step.after), step, standing),

  // `remove-user` takes the person's role bindings on this space along.
  cascade({ address }, live) {
    const binding = live.find('space-role-binding', address);
    return binding === undefined ? [] : [binding];
  },

  ...steps,
  // What it makes is made twice as it is made once.
  traces: {},
  effects,
  narrowing,
};
