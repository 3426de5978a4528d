import type { AccessEntry, AccessGrant } from '../model/access.js';
import { placeTitle } from '../model/address.js';
import { csvLine } from './csv.js';
import { count } from './layout.js';
import { clean, safeJson } from './style.js';

/* Who has what where, line by line: a large account is never held as one text. */

/** A table for people: one line for each grant that counts, with how far it reaches. `doctor`: the command that says why there is none. */
export function* accessAsText(
  grants: Iterable<AccessGrant>,
  notes: readonly string[],
  doctor: string,
): Generator<string> {
  let isEmpty = true;
  for (const { user, on, role, permissions, places, isPartlyUnknown } of grants) {
    isEmpty = false;
    const what = permissions.length === 0 ? 'permissions unknown' : count(permissions.length, 'permission');
    const reach = places > 1 ? `, in ${String(places)} places` : '';
    const doubt = isPartlyUnknown ? ', may be more' : '';
    yield `${clean(user)}  ${clean(placeTitle(on))}  ${clean(role)}  (${what}${reach}${doubt})\n`;
  }
  if (isEmpty) yield `Nobody whom this login can see. What it can see: ${doctor}\n`;
  for (const note of notes) yield `# ${clean(note)}\n`;
}

const columns = ['user', 'on', 'role', 'way', 'places_count'] as const;

/** One line for each grant; with `isExpanded`, one for each permission of each. */
export function* accessAsCsv(grants: Iterable<AccessGrant>, isExpanded: boolean): Generator<string> {
  yield csvLine([...columns, ...(isExpanded ? ['permission'] : ['permissions_count']), 'partly_unknown']);
  for (const { user, on, role, way, places, permissions, isPartlyUnknown } of grants) {
    const cells = [user, on, role, way, String(places)];
    const all = permissions.length === 0 ? [''] : permissions;
    for (const last of isExpanded ? all : [String(permissions.length)])
      yield csvLine([...cells, last, String(isPartlyUnknown)]);
  }
}

/** What stands on each line for machines that take one line after the other. */
export interface Stamp {
  /** When it was so: ISO 8601, UTC. */
  readonly time: string;
  readonly host: string;
}

/** JSON Lines: one object for each grant, or for each permission of each; then one for each stretch that was not seen. */
export function* accessAsJsonLines(
  grants: Iterable<AccessGrant>,
  notes: readonly string[],
  stamp: Stamp,
  isExpanded: boolean,
): Generator<string> {
  for (const grant of grants) {
    const own = { type: 'grant', ...stamp, ...grantFields(grant) };
    const permissions = grant.permissions.length === 0 ? [null] : grant.permissions;
    for (const permission of isExpanded ? permissions : [undefined]) yield `${safeJson({ ...own, permission })}\n`;
  }
  for (const message of notes) yield `${safeJson({ type: 'unseen', ...stamp, message })}\n`;
}

/** Entries that still make a document that can be read; where there are more, only the grants are in it. */
const mostEntries = 20_000;

/** One document: the grants, what each role permits, and person by person and place by place what comes of them. */
export function* accessAsJson(
  list: { grants(): Iterable<AccessGrant>; entries(): Iterable<AccessEntry> },
  { notes, takenAt }: { readonly notes: readonly string[]; readonly takenAt?: string },
  isExpanded: boolean,
): Generator<string> {
  const roles = new Map<string, readonly string[]>();
  const grants: string[] = [];
  let reached = 0;
  for (const grant of list.grants()) {
    roles.set(grant.role, grant.permissions);
    grants.push(safeJson(grantFields(grant)));
    reached += grant.places;
  }
  const isOmitted = !isExpanded && reached > mostEntries;
  yield '{\n"format_version": "1.0",\n';
  if (takenAt !== undefined) yield `"snapshot_taken_at": ${safeJson(takenAt)},\n`;
  yield '"access": [';
  if (!isOmitted) yield* joined(entryTexts(list.entries()));
  yield isOmitted ? `],\n"access_omitted": ${String(reached)},\n"grants": [` : '],\n"grants": [';
  yield* joined(grants);
  const permits = Object.fromEntries([...roles].sort(([a], [b]) => (a < b ? -1 : 1)));
  yield `],\n"roles": ${safeJson(permits)},\n"notes": ${safeJson(notes)}\n}\n`;
}

function* entryTexts(entries: Iterable<AccessEntry>): Generator<string> {
  for (const { isPartlyUnknown, ...entry } of entries) yield safeJson({ ...entry, partly_unknown: isPartlyUnknown });
}

function* joined(items: Iterable<string>): Generator<string> {
  let isFirst = true;
  for (const item of items) {
    yield `${isFirst ? '\n' : ',\n'}${item}`;
    isFirst = false;
  }
  if (!isFirst) yield '\n';
}

function grantFields({ permissions, isPartlyUnknown, places, ...grant }: AccessGrant) {
  return {
    ...grant,
    places_count: places,
    permissions_count: permissions.length,
    partly_unknown: isPartlyUnknown,
  };
}
