import { givenRole } from '../model/resource.js';
import { indexLive } from '../kinds/live-index.js';
import { equal } from '../model/equal.js';
import { kinds, sharing } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { siblingOf } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { Blocked, Change, DiffResult } from '../model/change.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveState } from '../model/live.js';
import type { LiveIndex } from '../model/live-index.js';
import type { FieldChange } from '../model/plan.js';
import type { DesiredResource, LiveResource } from '../model/resource.js';
import type { Capabilities } from '../remote/port.js';
import { heldBack } from './held-back.js';
import { hangsOn, keptAnew, madeAnew } from './made-anew.js';
import { endedKeys } from './ended-keys.js';
import { checkReferences } from './references.js';
import { compareKey } from './api-key.js';
import { applyRenames } from './rename.js';
import { renamesLeftOut } from './renames-left-out.js';
import type { PastRenames } from './swap.js';
import { sortOut } from './settled.js';
import { findUnmanaged } from './unmanaged.js';
import { mayBeUnseen, outOfReach, unknownFields, unobservedOf } from './unseen.js';

/**
 * Compares what the files ask for with what is live. Pure and deterministic; equality comes after normalisation,
 * which `desired` and `live` have done.
 */
export function diffStates(
  desired: DesiredState,
  liveState: LiveState,
  capabilities: Capabilities,
  now: Date,
  past: PastRenames = {},
): DiffResult {
  const renamed = applyRenames(desired.resources, liveState, desired.locate, past);
  const live = indexLive(renamed.live);
  const sorted = sortOut(desired.resources, live);
  const unreached = outOfReach(sorted.open, desired.references, live, capabilities);
  const within = [...sorted.open].filter((resource) => !unreached.has(resource));
  const diagnostics = [
    ...renamed.diagnostics,
    ...renamesLeftOut(desired, renamed.live, past),
    ...checkReferences(desired, live, sorted.open, unreached),
    ...endedKeys(within, live, desired.locate, now),
  ];
  if (diagnostics.length > 0) return { diagnostics };

  const changes: Change[] = renamed.renames.map(({ desired: resource, from, to }) => {
    // Where it passes by another name, it is found under its last one.
    const last =
      renamed.renames.findLast(({ desired: other }) => other.source === resource.source)?.desired ?? resource;
    const target = live.find(last.kind, last.address);
    if (target === undefined) throw new TypeError(`renamed but not found: ${resource.address}`);
    return { type: 'rename', desired: resource, live: target, from, to };
  });
  const blocked: Blocked[] = [];
  const held = heldBack(desired.resources, live, capabilities);
  const anew = madeAnew(desired.resources, live);
  // Who is invited anew loses all, also what is as it is declared.
  for (const resource of anew.size === 0 ? sorted.open : desired.resources) {
    if (unreached.has(resource)) continue;
    const reason = held(resource);
    if (reason !== undefined) {
      blocked.push({ address: resource.address, kind: resource.kind, reason });
      continue;
    }
    const compared = compare(resource, live, capabilities, now, anew);
    changes.push(...compared.changes);
    blocked.push(...compared.blocked);
  }
  const unmanaged = findUnmanaged(desired, live, sorted);
  changes.push(...unmanaged.removals);
  for (const resource of keptAnew(desired, live, anew))
    changes.push({ type: 'create', desired: resource, because: 'kept' });
  return {
    diff: {
      changes,
      blocked,
      unmanaged: unmanaged.reported,
      unobserved: unobservedOf(desired, live, sorted.open, unreached),
      outOfReach: new Set(unreached.keys()),
      anew,
      swapped: renamed.swapped,
      live,
    },
  };
}

/** The addresses of what has yet to get another name. */
export function pendingRenames(desired: DesiredState, live: LiveState, past: PastRenames): ReadonlySet<Address> {
  if (desired.resources.every(({ renamedFrom }) => renamedFrom === undefined)) return new Set();
  const { renames } = applyRenames(desired.resources, live, desired.locate, past);
  return new Set(renames.map(({ desired: { address }, from }) => siblingOf(address, from)));
}

interface Compared {
  readonly changes: readonly Change[];
  readonly blocked: readonly Blocked[];
}

const same: Compared = { changes: [], blocked: [] };

