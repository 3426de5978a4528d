import type { Address } from '../../model/address.js';
import { addressOf, segmentsOf } from '../../model/address.js';
import type { Call, IdRef, KeyAssignment } from '../../model/call.js';
import type { Json } from '../../model/json.js';
import type { Risk } from '../../model/plan.js';
import type { Attributes, DesiredResource } from '../../model/resource.js';
import { changedFields, describedCreate } from '../described.js';
import { creating, deleting, revoking } from '../drafts.js';
import type { Draft, IdOf, Steps } from '../kind.js';
import { nameIn, text } from '../names.js';
import { accountRoleOf, memberRoleOf } from '../words.js';
import type { Traces } from '../trace.js';

export const steps: Steps = {
  create: (desired, ids) => [
    creating(creation(desired, ids), desired.attributes, givesAdmin(desired.attributes) ? ['escalates'] : []),
  ],

  // The old key is revoked once the new one is where it belongs.
  update(live, desired, changes, ids): readonly Draft[] {
    const { before, after } = changedFields(changes);
    const life = text(live.attributes, 'expires');
    // With rotate_before the declared end is the first key's; what is not said to change stays.
    const kept = desired.delivery?.rotateBeforeMs === undefined ? undefined : life;
    const end = changes.find(({ field }) => field === 'expires');
    const expires = end?.after ?? kept;
    const wanted = {
      ...desired,
      attributes: { ...desired.attributes, ...(typeof expires === 'string' && { expires }) },
    };
    const grace = desired.delivery?.graceSeconds ?? 0;
    const refreshes = isRefresh(desired, changes);
    const call: Call = refreshes
      ? {
          do: 'api-keys.refresh',
          key: { id: live.id },
          graceSeconds: grace,
          ...(life !== undefined && { expires: life }),
        }
      : creation(wanted, ids);
    const risk: Risk[] =
      givesAdmin(desired.attributes) && !givesAdmin(live.attributes) ? ['escalates', 'reduces'] : ['reduces'];
    const renewal = end?.lifeMs === undefined ? {} : { lifeMs: end.lifeMs };
    const old = refreshes ? {} : { replaces: live.id };
    return [revoking({ action: 'rotate', call, before, after, risk, ...old, ...renewal })];
  },

  remove: (live) => deleting({ do: 'api-keys.revoke', key: { id: live.id } }, live, { irreversible: true }),
};

/** Whether it is an administrator's of the account, or of an organization. */
function givesAdmin(attributes: Attributes): boolean {
  return (
    attributes['account_role'] === 'admin' || Object.values(objectOf(attributes['organizations'])).includes('admin')
  );
}

/** A new secret for the same key: it keeps the old one good for a while, but can't make its life longer. */
export function isRefresh(
  { delivery = {} }: Pick<DesiredResource, 'delivery'>,
  changes: readonly { readonly field: string }[],
): boolean {
  // What a second one within that while does to the secret in use, nobody says: so none where one was lost.
  return (
    (delivery.graceSeconds ?? 0) > 0 &&
    delivery.rotateNow !== 'lost' &&
    changes.every(({ field }) => field === 'secret')
  );
}

function creation({ names, attributes }: DesiredResource, ids: IdOf): Call {
  const expires = text(attributes, 'expires');
  const shared = {
    name: nameIn(names, 'key'),
    ...describedCreate(attributes),
    ...(expires !== undefined && { expires }),
  };
  if (attributes['type'] === 'user') return { do: 'api-keys.create', ...shared };
  return {
    do: 'api-keys.create-service',
    ...shared,
    accountRole: accountRoleOf(text(attributes, 'account_role') ?? 'member'),
    organizations: assignments(attributes, ids),
  };
}

function assignments(attributes: Attributes, ids: IdOf): readonly KeyAssignment[] {
  const spaces = Object.entries(objectOf(attributes['spaces']));
  return Object.entries(objectOf(attributes['organizations'])).map(([organization, role]) => ({
    organization: ids(organization as Address),
    role: memberRoleOf(typeof role === 'string' ? role : 'read_only'),
    spaces: spaces
      .filter(([space]) => addressOf.organization(segmentsOf(space as Address)[1] ?? '') === organization)
      .map(([space, inside]) => ({ space: ids(space as Address), role: spaceRole(inside, ids) })),
  }));
}

function spaceRole(role: Json, ids: IdOf): KeyAssignment['spaces'][number]['role'] {
  const custom = customName(role);
  if (custom === undefined) return memberRoleOf(typeof role === 'string' ? role : 'member');
  return { role: ids(addressOf.role(custom)) satisfies IdRef };
}

export function customName(role: Json): string | undefined {
  const custom = objectOf(role)['custom'];
  return typeof custom === 'string' ? custom : undefined;
}

export function objectOf(value: Json | undefined): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)
    : {};
}

/** Names of keys are not unique, and the secret is shown once: what was made is found by the keys that were there before. */
export const traces = {
  'api-keys.create': 'never-repeated',
  'api-keys.create-service': 'never-repeated',
  // A second refresh might end the secret in use, which the first one has promised to keep for a while.
  'api-keys.refresh': 'never-repeated',
} satisfies Partial<Traces>;
