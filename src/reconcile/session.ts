import type { Previous } from '../desired/index.js';
import { missedTargets, select, withDropped } from '../desired/index.js';
import type { Address } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import { addressGlob } from '../model/glob.js';
import type { JournaledStep } from '../model/journal.js';
import { patternProblem } from '../kinds/pattern.js';
import type { DestructiveLimit } from '../model/policy.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Arize, Connection } from '../remote/port.js';
import { connect } from './connect.js';
import { checkFiles } from './files.js';
import type { Host } from './host.js';
import { journalState } from './journal.js';
import { openLive } from './live-source.js';
import type { MadeFrom } from './made-from.js';
import { madeFrom } from './made-from.js';
import type { NotPlanned } from './outcome.js';
import { notRead } from './outcome.js';
import type { Planned } from './planned.js';
import { describePlan, unreadPlan } from './planned.js';
import type { GuardedPlan, PlanFailure } from './planning.js';
import { planAgainst } from './planning.js';
import type { Former } from './previous.js';
import { previousFiles } from './previous.js';
import type { Interrupts, JournalRequest, PlanRequest, SelectionRequest } from './request.js';
import { uninterrupted } from './request.js';
import type { Surroundings } from './surroundings.js';
import { wrongTarget } from './target.js';
import { tellCalls } from './told-calls.js';
import { toldReading } from './told-reading.js';

/** Files that are valid, and the account that they are for. */
export interface Session {
  readonly desired: DesiredState;
  readonly previous?: Previous;
  /** The commit of `since`, where none of the files was there. */
  readonly nothingThen?: string;
  readonly sources: ReadonlyMap<string, string>;
  readonly isRosterRequired: boolean;
  readonly readsAll: boolean;
  readonly arize: Arize;
  readonly connection: Connection;
  readonly interrupts: Interrupts;
  readonly journal: JournalRequest;
  readonly at: Surroundings;
  readonly host: Host;
  /** What a plan of it is made from. */
  readonly madeFrom: MadeFrom;
  /** What of that which earlier applies left open the run is about. */
  readonly isSelected: (step: JournaledStep) => boolean;
}

/**
 * Checks the files, connects, and hands both to `work`. Whatever happens, the connection is closed afterwards: no
 * process and no temporary profile is left behind.
 */
export async function withSession<Outcome>(
  request: PlanRequest,
  at: Surroundings,
  host: Host,
  work: (session: Session) => Promise<Outcome>,
): Promise<Outcome | NotPlanned> {
  // A snapshot is opened once the files are right.
  const account = request.live === undefined ? await connect(request, at, host) : undefined;
  try {
    // Importing ax takes as long as reading large files.
    account?.getReady?.();
    const checked = await check(request, at, host);
    if (!checked.ok) return checked.error;
    const opened = account === undefined ? await openLive(request, at, host) : ok(account);
    if (!opened.ok) return opened.error;
    const arize = tellCalls(opened.value, host);
    host.notify({ type: 'connecting' });
    const session = await begin({ request, at, host, arize, ...checked.value });
    return session.ok ? await work(session.value) : session.error;
  } finally {
    await account?.close();
  }
}

/** What is known before anybody is asked: the files of today, and of before. */
async function check(
  request: PlanRequest,
  at: Surroundings,
  host: Host,
): Promise<Result<Pick<Beginning, 'desired' | 'sources' | 'former'>, NotPlanned>> {
  const { desired, diagnostics, sources } = await checkFiles(request, at);
  if (desired === undefined) return failed({ type: 'invalid-files', diagnostics, sources });
  if (diagnostics.length > 0) host.notify({ type: 'files-doubtful', diagnostics, sources });
  const declared = desired.resources.map(({ address }) => address);
  for (const glob of request.target ?? []) {
    const problem = patternProblem(glob, declared);
    if (problem !== undefined) return failed({ type: 'impossible-target', glob, declared, ...problem });
  }
  const former = await previousFiles(request, at, host);
  return former.ok ? ok({ desired, sources, former: former.value }) : former;
}

