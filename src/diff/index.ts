import equal from 'fast-deep-equal';
import { kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { addressOf, compareAddresses } from '../model/address.js';
import type { Blocked, Change, DiffResult } from '../model/change.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveState, Unobserved } from '../model/live.js';
import type { LiveIndex } from '../model/live-index.js';
import { indexLive } from '../model/live-index.js';
import type { FieldChange } from '../model/plan.js';
import type { DesiredResource, KindName, LiveResource } from '../model/resource.js';
import type { Capabilities } from '../remote/port.js';
import { heldBack } from './held-back.js';
import { checkReferences } from './references.js';
import { compareKey } from './api-key.js';
import { applyRenames } from './rename.js';
import { findUnmanaged } from './unmanaged.js';

/**
 * Compares what the files ask for with what is live. Pure and deterministic; equality comes after normalisation,
 * which `desired` and `live` have done.
 */
export function diffStates(
  desired: DesiredState,
  liveState: LiveState,
  capabilities: Capabilities,
  now: Date,
): DiffResult {
  const renamed = applyRenames(desired.resources, liveState, desired.locate);
  const live = indexLive(renamed.live);
  const diagnostics = [...renamed.diagnostics, ...checkReferences(desired, live)];
  if (diagnostics.length > 0) return { diagnostics };

  const changes: Change[] = renamed.renames.map(({ desired: resource, from, to }) => {
    const target = live.find(resource.kind, resource.address);
    if (target === undefined) throw new TypeError(`renamed but not found: ${resource.address}`);
    return { type: 'rename', desired: resource, live: target, from, to };
  });
  const blocked: Blocked[] = [];
  const held = heldBack(desired.resources, live, capabilities);
  for (const resource of desired.resources) {
    const reason = held(resource);
    if (reason !== undefined) {
      blocked.push({ address: resource.address, kind: resource.kind, reason });
      continue;
    }
    const compared = compare(resource, live, capabilities, now);
    changes.push(...compared.changes);
    blocked.push(...compared.blocked);
  }
  const unmanaged = findUnmanaged(desired, live);
  changes.push(...unmanaged.removals);
  return {
    diff: {
      changes,
      blocked,
      unmanaged: unmanaged.reported,
      unobserved: findUnobserved(desired, live),
      live,
    },
  };
}

interface Compared {
  readonly changes: readonly Change[];
  readonly blocked: readonly Blocked[];
}

const same: Compared = { changes: [], blocked: [] };

function compare(desired: DesiredResource, live: LiveIndex, capabilities: Capabilities, now: Date): Compared {
  const found = live.find(desired.kind, desired.address);
  if (desired.ensure === 'absent') {
    if (found !== undefined) return { changes: [{ type: 'delete', desired, live: found }], blocked: [] };
    const isAsked = kinds[desired.kind].assertAbsent !== undefined && desired.isRemovedBefore !== true;
    return isAsked && mayBeUnseen(desired, live)
      ? { changes: [{ type: 'assert-absent', desired }], blocked: [] }
      : same;
  }
  const replaced = otherGrant(desired, live);
  if (replaced?.kind === 'space-member') {
    // Removing the predefined role takes every binding on the space along, so one that is there must come back too.
    const steps: Change[] = [
      { type: 'delete', desired, live: replaced },
      { type: 'create', desired },
    ];
    return { changes: steps, blocked: [] };
  }
  const revoked: Change[] = replaced === undefined ? [] : [{ type: 'delete', desired, live: replaced }];
  // Who is in a place may be known without the role there; then it is made sure of.
  if (found !== undefined && kinds[desired.kind].isMembership === true && found.attributes['role'] === undefined)
    return { changes: [{ type: 'assert-present', desired }, ...revoked], blocked: [] };
  if (found !== undefined) {
    if (desired.kind === 'user' && found.attributes['status'] === 'expired')
      return { changes: [{ type: 'create', desired }], blocked: [] };
    if (desired.kind === 'api-key') return compareKey(desired, found, now);
    const { changes, blocked } = compareFields(desired, found, capabilities);
    return { changes: [...changes, ...revoked], blocked };
  }
  if (desired.ensure === 'existing') return same;
  if (mayBeUnseen(desired, live)) return { changes: [{ type: 'assert-present', desired }, ...revoked], blocked: [] };
  return { changes: [{ type: 'create', desired }, ...revoked], blocked: [] };
}

/** A person has either a predefined or a custom role in a space; this is the live one of the other sort. */
function otherGrant({ kind, address }: DesiredResource, live: LiveIndex): LiveResource | undefined {
  if (kind === 'space-member') return live.find('space-role-binding', address);
  if (kind === 'space-role-binding') return live.find('space-member', address);
  return undefined;
}

/**
 * Whether it could be there without our seeing it: memberships where no roster was read, and what the login may not
 * list. Never where the person or the place is not live itself.
 */
function mayBeUnseen({ kind, names }: DesiredResource, live: LiveIndex): boolean {
  const container = kinds[kind].containerOf(names);
  if (container === undefined || !isLive(container, live)) return false;
  if (names.user !== undefined && live.find('user', addressOf.user(names.user)) === undefined) return false;
  return kinds[kind].isMembership === true
    ? !live.state.rosters.has(container)
    : live.state.unobserved.some(({ kinds: names }) => names.includes(kind));
}

function compareFields(desired: DesiredResource, live: LiveResource, capabilities: Capabilities): Compared {
  const kind = kinds[desired.kind];
  const fields: FieldChange[] = [];
  const blocked: Blocked[] = [];
  for (const field of Object.keys(desired.attributes).sort(compareAddresses)) {
    if (kind.createOnly.includes(field)) continue;
    const before = live.attributes[field] ?? null;
    const after = desired.attributes[field] ?? null;
    if (equal(before, after)) continue;
    const reason = kind.fixed(field, capabilities);
    if (reason === undefined) fields.push({ field, before, after });
    else blocked.push({ address: desired.address, kind: desired.kind, reason: `${field}: ${reason}` });
  }
  return { changes: fields.length === 0 ? [] : [{ type: 'update', desired, live, fields }], blocked };
}

/** One entry per map of members whose place is live and whose members could not be read. */
function findUnobserved(desired: DesiredState, live: LiveIndex): readonly Unobserved[] {
  const entries: Unobserved[] = [...live.state.unobserved];
  for (const { kinds: names, container } of desired.managed) {
    const membership = names.find((name) => kinds[name].isMembership === true);
    if (membership === undefined || container === undefined || live.state.rosters.has(container)) continue;
    if (!isLive(container, live)) continue;
    const believed = live.state.believed;
    const reason =
      believed?.places.has(container) === true
        ? `taken as they were in the files at ${believed.ref}; nothing lists them`
        : unlistedReason(membership);
    entries.push({ scope: `${container}/member/*`, kinds: [membership], reason });
  }
  return entries.sort((a, b) => compareAddresses(a.scope, b.scope));
}

function isLive(container: Address, live: LiveIndex): boolean {
  return (['organization', 'space', 'project'] as const).some((kind) => live.find(kind, container) !== undefined);
}

function unlistedReason(kind: KindName): string {
  return kind === 'organization-member'
    ? 'neither ax nor the REST API lists the members of an organization'
    : 'neither ax nor the REST API lists the members of a space; custom roles are seen through their role bindings';
}
