import { randomUUID } from 'node:crypto';
import type { Journal } from '../../apply/journal.js';
import { openJournal } from '../../apply/journal.js';
import { normaliseWord } from '../../kinds/words.js';
import { addressOf, normaliseEmail } from '../../model/address.js';
import type { JournaledStep, OneOff } from '../../model/journal.js';
import type { Result } from '../../model/result.js';
import { didYouMean } from '../../model/suggestion.js';
import type { Arize, Connection, RemoteFailure } from '../../remote/port.js';
import { clean } from '../../report/style.js';
import type { ConnectionFlags } from '../connect.js';
import { connect } from '../connect.js';
import type { Context } from '../context.js';
import type { Ending, ExitCode } from '../exit.js';
import { exitCode, exitCodeOf } from '../exit.js';
import { listenForInterrupts } from '../interrupt.js';
import { journalPath, unusable } from '../journal.js';
import { underLock } from '../recorded.js';
import { note, problem, remoteProblem, result } from '../say.js';

export interface OneOffFlags extends ConnectionFlags {
  readonly autoApprove?: boolean;
  readonly journal?: string;
}

interface Person {
  readonly id: string;
  readonly email: string;
  readonly status: string;
}

/** `users resend-invitation EMAIL` and `users reset-password EMAIL`: one mail to one person, confirmed and journaled. */
export async function oneOff(what: OneOff, email: string, flags: OneOffFlags, context: Context): Promise<ExitCode> {
  return underLock(flags, context, async () => {
    const arize = await connect({ ...flags, roster: 'off' }, context);
    const interrupts = listenForInterrupts(() => undefined);
    try {
      const connection = await arize.describe(interrupts.first);
      if (!connection.ok) return remoteProblem(context, connection.error);
      const listed = await arize.list({ list: 'users' }, interrupts.first);
      if (!listed.ok) return remoteProblem(context, listed.error);
      const people = listed.value.map((user): Person => ({
        id: textOf(user['id']),
        email: normaliseEmail(textOf(user['email'])),
        status: normaliseWord(textOf(user['status'])),
      }));
      const person = people.find((one) => one.email === normaliseEmail(email));
      if (person === undefined) {
        problem(
          context,
          `there is no user ${clean(email)} in the account.`,
          didYouMean(
            email,
            people.map((one) => one.email),
          ) ?? 'look at `ax-gitops ids user/*`',
        );
        return exitCode.invalid;
      }
      const impossible = whyNot(what, person);
      if (impossible !== undefined) {
        problem(context, `${person.email}: ${impossible.message}`, impossible.hint);
        return exitCode.refused;
      }
      const no = await refusalOf(what, person, flags, context, interrupts.first);
      if (no !== undefined) return exitCodeOf([no]);
      return await send(what, person, { arize, connection: connection.value }, flags, context);
    } finally {
      interrupts.release();
      await arize.close();
    }
  });
}

const titles: Readonly<Record<OneOff, string>> = {
  'resend-invitation': 'send the invitation again',
  'reset-password': 'send a link for a new password',
};

const questions: Readonly<Record<OneOff, string>> = {
  'resend-invitation': 'Resend the invitation to',
  'reset-password': 'Send a link for a new password to',
};

/** What the platform would refuse, told before it is asked (contract §7 "Users"). */
function whyNot(what: OneOff, { status }: Person): { readonly message: string; readonly hint: string } | undefined {
  if (what === 'resend-invitation' && status === 'active')
    return {
      message: 'has accepted the invitation already.',
      hint: 'for a new password: ax-gitops users reset-password EMAIL',
    };
  if (what === 'resend-invitation' && status === 'expired')
    return {
      message: 'the invitation has run out; only a new one helps.',
      hint: 'run `ax-gitops apply` with the person in the files',
    };
  if (what === 'reset-password' && status !== 'active')
    return {
      message: 'has not accepted the invitation yet, so there is no password.',
      hint: 'ax-gitops users resend-invitation EMAIL',
    };
  return undefined;
}

/** How it was not approved; nothing where it was. */
async function refusalOf(
  what: OneOff,
  { email }: Person,
  flags: OneOffFlags,
  context: Context,
  signal: AbortSignal,
): Promise<Ending | undefined> {
  if (flags.autoApprove === true) return undefined;
  if (context.stdin.isTTY !== true) {
    problem(context, 'there is no terminal to ask at, so nothing was sent.', 'add --auto-approve');
    return 'no-terminal';
  }
  const { askLine } = await import('../ask-line.js');
  const reply = await askLine(`${questions[what]} ${clean(email)}? [y/N] `, context, signal);
  if (reply.type === 'line' && /^y(es)?$/i.test(reply.text)) return undefined;
  const isInterrupted = reply.type === 'interrupted';
  note(context, isInterrupted ? 'Interrupted. Nothing was sent.' : 'Declined. Nothing was sent.');
  return isInterrupted ? 'interrupted' : 'declined';
}

async function send(
  what: OneOff,
  { id, email }: Person,
  { arize, connection }: { readonly arize: Arize; readonly connection: Connection },
  flags: OneOffFlags,
  context: Context,
): Promise<ExitCode> {
  const path = journalPath(flags, context);
  const at = () => context.now().toISOString();
  const step: JournaledStep = {
    run: randomUUID(),
    index: 0,
    action: what,
    kind: 'user',
    address: addressOf.user(email),
  };
  let journal: Journal;
  try {
    journal = await openJournal(path);
    await begin(journal, step, connection, at());
  } catch (error) {
    return unusable(error, `the journal ${path}`, context);
  }
  try {
    const done = await arize.call({ do: `users.${what}`, user: id });
    await end(journal, step, done, at()).catch((error: unknown) => {
      problem(
        context,
        `what came of it could not be written to the journal: ${String(error)}`,
        'make room on the disk',
      );
    });
    if (!done.ok) return refusedBy(what, email, done.error, context);
    result(context, `Done: ${titles[what]} to ${clean(email)}.`);
    return exitCode.done;
  } finally {
    await journal.close();
  }
}

async function begin(journal: Journal, step: JournaledStep, { host, profile }: Connection, at: string): Promise<void> {
  const account = { host, ...(profile !== undefined && { profile }) };
  await journal.record({ type: 'run-started', run: step.run, at, digest: '', ...account, steps: 1 });
  await journal.record({ type: 'step-started', at, ...step });
}

async function end(
  journal: Journal,
  step: JournaledStep,
  done: Result<unknown, RemoteFailure>,
  at: string,
): Promise<void> {
  if (done.ok) await journal.record({ type: 'step-done', at, ...step });
  else {
    const { message: reason, uncertain } = done.error;
    await journal.record({ type: 'step-failed', at, ...step, reason, uncertain });
  }
  const outcome = done.ok ? 'done' : 'failed';
  await journal.record({ type: 'run-ended', run: step.run, at, outcome, counts: { [outcome]: 1 } });
}

function refusedBy(what: OneOff, email: string, failure: RemoteFailure, context: Context): ExitCode {
  const causes: Readonly<Record<OneOff, string>> = {
    'resend-invitation': 'Arize sends an invitation again only to who is invited, and not where SAML login is enforced',
    'reset-password': 'Arize resets only passwords of people with a verified email who log in with one, not with SSO',
  };
  const hint = failure.status === 400 ? causes[what] : (failure.hint ?? 'run `ax-gitops doctor`');
  problem(context, `${clean(email)}: ${clean(failure.message)}`, hint);
  return exitCode.failed;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
