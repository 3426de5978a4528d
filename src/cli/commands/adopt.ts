import type { Adoptable } from '../../edit/adoptables.js';
import type { Address } from '../../model/address.js';
import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import { adopt as adoptLive } from '../../reconcile/adopt.js';
import type { NotApproved } from '../../reconcile/outcome.js';
import { nothingToAdopt } from '../../report/edits.js';
import { note } from '../../report/say.js';
import type { Context } from '../context.js';
import type { EditAndPlanFlags } from '../editing.js';
import { settle } from '../editing.js';
import type { ExitCode } from '../exit.js';
import { withHost } from '../host.js';

export interface AdoptFlags extends EditAndPlanFlags {
  /** Ask nobody which. */
  readonly all?: boolean;
}

/** `ax-gitops adopt [GLOB...]`: what is live and differs, or is in no file, is written into the files. */
export async function adopt(globs: readonly string[], flags: AdoptFlags, context: Context): Promise<ExitCode> {
  const isAsked = context.stdin.isTTY === true && flags.all !== true && flags.check !== true && flags.dryRun !== true;
  const outcome = await withHost(context, { isInterruptTold: true }, (host, interrupts) => {
    const choose = (found: readonly Adoptable[]) => ticked(found, context, interrupts.first);
    return adoptLive({ ...flags, globs, interrupts, ...(isAsked && { choose }) }, context, host);
  });
  return settle(outcome, flags, context, nothingToAdopt(globs));
}

/** Those that the person at the terminal ticks. */
async function ticked(
  found: readonly Adoptable[],
  context: Context,
  signal: AbortSignal,
): Promise<Result<ReadonlySet<Address>, NotApproved>> {
  const { askChoices } = await import('../../report/ink/choose.js');
  const answer = await askChoices({
    title: 'Which of these are to be as they are live?',
    choices: found.map(({ address, how }) => ({ text: address, detail: how })),
    style: context.style.stderr,
    input: context.stdin,
    output: context.stderr,
    signal,
  });
  if (answer.decision === 'interrupted') return failed({ type: 'interrupted-at-the-question' });
  const chosen = answer.decision === 'chosen' ? answer.indexes.flatMap((index) => found[index]?.address ?? []) : [];
  if (chosen.length > 0) return ok(new Set(chosen));
  note(context, 'Nothing was ticked, so nothing was changed.');
  return failed({ type: 'declined' });
}
