import type { Declared, PlaceNames } from '../../edit/declared.js';
import type { EditRefusal } from '../../edit/edits.js';
import { formatFile } from '../../edit/format.js';
import type { OrderSchema } from '../../edit/format.js';
import { grant as grantEdits } from '../../edit/grant.js';
import { offboard as offboardEdits } from '../../edit/offboard.js';
import { namesOf, readPlace } from '../../edit/place.js';
import { revoke as revokeEdits } from '../../edit/revoke.js';
import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import { clean } from '../../report/style.js';
import type { Context } from '../context.js';
import type { EditFlags } from '../editing.js';
import { editFiles, settle } from '../editing.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { loadFiles } from '../files.js';
import { diagnosticsProblem, problem } from '../say.js';

export interface GrantFlags extends EditFlags {
  readonly until?: string;
  readonly reason?: string;
  readonly name?: string;
  readonly group?: boolean;
  readonly create?: boolean;
  readonly into?: string;
}

/** `ax-gitops grant WHO... ROLE PLACE`: writes it into the files. */
export async function grant(words: readonly string[], flags: GrantFlags, context: Context): Promise<ExitCode> {
  const [place = '', role = '', ...people] = [...words].reverse();
  const who = people
    .reverse()
    .flatMap((word) => word.split(','))
    .filter((word) => word !== '');
  if (who.length === 0 || !who.every(isSomebody)) {
    const wrong = who.find((word) => !isSomebody(word));
    problem(
      context,
      wrong === undefined
        ? 'nobody is named who is to be granted something.'
        : `${JSON.stringify(wrong)} is not an email address or an @group.`,
      'write: ax-gitops grant jane@example.com member "Platform Team/team-alpha"',
    );
    return exitCode.invalid;
  }
  return editFiles(flags, context, (declared) => {
    const found = placeFor(place, declared, flags.create === true);
    if (!found.ok) return found;
    const { until, reason, name, into } = flags;
    return grantEdits(declared, {
      who,
      role,
      place: found.value,
      ...(until !== undefined && { until }),
      ...(reason !== undefined && { reason }),
      ...(name !== undefined && { name }),
      ...(into !== undefined && { file: into }),
    });
  });
}

/** `ax-gitops revoke WHO PLACE`: takes it out of the files. */
export async function revoke(
  who: string,
  place: string,
  flags: EditFlags & { readonly deleteLine?: boolean },
  context: Context,
): Promise<ExitCode> {
  return editFiles(flags, context, (declared) => {
    const found = placeFor(place, declared, false);
    if (!found.ok) return found;
    return revokeEdits(declared, { who, place: found.value, deleteLine: flags.deleteLine === true });
  });
}

/** `ax-gitops offboard EMAIL`: `absent`, and out of every group and every place. */
export async function offboard(email: string, flags: EditFlags, context: Context): Promise<ExitCode> {
  return editFiles(flags, context, (declared) => offboardEdits(declared, email));
}

/** `ax-gitops fmt`: one order and style for all files. */
export async function fmt(flags: EditFlags, context: Context): Promise<ExitCode> {
  const loaded = await loadFiles(flags, context);
  if (loaded.diagnostics.some(({ severity }) => severity === 'error')) {
    diagnosticsProblem(context, loaded.diagnostics, loaded.sources);
    return exitCode.invalid;
  }
  const { schema } = (await import('../../load/validator.gen.js')) as unknown as { readonly schema: OrderSchema };
  const notes: string[] = [];
  const edited = [...loaded.sources].map(([file, before]) => {
    const made = formatFile(before, schema);
    if ('text' in made) return { file, before, after: made.text };
    notes.push(`${clean(file)} stays as it is: ${made.problem}`);
    return { file, before, after: before };
  });
  return settle(edited, notes, loaded, flags, context);
}

function isSomebody(word: string): boolean {
  return /^(?:@.+|[^\s@]+@[^\s@]+\.[^\s@]+)$/.test(word);
}

/** A place that the files declare; with `--create` also one that they do not. */
function placeFor(text: string, declared: Declared, create: boolean): Result<PlaceNames, EditRefusal> {
  const found = readPlace(text, declared);
  if (found.ok) return found;
  const names = namesOf(text);
  if (create && names?.space !== undefined) return ok(names);
  return failed(found.error);
}
