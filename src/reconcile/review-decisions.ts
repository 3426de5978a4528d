import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { inFilesText } from '../access/review.js';
import { endOfTerm } from '../desired/index.js';
import { readSheet } from '../edit/review-sheet.js';
import { reviewed } from '../edit/review.js';
import { reasonOf } from '../machine/reason.js';
import type { Address } from '../model/address.js';
import { addressOf, keyNameOf, memberAt } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { ReviewedRow } from '../model/review.js';
import type { Decide } from './editing.js';
import { editFiles } from './editing.js';
import { checkFiles } from './files.js';
import { writeNew } from './new-files.js';
import type { EditOutcome, InvalidFiles, NotWritten, UnusableSheet } from './outcome.js';
import { notWritten } from './outcome.js';
import type { FilesRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

export interface DecisionsRequest extends FilesRequest {
  /** The path of a sheet that came back. */
  readonly sheet: string;
  /** The folder that keeps it; it is not kept unless given. */
  readonly record?: string;
}

/** What a sheet decides, and the files with that in them. */
export interface Decided {
  readonly type: 'decided';
  readonly rows: readonly ReviewedRow[];
  readonly edit: EditOutcome;
  readonly kept?: KeptSheet;
}

/** What the files say with the decisions of a sheet in them, where these still fit. The sheet is kept, the files are not written. */
export async function decideBySheet(
  request: DecisionsRequest,
  at: Surroundings,
): Promise<Decided | UnusableSheet | NotWritten | InvalidFiles> {
  const { sheet: path, record } = request;
  let bytes: Buffer;
  let sheet: ReturnType<typeof readSheet>;
  try {
    bytes = await readFile(resolve(at.cwd, path));
    sheet = readSheet(bytes.toString('utf8'));
  } catch (error) {
    return { type: 'unusable-sheet', path, reason: reasonOf(error) };
  }
  const { rows } = sheet;
  const { desired, ...checked } = await checkFiles(request, at);
  if (desired === undefined) return { type: 'invalid-files', ...checked };
  const wrong = [...sheet.problems, ...staleRows(rows, desired), ...pastDates(rows, at)];
  if (wrong.length > 0) return { type: 'wrong-rows', path, rows: wrong };
  const kept = record === undefined ? undefined : await keepSheet(bytes, path, record, at);
  if (kept?.ok === false) return kept.error;
  const decide: Decide<never> = (declared) => reviewed(declared, rows);
  const edit = await editFiles(request, at, decide);
  return { type: 'decided', rows, edit, ...(kept !== undefined && { kept: kept.value }) };
}

/** A row that can't be applied, by its line in the sheet. */
interface WrongRow {
  readonly line: number;
  readonly message: string;
}

/** Rows that were decided on something that the files no longer say. */
function staleRows(rows: readonly ReviewedRow[], { resources }: DesiredState): readonly WrongRow[] {
  const said = new Map(resources.map((one) => [one.address, inFilesText(one)]));
  return rows.flatMap((row) => {
    const { line, user, on, inFiles, decision } = row;
    const now = said.get(addressOfRow(row)) ?? '';
    if (decision === undefined || now === inFiles) return [];
    const [was, is] = [inFiles || 'nothing', now || 'nothing'];
    return [
      { line, message: `the files said ${was} of ${user} on ${on} when the sheet was written, and say ${is} now` },
    ];
  });
}

/** Of the grant, the person in the account, or the service key. */
function addressOfRow({ user, on }: ReviewedRow): Address {
  if (on === 'account') return addressOf.user(user);
  return keyNameOf(on) === undefined ? memberAt(on, addressOf.user(user)) : (on as Address);
}

function pastDates(rows: readonly ReviewedRow[], { now }: Pick<Surroundings, 'now'>): readonly WrongRow[] {
  return rows.flatMap(({ line, decision }) => {
    if (decision?.type !== 'until') return [];
    const end = endOfTerm(decision.date);
    if (end === undefined) return [{ line, message: `${decision.date} is not a date` }];
    return end > now() ? [] : [{ line, message: `${decision.date} has passed; to end it now, write revoke` }];
  });
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
async function keepSheet(
  bytes: Uint8Array,
  path: string,
  folder: string,
  { cwd }: Pick<Surroundings, 'cwd'>,
): Promise<Result<KeptSheet, NotWritten>> {
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const name = join(folder, `${basename(path).replace(/\.csv$/i, '')}-${digest}.csv`);
  const target = resolve(cwd, name);
  const drop = () => rm(target, { force: true });
  const there = await readFile(target).catch(() => undefined);
  if (there?.equals(bytes) === true) return ok({ name, isNew: false, drop });
  try {
    await writeNew([[target, bytes]]);
    return ok({ name, isNew: true, drop });
  } catch (error) {
    return failed(
      notWritten(
        `the sheet can't be kept as ${name}: ${reasonOf(error)}. Nothing was written.`,
        'give --record a folder that can be written to',
      ),
    );
  }
}
