import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Known } from '../access/review.js';
import { inFilesText, reviewRows, sheetOfKeys } from '../access/review.js';
import { unseenNotes } from '../access/unseen-notes.js';
import { endOfTerm } from '../desired/index.js';
import { reviewed } from '../edit/review.js';
import { uniqueFileNames } from '../export/index.js';
import { reasonOf } from '../machine/reason.js';
import type { Address } from '../model/address.js';
import { addressOf, placeOfMember } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveState } from '../model/live.js';
import type { DesiredResource } from '../model/resource.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { ReviewedRow, ReviewRow } from '../model/review.js';
import type { Decide } from './editing.js';
import { editFiles } from './editing.js';
import type { CheckedFiles } from './files.js';
import { checkFiles } from './files.js';
import type { Host } from './host.js';
import type { EditOutcome, InvalidFiles, NotRead, NotWritten, ReadOutcome, UnusableJournal } from './outcome.js';
import { readAccount } from './read-account.js';
import type { FilesRequest, JournalRequest, ReadRequest } from './request.js';
import { sinceApplied, sinceCommitted, sinceSnapshots } from './since.js';
import type { Surroundings } from './surroundings.js';

/*
 * Reviews: sheets of all grants that somebody decides on, and what is wrong with the decisions that come back.
 */

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

/** A row that can't be applied, by its line in the sheet. */
export interface WrongRow {
  readonly line: number;
  readonly message: string;
}

/** Whether the decisions of a sheet still fit the files. */
export async function checkDecisions(
  rows: readonly ReviewedRow[],
  request: FilesRequest,
  at: Surroundings,
): Promise<Result<readonly WrongRow[], InvalidFiles>> {
  const { desired, ...checked } = await checkFiles(request, at);
  if (desired === undefined) return failed({ type: 'invalid-files', ...checked });
  return ok([...staleRows(rows, desired), ...pastDates(rows, at)]);
}

/** Rows that were decided on something that the files no longer say. */
function staleRows(rows: readonly ReviewedRow[], { resources }: DesiredState): readonly WrongRow[] {
  const said = new Map<string, Set<string>>();
  for (const one of resources) {
    const { kind, address, names } = one;
    const on =
      kind === 'user'
        ? 'account'
        : names.user !== undefined
          ? placeOfMember(address)
          : names.key === undefined
            ? undefined
            : address;
    if (on === undefined) continue;
    const key = `${addressOf.user(names.user ?? names.key ?? '')}\n${on}`;
    said.set(key, (said.get(key) ?? new Set()).add(inFilesText(one)));
  }
  return rows.flatMap(({ line, user, on, inFiles, decision }) => {
    const now = said.get(`${addressOf.user(user)}\n${on}`);
    if (decision === undefined || (now === undefined ? inFiles === '' : now.has(inFiles))) return [];
    const [was, is] = [inFiles === '' ? 'nothing' : inFiles, now === undefined ? 'nothing' : [...now].join(', ')];
    return [
      { line, message: `the files said ${was} of ${user} on ${on} when the sheet was written, and say ${is} now` },
    ];
  });
}

function pastDates(rows: readonly ReviewedRow[], { now }: Pick<Surroundings, 'now'>): readonly WrongRow[] {
  return rows.flatMap(({ line, decision }) => {
    if (decision?.type !== 'until') return [];
    const end = endOfTerm(decision.date);
    if (end === undefined) return [{ line, message: `${decision.date} is not a date` }];
    return end > now() ? [] : [{ line, message: `${decision.date} has passed; to end it now, write revoke` }];
  });
}

/** What the files say with the decisions of a sheet in them. Nothing is written. */
export function editByReview(
  rows: readonly ReviewedRow[],
  request: FilesRequest,
  at: Surroundings,
): Promise<EditOutcome> {
  const decide: Decide<never> = (declared) => reviewed(declared, rows);
  return editFiles(request, at, decide);
}

/** A sheet that is kept as it came back. */
export interface KeptSheet {
  readonly name: string;
  /** Whether it was not kept before. */
  readonly isNew: boolean;
  /** Takes it away again. */
  readonly drop: () => Promise<void>;
}

/** Keeps a sheet as it came back, under a name that stands for its content. */
export async function keepSheet(
  bytes: Uint8Array,
  path: string,
  folder: string,
  { cwd }: Pick<Surroundings, 'cwd'>,
): Promise<Result<KeptSheet, NotWritten>> {
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const name = join(folder, `${basename(path).replace(/\.csv$/i, '')}-${digest}.csv`);
  const target = resolve(cwd, name);
  const drop = () => rm(target, { force: true });
  try {
    await mkdir(resolve(cwd, folder), { recursive: true });
    await writeFile(target, bytes, { flag: 'wx' });
    return ok({ name, isNew: true, drop });
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    if (isThere && (await readFile(target).catch(() => Buffer.alloc(0))).equals(bytes))
      return ok({ name, isNew: false, drop });
    return failed({
      type: 'not-written',
      message: `the sheet can't be kept as ${name}: ${reasonOf(error)}. Nothing was written.`,
      hint: 'give --record a folder that can be written to',
    });
  }
}
