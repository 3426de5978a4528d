import { grantKinds } from '../kinds/index.js';
import { givenRole, resourceKey } from '../model/resource.js';
import type { DesiredResource, KindName, LiveResource } from '../model/resource.js';
import type { Address } from '../model/address.js';
import { addressOf, compareAddresses, placeOfMember } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { ReviewRow, Since } from '../model/review.js';

const grants = grantKinds;

/** What is known of a grant besides what is live. */
export interface Known {
  readonly since: (kind: KindName, address: Address, declared: DesiredResource | undefined) => Since | undefined;
  /** `FILE:LINE`. */
  readonly whereOf: (declared: DesiredResource) => string;
}

/**
 * Every grant of an account as a row of the sheet that it belongs into: one for each organization, by its address, and `account`
 * for what people are in the account itself.
 */
export function reviewRows(
  { resources }: LiveState,
  desired: readonly DesiredResource[],
  known: Known,
): ReadonlyMap<string, readonly ReviewRow[]> {
  const sheets = new Map<string, ReviewRow[]>();
  const declared = new Map(desired.map((one) => [resourceKey(one), one]));
  const add = (sheet: string, on: string, resource: LiveResource) => {
    const { kind, address, names, attributes } = resource;
    const inFiles = declared.get(resourceKey({ kind, address }));
    const user = names.user ?? '';
    const since = known.since(kind, address, inFiles);
    const row: ReviewRow = {
      user,
      status: textOf(resources.user.get(addressOf.user(user))?.attributes['status']),
      on,
      role: roleText(givenRole(attributes)),
      inFiles: inFilesText(inFiles),
      where: inFiles === undefined ? '' : known.whereOf(inFiles),
      ends: inFiles?.term?.until ?? '',
      reason: inFiles?.term?.reason ?? '',
      ...(since !== undefined && { since }),
    };
    sheets.set(sheet, [...(sheets.get(sheet) ?? []), row]);
  };
  for (const user of resources.user.values()) add('account', 'account', user);
  for (const kind of grants)
    for (const entry of resources[kind].values())
      add(addressOf.organization(entry.names.organization ?? ''), placeOfMember(entry.address), entry);
  const inOrder = (a: ReviewRow, b: ReviewRow) => compareAddresses(a.on, b.on) || compareAddresses(a.user, b.user);
  return new Map(
    [...sheets].sort(([a], [b]) => compareAddresses(a, b)).map(([name, rows]) => [name, rows.sort(inOrder)]),
  );
}

/** What the files say of a grant, for people; a review is of no use for files that say something else by then. */
export function inFilesText(declared: DesiredResource | undefined): string {
  if (declared === undefined) return '';
  const { ensure, attributes, group } = declared;
  const role = ensure === 'absent' ? 'absent' : roleText(givenRole(attributes) ?? '');
  return group === undefined ? role : `${role} (@${group})`;
}

function roleText(role: unknown): string {
  if (typeof role === 'object' && role !== null && 'custom' in role) return textOf(role.custom);
  return role === undefined ? '(role not known)' : textOf(role);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
