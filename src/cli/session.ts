import type { Previous } from '../desired/index.js';
import { missedTargets, select, withDropped } from '../desired/index.js';
import type { Address } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import { addressGlob } from '../model/glob.js';
import type { JournaledStep } from '../model/journal.js';
import type { OpenSecret } from '../model/open-secret.js';
import { didYouMean } from '../model/suggestion.js';
import type { Plan, Summary } from '../model/plan.js';
import type { DestructiveLimit, Violation } from '../model/policy.js';
import { destructiveDigestOf, digestOf } from '../plan/digest.js';
import { summarise } from '../plan/summary.js';
import type { Arize, Connection } from '../remote/port.js';
import { clean } from '../report/style.js';
import type { ConnectionFlags } from './connect.js';
import type { Context } from './context.js';
import { exitCode } from './exit.js';
import type { ExitCode } from './exit.js';
import { checkFiles } from './files.js';
import type { FileFlags } from './flags.js';
import type { Interrupts } from './interrupt.js';
import { listenForInterrupts } from './interrupt.js';
import type { GuardedPlan } from '../reconcile/planning.js';
import type { LiveFlags } from './live-source.js';
import { openLive } from './live-source.js';
import { isImpossible } from './patterns.js';
import { planAgainst } from '../reconcile/planning.js';
import type { JournalFlags } from './journal.js';
import { journalState } from './journal.js';
import type { MadeFrom } from './made-from.js';
import { madeFrom } from './made-from.js';
import { previousFiles } from './previous.js';
import { diagnosticsProblem, note, planProblem, problem, remoteProblem } from './say.js';
import { wrongTarget } from '../reconcile/target.js';
import { tellCalls } from '../reconcile/verbose.js';

/** Files that are valid, and the account that they are for. */
export interface Session {
  readonly desired: DesiredState;
  readonly previous?: Previous;
  readonly sources: ReadonlyMap<string, string>;
  readonly isRosterRequired: boolean;
  readonly arize: Arize;
  readonly connection: Connection;
  readonly interrupts: Interrupts;
  readonly journal: JournalFlags;
  /** What a plan of it is made from. */
  readonly madeFrom: MadeFrom;
  /** What of that which earlier applies left open the run is about. */
  readonly isSelected: (step: JournaledStep) => boolean;
}

/** A plan with what is said of it as a whole. */
export interface Planned {
  readonly plan: Plan;
  readonly summary: Summary;
  readonly digest: string;
  readonly destructiveDigest: string;
  /** What forbids to apply it. */
  readonly violations: readonly Violation[];
  /** What earlier applies left open and turns out to be done with. */
  readonly settled: readonly OpenSecret[];
  /** What was read for it. */
  readonly live: GuardedPlan['live'];
}

/**
 * Checks the files, connects, and hands both to `work`. Whatever happens, the connection is closed afterwards: no
 * process and no temporary profile is left behind.
 */
export async function withSession(
  flags: FileFlags & ConnectionFlags & LiveFlags & JournalFlags,
  context: Context,
  work: (session: Session) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { desired, diagnostics, sources } = await checkFiles(flags, context);
  if (diagnostics.length > 0) diagnosticsProblem(context, diagnostics, sources);
  if (desired === undefined) return exitCode.invalid;
  const declared = desired.resources.map(({ address }) => address);
  if (flags.target?.some((glob) => isImpossible('--target', glob, declared, context)) === true) return exitCode.invalid;
  const former = await previousFiles(flags, context);
  if (typeof former === 'number') return former;
  const all = new Map([...sources, ...(former?.sources ?? [])]);
  const direct = await openLive(flags, context);
  if (typeof direct === 'number') return direct;
  const arize = context.verbose ? tellCalls(direct, (line) => context.stderr.write(`${clean(line)}\n`)) : direct;
  const interrupts = listenForInterrupts(() => {
    note(context, '\nInterrupted: nothing new is begun, what runs is finished. Press Ctrl-C again to stop at once.');
  });
  try {
    const connection = await arize.describe(interrupts.first);
    if (!connection.ok) return remoteProblem(context, connection.error);
    const refused = wrongTarget(desired, connection.value);
    if (refused.length > 0) {
      diagnosticsProblem(context, refused, sources);
      return exitCode.refused;
    }
    const state = await journalState(flags, connection.value, context);
    if (typeof state === 'number') return state;
    const previous = former === undefined ? undefined : { ...former, removed: state.removed };
    const whole = previous === undefined ? desired : withDropped(desired, previous);
    const missed = missedTargets(whole, flags.target ?? []);
    if (missed.length > 0) {
      const known = whole.resources.map(({ address }) => address);
      for (const glob of missed)
        problem(
          context,
          `--target ${JSON.stringify(glob)} matches nothing in the files.`,
          didYouMean(glob, known) ?? 'a glob over addresses: user/ann@example.com, organization/NAME/**',
        );
      return exitCode.invalid;
    }
    return await work({
      desired: select(whole, {
        ...(flags.only !== undefined && { only: flags.only }),
        ...(flags.target !== undefined && { targets: flags.target }),
      }),
      ...(previous !== undefined && { previous }),
      sources: all,
      arize,
      connection: connection.value,
      isRosterRequired: flags.roster === 'graphql',
      interrupts,
      journal: flags,
      madeFrom: madeFrom(flags, former?.commit),
      isSelected: selectionOf(flags),
    });
  } finally {
    interrupts.release();
    await arize.close();
  }
}

function selectionOf({ only, target }: FileFlags): Session['isSelected'] {
  const globs = target?.map(addressGlob);
  return ({ kind, address }) =>
    only?.includes(kind) !== false && globs?.some((matches) => matches(address as Address)) !== false;
}

/** Reads live and plans; says why where there is no plan. */
export async function plan(
  session: Session,
  context: Context,
  maxDestructive?: DestructiveLimit,
): Promise<Planned | ExitCode> {
  const { arize, connection, desired, previous, isRosterRequired, interrupts, sources } = session;
  const state = await journalState(session.journal, connection, context);
  if (typeof state === 'number') return state;
  if (connection.takenAt === undefined) note(context, `Reading the live state of ${connection.host} …`);
  const planned = await planAgainst({
    arize,
    connection,
    desired,
    ...(previous !== undefined && { previous }),
    left: { ...state.left, secrets: state.left.secrets.filter(session.isSelected) },
    isRosterRequired,
    now: context.now(),
    signal: interrupts.first,
    ...(maxDestructive !== undefined && { maxDestructive }),
  });
  return planned.ok ? describePlan(planned.value) : planProblem(context, planned.error, sources);
}

function describePlan({ plan: made, violations, settled, live }: GuardedPlan): Planned {
  return {
    plan: made,
    summary: summarise(made),
    digest: digestOf(made.steps),
    destructiveDigest: destructiveDigestOf(made.steps),
    violations,
    settled,
    live,
  };
}
