import { addressOf } from '../../model/address.js';
import { given, required } from '../raw.js';
import type { Reading, WhyUnseen } from '../reading.js';
import type { Wishes } from '../wishes.js';
import { textOf } from '../reading.js';

export const reading: Reading = {
  isNeeded: reachesPlaces,

  listings: () => [{ list: 'organizations' }],

  read(raw) {
    const name = required(raw, 'name', 'organization');
    return {
      kind: 'organization',
      address: addressOf.organization(name),
      names: { organization: name },
      id: required(raw, 'id', 'organization'),
      attributes: given('description', textOf(raw, 'description')),
    };
  },
};

export const partly: WhyUnseen = {
  reason: 'Arize shows an organization only to its members and to account admins',
  needs: 'the key of an account admin, or of a member of each organization',
};

/** Whatever is in an organization is found through it, also where a run is about nothing but that. */
export function reachesPlaces(wishes: Wishes): boolean {
  return wishes.hasOther('user', 'role') || wishes.isAnywhere;
}
