import { compareText } from '../model/compare-text.js';
import type { Drift, DriftItem } from '../model/drift.js';
import type { Json } from '../model/json.js';
import type { Plan, Step } from '../model/plan.js';

/** What differs between the files and the account, each with how; the same plan seen from the account's side. */
export function driftOf({ steps, unmanaged, blocked, unobserved, expiring, target }: Plan): Drift {
  const recreated = new Set(steps.filter(({ action }) => action === 'delete').map(({ address }) => address));
  const items: DriftItem[] = [
    ...steps.flatMap((step) => itemOf(step, recreated.has(step.address))),
    ...unmanaged.map(({ address, role, alert }): DriftItem => ({
      type: alert === true ? 'alert' : 'unmanaged',
      address,
      detail: role === undefined ? 'not in your files' : `${role}, not in your files`,
      source: null,
      ...(role === 'admin' && { isAdmin: true }),
    })),
    ...blocked.map(({ address, reason, source = null }): DriftItem => ({
      type: 'changed',
      address,
      detail: reason,
      source,
    })),
  ];
  return {
    target,
    items: items.sort(
      (a, b) =>
        Number(b.isAdmin ?? false) - Number(a.isAdmin ?? false) ||
        compareText(a.address, b.address) ||
        compareText(a.detail, b.detail),
    ),
    unobserved,
    expiring,
  };
}

/** What is only asserted differs from nothing that is known. */
function itemOf(step: Step, isReplaced: boolean): DriftItem[] {
  const { action, address, source, cause, origin } = step;
  // What is kept for somebody invited anew is in no file, and follows from the invitation.
  if (action === 'assert' || cause === 'kept') return [];
  const own = { address, source, ...(origin !== undefined && { origin }) };
  if (action === 'delete')
    return [{ ...own, type: cause === 'unmanaged' ? 'alert' : (cause ?? 'changed'), detail: step.reason }];
  if (action === 'create' && !isReplaced) return [{ ...own, type: 'missing', detail: 'declared, not live' }];
  const fields = step.changes.map(({ field, before, after }) => `${field}: ${differenceOf(before, after)}`);
  return [{ ...own, type: 'changed', detail: fields.join(', ') }];
}

/** `is "", should be "Core"`; of lists what is there too much and too little. */
function differenceOf(live: Json, declared: Json): string {
  if (Array.isArray(live) && Array.isArray(declared)) {
    const texts = (list: readonly Json[]) => new Set(list.map(word));
    const [there, wanted] = [texts(live as readonly Json[]), texts(declared as readonly Json[])];
    const more = [...there].filter((item) => !wanted.has(item)).map((item) => `+${item}`);
    const less = [...wanted].filter((item) => !there.has(item)).map((item) => `−${item}`);
    return [...more, ...less].join(' ');
  }
  return `is ${live === null ? 'not set' : JSON.stringify(live)}, should be ${declared === null ? 'not set' : JSON.stringify(declared)}`;
}

function word(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
