import type { Call } from '../model/call.js';
import type { Action, Risk } from '../model/plan.js';
import type { Attributes, DesiredResource, LiveResource } from '../model/resource.js';
import type { Draft, IdOf, Steps } from './kind.js';

/* Steps as kinds make them, each in the one way that all have of it. */

type Essence = Pick<Draft, 'action' | 'call' | 'before' | 'after'>;

/** A draft that takes nothing away. */
export function granting(draft: Essence & { readonly risk?: readonly Risk[] }): Draft {
  return { destructive: false, irreversible: false, risk: [], ...draft };
}

/** A draft that takes something away from somebody. */
export function revoking(
  draft: Essence & {
    readonly irreversible?: boolean;
    readonly risk?: readonly Risk[];
    readonly replaces?: string;
    readonly lifeMs?: number;
  },
): Draft {
  return { destructive: true, irreversible: false, risk: ['reduces'], ...draft };
}

export function creating(call: Call, after: Attributes, risk: readonly Risk[] = []): Draft {
  return granting({ action: 'create', call, before: null, after, risk });
}

export function renaming(call: Call, from: string, to: string): Draft {
  return granting({ action: 'rename', call, before: { name: from }, after: { name: to } });
}

export function deleting(
  call: Call,
  { attributes }: LiveResource,
  more: { readonly irreversible?: true; readonly risk?: readonly Risk[] } = {},
): Draft {
  return revoking({ action: 'delete', call, before: attributes, after: null, ...more });
}

/** Drafts that make something, for what may be there already. */
export function asserting(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.map((draft) => ({ ...draft, action: 'assert' }));
}

/** Of what there is once at most: making it again is refused (409) or changes nothing, so that makes sure of it. */
export function makingSure(create: Steps['create']): Pick<Steps, 'create' | 'assertPresent'> {
  return {
    create,
    assertPresent: (desired, ids, capabilities) => asserting(create(desired, ids, capabilities)),
  };
}

/** The calls of a membership, and what giving one may bring about. */
export interface Membership {
  add(resource: Pick<DesiredResource, 'names' | 'attributes'>, ids: IdOf): Call;
  remove(resource: Pick<DesiredResource, 'names'>, ids: IdOf): Call;
  risk?(attributes: Attributes): readonly Risk[];
}

/** The steps of a membership. `add-user` is an upsert: it also changes the role of who is a member already. */
export function membershipSteps({ add, remove, risk = () => [] }: Membership): Steps {
  const give = (action: Action, desired: DesiredResource, before: Attributes | null, ids: IdOf) => {
    const after = desired.attributes;
    return granting({ action, call: add(desired, ids), before, after, risk: risk(after) });
  };
  return {
    create: (desired, ids) => [give('create', desired, null, ids)],
    update: (live, desired, _changes, ids) => [give('update', desired, live.attributes, ids)],
    assertPresent: (desired, ids) => [give('assert', desired, null, ids)],
    remove: (live, ids) => deleting(remove(live, ids), live),
    assertAbsent: (desired, ids) =>
      revoking({ action: 'assert', call: remove(desired, ids), before: null, after: null }),
  };
}
