import { kinds } from '../kinds/index.js';
import type { ResolvedCall } from '../model/call.js';
import type { KeyEvent, KeyType, Secretive } from '../model/journal.js';
import type { Step } from '../model/plan.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Secret } from '../model/secret.js';
import { isActiveKey, ownerOf } from '../model/active-key.js';
import { segmentsOf } from '../model/address.js';
import { commandText } from '../model/command-text.js';
import type { Arize, CallResult, RawObject, RemoteFailure } from '../remote/port.js';
import type { Persistence, Settled } from './doubt.js';
import { persistently } from './doubt.js';
import { isNotSeenYet, patience } from './lag.js';

/** Puts a secret where it belongs. Throws where that does not work. */
export type Deliver = (step: Step, secret: Secret) => Promise<void>;

interface SecretWork extends Persistence {
  /** The active keys of that name, before. */
  readonly known: readonly string[];
  readonly deliver: Deliver;
  /** Writes down how far it has come; what can't be written down must not go on. */
  readonly record: (type: KeyEvent, id: string) => Promise<boolean>;
}

/** What a step brings that the platform shows once. A key that is made is never repeated blindly. */
export function secretOf({ kind, call, delivery }: Step): Secretive | undefined {
  return delivery === undefined ? undefined : kinds[kind].brings?.(call);
}

/** Of a step that makes a key. */
export function keyTypeOf({ call }: Step): KeyType {
  return call.do === 'api-keys.create' ? 'USER' : 'SERVICE';
}

/** The active keys that have a step's name. */
export interface ActiveKeys {
  readonly ids: readonly string[];
  /** Whose user keys are listed: one's own alone (contract §7). Of service keys nothing tells. */
  readonly owner?: string;
}

export async function activeKeys(
  arize: Arize,
  step: Step,
  signal?: AbortSignal,
): Promise<Result<ActiveKeys, RemoteFailure>> {
  const keyType = keyTypeOf(step);
  const listed = await arize.list({ list: 'api-keys', keyType }, signal);
  if (!listed.ok) return listed;
  const ids = idsOf(listed.value, nameOf(step));
  const owner =
    keyType === 'USER' ? ownerOf(listed.value.map((key) => unwrapped(key)['created_by_user_id'])) : undefined;
  return ok({ ids, ...(owner !== undefined && { owner }) });
}

/** Of listed keys those with a name. */
function idsOf(keys: readonly RawObject[], name: string): readonly string[] {
  return keys
    .map(unwrapped)
    .flatMap((key) => (key['name'] === name && isActiveKey(key) && typeof key['id'] === 'string' ? [key['id']] : []));
}

/** A list may wrap its items, depending on the SDK (contract §2). */
function unwrapped(key: RawObject): RawObject {
  const inner = key['actual_instance'];
  return typeof inner === 'object' && inner !== null ? (inner as RawObject) : key;
}

export function nameOf({ address }: Pick<Step, 'address'>): string {
  return segmentsOf(address)[1] ?? '';
}

/**
 * Does a call whose answer holds a secret: the call, the delivery, then the end of what it replaces. A secret that did
 * not arrive is worth nothing, so its key is revoked at once; the old one stays as it was.
 */
