import { addressOf } from '../../model/address.js';
import { optional } from '../raw.js';
import type { Reading, WhyUnseen } from '../reading.js';
import { administrator } from '../reading.js';

export const reading: Reading = {
  isNeeded: (wishes) =>
    wishes.restricts ||
    wishes.manages('restriction') ||
    wishes.deletes('organization', 'space', 'project') ||
    wishes.reachesProjects,

  listings: () => [{ list: 'resource-restrictions' }],

  read(raw, _listing, known) {
    const id = optional(raw, 'resource_id') ?? '';
    const restricted = known.of('project').get(id);
    if (restricted === undefined) return undefined;
    const { names } = restricted;
    const address = addressOf.restriction(names.organization ?? '', names.space ?? '', names.project ?? '');
    return { kind: 'restriction', address, names, id, attributes: { restricted: true } };
  },

  belongsBy: ['resource_id'],
  refused: { reason: 'this login may not list restrictions', needs: administrator },
};

export const partly: WhyUnseen = {
  reason: 'Arize shows a restriction only to whoever may lift it',
  needs: administrator,
};
