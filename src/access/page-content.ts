import { personKind, roleKind } from '../kinds/index.js';
import type { AccessGrant, PagePerson, PagePlace, PageRole } from '../model/access.js';
import type { LiveState } from '../model/live.js';
import { givenRole } from '../model/resource.js';
import type { AccessQuestion } from './grants.js';
import { shownRole } from './evaluation.js';
import { isClosed, isPublic } from './places.js';
import { ownRoleText } from './summary.js';
import { compareText } from '../model/compare-text.js';

/** The people whom a page lists, also those without access: all, or the one who is asked about. */
export function pagePeople(
  { resources }: LiveState,
  grants: readonly AccessGrant[],
  { user, isOn, can }: AccessQuestion,
): readonly PagePerson[] {
  const reach = new Map<string, number>();
  for (const { user: one, on, places } of grants) {
    const reached = on === 'account' ? places - 1 : places;
    reach.set(one, (reach.get(one) ?? 0) + reached);
  }
  const isEverybody = user === undefined && isOn === undefined && can === undefined;
  return [...resources[personKind].values()]
    .map(({ names, attributes }) => ({
      user: names.user ?? '',
      status: textOf(attributes['status']),
      role: ownRoleText(givenRole(attributes)),
      reach: reach.get(names.user ?? '') ?? 0,
    }))
    .filter((one) => isEverybody || reach.has(one.user));
}

/** The places that are asked about, with what is special about who gets in. */
export function pagePlaces(live: LiveState, places: readonly string[]): readonly PagePlace[] {
  return places.map((on) => {
    if (isClosed(live, on)) return { on, mark: 'restricted' };
    return isPublic(live, on) ? { on, mark: 'public' } : { on };
  });
}

/** The custom roles, also those that nobody has. */
export function pageRoles({ resources }: LiveState): readonly PageRole[] {
  return [...resources[roleKind].values()]
    .filter(({ builtIn }) => builtIn === undefined)
    .map(({ names, attributes: { permissions } }) => ({
      name: shownRole(names.role ?? ''),
      permissions: Array.isArray(permissions) ? permissions.map(String).sort(compareText) : [],
    }))
    .sort((a, b) => compareText(a.name, b.name));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
