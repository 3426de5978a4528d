import { everything } from '../live/everything.js';
import { readLive } from '../live/index.js';
import type { Login } from '../model/visibility.js';
import { failed } from '../model/result.js';
import { unseenOf } from '../kinds/unseen.js';
import { loginTitle } from '../model/visibility.js';
import type { Check } from '../remote/doctor.js';
import { failedCheck } from '../remote/doctor.js';
import type { Arize, RemoteFailure } from '../remote/port.js';
import { recorder } from '../remote/snapshot/recorder.js';
import { replaying } from '../remote/snapshot/replay.js';
import { connect } from './connect.js';
import { checkFiles } from './files.js';
import type { Host } from './host.js';
import type { PlanFailure } from './planning.js';
import { planAgainst } from './planning.js';
import type { ConnectionRequest } from './request.js';
import { snapshotTarget } from './snapshot.js';
import type { Surroundings } from './surroundings.js';

/** What to do next; `doctor` once what failed is repaired. */
export type NextCommand = 'plan' | 'validate' | 'export' | 'doctor';

/** What the login is shown, as far as it matters here. */
export interface Sight {
  readonly checks: readonly Check[];
  readonly login?: string;
  readonly next: NextCommand;
  /** Whether a plan for the files here would leave something open. */
  readonly isPlanIncomplete: boolean;
}

/** Reads all that is live, once, and says whose login it is, what that can't see, and what this means for the files here. */
export async function checkSight(request: ConnectionRequest, at: Surroundings, host: Host): Promise<Sight> {
  const { arize, recorded } = recorder(await connect(request, at, host));
  try {
    const connection = await arize.describe();
    if (!connection.ok) return nothingSeen(connection.error);
    const live = await readLive(arize, everything);
    if (!live.ok) return nothingSeen(live.error);
    const login = live.value.visibility.login ?? { administers: new Set() };
    const unseen = unseenOf(live.value);
    const hidden = unseen.map(({ scope, reason, needs }): Check => ({
      name: 'not seen',
      status: 'warn',
      detail: `${scope}: ${reason}`,
      ...(needs !== undefined && { hint: `needed: ${needs}` }),
    }));
    const target = snapshotTarget(connection.value);
    const files = await checkFilesHere(replaying({ ...recorded(), target, taken_at: new Date(0).toISOString() }), at);
    return {
      checks: [checkLogin(login), ...hidden, ...files.checks],
      login: loginTitle(login),
      next: files.next,
      isPlanIncomplete: files.isIncomplete,
    };
  } finally {
    await arize.close();
  }
}

function nothingSeen(failure: RemoteFailure): Sight {
  return { checks: [failedCheck('live state', failure)], next: 'doctor', isPlanIncomplete: false };
}

function checkLogin(login: Login): Check {
  if (login.user === undefined)
    return {
      name: 'you',
      status: 'warn',
      detail: `whose login this is could not be determined: ${login.unknownBecause ?? 'a service key, most likely'}; it may not be shown everything`,
      hint: 'to see everything for sure, use the API key of a person who is an account admin',
    };
  const { administers } = login;
  const where =
    administers === 'account'
      ? 'administers the whole account'
      : administers.size === 0
        ? 'is not known to administer anything'
        : `administers ${[...administers].join(', ')}`;
  return { name: 'you', status: 'ok', detail: `${loginTitle(login)}, ${where}` };
}

interface Files {
  readonly checks: readonly Check[];
  readonly next: NextCommand;
  readonly isIncomplete: boolean;
}

/** Whether the files in this directory can be planned in full. */
async function checkFilesHere(arize: Arize, at: Surroundings): Promise<Files> {
  const { desired, diagnostics } = await checkFiles({}, at);
  if (desired === undefined) {
    if (diagnostics.some(({ code }) => code === 'no-file')) return { checks: [], next: 'export', isIncomplete: false };
    const check: Check = {
      name: 'files',
      status: 'warn',
      detail: 'they are not valid',
      hint: 'run `ax-gitops validate`',
    };
    return { checks: [check], next: 'validate', isIncomplete: true };
  }
  const connection = await arize.describe();
  const planned = connection.ok
    ? await planAgainst({ arize, connection: connection.value, desired, now: at.now() })
    : failed({ type: 'remote' as const, failure: connection.error });
  if (!planned.ok) return unplanned(planned.error);
  const { unobserved } = planned.value.plan;
  const open = unobserved.length;
  if (open === 0) return { checks: [], next: 'plan', isIncomplete: false };
  const shown = unobserved.slice(0, 5).map(({ scope }) => scope);
  const more = open > shown.length ? ` and ${String(open - shown.length)} more` : '';
  const check: Check = {
    name: 'files',
    status: 'warn',
    detail: `a plan for the files here is incomplete: this login does not see all of ${shown.join(', ')}${more}`,
    hint: 'plan with a login that sees them, or on a snapshot taken with one: `ax-gitops plan --live FILE`',
  };
  return { checks: [check], next: 'plan', isIncomplete: true };
}

/** What a plan would leave open is not known without one. */
function unplanned(failure: PlanFailure): Files {
  const check: Check = {
    name: 'files',
    status: 'warn',
    detail: `no plan can be made of the files here, so it is not known whether this login sees all of it: ${reasonOf(failure)}`,
    hint: 'for all that is wrong, run `ax-gitops plan`',
  };
  return { checks: [check], next: 'plan', isIncomplete: true };
}

function reasonOf(failure: PlanFailure): string {
  switch (failure.type) {
    case 'remote':
      return failure.failure.message;
    case 'files':
      return failure.diagnostics.map(({ message }) => message)[0] ?? 'the files and the account do not fit together';
    case 'unproven':
      return 'it fails its own proof, which is a defect of ax-gitops';
  }
}
