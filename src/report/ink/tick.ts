import type { Address } from '../../model/address.js';
import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import type { NotApproved } from '../../reconcile/outcome.js';
import { note } from '../say.js';
import type { Terminal } from '../terminal.js';
import { askChoices } from './choose.js';

/** Which differences the person at the terminal ticks to be taken over into the files. */
export async function ticked(
  found: readonly { readonly address: Address; readonly how: string }[],
  terminal: Terminal,
  signal: AbortSignal | undefined,
): Promise<Result<ReadonlySet<Address>, NotApproved>> {
  const answer = await askChoices({
    title: 'Which of these are to be as they are live?',
    choices: found.map(({ address, how }) => ({ text: address, detail: how })),
    style: terminal.style.stderr,
    input: terminal.stdin,
    output: terminal.stderr,
    ...(signal !== undefined && { signal }),
  });
  if (answer.decision === 'interrupted') return failed({ type: 'interrupted-at-the-question' });
  const chosen = answer.decision === 'chosen' ? answer.indexes.flatMap((index) => found[index]?.address ?? []) : [];
  if (chosen.length > 0) return ok(new Set(chosen));
  note(terminal, 'Nothing was ticked, so nothing was changed.');
  return failed({ type: 'declined' });
}
