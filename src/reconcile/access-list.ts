import { AccessList } from '../access/grants.js';
import type { AccessMap } from '../access/index.js';
import { accessMap } from '../access/index.js';
import { pagePeople, pagePlaces, pageRoles } from '../access/page-content.js';
import type { Asked } from '../access/question.js';
import { questionOf } from '../access/question.js';
import { summarise } from '../access/summary.js';
import { toldByFiles } from '../access/told-by-files.js';
import { unseenNotes } from '../access/unseen-notes.js';
import { knownPermissions } from '../load/permissions.js';
import type { AccessGrant } from '../model/access.js';
import type { AccessOverTime } from './access-over-time.js';
import { changesOverTime } from './access-over-time.js';
import { nothingAsked, voidQuestion } from './asked.js';
import type { CheckedFiles } from './files.js';
import { filesIfAny, hashOf } from './files.js';
import type { Host } from './host.js';
import type { NothingAsked, NotRead, ReadOutcome } from './outcome.js';
import { readAccount } from './read-account.js';
import type { FilesRequest, ReadRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

export interface AccessRequest extends ReadRequest, Asked {
  /** Earlier snapshots, for how much came and went since. */
  readonly snapshot?: readonly string[];
}

/** Who can do what, as it is live. */
export interface ListedAccess {
  readonly type: 'listed';
  readonly list: AccessList;
  readonly asked: Asked;
  readonly map: AccessMap;
  /** What the login could not see. */
  readonly notes: readonly string[];
  readonly overTime?: AccessOverTime;
  readonly read: Extract<ReadOutcome, { readonly type: 'read' }>;
}

/** Reads the account, and answers who can do what. */
export async function listAccess(
  request: AccessRequest,
  at: Surroundings,
  host: Host,
): Promise<ListedAccess | NothingAsked | NotRead> {
  const impossible = voidQuestion(request);
  if (impossible !== undefined) return impossible;
  const read = await readAccount(request, at, host);
  if (read.type !== 'read') return read;
  const map = accessMap(read.live, knownPermissions());
  const nothing = nothingAsked(request, map);
  if (nothing !== undefined) return nothing;
  const list = new AccessList(read.live, map, questionOf(request));
  const listed = { type: 'listed', list, asked: request, map, notes: unseenNotes(read.live), read } as const;
  if (request.snapshot === undefined) return listed;
  const overTime = await changesOverTime(request.snapshot, request, read, at, host);
  return overTime.ok ? { ...listed, overTime: overTime.value } : overTime.error;
}

/** The same, with what a page for an auditor is made of. Files that are named must be valid; others are no reason to show nothing. */
export async function listForPage(request: AccessRequest & FilesRequest, at: Surroundings, host: Host) {
  const impossible = voidQuestion(request);
  if (impossible !== undefined) return impossible;
  const files = await filesIfAny(request, at);
  const isNamed = (request.file ?? []).length > 0;
  if (files !== undefined && files.desired === undefined && isNamed)
    return { type: 'invalid-files' as const, ...files };
  const listed = await listAccess(request, at, host);
  return listed.type === 'listed' ? { ...listed, page: pageOf(listed, files) } : listed;
}

/**
 * What a page for an auditor is made of: people, places, roles and grants, with what the files say of those, and whose they are.
 * Above `mostCells` it shows each grant at its outermost place instead of at every place.
 */
export function pageOf(listed: ListedAccess, files: CheckedFiles | undefined, mostCells = 400_000) {
  const { read, overTime } = listed;
  const { profile } = read.connection;
  return {
    content: contentOf(listed, files, mostCells),
    login: read.live.visibility.login,
    ...(profile !== undefined && { profile }),
    ...(files !== undefined && {
      files: { count: files.sources.size, hash: hashOf(files), areBroken: files.desired === undefined },
    }),
    ...(overTime !== undefined && { overTime }),
  };
}

function contentOf(
  { list, asked, map, read: { live } }: ListedAccess,
  files: CheckedFiles | undefined,
  mostCells: number,
) {
  const grants = [...list.grants()];
  const isFolded = grants.reduce((sum, grant) => sum + grant.places, 0) > mostCells;
  const told = toldByFiles(files?.desired?.resources ?? []);
  const isEverything = asked.user === undefined && asked.on === undefined && asked.can === undefined;
  // The summary is of the account, whatever is asked: who is not asked about is not without access.
  const all = isEverything ? grants : [...new AccessList(live, map).grants()];
  const question = questionOf(asked);
  return {
    grantsCount: grants.length,
    summary: summarise(live, all.map(told)),
    people: pagePeople(live, grants, question),
    places: pagePlaces(live, map.places.filter(question.isOn ?? (() => true))),
    roles: isEverything ? pageRoles(live) : [],
    grants: (isFolded ? grants : [...list.placeByPlace()]).map((grant) => told(withoutUnlisted(grant, map))),
    isFolded,
  };
}

/** That Arize lists no permissions of a role is said of the role; a doubt is what may be there and was not seen. */
function withoutUnlisted(grant: AccessGrant, map: AccessMap): AccessGrant {
  if (!grant.isPartlyUnknown || grant.permissions.length > 0) return grant;
  return { ...grant, isPartlyUnknown: map.of(grant.user, grant.on).isUnseen };
}