export async function withSecret(
  step: Step,
  call: ResolvedCall,
  work: SecretWork,
): Promise<Result<Settled, RemoteFailure>> {
  const brings = secretOf(step);
  const made = brings === 'new-key' ? await makeKey(step, call, work) : await persistently(call, work);
  if (!made.ok) return made;
  const { id, secret, isOfOthers } = made.value;
  // Whoever has signed in by now needs no password.
  if (isOfOthers === true) return made;
  if (brings !== 'password' && !(await work.record('key-created', id ?? '')))
    return lost(step, id, work, "the journal can't be written");
  if (secret === undefined) return lost(step, id, work, 'Arize sent no secret with it', 'apply again');
  try {
    await work.deliver(step, secret);
  } catch (error) {
    return lost(
      step,
      id,
      work,
      `its secret could not be delivered: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  // What is not written down the next run takes for lost: so the old one must stay good.
  if (brings !== 'password' && !(await work.record('key-delivered', id ?? '')))
    return failed({
      kind: 'invalid',
      message: "its secret was delivered, but that can't be written down; what it replaces was left",
      hint: 'make the journal writable, then apply again',
      uncertain: false,
    });
  const { secret: _, ...rest } = made.value;
  if (step.replaces === undefined) return ok({ ...rest, note: noteOf(step) });
  const revoked = await persistently({ do: 'api-keys.revoke', key: step.replaces }, work);
  if (revoked.ok) return ok({ ...rest, note: noteOf(step) });
  return failed({
    ...revoked.error,
    message: `the new key is in place, but the old one could not be revoked: ${revoked.error.message}`,
    hint: `the next apply here revokes it; or revoke the key ${step.replaces} in the Arize UI`,
  });
}

function noteOf({ delivery }: Step): string {
  return `delivered to ${delivery?.sink ?? 'its sink'}`;
}

/**
 * Makes a key once. Where it is not known whether it was made, or which it is, it is looked for among those of its name that
 * were not there before, and revoked: its secret is lost. Lists may lag some seconds behind; what none shows stays open.
 */
async function makeKey(step: Step, call: ResolvedCall, work: SecretWork): Promise<Result<Settled, RemoteFailure>> {
  const { arize, known, stop, pause, record } = work;
  const result = await callOnceSeen(call, work);
  const isClear = result.ok ? result.value.id !== undefined : !result.error.uncertain;
  if (isClear) return result;
  const failure: RemoteFailure = result.ok
    ? { kind: 'unreadable', message: 'Arize did not say which key it made', uncertain: true }
    : result.error;
  const open = (what: string) => failed({ ...failure, uncertain: true, hint: `the next apply here revokes ${what}` });
  for (let attempt = 0; ; attempt++) {
    const active = await activeKeys(arize, step);
    if (!active.ok) return open('it if it was made');
    const strangers = active.value.ids.filter((id) => !known.includes(id));
    const [stranger, ...others] = strangers;
    if (stranger !== undefined) {
      // One at most is ours.
      if (others.length > 0) return open('it once it is known which of them it is');
      if (result.ok) return ok({ ...result.value, id: stranger });
      const revoked = await arize.call({ do: 'api-keys.revoke', key: stranger });
      if (!revoked.ok) return open('the key that was made');
      await record('key-revoked', stranger);
      const message = `${failure.message}; the key that was made was revoked, since its secret is lost`;
      return failed({ ...failure, uncertain: false, message });
    }
    if (attempt >= looks || stop?.aborted === true) return open('the key, if it was made');
    await pause(firstLookMs * 2 ** attempt, stop);
  }
}

/**
 * A 404 that Arize explains says that nothing was made: the places of the key may be so new that it does not find them yet. A
 * bare one may be of anybody on the way, and says nothing of the kind.
 */
async function callOnceSeen(
  call: ResolvedCall,
  { arize, stop, pause, onRetry, fresh = new Set() }: SecretWork,
): Promise<Result<CallResult, RemoteFailure>> {
  const mayNotBeSeenYet = (error: RemoteFailure) => error.isExplained === true && isNotSeenYet(error, call, fresh);
  for (const [index, delayMs] of patience.entries()) {
    const result = await arize.call(call, stop);
    if (result.ok || stop?.aborted === true || !mayNotBeSeenYet(result.error)) return result;
    onRetry(result.error, delayMs, index + 1);
    await pause(delayMs, stop);
  }
  return arize.call(call, stop);
}

/** How often the list is looked at again for a key that may have been made, and the first wait. */
const looks = 3;
const firstLookMs = 500;

/** What is left of a secret that did not get where it belongs. */
async function lost(
  step: Step,
  id: string | undefined,
  { arize, record }: SecretWork,
  why: string,
  mend = 'fix the sink, then apply again',
): Promise<Result<Settled, RemoteFailure>> {
  const fail = (message: string, hint: string) =>
    failed<RemoteFailure>({ kind: 'invalid', message, hint, uncertain: false });
  const brings = secretOf(step);
  if (brings === 'password')
    return fail(
      `the person was invited, but ${why}`,
      `send a new password: ${commandText('users reset-password', [nameOf(step)])}`,
    );
  if (brings === 'new-secret' || id === undefined)
    return fail(
      `the key has a new secret, but ${why}; the old one ends after the grace period`,
      `the next apply here rotates it again; or now: ${commandText('keys rotate', [nameOf(step)])}`,
    );
  const revoked = await persistently(
    { do: 'api-keys.revoke', key: id },
    { arize, pause: () => Promise.resolve(), onRetry: () => undefined },
  );
  if (revoked.ok) await record('key-revoked', id);
  return revoked.ok
    ? fail(
        `${why}; the new key was revoked`,
        `${mend}${step.action === 'rotate' ? ': that rotates the key, since the sink may hold either secret' : ''}`,
      )
    : fail(
        `${why}, and the new key could not be revoked: ${revoked.error.message}`,
        `the next apply here revokes it; or revoke the key ${id} in the Arize UI`,
      );
}
