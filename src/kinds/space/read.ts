import { addressOf } from '../../model/address.js';
import type { LiveResource } from '../../model/resource.js';
import type { RawObject } from '../../remote/port.js';
import { reachesPlaces } from '../organization/read.js';
import { flag, given, required } from '../raw.js';
import type { Reading, WhyUnseen } from '../reading.js';
import { textOf } from '../reading.js';

/** Each organization's spaces are a list of their own. */
export const reading: Reading = {
  isNeeded: reachesPlaces,
  after: 'organization',

  listings: ({ spacesOf }, organizations) =>
    organizations
      .filter(({ names }) => spacesOf === 'all' || spacesOf.includes(names.organization ?? ''))
      .map(({ id }) => ({ list: 'spaces', organization: id })),

  read(raw, listing, known) {
    const organization = listing.list === 'spaces' ? known.of('organization').get(listing.organization) : undefined;
    return organization === undefined ? undefined : spaceFrom(raw, organization);
  },
};

export function spaceFrom(raw: RawObject, { names: { organization = '' } }: LiveResource): LiveResource {
  const space = required(raw, 'name', 'space');
  return {
    kind: 'space',
    address: addressOf.space(organization, space),
    names: { organization, space },
    id: required(raw, 'id', 'space'),
    attributes: {
      ...given('description', textOf(raw, 'description')),
      ...given('private', flag(raw, 'is_private')),
    },
  };
}

export const partly: WhyUnseen = {
  reason: 'Arize shows a private space only to its members and to admins of the organization',
  needs: 'the key of an admin of the account or of the organization',
};
