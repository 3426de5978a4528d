import { addressOf } from '../../model/address.js';
import { optional, required } from '../raw.js';
import type { Reading, WhyUnseen } from '../reading.js';
import { administrator } from '../reading.js';

export const reading: Reading = {
  isNeeded: (wishes) =>
    wishes.has('project', 'project-role-binding', 'restriction') || wishes.cascades || wishes.isAnywhere,

  listings: () => [{ list: 'projects' }],

  read(raw, _listing, known) {
    const space = known.of('space').get(optional(raw, 'space_id') ?? '');
    if (space === undefined) return undefined;
    const project = required(raw, 'name', 'project');
    return {
      kind: 'project',
      address: addressOf.project(space.names.organization ?? '', space.names.space ?? '', project),
      names: { ...space.names, project },
      id: required(raw, 'id', 'project'),
      attributes: {},
    };
  },

  belongsBy: ['space_id'],
  refused: { reason: 'this login may not list projects', needs: administrator },
};

export const partly: WhyUnseen = {
  reason: 'Arize shows a restricted project only to people with a role on it and to admins of the space',
  needs: administrator,
};
