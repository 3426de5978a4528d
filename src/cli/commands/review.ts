import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { inFilesText, reviewRows, sheetOfKeys } from '../../access/review.js';
import { endOfTerm } from '../../desired/index.js';
import { reviewed } from '../../edit/review.js';
import { uniqueFileNames } from '../../export/index.js';
import { reasonOf } from '../../machine/reason.js';
import type { Address } from '../../model/address.js';
import { addressOf, keyNameOf, placeOfMember } from '../../model/address.js';
import { commandText } from '../../model/command-text.js';
import type { DesiredState } from '../../model/desired.js';
import type { DesiredResource } from '../../model/resource.js';
import type { ReviewedRow } from '../../model/review.js';
import type { LiveState } from '../../model/live.js';
import type { CheckedFiles } from '../../reconcile/files.js';
import { checkFiles } from '../../reconcile/files.js';
import type { ReadOutcome } from '../../reconcile/outcome.js';
import { readAccount } from '../../reconcile/read-account.js';
import type { ReadRequest } from '../../reconcile/request.js';
import { count } from '../../report/layout.js';
import { readSheet, sheetAsCsv, sheetAsHtml } from '../../report/review-sheet.js';
import { clean } from '../../report/style.js';
import type { Context } from '../context.js';
import type { EditFlags } from '../editing.js';
import { edit } from '../editing.js';
import { ended } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { filesIfAny } from '../files-if-any.js';
import { withHost } from '../host.js';
import { nextCommand } from '../../report/next-command.js';
import { note, problem } from '../../report/say.js';
import { sinceApplied, sinceCommitted, sinceSnapshots } from '../since.js';
import { unseenNotes } from '../../access/unseen-notes.js';

export interface ReviewFlags extends EditFlags, ReadRequest {
  /** The folder for the sheets. */
  readonly out?: string;
  /** A sheet that came back. */
  readonly apply?: string;
  /** The folder that keeps applied sheets. */
  readonly record: string;
  readonly journal?: string;
  /** Earlier snapshots, for since when. */
  readonly snapshot?: readonly string[];
}

/** `ax-gitops access review`: sheets of all grants to be decided on, and their decisions back into the files. */
export async function review(flags: ReviewFlags, context: Context): Promise<ExitCode> {
  const { out, apply } = flags;
  if (out !== undefined && apply === undefined) return write(flags, out, context);
  if (apply !== undefined && out === undefined) return take(flags, apply, context);
  problem(
    context,
    'a review either writes sheets or applies one.',
    '`ax-gitops access review --out DIR`, then `ax-gitops access review --apply DIR/SHEET.csv`',
  );
  return exitCode.invalid;
}

async function write(flags: ReviewFlags, out: string, context: Context): Promise<ExitCode> {
  const checked = await filesIfAny(flags, context);
  if (checked === undefined)
    note(context, 'There are no files here: the sheets do not say whether files declare a grant.');
  if (checked !== undefined && checked.desired === undefined)
    return ended({ type: 'invalid-files', ...checked }, context);
  const outcome = await account(flags, context);
  if (outcome.type !== 'read') return ended(outcome, context);
  const { live, connection } = outcome;
  const snapshots: { readonly live: LiveState; readonly takenAt: string }[] = [];
  for (const path of flags.snapshot ?? []) {
    const then = await account({ ...flags, live: path }, context);
    if (then.type !== 'read') return ended(then, context);
    snapshots.push({ live: then.live, takenAt: then.connection.takenAt ?? '' });
  }
  const known = await whatIsKnown(flags, checked, outcome, snapshots, context);
  const sheets = reviewRows(live, checked?.desired?.resources ?? [], known);
  const names = uniqueFileNames([...live.resources.organization.values()]);
  const notes = unseenNotes(live);
  const at = connection.takenAt ?? context.now().toISOString();
  const files = [...sheets].flatMap(([sheet, rows]) => {
    const isOfKeys = sheet === sheetOfKeys;
    const title = live.resources.organization.get(sheet as Address)?.names.organization;
    const head = {
      title: title ?? (isOfKeys ? sheetOfKeys : 'the account'),
      host: connection.host,
      at,
      notes,
      ...(isOfKeys && { whose: 'Service key' }),
    };
    const name = names.get(sheet) ?? (isOfKeys ? '_service-keys' : '_account');
    return [[`${name}.csv`, sheetAsCsv(rows, head)] as const, [`${name}.html`, sheetAsHtml(rows, head)] as const];
  });
  const failure = await writeNew(resolve(context.cwd, out), files);
  if (failure !== undefined) {
    problem(
      context,
      `${out} can't be written: ${failure}. Nothing was written.`,
      'name a folder that is empty or not there yet',
    );
    return exitCode.invalid;
  }
  for (const text of notes) note(context, text);
  const grants = [...sheets.values()].reduce((sum, rows) => sum + rows.length, 0);
  note(
    context,
    `Wrote ${count(sheets.size, 'sheet')} with ${count(grants, 'grant')} to ${out}. Decide in the column \`decision\` (keep, revoke, until 2027-06-30), then: ${nextCommand(context, 'access review', [], { '--apply': join(out, 'SHEET.csv') })}`,
  );
  return exitCode.done;
}

function account(request: ReadRequest, context: Context): Promise<ReadOutcome> {
  return withHost(context, {}, (host, interrupts) => readAccount({ ...request, interrupts }, context, host));
}

