import type { Address } from '../../model/address.js';
import { addressOf } from '../../model/address.js';
import { addressIn } from '../names.js';
import type { Kind } from '../kind.js';
import { effects } from './effects.js';
import { partly, reading } from './read.js';
import { customName, objectOf, steps, traces } from './steps.js';

declare module '../../model/resource.js' {
  interface Kinds {
    readonly 'api-key': unknown;
  }
}

/**
 * An API key, known by its name among the active ones. Nothing of it can be changed in place: what differs is a
 * replacement. Facts: contract §7 "API keys".
 */
export const apiKey: Kind<typeof traces, typeof effects> = {
  name: 'api-key',
  role: 'key',
  ownName: 'key',
  word: 'api-key',
  title: 'API key',
  addressOf: addressIn.apiKey,

  references({ attributes }) {
    const spaces = Object.entries(objectOf(attributes['spaces']));
    const roles = spaces.flatMap(([, role]) => customName(role) ?? []).map(addressOf.role);
    return [
      ...(Object.keys(objectOf(attributes['organizations'])) as Address[]),
      ...(spaces.map(([space]) => space) as Address[]),
      ...roles,
    ];
  },
  section: 'api_keys',
  fields: [],
  accessFields: undefined,
  createOnly: ['description'],
  // A user key is that of whoever applies; service keys are shown to whoever made them, and to account admins.
  isOwn: ({ type }) => type === 'user',
  fixed: () => undefined,
  brings({ do: name }) {
    if (name === 'api-keys.create' || name === 'api-keys.create-service') return 'new-key';
    return name === 'api-keys.refresh' ? 'new-secret' : undefined;
  },
  cascade: () => [],

  ...steps,
  reading,
  partly,
  traces,
  effects,
};
