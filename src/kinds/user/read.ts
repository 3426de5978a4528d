import type { Address } from '../../model/address.js';
import { addressOf, normaliseEmail } from '../../model/address.js';
import type { LiveResource } from '../../model/resource.js';
import { flag, given, nested, optional, required } from '../raw.js';
import type { Reading } from '../reading.js';
import { textOf } from '../reading.js';
import { predefinedOrCustom } from '../role/read.js';
import { normaliseWord } from '../words.js';

export const reading: Reading = {
  isNeeded: (wishes) =>
    wishes.has('user', 'organization-member', 'space-member', 'space-role-binding', 'project-role-binding') ||
    wishes.refersTo('user') ||
    wishes.movesDoors ||
    wishes.cascades ||
    wishes.isAnywhere,

  listings: () => [{ list: 'users' }],

  read(raw) {
    const email = normaliseEmail(required(raw, 'email', 'user'));
    const status = optional(raw, 'status');
    return {
      kind: 'user',
      address: addressOf.user(email),
      names: { user: email },
      id: required(raw, 'id', 'user'),
      attributes: {
        ...given('developer', flag(raw, 'is_developer')),
        ...given('name', textOf(raw, 'name')),
        ...given('role', predefinedOrCustom(nested(raw, 'role'))),
        ...given('status', status === undefined ? undefined : normaliseWord(status)),
      },
    };
  },

  // Somebody invited anew may still be listed with the expired invitation; the one that counts is the latest living one.
  counting(users) {
    const best = new Map<Address, LiveResource>();
    for (const user of users) {
      const other = best.get(user.address);
      if (other === undefined || rank(user) < rank(other)) best.set(user.address, user);
    }
    return [...best.values()];
  },
};

const order = ['active', 'invited'];

function rank({ attributes }: LiveResource): number {
  const found = order.findIndex((status) => status === attributes['status']);
  return found < 0 ? order.length : found;
}