async function whatIsKnown(
  { journal }: ReviewFlags,
  checked: CheckedFiles | undefined,
  { live, connection }: Extract<ReadOutcome, { readonly type: 'read' }>,
  snapshots: readonly { readonly live: LiveState; readonly takenAt: string }[],
  context: Context,
): Promise<Parameters<typeof reviewRows>[2]> {
  const applied = await sinceApplied(journal, connection.host, context);
  const seen = sinceSnapshots(live, snapshots);
  const committed = await sinceCommitted([...(checked?.sources.keys() ?? [])], context);
  const spanOf = ({ source }: DesiredResource) => checked?.desired?.locate(source, 'key');
  return {
    since(kind, address, declared) {
      const exactly = applied(kind, address);
      if (exactly !== undefined) return exactly;
      const span = declared === undefined ? undefined : spanOf(declared);
      const all = [seen(kind, address), span === undefined ? undefined : committed(span)];
      return all.flatMap((one) => one ?? []).sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0];
    },
    whereOf(declared) {
      const span = spanOf(declared);
      return span === undefined ? '' : `${span.file}:${String(span.start.line)}`;
    },
  };
}

/** Writes into a folder that is new or empty: decisions in it are never written over. */
async function writeNew(
  folder: string,
  files: readonly (readonly [name: string, text: string])[],
): Promise<string | undefined> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) return 'it is not empty, and sheets in it may hold decisions';
    for (const [name, text] of files) await writeFile(join(folder, name), text, { flag: 'wx', mode: 0o600 });
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

async function take(flags: ReviewFlags, path: string, context: Context): Promise<ExitCode> {
  let bytes: Buffer;
  let sheet: ReturnType<typeof readSheet>;
  try {
    bytes = await readFile(resolve(context.cwd, path));
    sheet = readSheet(bytes.toString('utf8'));
  } catch (error) {
    problem(
      context,
      `the sheet ${path} can't be read: ${reasonOf(error)}`,
      'give a CSV that `ax-gitops access review --out DIR` wrote',
    );
    return exitCode.invalid;
  }
  const checked = await checkFiles(flags, context);
  if (checked.desired === undefined) return ended({ type: 'invalid-files', ...checked }, context);
  const problems = [...sheet.problems, ...staleRows(sheet.rows, checked.desired), ...pastDates(sheet.rows, context)];
  for (const { line, message } of problems) problem(context, `${path}:${String(line)}: ${clean(message)}.`);
  if (problems.length > 0) {
    problem(
      context,
      `${count(problems.length, 'row')} can't be applied, so nothing was written.`,
      `correct the sheet, or write a new one with ${commandText('access review', [], ['--out', 'DIR'])}`,
    );
    return exitCode.invalid;
  }
  const record =
    flags.check === true || flags.dryRun === true ? undefined : await keep(bytes, path, flags.record, context);
  if (typeof record === 'number') return record;
  const code = await edit(flags, context, (declared) => reviewed(declared, sheet.rows));
  if (code === exitCode.invalid && record?.isNew === true) await rm(record.path, { force: true });
  else if (record !== undefined) note(context, `Kept the sheet as ${record.name}.`);
  if (code !== exitCode.invalid) {
    sayHowToWriteDown(sheet.rows, context);
    sayWhatIsOpen(sheet.rows, path, context);
  }
  return code;
}

/** What is kept and stands in no file is drift, or goes with the next `unmanaged: remove`. */
function sayHowToWriteDown(rows: readonly ReviewedRow[], context: Context): void {
  const kept = rows.filter(
    ({ decision, inFiles, on }) => decision?.type === 'keep' && inFiles === '' && keyNameOf(on) === undefined,
  );
  if (kept.length === 0) return;
  const grants = kept.map(({ user, on }) => (on === 'account' ? addressOf.user(user) : `${on}/member/${user}`));
  note(context, `To write what is kept into the files: ${nextCommand(context, 'adopt', grants)}`);
}

/** Rows that were decided on something that the files no longer say. */
function staleRows(rows: readonly ReviewedRow[], { resources }: DesiredState): readonly Wrong[] {
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

interface Wrong {
  readonly line: number;
  readonly message: string;
}

function pastDates(rows: readonly ReviewedRow[], context: Context): readonly Wrong[] {
  return rows.flatMap(({ line, decision }) => {
    if (decision?.type !== 'until') return [];
    const end = endOfTerm(decision.date);
    if (end === undefined) return [{ line, message: `${decision.date} is not a date` }];
    return end > context.now() ? [] : [{ line, message: `${decision.date} has passed; to end it now, write revoke` }];
  });
}

/** Keeps the sheet as it came back, under a name that stands for its content. */
async function keep(
  bytes: Buffer,
  path: string,
  folder: string,
  context: Context,
): Promise<{ readonly path: string; readonly name: string; readonly isNew: boolean } | ExitCode> {
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const name = join(folder, `${basename(path).replace(/\.csv$/i, '')}-${digest}.csv`);
  const target = resolve(context.cwd, name);
  try {
    await mkdir(resolve(context.cwd, folder), { recursive: true });
    await writeFile(target, bytes, { flag: 'wx' });
    return { path: target, name, isNew: true };
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    if (isThere && bytes.equals(await readFile(target).catch(() => Buffer.alloc(0))))
      return { path: target, name, isNew: false };
    problem(
      context,
      `the sheet can't be kept as ${name}: ${reasonOf(error)}. Nothing was written.`,
      'give --record a folder that can be written to',
    );
    return exitCode.invalid;
  }
}

function sayWhatIsOpen(rows: readonly ReviewedRow[], path: string, context: Context): void {
  const open = rows.filter(({ decision }) => decision === undefined);
  const unsigned = rows.filter(({ decision, reviewer }) => decision !== undefined && reviewer === '');
  if (unsigned.length > 0) note(context, `${count(unsigned.length, 'decision')} without a reviewer.`);
  if (open.length === 0) return;
  note(context, `Not decided, and left as it is: ${count(open.length, 'grant')}`);
  for (const { line, user, role, on } of open) note(context, `  ${path}:${String(line)}  ${user}  ${role}  ${on}`);
}
