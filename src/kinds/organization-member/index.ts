import { addressIn, nameIn } from '../names.js';
import { shortfall } from '../permits.js';
import { wordIn } from '../words.js';
import type { Kind } from '../kind.js';
import { effects, narrowing } from './effects.js';
import { steps } from './steps.js';

declare module '../../model/resource.js' {
  interface Kinds {
    readonly 'organization-member': unknown;
  }
}

/** A person's membership of an organization. REST can't list it. Facts: contract §7 "Organizations", §8. */
export const organizationMember: Kind<object, typeof effects> = {
  name: 'organization-member',
  role: 'grant',
  holder: 'organization',
  word: 'member',
  title: 'organization member',
  isMembership: true,
  unlisted: 'neither ax nor the REST API lists the members of an organization',
  addressOf: addressIn.organizationMember,
  references: ({ names }) => [addressIn.organization(names), addressIn.user(names)],
  section: 'members',
  fields: [],
  accessFields: ['role'],
  createOnly: [],
  fixed: () => undefined,
  gives: wordIn,

  reduces({ names, before, after }, { had, has }) {
    const why = before === undefined ? undefined : shortfall(wordIn(after), before, had, has);
    return why === undefined ? undefined : { who: [nameIn(names, 'user')], why };
  },

  // The platform takes the memberships of the child spaces along. It does not say that it takes the role bindings
  // there, so those are not promised here, and are removed by steps of their own where the files say so.
  cascade({ names }, live) {
    const user = nameIn(names, 'user');
    return live
      .inside(addressIn.organization(names))
      .filter((resource) => resource.kind === 'space-member' && resource.names.user === user);
  },

  ...steps,
  // What it makes is made twice as it is made once.
  traces: {},
  effects,
  narrowing,
};
