import type { GrantDetails } from '../../reconcile/edit.js';
import { edit, grantIn } from '../../reconcile/edit.js';
import { formatFiles } from '../../reconcile/format-files.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import type { EditAndPlanFlags, EditFlags } from '../editing.js';
import { settle } from '../editing.js';

export interface GrantFlags extends EditAndPlanFlags, GrantDetails {
  /** Groups that get it too, without their `@`. */
  readonly group?: readonly string[];
}

/** `ax-gitops grant WHO... ROLE PLACE`: writes it into the files. */
export async function grant(words: readonly string[], flags: GrantFlags, context: Context): Promise<CommandEnd> {
  const change = { ...flags, type: 'grant', ...grantIn(words, flags.group) } as const;
  return settle(await edit(change, flags, context), flags, context);
}

/** `ax-gitops revoke WHO PLACE`: takes it out of the files. */
export async function revoke(
  who: string,
  place: string,
  flags: EditAndPlanFlags & { readonly deleteLine?: boolean },
  context: Context,
): Promise<CommandEnd> {
  return settle(await edit({ ...flags, type: 'revoke', who, place }, flags, context), flags, context);
}

/** `ax-gitops offboard EMAIL`: `absent`, and out of every group and every place. */
export async function offboard(email: string, flags: EditAndPlanFlags, context: Context): Promise<CommandEnd> {
  return settle(await edit({ type: 'offboard', email }, flags, context), flags, context);
}

/** `ax-gitops fmt`: one order and style for all files. */
export async function fmt(flags: EditFlags, context: Context): Promise<CommandEnd> {
  return settle(await formatFiles(flags, context), flags, context, 'Nothing to change.');
}
