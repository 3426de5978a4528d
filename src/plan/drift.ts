import { compareAddresses } from '../model/address.js';
import type { Drift, DriftItem } from '../model/drift.js';
import type { Plan, Step } from '../model/plan.js';

/** What differs between the files and the account, each with how; the same plan seen from the account's side. */
export function driftOf({ steps, unmanaged, blocked, unobserved, expiring, target }: Plan): Drift {
  const recreated = new Set(steps.filter(({ action }) => action === 'delete').map(({ address }) => address));
  const items: DriftItem[] = [
    ...steps.flatMap((step) => itemOf(step, recreated.has(step.address))),
    ...unmanaged.map(({ address }): DriftItem => ({
      type: 'unmanaged',
      address,
      detail: 'live, in no file',
      source: null,
    })),
    ...blocked.map(({ address, reason }): DriftItem => ({ type: 'changed', address, detail: reason, source: null })),
  ];
  return {
    target,
    items: items.sort((a, b) => compareAddresses(a.address, b.address) || compareAddresses(a.detail, b.detail)),
    unobserved,
    expiring,
  };
}

/** What is only asserted differs from nothing that is known. */
function itemOf(step: Step, isReplaced: boolean): DriftItem[] {
  const { action, address, source, cause, origin } = step;
  if (action === 'assert') return [];
  const own = { address, source, ...(origin !== undefined && { origin }) };
  if (action === 'delete') return [{ ...own, type: cause ?? 'changed', detail: step.reason }];
  if (action === 'create' && !isReplaced) return [{ ...own, type: 'missing', detail: 'declared, not live' }];
  const fields = step.changes.map(({ field, before, after }) => `${field}: ${word(before)} instead of ${word(after)}`);
  return [{ ...own, type: 'changed', detail: fields.join(', ') }];
}

function word(value: unknown): string {
  if (value === null) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
