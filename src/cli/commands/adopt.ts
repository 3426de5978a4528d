import { adopt as adoptEdits } from '../../edit/adopt.js';
import type { Adoptable } from '../../edit/adoptables.js';
import { adoptables } from '../../edit/adoptables.js';
import { knownPermissions } from '../../load/permissions.js';
import type { Address } from '../../model/address.js';
import { globAmong } from '../../model/glob.js';
import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import type { Decision } from '../../reconcile/editing.js';
import { impossibleGlob } from '../../reconcile/globs.js';
import type { NotApproved, NotPlanned } from '../../reconcile/outcome.js';
import { plan } from '../../reconcile/plan.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import type { EditAndPlanFlags } from '../editing.js';
import { edit } from '../editing.js';
import type { ExitCode } from '../exit.js';
import { withHost } from '../host.js';
import { note } from '../../report/say.js';

export interface AdoptFlags extends EditAndPlanFlags {
  /** Ask nobody which. */
  readonly all?: boolean;
}

/** `ax-gitops adopt [GLOB...]`: what is live and differs, or is in no file, is written into the files. */
export async function adopt(globs: readonly string[], flags: AdoptFlags, context: Context): Promise<ExitCode> {
  const impossible = globs.flatMap((glob) => impossibleGlob('the glob', glob) ?? [])[0];
  if (impossible !== undefined) return ended(impossible, context);
  return edit<NotPlanned | NotApproved>(
    flags,
    context,
    (declared) =>
      withHost(
        context,
        { isInterruptTold: true },
        async (host, interrupts): Promise<Decision<NotPlanned | NotApproved>> => {
          // What is taken over whole may hold more than the files have asked about so far.
          const outcome = await plan({ ...flags, readsAll: true, interrupts }, context, host);
          if (outcome.type !== 'planned') return failed(outcome);
          const { plan: made, live } = outcome.planned;
          const chosen = await choose(adoptables(made), globs, flags, context, interrupts.first);
          if (!chosen.ok) return chosen;
          const permissions = knownPermissions();
          return ok(adoptEdits(declared, { plan: made, live, knownPermissions: permissions, includes: chosen.value }));
        },
      ),
    nothing(globs),
  );
}

/** That the files say what is live is more than is known: there is what no file can say, and what can't be seen. */
function nothing(globs: readonly string[]): string {
  const what =
    globs.length === 0 ? 'no difference' : `no difference at ${globs.map((glob) => JSON.stringify(glob)).join(', ')}`;
  return `Nothing to adopt: ${what} that can be written into the files.`;
}

type Includes = (address: Address) => boolean;

/** Which of them: those that a glob matches; at a terminal those that are ticked; else all. */
async function choose(
  found: readonly Adoptable[],
  globs: readonly string[],
  flags: AdoptFlags,
  context: Context,
  signal: AbortSignal,
): Promise<Result<Includes, NotApproved>> {
  if (globs.length > 0) {
    const addresses = new Set(found.map(({ address }) => address));
    const matchers = globs.map((glob) => globAmong(addresses, glob));
    return ok((address) => matchers.some((matches) => matches(address)));
  }
  const isAsked = context.stdin.isTTY === true && flags.all !== true && flags.check !== true && flags.dryRun !== true;
  if (!isAsked || found.length === 0) return ok(() => true);
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
  const ticked = new Set(answer.decision === 'chosen' ? answer.indexes.map((index) => found[index]?.address) : []);
  if (ticked.size > 0) return ok((address) => ticked.has(address));
  note(context, 'Nothing was ticked, so nothing was changed.');
  return failed({ type: 'declined' });
}
