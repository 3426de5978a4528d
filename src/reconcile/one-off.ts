import { personKind } from '../kinds/index.js';
import { randomUUID } from 'node:crypto';
import type { Journal } from '../apply/journal.js';
import { openJournal } from '../apply/journal.js';
import { normaliseWord } from '../kinds/words.js';
import { commandText } from '../model/command-text.js';
import { addressOf, normaliseEmail } from '../model/address.js';
import type { JournaledStep, OneOff } from '../model/journal.js';
import type { Result } from '../model/result.js';
import type { Arize, Connection, RemoteFailure } from '../remote/port.js';
import { notApproved } from './apply.js';
import { connect } from './connect.js';
import type { Host } from './host.js';
import { journalPath, unusable } from './journal.js';
import { underLock } from './lock.js';
import type { MailOutcome } from './outcome.js';
import { notRead } from './outcome.js';
import type { ConnectionRequest, JournalRequest, SignalsRequest } from './request.js';
import { uninterrupted } from './request.js';
import { runBy } from './run-by.js';
import type { Surroundings } from './surroundings.js';

/** One mail to one person. */
export interface MailRequest extends ConnectionRequest, JournalRequest, SignalsRequest {
  readonly what: OneOff;
  readonly email: string;
}

interface Person {
  readonly id: string;
  readonly email: string;
  readonly status: string;
}

/** An invitation again, or a link for a new password: once the host has agreed, and journaled. */
export async function sendMail(request: MailRequest, at: Surroundings, host: Host): Promise<MailOutcome> {
  return underLock(request, at, host, async (): Promise<MailOutcome> => {
    const arize = await connect({ ...request, roster: 'off' }, at, host);
    host.notify({ type: 'connecting' });
    try {
      const connection = await arize.describe((request.interrupts ?? uninterrupted).first);
      if (!connection.ok) return notRead(connection.error);
      const people = await peopleIn(arize, (request.interrupts ?? uninterrupted).first);
      if (!people.ok) return notRead(people.error);
      const { what } = request;
      const person = people.value.find(({ email }) => email === normaliseEmail(request.email));
      if (person === undefined)
        return { type: 'no-such-user', email: request.email, known: people.value.map(({ email }) => email) };
      const impossible = whyNot(what, person);
      if (impossible !== undefined) return { type: 'impossible-mail', email: person.email, ...impossible };
      const { decision } = await host.ask({ type: 'send-mail', what, email: person.email });
      if (decision !== 'apply') return { type: notApproved[decision] };
      return await send(request, person, { arize, connection: connection.value }, at, host);
    } finally {
      await arize.close();
    }
  });
}

async function peopleIn(arize: Arize, signal: AbortSignal): Promise<Result<readonly Person[], RemoteFailure>> {
  const listed = await arize.list({ list: 'users' }, signal);
  if (!listed.ok) return listed;
  const value = listed.value.map((user) => ({
    id: textOf(user['id']),
    email: normaliseEmail(textOf(user['email'])),
    status: normaliseWord(textOf(user['status'])),
  }));
  return { ok: true, value };
}

/** What the platform would refuse, told before it is asked (contract §7 "Users"). A status that an answer left out is for it to know. */
function whyNot(
  what: OneOff,
  { status, email }: Person,
): { readonly message: string; readonly hint: string } | undefined {
  if (what === 'resend-invitation' && status === 'active')
    return {
      message: 'has accepted the invitation already.',
      hint: `for a new password: ${commandText('users reset-password', [email])}`,
    };
  if (what === 'resend-invitation' && status === 'expired')
    return {
      message: 'the invitation has run out; only a new one helps.',
      hint: 'run `ax-gitops apply` with the person in the files',
    };
  if (what === 'reset-password' && status !== 'active' && status !== '')
    return {
      message: 'has not accepted the invitation yet, so there is no password.',
      hint: `run ${commandText('users resend-invitation', [email])}`,
    };
  return undefined;
}

async function send(
  { what, ...request }: MailRequest,
  { id, email }: Person,
  { arize, connection }: { readonly arize: Arize; readonly connection: Connection },
  at: Surroundings,
  host: Host,
): Promise<MailOutcome> {
  const path = journalPath(request, at);
  const now = () => at.now().toISOString();
  const step: JournaledStep = {
    run: randomUUID(),
    index: 0,
    action: what,
    kind: personKind,
    address: addressOf.user(email),
  };
  let journal: Journal;
  try {
    journal = await openJournal(path);
    await begin(journal, step, connection, at);
  } catch (error) {
    return unusable(error, path);
  }
  try {
    const done = await arize.call({ do: `users.${what}`, user: id });
    await end(journal, step, done, now()).catch((error: unknown) => {
      host.notify({ type: 'end-not-recorded', of: 'mail', reason: String(error) });
    });
    return done.ok ? { type: 'sent', what, email } : { type: 'not-sent', what, email, failure: done.error };
  } finally {
    await journal.close();
  }
}

async function begin(
  journal: Journal,
  step: JournaledStep,
  { host, profile }: Connection,
  surroundings: Surroundings,
): Promise<void> {
  const by = await runBy(surroundings);
  const at = surroundings.now().toISOString();
  const account = { host, ...(profile !== undefined && { profile }), ...(by !== undefined && { by }) };
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

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
