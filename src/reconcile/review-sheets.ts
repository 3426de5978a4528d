import type { Known } from '../access/review.js';
import { reviewRows, sheetOfKeys } from '../access/review.js';
import { unseenNotes } from '../access/unseen-notes.js';
import { uniqueFileNames } from '../export/index.js';
import type { Address } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { DesiredResource } from '../model/resource.js';
import type { Result } from '../model/result.js';
import { ok } from '../model/result.js';
import type { ReviewRow } from '../model/review.js';
import type { CheckedFiles } from './files.js';
import type { Host } from './host.js';
import type { InvalidFiles, NotRead, ReadOutcome, UnusableJournal } from './outcome.js';
import { readAccount } from './read-account.js';
import type { JournalRequest, ReadRequest } from './request.js';
import { sinceApplied, sinceCommitted, sinceSnapshots } from './since.js';
import type { Surroundings } from './surroundings.js';

export interface ReviewRequest extends ReadRequest, JournalRequest {
  /** What the files say of grants, where there are files. */
  readonly files?: CheckedFiles;
  /** Earlier snapshots, for since when. */
  readonly snapshot?: readonly string[];
}

/** All grants of one organization, of people in the account itself, or of service keys. */
export interface ReviewSheet {
  /** What its files are called, without an ending. */
  readonly name: string;
  readonly head: {
    readonly title: string;
    readonly host: string;
    /** ISO 8601. */
    readonly at: string;
    readonly notes: readonly string[];
    readonly whose?: string;
  };
  readonly rows: readonly ReviewRow[];
}

export type ReviewOutcome =
  | { readonly type: 'drawn-up'; readonly sheets: readonly ReviewSheet[]; readonly notes: readonly string[] }
  | InvalidFiles
  | NotRead
  | UnusableJournal;

/** Reads the account, and draws up a sheet of every grant in it. */
export async function reviewSheets(request: ReviewRequest, at: Surroundings, host: Host): Promise<ReviewOutcome> {
  const { files } = request;
  if (files !== undefined && files.desired === undefined) return { type: 'invalid-files', ...files };
  const now = await readAccount(request, at, host);
  if (now.type !== 'read') return now;
  const snapshots: Snapshot[] = [];
  for (const live of request.snapshot ?? []) {
    const then = await readAccount({ ...request, live }, at, host);
    if (then.type !== 'read') return then;
    snapshots.push({ live: then.live, takenAt: then.connection.takenAt ?? '' });
  }
  const known = await whatIsKnown(request, now, snapshots, at);
  if (!known.ok) return known.error;
  const sheets = reviewRows(now.live, files?.desired?.resources ?? [], known.value);
  return { type: 'drawn-up', sheets: sheetsOf(sheets, now, at), notes: unseenNotes(now.live) };
}

interface Snapshot {
  readonly live: LiveState;
  readonly takenAt: string;
}

type Read = Extract<ReadOutcome, { readonly type: 'read' }>;

function sheetsOf(
  sheets: ReturnType<typeof reviewRows>,
  { live, connection }: Read,
  { now }: Surroundings,
): readonly ReviewSheet[] {
  const names = uniqueFileNames([...live.resources.organization.values()]);
  const notes = unseenNotes(live);
  const at = connection.takenAt ?? now().toISOString();
  return [...sheets].map(([sheet, rows]) => {
    const isOfKeys = sheet === sheetOfKeys;
    const title = live.resources.organization.get(sheet as Address)?.names.organization;
    return {
      name: names.get(sheet) ?? (isOfKeys ? '_service-keys' : '_account'),
      rows,
      head: {
        title: title ?? (isOfKeys ? sheetOfKeys : 'the account'),
        host: connection.host,
        at,
        notes,
        ...(isOfKeys && { whose: 'Service key' }),
      },
    };
  });
}

async function whatIsKnown(
  { files, ...request }: ReviewRequest,
  { live, connection }: Read,
  snapshots: readonly Snapshot[],
  at: Surroundings,
): Promise<Result<Known, UnusableJournal>> {
  const applied = await sinceApplied(request, connection.host, at);
  if (!applied.ok) return applied;
  const seen = sinceSnapshots(live, snapshots);
  const committed = await sinceCommitted([...(files?.sources.keys() ?? [])], at);
  const spanOf = ({ source }: DesiredResource) => files?.desired?.locate(source, 'key');
  return ok({
    since(kind, address, declared) {
      const exactly = applied.value(kind, address);
      if (exactly !== undefined) return exactly;
      const span = declared === undefined ? undefined : spanOf(declared);
      const all = [seen(kind, address), span === undefined ? undefined : committed(span)];
      return all.flatMap((one) => one ?? []).sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0];
    },
    whereOf(declared) {
      const span = spanOf(declared);
      return span === undefined ? '' : `${span.file}:${String(span.start.line)}`;
    },
  });
}
