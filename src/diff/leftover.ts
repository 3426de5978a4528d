import { keyKind, kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { addressOf, segmentsOf } from '../model/address.js';
import type { Settlement } from '../model/change.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveState } from '../model/live.js';
import { keysByName } from '../model/live.js';
import type { LeftOpen, OpenSecret } from '../model/open-secret.js';
import { isStale } from '../model/open-secret.js';
import type { Plan } from '../model/plan.js';
import type { LiveResource } from '../model/resource.js';
import { shellWord } from '../model/shell-word.js';

/** What earlier applies have left open, in the light of what is live. */
export interface Leftovers {
  /** Live without the keys that nobody holds: what the files are compared with. */
  readonly live: LiveState;
  /** The files, with each key to be rotated whose sink may hold a secret that is no good. */
  readonly desired: DesiredState;
  /** The end of those keys. */
  readonly settlements: readonly Settlement[];
  readonly warnings: Plan['warnings'];
  /** What turns out to be done with. */
  readonly settled: readonly OpenSecret[];
}

/**
 * A key whose secret did not arrive is good for nobody and is revoked; so is one whose successor has arrived. Where the
 * answer with its ID was lost, it is whichever key of that name is live now, was not before, and was made by no other
 * step. Clocks are not asked: that of the platform is another than ours. An answer that was lost is known to have made
 * nothing once the list shows a key that a later run has made: it is newer than the request then.
 */
export function findLeftovers(live: LiveState, desired: DesiredState, left: LeftOpen): Leftovers {
  const listed = keysOf(live);
  const keys = listed.filter(({ id }) => !left.revoked.has(id));
  const strangers = strangersOf(left, keys);
  const surplus = new Map<OpenSecret, LiveResource>();
  const warnings: Plan['warnings'][number][] = [];
  const settled: OpenSecret[] = [];
  for (const open of left.secrets) {
    const found = surplusOf(open, keys, strangers, left);
    if (found === 'unseen' || found === 'unclear')
      warnings.push({ address: open.address as Address, message: openMessage(open, found) });
    else if (found !== undefined) surplus.set(open, found);
    else if (!isRotatedAgain(open, desired)) settled.push(open);
    if (open.brings === 'password') warnings.push(passwordWarning(open, live));
  }
  const gone = new Set(surplus.values());
  return {
    live: withKeys(
      live,
      listed,
      keys.filter((key) => !gone.has(key)),
    ),
    desired: withRotations(desired, left.secrets),
    settlements: [...surplus].map(([open, key]) => endOf(open, key)),
    warnings,
    settled,
  };
}

function keysOf({ resources, ambiguousKeys }: LiveState): readonly LiveResource[] {
  return [...resources[keyKind].values(), ...ambiguousKeys.flatMap(({ keys }) => keys)];
}

/** The key that must go on account of one, nothing where there is none, or that it can't be known yet. */
function surplusOf(
  open: OpenSecret,
  keys: readonly LiveResource[],
  strangers: ReadonlyMap<OpenSecret, LiveResource | 'unclear'>,
  left: LeftOpen,
): LiveResource | 'unseen' | 'unclear' | undefined {
  const { brings, delivered, replaces, created, revoked } = open;
  if (brings !== 'new-key' || revoked === true) return undefined;
  const listed = (id: string | undefined) => keys.find((key) => key.id === id);
  const isListFresh = keys.some(({ id }) => isMadeLater(id, open, left));
  if (delivered === true) {
    // One that was there long before is gone where a list is without it.
    const isOld = replaces === undefined || !left.made.has(replaces);
    return listed(replaces) ?? (isOld || isListFresh ? undefined : 'unseen');
  }
  if (created !== undefined) return listed(created) ?? (isListFresh ? undefined : unlisted(open, created));
  return strangers.get(open) ?? (isListFresh ? undefined : 'unseen');
}

function isMadeLater(id: string, { runNumber, keyType }: OpenSecret, { made }: LeftOpen): boolean {
  const found = made.get(id);
  return found !== undefined && found.runNumber > runNumber && found.keyType === keyType;
}

/**
 * For each that lost its answer the key that it may have made. Each made one at most: where there are more, some are
 * somebody else's, and nobody can tell which.
 */
function strangersOf(left: LeftOpen, keys: readonly LiveResource[]): ReadonlyMap<OpenSecret, LiveResource | 'unclear'> {
  const isElses = madeByOthers(keys);
  const lost = left.secrets.filter(
    ({ brings, created, delivered, revoked }) =>
      brings === 'new-key' && created === undefined && delivered !== true && revoked !== true,
  );
  const found = new Map<OpenSecret, LiveResource | 'unclear'>();
  for (const opens of groups(lost)) {
    const candidates = keys.filter(
      (key) => opens.some((open) => isCandidate(key, open)) && !left.made.has(key.id) && !isElses(key),
    );
    if (candidates.length > opens.length) for (const open of opens) found.set(open, 'unclear');
    else
      for (const key of candidates) {
        const open = opens.find((one) => !found.has(one) && isCandidate(key, one));
        if (open !== undefined) found.set(open, key);
      }
  }
  return found;
}

/** The user keys that are listed are our own (contract §7); what another login made is none of ours. */
function madeByOthers(keys: readonly LiveResource[]): (key: LiveResource) => boolean {
  const creators = new Set(
    keys.flatMap(({ attributes }) => (attributes['type'] === 'user' ? [attributes['creator']] : [])),
  );
  const [self] = creators;
  if (creators.size !== 1 || typeof self !== 'string') return () => false;
  return ({ attributes: { creator } }) => typeof creator === 'string' && creator !== self;
}

/** Those at one address and of one type. */
function groups(secrets: readonly OpenSecret[]): Iterable<readonly OpenSecret[]> {
  const found = new Map<string, OpenSecret[]>();
  for (const open of secrets) {
    const name = `${open.address} ${open.keyType ?? ''}`;
    found.set(name, [...(found.get(name) ?? []), open]);
  }
  return found.values();
}

function isCandidate({ address, id, attributes }: LiveResource, open: OpenSecret): boolean {
  const isOfType = open.keyType === undefined || (open.keyType === 'USER') === (attributes['type'] === 'user');
  return address === open.address && isOfType && !open.known.includes(id);
}

/** A list may lag behind, and revoking what is revoked already does nothing. */
function unlisted({ address }: OpenSecret, id: string): LiveResource {
  const key = segmentsOf(address as Address)[1] ?? '';
  return { kind: keyKind, address: addressOf.apiKey(key), names: { key }, id, attributes: {} };
}

function endOf(open: OpenSecret, key: LiveResource): Settlement {
  const why =
    open.delivered === true
      ? 'its successor is in place'
      : open.created === undefined
        ? 'it appeared while the answer was lost, so nobody has its secret'
        : 'its secret did not get to its sink';
  const { run, index } = open;
  const reason = `${key.id} is left over from the apply of ${open.startedAt}: ${why}`;
  const { type = null } = key.attributes;
  return { key: { ...key, attributes: { type } }, settles: { run, index }, reason };
}

function openMessage({ startedAt, address, delivered, replaces }: OpenSecret, why: 'unseen' | 'unclear'): string {
  if (delivered === true)
    return `no list shows yet whether the key ${replaces ?? ''}, which has a successor, is gone; the next run looks again`;
  const asked = `the apply of ${startedAt} got no answer when it created an API key with this name`;
  if (why === 'unclear')
    return `${asked}, and more than one was created since; revoke those that nobody uses: ax api-keys revoke ID`;
  const name = segmentsOf(address as Address)[1] ?? '';
  return `${asked}, and no list shows it yet; this stays open until one does, or until a later one is created: ax-gitops keys rotate ${shellWord(name)}`;
}

function passwordWarning({ address, startedAt }: OpenSecret, live: LiveState): Plan['warnings'][number] {
  const user = address as Address;
  const email = segmentsOf(user)[1] ?? '';
  const isInvited = live.resources.user.get(user)?.attributes['status'] === 'invited';
  const next = `${isInvited ? 'ax-gitops users resend-invitation' : 'ax-gitops users reset-password'} ${shellWord(email)}`;
  const message = `the apply of ${startedAt} broke off, so the temporary password may not be in its sink; for a new one: ${next}`;
  return { address: user, message };
}

/** What is stale stays open until a new secret is where it belongs, or the files speak of the key no more. */
function isRotatedAgain(open: OpenSecret, desired: DesiredState): boolean {
  return isStale(open) && (desired.rest !== undefined || isDeclared(open, desired));
}

function isDeclared({ address }: OpenSecret, { resources }: DesiredState): boolean {
  return resources.some((resource) => resource.address === address && resource.ensure === 'present');
}

function withRotations(desired: DesiredState, secrets: readonly OpenSecret[]): DesiredState {
  const stale = new Set<string>(secrets.filter(isStale).map(({ address }) => address));
  if (stale.size === 0) return desired;
  const resources = desired.resources.map((resource) =>
    kinds[resource.kind].role === 'key' && resource.ensure === 'present' && stale.has(resource.address)
      ? { ...resource, delivery: { ...resource.delivery, rotateNow: 'lost' as const } }
      : resource,
  );
  return { ...desired, resources };
}

function withKeys(live: LiveState, listed: readonly LiveResource[], keys: readonly LiveResource[]): LiveState {
  if (keys.length === listed.length) return live;
  const { unique, ambiguous } = keysByName(keys);
  return { ...live, resources: { ...live.resources, [keyKind]: unique }, ambiguousKeys: ambiguous };
}
