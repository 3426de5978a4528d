import { saveFile } from '../../reconcile/new-files.js';
import type { ConnectionRequest } from '../../reconcile/request.js';
import { takeSnapshot } from '../../reconcile/snapshot.js';
import { stringifySnapshot } from '../../remote/snapshot/document.js';
import { nextCommand } from '../../report/next-command.js';
import { note, result } from '../../report/say.js';
import { clean } from '../../report/style.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done } from '../end.js';
import { engine } from '../host.js';

/** `ax-gitops snapshot`: writes down what is live. Changes nothing. */
export async function snapshot(
  flags: ConnectionRequest & { readonly out?: string },
  context: Context,
): Promise<CommandEnd> {
  const outcome = await engine(takeSnapshot, flags, context);
  if (outcome.type !== 'taken') return outcome;
  const contents = outcome.snapshot;
  for (const { scope, reason } of contents.unobserved) note(context, `Not seen: ${clean(scope)}: ${clean(reason)}`);
  const text = stringifySnapshot(contents);
  if (flags.out === undefined) {
    result(context, text);
    return done;
  }
  const saved = await saveFile(flags.out, text, context);
  if (!saved.ok) return saved.error;
  note(context, `Saved to ${flags.out}. To plan on it: ${nextCommand(context, 'plan', [], { '--live': flags.out })}`);
  return done;
}