function compare(
  desired: DesiredResource,
  live: LiveIndex,
  capabilities: Capabilities,
  now: Date,
  anew: ReadonlySet<Address>,
): Compared {
  const listed = live.find(desired.kind, desired.address);
  if (desired.ensure === 'absent') {
    const found = listed;
    if (found !== undefined) return { changes: [{ type: 'delete', desired, live: found }], blocked: [] };
    const isAsked = kinds[desired.kind].assertAbsent !== undefined && desired.isRemovedBefore !== true;
    return isAsked && mayBeUnseen(desired, live)
      ? { changes: [{ type: 'assert-absent', desired }], blocked: [] }
      : same;
  }
  const because = anew.has(desired.address) ? 'expired' : hangsOn(anew, desired) ? 'renewed' : undefined;
  const found = because === undefined ? listed : undefined;
  const creation: Change = {
    type: 'create',
    desired,
    ...(because !== undefined && { because }),
    ...(because === 'renewed' && listed !== undefined && { live: listed }),
  };
  const replaced = replacedBy(desired, found, live);
  if (replaced !== undefined && kinds[replaced.kind].isMembership === true) {
    // Removing the predefined role takes every binding on the space along, so one that is there must come back too.
    const steps: Change[] = [{ type: 'delete', desired, live: replaced }, creation];
    return { changes: steps, blocked: [] };
  }
  const revoked: Change[] = replaced === undefined ? [] : [{ type: 'delete', desired, live: replaced }];
  // Who is in a place may be known without the role there; then it is made sure of.
  if (found !== undefined && kinds[desired.kind].isMembership === true && givenRole(found.attributes) === undefined)
    return { changes: [{ type: 'assert-present', desired }, ...revoked], blocked: [] };
  if (found !== undefined) {
    if (kinds[desired.kind].role === 'key') return compareKey(desired, found, now);
    const { changes, blocked } = compareFields(desired, found, capabilities);
    return { changes: [...changes, ...revoked], blocked };
  }
  if (desired.ensure === 'existing') return same;
  if (mayBeUnseen(desired, live)) return { changes: [{ type: 'assert-present', desired }, ...revoked], blocked: [] };
  return { changes: [creation, ...revoked], blocked: [] };
}

/** What goes for it; not a member whose role is left out, who may be one by this very grant, be it seen or not. */
function replacedBy(
  desired: DesiredResource,
  found: LiveResource | undefined,
  live: LiveIndex,
): LiveResource | undefined {
  const other = otherGrant(desired, live);
  if (other === undefined || kinds[other.kind].isMembership !== true) return other;
  const mayBeThis = givenRole(other.attributes) === undefined && (found !== undefined || mayBeUnseen(desired, live));
  return mayBeThis ? undefined : other;
}

/** A person has either a predefined or a custom role in a space; this is the live one of the other sort. */
function otherGrant({ kind, address }: DesiredResource, live: LiveIndex): LiveResource | undefined {
  for (const other of sharing(kind)) {
    const found = live.find(other, address);
    if (found !== undefined) return found;
  }
  return undefined;
}

function compareFields(desired: DesiredResource, live: LiveResource, capabilities: Capabilities): Compared {
  const kind = kinds[desired.kind];
  const fields: FieldChange[] = [];
  const blocked: Blocked[] = [];
  for (const field of Object.keys(desired.attributes).sort(compareText)) {
    // What the answer did not contain is not known to be different.
    if (kind.createOnly.includes(field) || !(field in live.attributes)) continue;
    const before = live.attributes[field] ?? null;
    const after = desired.attributes[field] ?? null;
    if (equal(before, after)) continue;
    const reason = kind.fixed(field, capabilities);
    if (reason === undefined) fields.push({ field, before, after });
    else blocked.push({ address: desired.address, kind: desired.kind, field, reason: `${field}: ${reason}` });
  }
  if (fields.length > 0) return { changes: [{ type: 'update', desired, live, fields }], blocked };
  return { changes: assertion(desired, live), blocked };
}

/** An update that does no harm where it changes nothing: the fields that can be made sure of without knowing them. */
function assertion(desired: DesiredResource, live: LiveResource): readonly Change[] {
  const { assertable = [] } = kinds[desired.kind];
  const fields = unknownFields(desired, live)
    .filter((field) => assertable.includes(field))
    .map((field): FieldChange => ({ field, before: null, after: desired.attributes[field] ?? null }));
  return fields.length === 0 ? [] : [{ type: 'update', desired, live, fields, isAssertion: true }];
}
