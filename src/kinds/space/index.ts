import { memberAt } from '../../model/address.js';
import { addressIn } from '../names.js';
import { cutOff } from '../standing.js';
import type { Kind } from '../kind.js';
import { effects, letsIn, narrowing } from './effects.js';
import { partly, reading } from './read.js';
import { steps, traces } from './steps.js';

declare module '../../model/resource.js' {
  interface Kinds {
    readonly space: unknown;
  }
}

/** A space of an organization. Facts: contract §7 "Spaces". */
export const space: Kind<typeof traces, typeof effects> = {
  name: 'space',
  role: 'place',
  ownName: 'space',
  holder: 'organization',
  word: 'space',
  title: 'space',
  addressOf: addressIn.space,
  references: ({ names }) => [addressIn.organization(names)],
  section: 'spaces',
  fields: ['description', 'private'],
  accessFields: ['private'],
  createOnly: [],
  isPublic({ private: isPrivate }) {
    return typeof isPrivate === 'boolean' ? !isPrivate : undefined;
  },
  unlessSaid: { private: true },
  isDoor: ({ ensure, attributes }) => ensure === 'present' && attributes['private'] !== undefined,
  assertable: ['description'],

  fixed: (field, capabilities) =>
    field === 'private' && !capabilities.privateSpaces
      ? 'whether a space is private cannot be changed through ax; use --transport api, or change it in the UI'
      : undefined,

  // Whoever is only in the organization is in a public space, and not in a private one.
  reduces({ names, after }, { live, given }) {
    const space = live.find('space', addressIn.space(names));
    if (after['private'] !== true || space === undefined) return undefined;
    const isKept: Parameters<typeof cutOff>[1] = ({ address }, { isInherited }) =>
      !isInherited || entryKinds.some((kind) => given(kind, memberAt(space.address, address)) !== undefined);
    return cutOff(space, isKept, live);
  },
  cascade: ({ address }, live) => live.inside(address),

  ...steps,
  partly,
  reading,
  traces,
  effects,
  letsIn,
  narrowing,
};

const entryKinds = ['space-member', 'space-role-binding'] as const;
