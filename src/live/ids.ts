import { kindNames, kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { LiveState } from '../model/live.js';
import type { KindName } from '../model/resource.js';

/** What has an ID of its own; a membership's is that of its person, a restriction's that of its project. */
const hasOwnId = (kind: KindName) => kinds[kind].isMembership !== true && kinds[kind].role !== 'flag';

/** The platform's stable IDs of what is live, by address. */
export function idsIn({ resources }: LiveState, matches: (address: Address) => boolean = () => true) {
  return kindNames
    .filter(hasOwnId)
    .flatMap((kind) => [...resources[kind].values()])
    .filter(({ address }) => matches(address))
    .map(({ address, kind, id }) => ({ address, kind, id }))
    .sort((a, b) => compareText(a.address, b.address) || compareText(a.kind, b.kind));
}
