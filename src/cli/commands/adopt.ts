import { adopt as adoptLive } from '../../reconcile/adopt.js';
import { nothingToAdopt } from '../../report/edits.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import type { EditAndPlanFlags } from '../editing.js';
import { settle } from '../editing.js';
import { engine } from '../host.js';

export interface AdoptFlags extends EditAndPlanFlags {
  /** Ask nobody which. */
  readonly all?: boolean;
}

/** `ax-gitops adopt [GLOB...]`: what is live and differs, or is in no file, is written into the files. */
export async function adopt(globs: readonly string[], flags: AdoptFlags, context: Context): Promise<CommandEnd> {
  const isAsked = context.stdin.isTTY === true && flags.all !== true && flags.check !== true && flags.dryRun !== true;
  const tick = isAsked ? (await import('../../report/ink/tick.js')).ticked : undefined;
  const outcome = await engine(
    adoptLive,
    { ...flags, globs, ...(tick !== undefined && { choose: (found, signal) => tick(found, context, signal) }) },
    context,
    { isInterruptTold: true },
  );
  return settle(outcome, flags, context, nothingToAdopt(globs));
}
