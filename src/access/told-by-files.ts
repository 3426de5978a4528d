import { grantKinds } from '../kinds/index.js';
import type { AccessGrant, PageGrant } from '../model/access.js';
import { roleOfLabel } from '../model/access.js';
import { placeOfMember } from '../model/address.js';
import type { DesiredResource } from '../model/resource.js';
import { givenRole } from '../model/resource.js';
import { originOf } from './grants.js';
import { shownRole } from './evaluation.js';

/** Adds to grants what the files say of them, where they give that role: through which group, until when, and why. */
export function toldByFiles(desired: readonly DesiredResource[]): (grant: AccessGrant) => PageGrant {
  const told = new Map<string, Pick<PageGrant, 'group' | 'end'>>();
  for (const { kind, address, names, attributes, ensure, group, term } of desired) {
    if (!grantKinds.includes(kind) || ensure === 'absent') continue;
    const end = endText(term);
    if (group === undefined && end === undefined) continue;
    const key = keyOf(names.user ?? '', placeOfMember(address), roleText(givenRole(attributes)));
    told.set(key, { ...(group !== undefined && { group }), ...(end !== undefined && { end }) });
  }
  if (told.size === 0) return (grant) => grant;
  return (grant) => {
    const role = roleOfLabel(grant.role).replace(/ \(organization\)$/, '');
    return { ...grant, ...told.get(keyOf(grant.user, originOf(grant), role)) };
  };
}

function endText(term: DesiredResource['term']): string | undefined {
  if (term === undefined) return undefined;
  const { until, reason } = term;
  const parts = [
    ...(until === undefined ? [] : [`until ${lastDay(until)}`]),
    ...(reason === undefined ? [] : [`(${reason})`]),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** As files write it: a date counts to its end, which is the first moment of the next one. */
function lastDay(until: string): string {
  const day = 24 * 60 * 60 * 1000;
  const end = new Date(until);
  return end.getTime() % day === 0 ? new Date(end.getTime() - day).toISOString().slice(0, 10) : until;
}

function roleText(role: unknown): string {
  if (typeof role === 'object' && role !== null && 'custom' in role)
    return typeof role.custom === 'string' ? shownRole(role.custom) : '';
  return typeof role === 'string' ? role : '';
}

function keyOf(user: string, on: string, role: string): string {
  return `${user}\n${on}\n${role}`;
}
