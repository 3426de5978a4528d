import { equal } from '../model/equal.js';
import type { Blocked, Change } from '../model/change.js';
import { isRefresh } from '../kinds/api-key/steps.js';
import type { Json } from '../model/json.js';
import type { FieldChange } from '../model/plan.js';
import type { DesiredResource, LiveResource } from '../model/resource.js';
import { compareText } from '../model/compare-text.js';

/**
 * What of a key differs or is due. Nothing can be changed in place, so each difference is a replacement; the description
 * only counts when the key is made.
 */
export function compareKey(
  desired: DesiredResource,
  live: LiveResource,
  now: Date,
): { readonly changes: readonly Change[]; readonly blocked: readonly Blocked[] } {
  const fields: FieldChange[] = Object.keys(desired.attributes)
    .filter((field) => field !== 'description' && field !== 'expires')
    .sort(compareText)
    .flatMap((field) => {
      const before = live.attributes[field];
      const after = desired.attributes[field] ?? null;
      return before === undefined || agrees(before, after) ? [] : [{ field, before, after }];
    });
  const rotateNow = desired.delivery?.rotateNow;
  if (rotateNow !== undefined) {
    const before = rotateNow === 'asked' ? 'the one in use' : 'lost in an apply that broke off';
    fields.push({ field: 'secret', before, after: 'a new one' });
  }
  const expiry = expiryOf(desired, live, now);
  if (expiry === 'too short') {
    const ends = typeof live.attributes['expires'] === 'string' ? live.attributes['expires'] : '';
    const reason = `expires: the key ends ${ends}, which is within rotate_before, and a new one would end no later; give a later \`expires\``;
    return {
      changes: change(desired, live, fields),
      blocked: [{ address: desired.address, kind: desired.kind, reason }],
    };
  }
  const due =
    expiry ?? (fields.length > 0 && !isRefresh(desired, fields) ? renewedExpiry(desired, live, now) : undefined);
  return { changes: change(desired, live, due === undefined ? fields : [...fields, due]), blocked: [] };
}

/** What a list leaves out of a key is unknown, and not different (contract §6). */
function agrees(live: Json, declared: Json): boolean {
  if (live === null || equal(live, declared)) return true;
  if (!isMap(live) || !isMap(declared)) return false;
  const places = Object.keys(declared);
  return (
    places.length === Object.keys(live).length &&
    places.every((place) => place in live && (live[place] === null || equal(live[place], declared[place])))
  );
}

function isMap(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A key that is replaced before it is due gets a new life too: the declared end is the first one's, and may be over. */
function renewedExpiry(desired: DesiredResource, live: LiveResource, now: Date): FieldChange | undefined {
  const { expires: before } = live.attributes;
  if (desired.delivery?.rotateBeforeMs === undefined || typeof before !== 'string') return undefined;
  const declared = desired.attributes['expires'];
  const renewed = endOfLife(live, before, now);
  if (typeof declared === 'string' && declared > renewed.after) return { field: 'expires', before, after: declared };
  return renewed.after === before ? undefined : { field: 'expires', before, ...renewed };
}

/** As long a life as the old one had, from the start of the day, so that the plan stays the same all day. */
function endOfLife(live: LiveResource, end: string, now: Date): { readonly after: string; readonly lifeMs?: number } {
  const { created } = live.attributes;
  if (typeof created !== 'string') return { after: end };
  const lifeMs = Date.parse(end) - Date.parse(created);
  const today = new Date(now.toISOString().slice(0, 10)).getTime();
  return { after: new Date(today + lifeMs).toISOString(), lifeMs };
}

function change(desired: DesiredResource, live: LiveResource, fields: readonly FieldChange[]): readonly Change[] {
  return fields.length === 0 ? [] : [{ type: 'update', desired, live, fields }];
}

/**
 * Without `rotate_before` the expiry is as declared. With it the declared one is the first; a key that is due gets a life
 * as long as the old one had.
 */
function expiryOf(desired: DesiredResource, live: LiveResource, now: Date): FieldChange | 'too short' | undefined {
  const before = live.attributes['expires'];
  // An answer without it does not say that the key never ends.
  if (before === undefined) return undefined;
  const declared = desired.attributes['expires'] ?? null;
  const ahead = desired.delivery?.rotateBeforeMs;
  if (ahead === undefined) {
    return 'expires' in desired.attributes && !isSameMoment(before, declared)
      ? { field: 'expires', before, after: declared }
      : undefined;
  }
  if (typeof before !== 'string' || Date.parse(before) - now.getTime() >= ahead) return undefined;
  if (typeof declared === 'string' && Date.parse(declared) - now.getTime() >= ahead)
    return { field: 'expires', before, after: declared };
  const renewed = endOfLife(live, before, now);
  return Date.parse(renewed.after) - now.getTime() < ahead ? 'too short' : { field: 'expires', before, ...renewed };
}

/** Servers keep fractions of a second or leave them out, and nobody means one. */
export function isSameMoment(one: Json, other: Json): boolean {
  const isClose =
    typeof one === 'string' && typeof other === 'string' && Math.abs(Date.parse(one) - Date.parse(other)) < 1000;
  return one === other || isClose;
}
