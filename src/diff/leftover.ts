import { keyKind, kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { ownerOf } from '../model/active-key.js';
import { addressOf, segmentsOf } from '../model/address.js';
import { groupBy } from '../model/group-by.js';
import type { Settlement } from '../model/change.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveState } from '../model/live.js';
import { keysByName } from '../model/live.js';
import type { LeftOpen, OpenSecret } from '../model/open-secret.js';
import { isStale } from '../model/open-secret.js';
import type { Plan } from '../model/plan.js';
import type { LiveResource } from '../model/resource.js';
import { commandText } from '../model/command-text.js';
import type { Extent } from '../model/visibility.js';
import { sightOf } from '../model/visibility.js';

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
 * nothing once the list shows a key that a later run has made: it is newer than the request then. Where the list may
 * leave out what this login is not shown, a key that is not in it is not known to be gone.
 */
export function findLeftovers(live: LiveState, desired: DesiredState, left: LeftOpen): Leftovers {
  const listed = keysOf(live);
  const keys = listed.filter(({ id }) => !left.revoked.has(id));
  const eyes = eyesOf(live, listed);
  const strangers = strangersOf(left, keys, eyes);
  const surplus = new Map<OpenSecret, LiveResource>();
  const warnings: Plan['warnings'][number][] = [];
  const settled: OpenSecret[] = [];
  for (const open of left.secrets) {
    const found = surplusOf(open, keys, strangers, { left, eyes });
    if (typeof found === 'string')
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
  { left, eyes }: { readonly left: LeftOpen; readonly eyes: Eyes },
): LiveResource | Unsettled | undefined {
  const { brings, delivered, replaces, created, revoked } = open;
  if (brings !== 'new-key' || revoked === true) return undefined;
  const listed = (id: string | undefined) => keys.find((key) => key.id === id);
  const sight = sightOfKeys(open, eyes);
  const isListFresh = keys.some(({ id }) => isMadeLater(id, open, left));
  const missing = sight !== 'whole' ? 'not shown' : isListFresh ? undefined : 'unseen';
  if (delivered === true) {
    if (replaces === undefined) return undefined;
    // One that was there long before is gone where a list of all is without it.
    const isOld = sight === 'whole' && !left.made.has(replaces);
    return listed(replaces) ?? (isOld ? undefined : missing);
  }
  if (created !== undefined) {
    const isHidden = sight === 'hidden' || missing === undefined;
    return listed(created) ?? (isHidden ? missing : unlisted(open, created));
  }
  return strangers.get(open) ?? missing;
}

/** Why it is not known what has become of a key: no list shows it yet, this login is not shown it, or it is one of several. */
type Unsettled = 'unseen' | 'not shown' | 'unclear';

/** What this login is shown of keys. */
interface Eyes {
  /** Of service keys; of user keys, its own alone (contract §7). */
  readonly extent: Extent;
  /** Whose the listed user keys are, by their ID. */
  readonly self: string | undefined;
  readonly listed: ReadonlySet<string>;
}

function eyesOf({ visibility }: LiveState, keys: readonly LiveResource[]): Eyes {
  return {
    extent: sightOf(visibility, keyKind).extent,
    self: selfOf(keys),
    listed: new Set(keys.filter(isUserKey).map(({ id }) => id)),
  };
}

/** How much this login is shown of the keys that a step may have made or replaced. */
function sightOfKeys(open: OpenSecret, { extent, self, listed }: Eyes): 'whole' | 'partly' | 'hidden' {
  const { keyType, owner, known, created, replaces } = open;
  if (extent === 'hidden') return 'hidden';
  const isOwn = owner === undefined ? [...known, created, replaces].some((id) => listed.has(id ?? '')) : owner === self;
  if (keyType !== 'SERVICE' && !isOwn) return 'hidden';
  return keyType !== 'USER' && extent === 'partly' ? 'partly' : 'whole';
}

function isMadeLater(id: string, { runNumber, keyType }: OpenSecret, { made }: LeftOpen): boolean {
  const found = made.get(id);
  return found !== undefined && found.runNumber > runNumber && found.keyType === keyType;
}

/**
 * For each that lost its answer the key that it may have made. Each made one at most: where there are more, some are
 * somebody else's, and nobody can tell which.
 */
function strangersOf(
  left: LeftOpen,
  keys: readonly LiveResource[],
  { self }: Eyes,
): ReadonlyMap<OpenSecret, LiveResource | 'unclear'> {
  const isElses = madeByOthers(keys);
  const lost = left.secrets.filter(
    ({ brings, created, delivered, revoked, owner = self }) =>
      brings === 'new-key' && created === undefined && delivered !== true && revoked !== true && owner === self,
  );
  const found = new Map<OpenSecret, LiveResource | 'unclear'>();
  // Those at one address and of one type.
  for (const opens of groupBy(lost, ({ address, keyType = '' }) => `${address} ${keyType}`).values()) {
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
  const self = selfOf(keys);
  if (self === undefined) return () => false;
  return ({ attributes: { creator } }) => typeof creator === 'string' && creator !== self;
}

function selfOf(keys: readonly LiveResource[]): string | undefined {
  return ownerOf(keys.filter(isUserKey).map(({ attributes: { creator } }) => creator));
}

function isUserKey({ attributes }: LiveResource): boolean {
  return kinds[keyKind].isOwn?.(attributes) === true;
}

function isCandidate(key: LiveResource, open: OpenSecret): boolean {
  const isOfType = open.keyType === undefined || (open.keyType === 'USER') === isUserKey(key);
  return key.address === open.address && isOfType && !open.known.includes(key.id);
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

function openMessage(open: OpenSecret, why: Unsettled): string {
  const { startedAt, address, delivered, replaces, created } = open;
  if (why === 'not shown') {
    const key =
      delivered === true
        ? `the key ${replaces ?? ''}, which has a successor, is revoked`
        : created === undefined
          ? `the apply of ${startedAt}, which got no answer, created an API key with this name`
          : `the key ${created}, whose secret did not get to its sink, is revoked`;
    return `this login may not be shown whether ${key}; this stays open until ${whoeverSees(open)} applies`;
  }
  if (delivered === true)
    return `no list shows yet whether the key ${replaces ?? ''}, which has a successor, is gone; the next run looks again`;
  const asked = `the apply of ${startedAt} got no answer when it created an API key with this name`;
  if (why === 'unclear')
    return `${asked}, and more than one was created since; revoke those that nobody uses: ax api-keys revoke ID`;
  const name = segmentsOf(address as Address)[1] ?? '';
  return `${asked}, and no list shows it yet; this stays open until one does, or until a later one is created: ${commandText('keys rotate', [name])}`;
}

function whoeverSees({ keyType }: OpenSecret): string {
  return keyType === 'USER' ? 'the person whose key it is' : 'an account admin';
}

function passwordWarning({ address, startedAt }: OpenSecret, live: LiveState): Plan['warnings'][number] {
  const user = address as Address;
  const email = segmentsOf(user)[1] ?? '';
  const isInvited = live.resources.user.get(user)?.attributes['status'] === 'invited';
  const next = commandText(isInvited ? 'users resend-invitation' : 'users reset-password', [email]);
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
