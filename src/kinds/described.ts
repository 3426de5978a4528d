import type { FieldChange } from '../model/plan.js';
import type { Attributes, LiveResource } from '../model/resource.js';
import { text } from './names.js';

/**
 * The description that shall stand after an update; it always goes along, because a partial update through `ax` clears
 * it otherwise (contract §2). Where there shall be none the name goes along too: `ax` refuses an update that gives
 * neither, and the one way to clear is to leave the description out.
 */
export function describedUpdate(
  name: string,
  live: LiveResource,
  desired: Attributes,
): { readonly description?: string; readonly name?: string } {
  const description = text(desired, 'description') ?? text(live.attributes, 'description');
  if (description === undefined) return { name };
  return { description, ...(description === '' && { name }) };
}

/** The description that a rename leaves as it is; nothing where no answer held one. */
export function knownDescription({ attributes }: LiveResource): { readonly description?: string } {
  const description = text(attributes, 'description');
  return description === undefined ? {} : { description };
}

/** What an update is about, before and after. */
export function changedFields(changes: readonly FieldChange[]): {
  readonly before: Attributes;
  readonly after: Attributes;
} {
  return {
    before: Object.fromEntries(changes.map(({ field, before }) => [field, before])),
    after: Object.fromEntries(changes.map(({ field, after }) => [field, after])),
  };
}

/** A description on creation: an empty one is left out, since a space refuses it (contract §6). */
export function describedCreate(attributes: Attributes): { readonly description?: string } {
  const description = text(attributes, 'description');
  return description === undefined || description === '' ? {} : { description };
}
