import { kindNames } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import { addressGlob } from '../model/glob.js';
import type { LiveNeeds, LiveState } from '../model/live.js';
import { couldMatchIn } from '../model/pattern.js';
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
  const seen = (kind: KindName, container?: Address) => isRead(visibility, kind, container);
  const top = [
    ...(needs.users && seen('user') ? [] : ['user']),
    ...(needs.roles && seen('role') ? [] : ['role']),
    ...(needs.apiKeys && seen('api-key') ? [] : ['api-key']),
    ...(needs.organizations && seen('organization') ? [] : ['organization']),
  ].map((word) => ({ word }));
  const below = (container: Address, parts: Readonly<Record<string, boolean>>) =>
    Object.entries(parts).flatMap(([word, isRead]) => (isRead ? [] : [{ container, word }]));
  return [
    ...top,
    ...[...resources.organization.values()].flatMap(({ address, names }) =>
      below(address, {
        member: seen('organization-member', address),
        space:
          (needs.spacesOf === 'all' || needs.spacesOf.includes(names.organization ?? '')) && seen('space', address),
      }),
    ),
    ...[...resources.space.keys()].flatMap((space) =>
      below(space, {
        member: seen('space-member', space) && needs.spaceBindings && seen('space-role-binding', space),
        project: needs.projects && seen('project', space),
      }),
    ),
    ...[...resources.project.keys()].flatMap((project) =>
      below(project, {
        member: needs.projectBindings && seen('project-role-binding', project),
        restriction: needs.restrictions && seen('restriction', project),
      }),
    ),
  ];
}
