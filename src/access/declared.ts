import { emptyResources } from '../kinds/live-index.js';
import { kindNames, kinds, personKind } from '../kinds/index.js';
import type { Address, Names } from '../model/address.js';
import { addressOf } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { Attributes, DesiredResource, KindName } from '../model/resource.js';
import type { Sight, Visibility } from '../model/visibility.js';

/**
 * What the files alone make certain: everything that they declare is there, and whatever they do not say is not known.
 * A space that may be private is, and all places may have members that nobody sees.
 */
export function declaredState(desired: readonly DesiredResource[]): LiveState {
  const resources = emptyResources();
  const add = (kind: KindName, address: Address, names: Names, attributes: Attributes) => {
    resources[kind].set(address, { kind, address, names, id: address, attributes });
  };
  for (const { kind, address, names, ensure, attributes } of desired) {
    if (ensure === 'absent') continue;
    add(kind, address, names, { ...kinds[kind].unlessSaid, ...attributes });
    const user = names.user === undefined ? undefined : addressOf.user(names.user);
    // Whoever is given something and is not declared must be there already.
    if (user !== undefined && !resources[personKind].has(user)) add(personKind, user, { user: names.user ?? '' }, {});
  }
  return { resources, foreignBindings: [], visibility: nothingSeen, ambiguousKeys: [] };
}

const hidden: Sight = { extent: 'hidden', reason: 'nobody looked' };
const nothingSeen: Visibility = { kinds: Object.fromEntries(kindNames.map((kind) => [kind, hidden])), places: {} };
