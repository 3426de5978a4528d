import { idsIn } from '../../live/ids.js';
import { addressGlob } from '../../model/glob.js';
import { impossibleGlob } from '../../reconcile/globs.js';
import { readAccount } from '../../reconcile/read-account.js';
import type { ReadRequest } from '../../reconcile/request.js';
import { printIds, idsToJson } from '../../report/ids.js';
import { nextCommand } from '../../report/next-command.js';
import { note, result } from '../../report/say.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done } from '../end.js';
import { engine } from '../host.js';

/** `ax-gitops ids [GLOB]`: the platform's stable IDs by address. */
export async function ids(
  glob: string | undefined,
  flags: ReadRequest & { readonly format: 'text' | 'json' },
  context: Context,
): Promise<CommandEnd> {
  const impossible = glob === undefined ? undefined : impossibleGlob('the glob', glob);
  if (impossible !== undefined) return impossible;
  const outcome = await engine(readAccount, flags, context);
  if (outcome.type !== 'read') return outcome;
  const found = idsIn(outcome.live, glob === undefined ? undefined : addressGlob(glob));
  if (found.length === 0)
    note(
      context,
      `Nothing live has such an address. Without a glob, all addresses are listed: ${nextCommand(context, 'ids')}`,
    );
  result(context, flags.format === 'json' ? idsToJson(found) : printIds(found));
  return done;
}
