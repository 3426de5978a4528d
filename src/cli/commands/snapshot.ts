import { saveFile } from '../../reconcile/new-files.js';
import type { ConnectionRequest } from '../../reconcile/request.js';
import { takeSnapshot } from '../../reconcile/snapshot.js';
import { stringifySnapshot } from '../../remote/snapshot/document.js';
import { result } from '../../report/say.js';
import { tellSavedSnapshot, tellUnseen } from '../../report/written.js';
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
  tellUnseen(outcome.snapshot.unobserved, context);
  const text = stringifySnapshot(outcome.snapshot);
  if (flags.out === undefined) {
    result(context, text);
    return done;
  }
  const unwritten = await saveFile(flags.out, text, context);
  if (unwritten !== undefined) return unwritten;
  tellSavedSnapshot(flags.out, context);
  return done;
}
