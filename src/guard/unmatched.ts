import { kindNames, kinds } from '../kinds/index.js';
import type { Address, Names } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import { addressGlob } from '../model/glob.js';
import type { LiveNeeds, LiveState } from '../model/live.js';
import { couldMatchIn } from '../kinds/pattern.js';
import type { Plan } from '../model/plan.js';
import type { KindName } from '../model/resource.js';
import { isRead } from '../model/visibility.js';

/** The patterns of the policy that match nothing, declared or live, where all was read that they could match. */
export function unmatchedPatterns(
  { policy, resources, rest, locate }: DesiredState,
  live: LiveState,
  needs: LiveNeeds,
): Plan['warnings'] {
  const declared = [...resources, ...(rest?.resources ?? [])];
  const unread = (['protect', 'ignore'] as const).some((field) => policy[field].length > 0)
    ? unreadIn(live, needs)
    : [];
  return (['protect', 'ignore'] as const).flatMap((field) =>
    policy[field].flatMap((pattern) => {
      const matches = addressGlob(pattern);
      const isMatched =
        declared.some(({ address }) => matches(address)) ||
        kindNames.some((kind) => [...live.resources[kind].keys()].some(matches));
      if (isMatched || unread.some(({ container, word }) => couldMatchIn(pattern, container, word))) return [];
      const source = policy.sources?.get(`${field} ${pattern}`);
      const span = source === undefined ? undefined : locate(source, 'value');
      const at = span === undefined ? '' : ` (${span.file}:${String(span.start.line)}:${String(span.start.column)})`;
      return [
        {
          address: pattern as Address,
          message: `this pattern of \`policy.${field}\`${at} matches nothing that is declared or live; correct it, or take it out`,
        },
      ];
    }),
  );
}

/** Where something may be live that was not read, or that this login is not shown: what stands in a container under a word. */
function unreadIn(
  { resources, visibility }: LiveState,
  needs: LiveNeeds,
): readonly { readonly container?: Address; readonly word: string }[] {
  const isListed = (kind: KindName, { organization = '' }: Names) => {
    const { reading } = kinds[kind];
    if (reading === undefined) return true;
    const isAsked = reading.after === undefined || needs.spacesOf === 'all' || needs.spacesOf.includes(organization);
    return needs.lists.has(kind) && isAsked;
  };
  const unreadAt = (holder: KindName | undefined, names: Names, container?: Address) => {
    const kindsHere = kindNames.filter((kind) => kinds[kind].holder === holder);
    const unseen = kindsHere.filter((kind) => !isListed(kind, names) || !isRead(visibility, kind, container));
    const words = new Set(unseen.map((kind) => kinds[kind].word));
    return [...words].map((word) => ({ word, ...(container !== undefined && { container }) }));
  };
  const places = kindNames.filter((kind) => kinds[kind].role === 'place');
  return [
    ...unreadAt(undefined, {}),
    ...places.flatMap((kind) =>
      [...resources[kind].values()].flatMap(({ names, address }) => unreadAt(kind, names, address)),
    ),
  ];
}
