import type { LiveState } from '../model/live.js';
import type { KindName } from '../model/resource.js';
import type { Sight, Unobserved } from '../model/visibility.js';
import { sightOf } from '../model/visibility.js';
import { kinds, membershipKinds, wordsOf } from './index.js';
import { compareText } from '../model/compare-text.js';

/** All that was not seen of an account, in order. */
export function unseenOf({
  resources,
  visibility,
}: Pick<LiveState, 'resources' | 'visibility'>): readonly Unobserved[] {
  const found = new Map<string, Unobserved>();
  const add = (scope: string, { reason = 'not read', needs }: Sight) =>
    found.set(`${scope}\n${reason}`, { scope, reason, ...(needs !== undefined && { needs }) });
  for (const membership of membershipKinds) {
    const { holder } = kinds[membership];
    const held = holder === undefined ? [] : [...resources[holder].keys()];
    const hiding = held
      .map((address) => ({ address, sight: sightOf(visibility, membership, address) }))
      .filter(({ sight }) => sight.extent !== 'read');
    for (const { address, sight } of hiding)
      add(hiding.length === held.length ? scopeOf(membership) : `${address}/${kinds[membership].word}/*`, sight);
  }
  for (const [kind, sight] of Object.entries(visibility.kinds) as [KindName, Sight][])
    if (sight.extent !== 'read' && !membershipKinds.includes(kind)) add(scopeOf(kind), sight);
  return [...found.values()].sort((a, b) => compareText(a.scope, b.scope) || compareText(a.reason, b.reason));
}

/** Where the objects of a kind are: a glob over their addresses. */
function scopeOf(kind: KindName): string {
  const scope = wordsOf(kind)
    .map((word) => `${word}/*`)
    .join('/');
  return kinds[kind].role === 'flag' ? scope.slice(0, -'/*'.length) : scope;
}
