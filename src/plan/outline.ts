import { kindAt, kinds, thingKinds } from '../kinds/index.js';
import type { Draft, IdOf } from '../kinds/kind.js';
import { asserting } from '../kinds/drafts.js';
import type { Address, Names } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { Change, Diff, Settlement } from '../model/change.js';
import type { LiveIndex } from '../model/live-index.js';
import type { FieldChange, Settles, Step } from '../model/plan.js';
import type { Attributes, Delivery, DesiredResource, KindName, LiveResource } from '../model/resource.js';
import type { Source } from '../model/source.js';
import type { Capabilities } from '../remote/port.js';

/** A step that has no place in the order yet. */
export interface Outline {
  readonly kind: KindName;
  readonly address: Address;
  readonly names: Names;
  readonly draft: Draft;
  readonly changes: readonly FieldChange[];
  /** What Arize removes along with it. */
  readonly taken: readonly LiveResource[];
  /** Absent where no file asks for it. */
  readonly source?: Source;
  readonly reason: string;
  /** Who may be able to do less afterwards, where it is no removal. */
  readonly loss?: Step['loss'];
  /** Where the secret goes that it brings. */
  readonly delivery: Delivery | undefined;
  /** Why it goes, where it is not declared absent. */
  readonly cause: Step['cause'];
  /** What it leaves behind; none for a removal. */
  readonly attributes: Attributes | undefined;
  /** What it acts on, where that is live already. */
  readonly live: LiveResource | undefined;
  /** What an earlier apply left open, which it settles. */
  readonly settles?: Settles;
}

/** The steps that each change takes, in the words of its kind. */
export function outlineSteps(
  { changes, live, anew }: Pick<Diff, 'changes' | 'live' | 'anew'>,
  capabilities: Capabilities,
): readonly Outline[] {
  const today = idsIn(live);
  const afterwards: IdOf = (address) => (anew.has(address) ? { of: address } : today(address));
  return changes.flatMap((change) => {
    const { desired } = change;
    const found = 'live' in change ? change.live : undefined;
    const ids = change.type === 'delete' ? today : afterwards;
    const removes = change.type === 'delete' || change.type === 'assert-absent';
    // What is deleted may be of another kind than the entry that asks for it, where one grant replaces another.
    const subject = change.type === 'delete' ? change.live : desired;
    return draftsFor(change, ids, capabilities).map((draft, index) => ({
      kind: subject.kind,
      address: subject.address,
      names: subject.names,
      draft,
      changes: fieldChanges(draft),
      taken: [],
      source:
        change.type === 'rename' && desired.renamedFrom !== undefined ? desired.renamedFrom.source : desired.source,
      delivery: kinds[subject.kind].brings?.(draft.call) === undefined ? undefined : (desired.delivery ?? {}),
      cause: causeOf(change),
      reason: index === 0 ? reasonFor(change) : 'can only be set once it exists',
      attributes: removes ? undefined : desired.attributes,
      live: found,
    }));
  });
}

/** The end of what an earlier apply has left over. */
export function outlineSettlements(settlements: readonly Settlement[], live: LiveIndex): readonly Outline[] {
  const ids = idsIn(live);
  return settlements.map(({ key, settles, reason }): Outline => {
    const draft = kinds[key.kind].remove(key, ids);
    const { kind, address, names } = key;
    const nothing = { taken: [], delivery: undefined, cause: undefined, attributes: undefined };
    return { kind, address, names, draft, changes: fieldChanges(draft), ...nothing, reason, live: key, settles };
  });
}

function draftsFor(change: Change, ids: IdOf, capabilities: Capabilities): readonly Draft[] {
  const kind = kinds[change.type === 'delete' ? change.live.kind : change.desired.kind];
  switch (change.type) {
    case 'create':
      return kind.create(change.desired, ids, capabilities);
    case 'update': {
      const drafts = kind.update(change.live, change.desired, change.fields, ids);
      return change.isAssertion === true ? asserting(drafts) : drafts;
    }
    case 'delete':
      return [kind.remove(change.live, ids)];
    case 'rename':
      return [offered(kind.rename)(change.live, change.from, change.to)];
    case 'assert-present':
      return offered(kind.assertPresent)(change.desired, ids, capabilities);
    case 'assert-absent':
      return [offered(kind.assertAbsent)(change.desired, ids)];
  }
}

function offered<F>(action: F | undefined): F {
  if (action === undefined) throw new TypeError('a change that its kind does not offer');
  return action;
}

function idsIn(live: LiveIndex): IdOf {
  return (address) => {
    const kind = kindAt(address);
    const found = kind !== undefined && thingKinds.includes(kind) ? live.find(kind, address) : undefined;
    return found === undefined ? { of: address } : { id: found.id };
  };
}

/** The fields that a step changes, in order. */
export function fieldChanges({ before, after }: Draft): readonly FieldChange[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort(compareText);
  return fields.map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }));
}

function causeOf(change: Change): Step['cause'] {
  if (change.type === 'delete' && change.isUnmanaged === true) return 'unmanaged';
  if (change.type === 'create' && change.because === 'kept') return 'kept';
  return change.desired.term?.isOver === true ? 'expired' : undefined;
}

const created = {
  expired: '; the invitation has expired',
  renewed: '; made again, since a new invitation may have a new ID',
};

function reasonFor(change: Change): string {
  const { desired } = change;
  const through = desired.group === undefined ? '' : `, through group ${desired.group}`;
  const until = untilText(desired);
  switch (change.type) {
    case 'create':
      if (change.because === 'kept') return 'in no file; kept, since a new invitation may have a new ID';
      return `new${through}${change.because === undefined ? '' : created[change.because]}${until}`;
    case 'update':
      return change.isAssertion === true
        ? `declared${through}; what is live is not known: ${change.fields.map(({ field }) => field).join(', ')}${until}`
        : `${through}${until}`.replace(/^[ ,]+/, '');
    case 'rename':
      return `renamed from ${JSON.stringify(change.from)}`;
    case 'delete':
      if (change.isUnmanaged === true) return 'live, in no file, and policy.unmanaged is remove';
      return desired.ensure === 'absent'
        ? absentReason(desired)
        : `replaced by a ${kinds[desired.kind].title}${through}`;
    case 'assert-present':
      return `declared${through}; whether it is live can't be read${until}`;
    case 'assert-absent':
      return `${absentReason(desired)}; whether it is live can't be read`;
  }
}

function absentReason({ term, droppedSince, source }: DesiredResource): string {
  if (droppedSince !== undefined) return `removed from ${source.file.replace(`${droppedSince}:`, '')}`;
  if (term?.isOver !== true) return 'declared absent';
  return `ended ${term.until ?? ''}${term.reason === undefined ? '' : ` (${term.reason})`}`;
}

function untilText({ term }: DesiredResource): string {
  const why = term?.reason === undefined ? '' : ` (${term.reason})`;
  return term?.until === undefined ? why : `, until ${term.until}${why}`;
}
