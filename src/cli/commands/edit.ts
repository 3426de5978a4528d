import { resolve } from 'node:path';
import { dateHint, endOfTerm } from '../../desired/index.js';
import type { Declared, PlaceNames } from '../../edit/declared.js';
import { placeText } from '../../edit/declared.js';
import { generatedAt } from '../../edit/edit-yaml.js';
import type { EditRefusal } from '../../edit/edits.js';
import { formatFile } from '../../edit/format.js';
import type { OrderSchema } from '../../edit/format.js';
import { grant as grantEdits } from '../../edit/grant.js';
import { offboard as offboardEdits } from '../../edit/offboard.js';
import { namesOf, readPlace } from '../../edit/place.js';
import { isInside, revoke as revokeEdits } from '../../edit/revoke.js';
import { isEmail } from '../../model/address.js';
import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import { didYouMean } from '../../model/suggestion.js';
import { clean } from '../../report/style.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import type { EditAndPlanFlags, EditFlags } from '../editing.js';
import { edit, settle } from '../editing.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { checkEdit } from '../../reconcile/editing.js';
import { loadFiles } from '../../reconcile/files.js';
import { problem } from '../../report/say.js';

export interface GrantFlags extends EditAndPlanFlags {
  readonly until?: string;
  readonly reason?: string;
  readonly name?: string;
  /** Groups that get it too, without their `@`. */
  readonly group?: readonly string[];
  readonly create?: boolean;
  readonly into?: string;
  /** A place that they leave for it. */
  readonly leave?: string;
}

/** `ax-gitops grant WHO... ROLE PLACE`: writes it into the files. */
export async function grant(words: readonly string[], flags: GrantFlags, context: Context): Promise<ExitCode> {
  const [place = '', role = '', ...people] = [...words].reverse();
  const who = people
    .reverse()
    .flatMap((word) => word.split(','))
    .filter((word) => word !== '')
    .concat((flags.group ?? []).map((name) => `@${name.replace(/^@/, '')}`));
  const wrong = wrongPeople(who) ?? wrongDate(flags.until, context);
  if (wrong !== undefined) return refused(wrong, context);
  return edit(flags, context, (declared) => {
    const found = placeToGrant(place, declared, flags.create === true);
    if (!found.ok) return found;
    const left = flags.leave === undefined ? ok(undefined) : placeToLeave(flags.leave, found.value, declared);
    if (!left.ok) return left;
    const file = flags.into === undefined ? ok(undefined) : fileFor(flags.into, declared, context);
    if (!file.ok) return file;
    const { until, reason, name } = flags;
    return grantEdits(declared, {
      who,
      role,
      place: found.value,
      ...(left.value !== undefined && { leave: left.value }),
      ...(until !== undefined && { until }),
      ...(reason !== undefined && { reason }),
      ...(name !== undefined && { name }),
      ...(file.value !== undefined && { file: file.value }),
    });
  });
}

function wrongPeople(who: readonly string[]): EditRefusal | undefined {
  const wrong = who.find((word) => !isSomebody(word));
  if (who.length > 0 && wrong === undefined) return undefined;
  const hint = 'write: `ax-gitops grant jane@example.com member "Platform Team/team-alpha"`';
  return wrong === undefined
    ? { message: 'nobody is named who is to be granted something.', hint }
    : { ...nobody(wrong), hint };
}

/** Told before anything is looked for, in words about what was typed. */
function nobody(who: string): EditRefusal {
  return {
    message: `${JSON.stringify(who)} is not an email address or an @group.`,
    hint: 'write name@example.com, or @group',
  };
}

function wrongDate(until: string | undefined, context: Context): EditRefusal | undefined {
  if (until === undefined) return undefined;
  const end = endOfTerm(until);
  if (end === undefined) return { message: `--until ${JSON.stringify(until)} is not a date.`, hint: dateHint };
  return end.getTime() > context.now().getTime()
    ? undefined
    : {
        message: `--until ${until} has passed, so the grant would count as absent at once.`,
        hint: 'give a later date; to take a role away: `ax-gitops revoke WHO PLACE`',
      };
}

