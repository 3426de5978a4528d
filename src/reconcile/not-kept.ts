import { resourceKey } from '../model/resource.js';
import type { Address } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { ApplyReport } from '../model/event.js';
import type { LeftField } from '../model/journal.js';
import { keyOfField } from '../model/not-kept.js';
import type { FieldChange, Step } from '../model/plan.js';
import type { Span } from '../model/source.js';

/** A field that a run wrote, with what is live in its place. */
interface Left extends LeftField {
  readonly address: Address;
  readonly change: FieldChange;
}

/** The fields that were written and are otherwise, read again. What was not done, or is new by now, is not among them. */
export function leftFields({ outcomes }: ApplyReport, remaining: readonly Step[] | 'unreadable'): readonly Left[] {
  if (remaining === 'unreadable') return [];
  const written = new Set(outcomes.flatMap(({ step, outcome }) => (outcome === 'done' ? [resourceKey(step)] : [])));
  return remaining.flatMap((step) =>
    step.action === 'update' && written.has(resourceKey(step))
      ? step.changes.map((change) => ({ kind: step.kind, address: step.address, field: change.field, change }))
      : [],
  );
}

/** What Arize has not kept, twice in a row: applying once more would change nothing. */
export interface NotKept {
  readonly diagnostics: readonly Diagnostic[];
  /** Where nothing else is left. */
  readonly addresses: ReadonlySet<Address>;
}

/** Those fields that the run before this one had left as well. */
export function notKept(left: readonly Left[], before: ReadonlySet<string>, desired: DesiredState): NotKept {
  const isNew = (one: Left) => !before.has(keyOfField(one));
  const again = new Set(left.filter(isNew).map(({ address }) => address));
  const twice = left.filter((one) => !isNew(one));
  return {
    diagnostics: twice.map((one) => diagnosticOf(one, desired)),
    addresses: new Set(twice.flatMap(({ address }) => (again.has(address) ? [] : [address]))),
  };
}

function diagnosticOf(left: Left, desired: DesiredState): Diagnostic {
  const { address, field, change } = left;
  const span = placeOf(left, desired);
  return {
    code: 'value-not-kept',
    severity: 'error',
    message: `${address}: Arize does not keep this ${field}. Two runs in a row wrote ${JSON.stringify(change.after)}, and afterwards ${JSON.stringify(change.before)} was live.`,
    ...(span !== undefined && { span }),
    hint: `applying again will not help. Write the ${field} as it is live, or leave it out: then it is not managed. If something else sets it back (single sign-on, another tool), change it there`,
  };
}

function placeOf({ kind, address, field }: LeftField, { resources, locate }: DesiredState): Span | undefined {
  const found = resources.find((resource) => resource.kind === kind && resource.address === address);
  return found && locate({ ...found.source, path: [...found.source.path, field] }, 'value');
}
