import type { IdsRequest } from '../../reconcile/ids.js';
import { findIds } from '../../reconcile/ids.js';
import { showIds } from '../../report/ids.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done } from '../end.js';
import { engine } from '../host.js';

/** `ax-gitops ids [GLOB]`: the platform's stable IDs by address. */
export async function ids(
  glob: string | undefined,
  flags: Omit<IdsRequest, 'glob'> & { readonly format: 'text' | 'json' },
  context: Context,
): Promise<CommandEnd> {
  const outcome = await engine(findIds, { ...flags, ...(glob !== undefined && { glob }) }, context);
  if (outcome.type !== 'found-ids') return outcome;
  showIds(outcome.ids, flags.format, context);
  return done;
}
