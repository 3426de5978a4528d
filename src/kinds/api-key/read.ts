import { isActiveKey } from '../../model/active-key.js';
import { addressOf } from '../../model/address.js';
import type { Attributes } from '../../model/resource.js';
import type { RawObject } from '../../remote/port.js';
import { given, nested, optional, required } from '../raw.js';
import type { ById, Known, Reading, WhyUnseen } from '../reading.js';
import { textOf } from '../reading.js';
import { predefinedOrCustom } from '../role/read.js';
import { normaliseWord } from '../words.js';

/**
 * A list may wrap its items, depending on the SDK (contract §2). Nothing for a key that is not active. What a list
 * leaves out of a service key (contract §6) is in no attribute, and a role that it leaves out is `null`: unknown.
 */
export const reading: Reading = {
  // Whoever is removed is removed from everywhere below, which a plan spells out.
  isNeeded: (wishes) => wishes.has('api-key') || wishes.deletes('user', 'organization', 'space'),

  listings: () => [
    { list: 'api-keys', keyType: 'USER' },
    { list: 'api-keys', keyType: 'SERVICE' },
  ],

  read(wrapped, listing, known) {
    const raw = nested(wrapped, 'actual_instance') ?? wrapped;
    if (!isActiveKey(raw)) return undefined;
    const listed = listing.list === 'api-keys' ? listing.keyType : '';
    const isService = normaliseWord(optional(raw, 'key_type') ?? listed) === 'service';
    const key = required(raw, 'name', 'key');
    return {
      kind: 'api-key',
      address: addressOf.apiKey(key),
      names: { key },
      id: required(raw, 'id', 'key'),
      attributes: {
        type: isService ? 'service' : 'user',
        ...given('description', textOf(raw, 'description')),
        ...given('expires', momentOf(raw, 'expires_at')),
        ...given('created', momentOf(raw, 'created_at')),
        ...given('creator', optional(raw, 'created_by_user_id')),
        ...(isService && botAttributes(nested(raw, 'bot_user') ?? {}, known)),
      },
    };
  },

  refused: { reason: 'this login may not list API keys', needs: 'the API key of somebody with developer access' },
};

/** A user key is that of whoever asks, and listed whole. */
export const partly: WhyUnseen = {
  reason: 'Arize shows a service key only to whoever made it and to account admins',
  needs: 'the key of an account admin',
};

function momentOf(raw: RawObject, field: string): string | null | undefined {
  const text = optional(raw, field);
  if (text !== undefined) return instant(text);
  return raw[field] === null ? null : undefined;
}

/** One spelling for each moment; one without a zone is meant in UTC. */
function instant(text: string): string {
  const at = new Date(/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) || !text.includes('T') ? text : `${text}Z`);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

function botAttributes(bot: RawObject, known: Known): Attributes {
  const roles = known.of('role');
  const account = roleOf(bot, 'account_role', roles);
  const organizations = objects(bot, 'organizations');
  const spaces = organizations?.map((organization) => objects(organization, 'spaces'));
  // One organization whose spaces are not listed leaves open which there are.
  const isEachListed = spaces?.every((inside) => inside !== undefined) === true;
  return {
    ...(account !== null && { account_role: account }),
    ...given('organizations', organizations && rolesBy(organizations, 'org_id', known.of('organization'), roles)),
    ...given('spaces', isEachListed ? rolesBy(spaces.flat(), 'space_id', known.of('space'), roles) : undefined),
  };
}

/** The role at each place, by its address; nothing where one of them does not say which it is. */
function rolesBy(objectsOfPlaces: readonly RawObject[], id: string, places: ById, roles: ById): Attributes | undefined {
  const found: [string, Attributes[string]][] = [];
  for (const object of objectsOfPlaces) {
    const place = optional(object, id);
    if (place === undefined) return undefined;
    found.push([places.get(place)?.address ?? `(unlisted ${place})`, roleOf(object, 'role', roles)]);
  }
  return Object.fromEntries(found);
}

/** `null` where it is not said. A custom role goes by the name that it has in the list of roles. */
function roleOf(object: RawObject, field: string, roles: ById): Attributes[string] {
  const role = nested(object, field);
  const given = (role && nested(role, 'actual_instance')) ?? role;
  if (given === undefined) return null;
  const custom = optional(given, 'type') === 'CUSTOM' ? roles.get(optional(given, 'id') ?? '') : undefined;
  if (custom !== undefined) return { custom: custom.names.role ?? '' };
  return predefinedOrCustom(given) ?? null;
}

/** Nothing where the field is left out. */
function objects(object: RawObject, field: string): readonly RawObject[] | undefined {
  const value = object[field];
  return Array.isArray(value)
    ? (value as unknown[]).filter((item): item is RawObject => typeof item === 'object' && item !== null)
    : undefined;
}
