import { grantKinds, keyKind, personKind } from '../kinds/index.js';
import { givenRole } from '../model/resource.js';
import type { Attributes, DesiredResource, KindName, LiveResource } from '../model/resource.js';
import type { Address } from '../model/address.js';
import { addressOf, placeOfMember, placeTitle } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import { groupBy } from '../model/group-by.js';
import type { LiveState } from '../model/live.js';
import type { ReviewRow, Since } from '../model/review.js';

const grants = grantKinds;

/** What is known of a grant besides what is live. */
export interface Known {
  readonly since: (kind: KindName, address: Address, declared: DesiredResource | undefined) => Since | undefined;
  /** `FILE:LINE`. */
  readonly whereOf: (declared: DesiredResource) => string;
}

/** The sheet of service keys: one may reach several organizations. */
export const sheetOfKeys = 'service keys';

/**
 * Every grant of an account as a row of the sheet that it belongs into: one for each organization, by its address, `account` for what
 * people are in the account itself, and one for all service keys.
 */
export function reviewRows(
  { resources }: LiveState,
  desired: readonly DesiredResource[],
  known: Known,
): ReadonlyMap<string, readonly ReviewRow[]> {
  const all: { readonly sheet: string; readonly row: ReviewRow }[] = [];
  // By address: a custom role is of another kind than a built-in one, and the files have one entry for both.
  const declared = new Map(desired.map((one) => [one.address, one]));
  const add = (sheet: string, on: string, resource: LiveResource) => {
    const { kind, address, names, attributes } = resource;
    const inFiles = declared.get(address);
    const user = names.user ?? names.key ?? '';
    const since = known.since(kind, address, inFiles);
    const row: ReviewRow = {
      user,
      status: textOf(resources[personKind].get(addressOf.user(user))?.attributes['status']),
      on,
      role: kind === keyKind ? reachText(attributes) : roleText(givenRole(attributes)),
      inFiles: inFilesText(inFiles),
      where: inFiles === undefined ? '' : known.whereOf(inFiles),
      ends: kind === keyKind ? textOf(attributes['expires']) : (inFiles?.term?.until ?? ''),
      reason: inFiles?.term?.reason ?? '',
      ...(since !== undefined && { since }),
    };
    all.push({ sheet, row });
  };
  for (const user of resources[personKind].values()) add('account', 'account', user);
  for (const kind of grants)
    for (const entry of resources[kind].values())
      add(addressOf.organization(entry.names.organization ?? ''), placeOfMember(entry.address), entry);
  for (const key of resources[keyKind].values())
    if (key.attributes['type'] === 'service') add(sheetOfKeys, key.address, key);
  const inOrder = (a: ReviewRow, b: ReviewRow) => compareText(a.on, b.on) || compareText(a.user, b.user);
  const sheets = [...groupBy(all, ({ sheet }) => sheet)].sort(([a], [b]) => compareText(a, b));
  return new Map(sheets.map(([name, own]) => [name, own.map(({ row }) => row).sort(inOrder)]));
}

/** What the files say of a grant, for people; a review is of no use for files that say something else by then. */
export function inFilesText(declared: DesiredResource | undefined): string {
  if (declared === undefined) return '';
  const { kind, ensure, attributes, group } = declared;
  if (kind === keyKind) return reachText(attributes);
  const given = givenRole(attributes);
  const role = ensure === 'absent' ? 'absent' : given === undefined ? '(role not managed)' : roleText(given);
  return group === undefined ? role : `${role} (@${group})`;
}

/** What a service key can do where. */
function reachText({ account_role: inAccount, organizations, spaces }: Attributes): string {
  const places = [organizations, spaces].flatMap((map) =>
    typeof map === 'object' && map !== null ? Object.entries(map).sort(([a], [b]) => compareText(a, b)) : [],
  );
  const parts = [
    ...(typeof inAccount === 'string' ? [`the account: ${inAccount}`] : []),
    ...places.map(([place, role]) => `${placeTitle(place)}: ${roleText(role ?? undefined)}`),
  ];
  return parts.length === 0 ? '(reach not known)' : parts.join('; ');
}

function roleText(role: unknown): string {
  if (typeof role === 'object' && role !== null && 'custom' in role) return textOf(role.custom);
  return role === undefined ? '(role not known)' : textOf(role);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