interface Beginning {
  readonly request: PlanRequest;
  readonly at: Surroundings;
  readonly host: Host;
  readonly arize: Arize;
  readonly desired: DesiredState;
  readonly sources: ReadonlyMap<string, string>;
  readonly former: Former | undefined;
}

async function begin(beginning: Beginning): Promise<Result<Session, NotPlanned>> {
  const { request, at, host, arize, desired, sources, former } = beginning;
  const connection = await arize.describe((request.interrupts ?? uninterrupted).first);
  if (!connection.ok) return failed(notRead(connection.error));
  const diagnostics = wrongTarget(desired, connection.value);
  if (diagnostics.length > 0) {
    const unread = unreadPlan(connection.value, diagnostics);
    return failed({ type: 'wrong-target', diagnostics, sources, unread });
  }
  const state = await journalState(request, connection.value, at);
  if (!state.ok) return state;
  const previous = former === undefined ? undefined : { ...former, ...state.value };
  const whole = previous === undefined ? desired : withDropped(desired, previous);
  const globs = missedTargets(whole, request.target ?? []);
  if (globs.length > 0)
    return failed({ type: 'unmatched-targets', globs, declared: whole.resources.map(({ address }) => address) });
  const { only, target: targets } = request;
  return ok({
    desired: select(whole, { ...(only !== undefined && { only }), ...(targets !== undefined && { targets }) }),
    ...(previous !== undefined && { previous }),
    ...(former?.isEmpty === true && { nothingThen: former.ref }),
    sources: new Map([...sources, ...(former?.sources ?? [])]),
    arize,
    connection: connection.value,
    isRosterRequired: request.roster === 'graphql',
    readsAll: request.readsAll === true,
    interrupts: request.interrupts ?? uninterrupted,
    journal: request,
    at,
    host,
    madeFrom: madeFrom(request, at, former?.commit),
    isSelected: selectionOf(request),
  });
}

function selectionOf({ only, target }: SelectionRequest): Session['isSelected'] {
  const globs = target?.map(addressGlob);
  return ({ kind, address }) =>
    only?.includes(kind) !== false && globs?.some((matches) => matches(address as Address)) !== false;
}

/** Reads live and plans; says why where there is no plan. `again`: live was read before, and changed since. */
export async function planIn(
  session: Session,
  maxDestructive?: DestructiveLimit,
  again = false,
): Promise<Result<Planned, NotPlanned>> {
  const { arize, connection, desired, previous, isRosterRequired, readsAll, interrupts, at, host } = session;
  const state = await journalState(session.journal, connection, at);
  if (!state.ok) return state;
  const { left, renamedTo, notKept } = state.value;
  const input = {
    arize,
    connection,
    desired,
    ...(previous !== undefined && { previous }),
    left: { ...left, secrets: left.secrets.filter(session.isSelected) },
    renamedTo,
    isRosterRequired,
    readsAll,
    now: at.now(),
    signal: interrupts.first,
    ...(maxDestructive !== undefined && { maxDestructive }),
  };
  const planned = await toldReading(connection, host, () => planAgainst(input), again);
  if (!planned.ok) return failed(notPlanned(planned.error, session));
  return ok(describePlan(withoutPast(planned.value, session), notKept));
}

/** That nothing is known of the past counts in every plan: what was taken out of the files is not removed. */
function withoutPast(guarded: GuardedPlan, { nothingThen: ref }: Session): GuardedPlan {
  if (ref === undefined) return guarded;
  const message = `at ${ref} none of these files was there, so nothing that was taken out of them since is removed; where they were renamed and rewritten in one commit, give --since a later one`;
  const warnings = [{ address: '**' as Address, message }, ...guarded.plan.warnings];
  return { ...guarded, plan: { ...guarded.plan, warnings } };
}

function notPlanned(failure: PlanFailure, { sources }: Session): NotPlanned {
  switch (failure.type) {
    case 'remote':
      return notRead(failure.failure);
    case 'files':
      return { type: 'invalid-files', diagnostics: failure.diagnostics, sources };
    case 'unproven':
      return failure;
  }
}
