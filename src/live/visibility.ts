import { bindingKinds, kindNames, kinds, membershipKinds, roleKind } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { addressOf } from '../model/address.js';
import type { KindName, LiveResource } from '../model/resource.js';
import { isAdminIn } from '../model/resource.js';
import type { Login, Sight, Visibility } from '../model/visibility.js';
import { withSight } from '../model/visibility.js';
import type { Rosters } from '../remote/port.js';

/** What was read, as far as it tells how much of the account that is. */
export interface Shown {
  readonly self: LiveResource | undefined;
  /** Of a login that may be a person's: why nothing tells whose. */
  readonly unknownBecause?: string;
  readonly found: ReadonlyMap<KindName, readonly LiveResource[]>;
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
    found = withSight(found, inside, administers);
    found = withSight(found, bindingKinds, bindingReaders(shown));
  }
  found = withRosters(found, shown);
  for (const kind of shown.astray) found = everywhere(found, kind, { extent: 'partly', ...strayed });
  for (const kind of shown.refused)
    found = everywhere(found, kind, { extent: 'hidden', ...kinds[kind].reading?.refused });
  return found;
}

/** What whoever is no administrator is shown only in part. */
const inPart = kindNames.filter((kind) => kinds[kind].partly !== undefined);
const inside = inPart.filter((kind) => kinds[kind].holder !== undefined);

function loginOf({ self, unknownBecause, found }: Shown): Login {
  if (self === undefined) return { administers: new Set(), ...(unknownBecause !== undefined && { unknownBecause }) };
  const { role } = self.attributes;
  const known = { user: self.address, ...(role !== undefined && { accountRole: role }) };
  if (isAdminIn(self.attributes)) return { ...known, administers: 'account' };
  const members = membershipKinds.flatMap((kind) => found.get(kind) ?? []);
  const isOwn = ({ names, attributes }: LiveResource) => names.user === self.names.user && isAdminIn(attributes);
  return { ...known, administers: new Set(members.filter(isOwn).map(({ names }) => placeOf(names))) };
}

function placeOf({ organization = '', space }: LiveResource['names']): Address {
  return space === undefined ? addressOf.organization(organization) : addressOf.space(organization, space);
}

/** Spaces where a custom role lets the login see everybody's bindings. */
function bindingReaders({ self, found }: Shown): readonly Address[] {
  if (self === undefined) return [];
  const roles = found.get(roleKind) ?? [];
  const spaceBindings = bindingKinds
    .flatMap((kind) => found.get(kind) ?? [])
    .filter(({ names }) => names.project === undefined);
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
  return Object.fromEntries(membershipKinds.map((kind) => [kind, unread(kinds[kind].unlisted ?? 'not listed')]));
}

function withRosters(visibility: Visibility, { self, places, rosters }: Shown): Visibility {
  const isWhole = visibility.login?.administers === 'account';
  const members = membershipKinds.map((membership) => {
    const known = new Map<Address, Sight>();
    for (const { kind, id, address } of places)
      if (kind === kinds[membership].holder && rosters.members.has(id))
        known.set(
          address,
          isWhole || kinds[kind].holder !== undefined || isAmong(self, id, rosters)
            ? sightOfRoster(rosters.lookedFor?.get(id))
            : withoutOneself,
        );
    return [membership, known] as const;
  });
  return { ...visibility, places: { ...visibility.places, ...Object.fromEntries(members) } };
}

/** An organization, which is in nothing else, is shown to its members alone: a list of all of them has the login in it. */
function isAmong(self: LiveResource | undefined, id: string, { members, lookedFor }: Rosters): boolean {
  const listed = members.get(id) ?? [];
  const isThere = self === undefined ? listed.length > 0 : listed.some(({ user }) => user === self.id);
  return isThere || lookedFor?.has(id) === true;
}

const withoutOneself: Sight = {
  extent: 'partly',
  reason: 'GraphQL lists the members without this login, so that others may be left out too',
  needs: 'the key of an account admin',
};

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

/** What is shown only in part to whoever is no administrator. */
const partly: Visibility['kinds'] = Object.fromEntries(
  inPart.map((kind) => [kind, { extent: 'partly', ...kinds[kind].partly }]),
);

const strayed = {
  reason: 'Arize listed some without saying where they belong',
  needs: 'an answer with all its fields: run `ax-gitops doctor`',
};
