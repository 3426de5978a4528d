import type { Line } from './filter.js';
import type { Place, Role, Way } from './model.js';
import { givenAt } from './model.js';

/* What is said of grants, in words. */

const levels = ['the account', 'organizations', 'spaces, projects'] as const;

export function levelText({ level }: Role): string {
  return levels[level];
}

/** How somebody comes to have it. */
export function wayText({ place, way }: Pick<Line, 'place' | 'way'>): string {
  const { how, group, end } = way;
  const from = givenAt(way, place)?.title ?? 'further out';
  const group_ = group === undefined ? '' : `by the group @${group}`;
  const given =
    how === 'direct'
      ? group_ || 'given here'
      : how === 'public'
        ? `public space, as in ${from}`
        : `from ${from === 'Account' ? 'the account' : from}${group_ === '' ? '' : `, ${group_}`}`;
  return end === undefined ? given : `${given}; ${end}`;
}

export function permissionsText({ permissions: own }: Role): string {
  return own.length === 0 ? 'not listed' : String(own.length);
}

export function sortOfPlace({ address }: Place): string {
  return address.split('/').at(-2) ?? 'account';
}

/** Letters for how it is given, where there is little room; a style sheet shows them. */
export function classOf(ways: readonly Way[], isPartlyUnknown: boolean): string {
  const [first] = ways;
  if (first === undefined) return '';
  const isAdmin = ways.some(({ role }) => role.isAdmin);
  // What everybody is in the account stands out nowhere.
  if (first.role.level === 0 && !isAdmin && !isPartlyUnknown) return 'plain';
  const how = first.how === 'direct' && first.group !== undefined ? 'group' : first.how;
  return `${isAdmin ? 'admin' : 'has'} ${how}${isPartlyUnknown ? ' unknown' : ''}`;
}
