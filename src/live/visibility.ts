import type { Address } from '../model/address.js';
import { addressOf } from '../model/address.js';
import type { KindName, LiveResource } from '../model/resource.js';
import type { Login, Sight, Visibility } from '../model/visibility.js';
import { withSight } from '../model/visibility.js';
import type { Rosters } from '../remote/port.js';

/** What was read, as far as it tells how much of the account that is. */
export interface Shown {
  readonly self: LiveResource | undefined;
  readonly roles: readonly LiveResource[];
  readonly members: readonly LiveResource[];
  readonly spaceBindings: readonly LiveResource[];
  /** The organizations and spaces whose members were asked for. */
  readonly places: readonly LiveResource[];
  readonly rosters: Rosters;
  /** Kinds that the login may not list at all (403). */
  readonly refused: ReadonlySet<KindName>;
  /** Kinds of which something was listed without saying where it belongs. */
  readonly astray: ReadonlySet<KindName>;
}

/**
 * How much of the account was shown. Listings leave out what the login may not see, without a word (contract §6, §7), so
 * they are whole only where it is known to administer the place.
 */
export function visibilityOf(shown: Shown): Visibility {
  const login = loginOf(shown);
  const { administers } = login;
  let found: Visibility = { login, kinds: { ...membersDefault(shown.rosters) }, places: {} };
  if (administers !== 'account') {
    found = { ...found, kinds: { ...found.kinds, ...partly } };
    found = withSight(found, ['space', ...insideSpaces], administers);
    found = withSight(found, bindings, bindingReaders(shown));
  }
  found = withRosters(found, shown);
  for (const kind of shown.astray) found = everywhere(found, kind, { extent: 'partly', ...strayed });
  for (const kind of shown.refused) found = everywhere(found, kind, { extent: 'hidden', ...refusals[kind] });
  return found;
}

const bindings = ['space-role-binding', 'project-role-binding'] as const;
const insideSpaces = ['project', 'restriction', ...bindings] as const;

function loginOf({ self, members }: Shown): Login {
  if (self === undefined) return { administers: new Set() };
  const { role } = self.attributes;
  const known = { user: self.address, ...(role !== undefined && { accountRole: role }) };
  if (role === 'admin') return { ...known, administers: 'account' };
  const isOwn = ({ names, attributes }: LiveResource) =>
    names.user === self.names.user && attributes['role'] === 'admin';
  return { ...known, administers: new Set(members.filter(isOwn).map(({ names }) => placeOf(names))) };
}

function placeOf({ organization = '', space }: LiveResource['names']): Address {
  return space === undefined ? addressOf.organization(organization) : addressOf.space(organization, space);
}

/** Spaces where a custom role lets the login see everybody's bindings. */
function bindingReaders({ self, spaceBindings, roles }: Shown): readonly Address[] {
  if (self === undefined) return [];
  const readers = new Set(
    roles.flatMap(({ names, attributes }) => {
      const { permissions } = attributes;
      return Array.isArray(permissions) && permissions.includes('ROLE_BINDING_READ') ? [names.role] : [];
    }),
  );
  return spaceBindings.flatMap(({ names, attributes: { role } }) =>
    names.user === self.names.user && typeof role === 'string' && readers.has(role) ? [placeOf(names)] : [],
  );
}

function membersDefault({ problem }: Rosters): Visibility['kinds'] {
  const unread = (reason: string): Sight => ({
    extent: 'hidden',
    reason: problem ?? reason,
    needs: 'the roster: `--roster auto` with the API key of somebody with developer access',
  });
  return {
    'organization-member': unread('neither ax nor the REST API lists the members of an organization'),
    'space-member': unread(
      'neither ax nor the REST API lists the members of a space; custom roles are seen through their role bindings',
    ),
  };
}

function withRosters(visibility: Visibility, { places, rosters }: Shown): Visibility {
  const known = { organization: new Map<Address, Sight>(), space: new Map<Address, Sight>() };
  for (const { kind, id, address } of places) {
    if ((kind !== 'organization' && kind !== 'space') || !rosters.members.has(id)) continue;
    known[kind].set(address, sightOfRoster(rosters.lookedFor?.get(id)));
  }
  return {
    ...visibility,
    places: { ...visibility.places, 'organization-member': known.organization, 'space-member': known.space },
  };
}

function sightOfRoster(lookedFor: ReadonlySet<string> | undefined): Sight {
  if (lookedFor === undefined) return { extent: 'read' };
  return {
    extent: 'partly',
    reason: 'in this large place only the people that the files name were looked for',
    needs: '`--roster graphql`, which reads everybody however long it takes',
    lookedFor: new Set([...lookedFor].map((email) => addressOf.user(email.toLowerCase()))),
  };
}

/** The same with one thing to say of a kind, whatever the place. */
function everywhere(visibility: Visibility, kind: KindName, sight: Sight): Visibility {
  const { [kind]: _, ...places } = visibility.places;
  return { ...visibility, kinds: { ...visibility.kinds, [kind]: sight }, places };
}

const administrator = 'the key of an admin of the account, of the organization or of the space';

/** What is shown only in part to whoever is no administrator. */
const partly: Visibility['kinds'] = {
  organization: {
    extent: 'partly',
    reason: 'Arize shows an organization only to its members and to account admins',
    needs: 'the key of an account admin, or of a member of each organization',
  },
  space: {
    extent: 'partly',
    reason: 'Arize shows a private space only to its members and to admins of the organization',
    needs: 'the key of an admin of the account or of the organization',
  },
  project: {
    extent: 'partly',
    reason: 'Arize shows a restricted project only to people with a role on it and to admins of the space',
    needs: administrator,
  },
  restriction: {
    extent: 'partly',
    reason: 'Arize shows a restriction only to whoever may lift it',
    needs: administrator,
  },
  ...Object.fromEntries(
    bindings.map((kind) => [
      kind,
      {
        extent: 'partly',
        reason: 'Arize shows role bindings only to admins of the space and to whoever has ROLE_BINDING_READ there',
        needs: administrator,
      },
    ]),
  ),
};

const strayed = {
  reason: 'Arize listed some without saying where they belong',
  needs: 'an answer with all its fields: run `ax-gitops doctor`',
};

const refusals: Partial<Readonly<Record<KindName, Pick<Sight, 'reason' | 'needs'>>>> = {
  role: { reason: 'this login may not list roles', needs: 'ROLE_READ, or the key of an account admin' },
  'api-key': { reason: 'this login may not list API keys', needs: 'the API key of somebody with developer access' },
  project: { reason: 'this login may not list projects', needs: administrator },
  restriction: { reason: 'this login may not list restrictions', needs: administrator },
  'space-role-binding': { reason: 'this login may not list role bindings', needs: administrator },
  'project-role-binding': { reason: 'this login may not list role bindings', needs: administrator },
};