function refused({ message, hint }: EditRefusal, context: Context): ExitCode {
  problem(context, message, hint);
  return exitCode.invalid;
}

function placeToLeave(text: string, granted: PlaceNames, declared: Declared): Result<PlaceNames, EditRefusal> {
  const left = readPlace(text, declared);
  if (!left.ok || !isInside(granted, left.value)) return left;
  return failed({
    message: `${placeText(granted)} is in ${placeText(left.value)}, and cannot be left for it.`,
    hint: 'name the space or project that they leave',
  });
}

/** A file that is read already, however it is spelled. */
function fileFor(into: string, declared: Declared, { cwd }: Context): Result<string, EditRefusal> {
  const files = declared.documents.map(({ file }) => file);
  const found = files.find((file) => resolve(cwd, file) === resolve(cwd, into));
  if (found !== undefined) return ok(found);
  return failed({
    message: `--into ${into} is not one of the files that are read.`,
    hint:
      didYouMean(into, files) ??
      `name one of ${files.slice(0, 5).join(', ')}; a new file must exist first, and be named by \`include\` or -f`,
  });
}

/** `ax-gitops revoke WHO PLACE`: takes it out of the files. */
export async function revoke(
  who: string,
  place: string,
  flags: EditAndPlanFlags & { readonly deleteLine?: boolean },
  context: Context,
): Promise<ExitCode> {
  if (!isSomebody(who)) return refused(nobody(who), context);
  return edit(flags, context, (declared) => {
    const found = readPlace(place, declared);
    if (!found.ok) return found;
    return revokeEdits(declared, { who, place: found.value, deleteLine: flags.deleteLine === true });
  });
}

/** `ax-gitops offboard EMAIL`: `absent`, and out of every group and every place. */
export async function offboard(email: string, flags: EditAndPlanFlags, context: Context): Promise<ExitCode> {
  if (!isSomebody(email) || email.startsWith('@')) {
    const message = `${JSON.stringify(email)} is not an email address.`;
    return refused({ message, hint: 'write: `ax-gitops offboard jane@example.com`' }, context);
  }
  return edit(flags, context, (declared) => offboardEdits(declared, email));
}

/** `ax-gitops fmt`: one order and style for all files. */
export async function fmt(flags: EditFlags, context: Context): Promise<ExitCode> {
  const loaded = await loadFiles(flags, context);
  if (loaded.diagnostics.some(({ severity }) => severity === 'error'))
    return ended({ type: 'invalid-files', ...loaded }, context);
  const { schema } = (await import('../../load/validator.gen.js')) as unknown as { readonly schema: OrderSchema };
  const notes: string[] = [];
  const edited = [...loaded.sources].map(([file, before]) => {
    const made =
      generatedAt(before) === undefined ? formatFile(before, schema) : { problem: 'it says that it is generated' };
    if ('text' in made) return { file, before, after: made.text };
    notes.push(`${clean(file)} stays as it is: ${made.problem}`);
    return { file, before, after: before };
  });
  return settle(await checkEdit(edited, notes, loaded, flags, context), flags, context, 'Nothing to change.');
}

function isSomebody(word: string): boolean {
  return /^@.+$/.test(word) || isEmail(word);
}

/** A place that the files declare; with `--create` also one that they do not. */
function placeToGrant(text: string, declared: Declared, create: boolean): Result<PlaceNames, EditRefusal> {
  const found = readPlace(text, declared);
  const names = namesOf(text);
  if (found.ok || names?.space === undefined) return found;
  if (create) return ok(names);
  const { message, hint } = found.error;
  return failed({ message, hint: `${hint}${hint.endsWith('?') ? ' ' : '; '}a new space or project needs --create` });
}
