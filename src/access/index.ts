import { bindingKinds, outermostMembership, placeKinds } from '../kinds/index.js';
import { givenRole, isAdminIn } from '../model/resource.js';
import type { AccessEntry } from '../model/access.js';
import type { Address } from '../model/address.js';
import { addressOf, compareAddresses, memberAt } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { KindName, LiveResource } from '../model/resource.js';
import { isReadEverywhere, mayHide } from '../model/visibility.js';
import type { Roles } from '../kinds/permits.js';
import { rolesOf } from '../kinds/permits.js';

/** One way by which somebody has something. */
export interface Way {
  /** As it is shown: `member`, `Data Scientist`, `admin (organization)`. */
  readonly label: string;
  readonly permissions: ReadonlySet<string>;
  /** Whether it is known what the role permits. */
  readonly isKnown: boolean;
  /** A word in the account or in an organization: what it permits by itself, nobody lists. */
  readonly isUnlisted?: true;
  /** It comes from the space, and whether the project is restricted can't be seen. */
  readonly mayBeCutOff?: true;
}

/** What somebody has at a place: all ways together. */
export interface Access {
  readonly ways: readonly Way[];
  readonly permissions: ReadonlySet<string>;
  /** Whether there may be more that nobody can see. */
  readonly isPartlyUnknown: boolean;
  /** Whether that is so for more than the words that nobody lists the permissions of. */
  readonly isUnseen: boolean;
}

/** Looks up who can do what in one state of an account (contract §7). Each look-up is about constant in time. */
export interface AccessMap {
  /** In lower case, in order; whoever can't log in any more is not among them. */
  readonly people: readonly string[];
  /** `account`, organizations, spaces and projects, in order. */
  readonly places: readonly string[];
  /** Every permission that is known: what an administrator has. */
  readonly everything: ReadonlySet<string>;
  /** Whether there may be places that the login is not shown. */
  readonly mayHidePlaces: boolean;
  of(user: string, place: string): Access;
  /** The same in a state that holds only what this look-up hangs on; predefined roles are as here. */
  inPart(state: LiveState, user: string, place: string): Access;
}

const nothing: Access = { ways: [], permissions: new Set(), isPartlyUnknown: false, isUnseen: false };

/**
 * Works out effective access. `catalog`: the permissions that are known beside those of the listed roles. What a
 * predefined role permits comes from the list of roles; one that is not there permits something that is not known.
 */
export function accessMap(live: LiveState, catalog: Iterable<string>): AccessMap {
  const { resources } = live;
  const roles = rolesOf(resources.role.values(), catalog);
  const users = new Map(
    [...resources.user.values()].filter((user) => !isGone(user)).map((user) => [user.names.user ?? '', user]),
  );
  const evaluate = new Evaluation(live, roles);
  return {
    inPart(state, email, place) {
      const { byName } = rolesOf(state.resources.role.values(), []);
      const user = state.resources.user.get(addressOf.user(email));
      return user === undefined || isGone(user)
        ? nothing
        : accessAt(new Evaluation(state, { ...roles, byName }), state, user, place as Address);
    },
    people: [...users.keys()].sort(compareAddresses),
    places: ['account', ...placeKinds.flatMap((kind) => [...resources[kind].keys()])].sort(compareAddresses),
    everything: roles.everything,
    mayHidePlaces: !placeKinds.every((kind) => isReadEverywhere(live.visibility, kind)),
    of(email, place) {
      const user = users.get(email);
      return user === undefined ? nothing : accessAt(evaluate, live, user, place as Address);
    },
  };
}

/** Whoever can't log in any more. */
function isGone({ attributes }: LiveResource): boolean {
  return attributes['status'] === 'expired' || attributes['status'] === 'inactive';
}

function accessAt(evaluate: Evaluation, { resources }: LiveState, user: LiveResource, place: Address): Access {
  if (String(place) === 'account') return evaluate.account(user);
  const project = resources.project.get(place);
  if (project !== undefined) return evaluate.project(user, project);
  const space = resources.space.get(place);
  if (space !== undefined) return evaluate.space(user, space);
  return resources.organization.has(place) ? evaluate.organization(user, place) : nothing;
}

interface Inherited {
  readonly ways: readonly Way[];
  readonly isUnseen: boolean;
  /** Administrators are not kept out by a restriction. */
  readonly isAdmin: boolean;
}

class Evaluation {
  private readonly known = new Map<string, Access>();

  constructor(
    private readonly live: LiveState,
    private readonly roles: Roles,
  ) {}

  account({ attributes: { role } }: LiveResource): Access {
    if (role === 'admin') return this.together([this.admin('account')], false);
    if (typeof role === 'object' && role !== null && 'custom' in role)
      return this.together([this.custom(role['custom'], ' (account)')], false);
    const label = `${typeof role === 'string' ? role : unnamed} (account)`;
    return this.together([unlisted(label)], false);
  }

  organization(user: LiveResource, organization: Address): Access {
    if (isAccountAdmin(user)) return this.together([this.admin('account')], false);
    const member = this.member(user, organization);
    if (member === undefined) return this.together([], this.mayHide(outermostMembership, organization, user));
    const { role } = member.attributes;
    if (role === 'admin') return this.together([this.admin('organization')], false);
    const label = `${typeof role === 'string' ? role : unnamed} (organization)`;
    return this.together([unlisted(label)], false);
  }

  space(user: LiveResource, space: LiveResource): Access {
    const { ways, isUnseen } = this.inSpace(user, space);
    return this.together(ways, isUnseen);
  }

  project(user: LiveResource, project: LiveResource): Access {
    const { organization = '', space = '', project: name = '' } = project.names;
    const above = this.live.resources.space.get(addressOf.space(organization, space));
    if (above === undefined) return nothing;
    const { ways, isUnseen, isAdmin } = this.inSpace(user, above);
    const isRestricted = this.live.resources.restriction.has(addressOf.restriction(organization, space, name));
    const binding = this.live.resources['project-role-binding'].get(memberAt(project.address, user.address));
    const direct = binding === undefined ? [] : [this.custom(givenRole(binding.attributes))];
    // On a restricted project only bindings on it count, besides administrators (doc).
    // What is restricted without our seeing it lets nobody in from the space.
    const mayBeCutOff = !isAdmin && this.mayHide('restriction', project.address);
    const mayBeBound = binding === undefined && this.mayHide('project-role-binding', project.address, user);
    const inherited = isRestricted && !isAdmin ? [] : ways.map((way) => fromSpace(way, mayBeCutOff));
    return this.together([...inherited, ...direct], !isAdmin && (isUnseen || mayBeCutOff || mayBeBound));
  }

  private inSpace(user: LiveResource, { address, names, attributes }: LiveResource): Inherited {
    if (isAccountAdmin(user)) return { ways: [this.admin('account')], isUnseen: false, isAdmin: true };
    const organization = addressOf.organization(names.organization ?? '');
    const inOrganization = this.member(user, organization);
    const above = givenRole(inOrganization?.attributes);
    if (above === 'admin') return { ways: [this.admin('organization')], isUnseen: false, isAdmin: true };
    const { resources } = this.live;
    const member = resources['space-member'].get(memberAt(address, user.address));
    const binding = resources['space-role-binding'].get(memberAt(address, user.address));
    const ways: Way[] = [];
    if (member !== undefined) ways.push(this.word(givenRole(member.attributes)));
    if (binding !== undefined) ways.push(this.custom(givenRole(binding.attributes)));
    // In a public space an organization's member without a role of their own has that of the organization (doc).
    if (ways.length === 0 && attributes['private'] === false && above !== undefined)
      ways.push(this.word(above, ' (organization, public space)'));
    const isAdmin = isAdminIn(member?.attributes);
    const isPlaceUnseen =
      (member === undefined && this.mayHide('space-member', address, user)) ||
      (binding === undefined && this.mayHide('space-role-binding', address, user)) ||
      (ways.length === 0 && above !== undefined && attributes['private'] === undefined);
    // Whoever is known to be in, with a role that is not, may be an administrator.
    const isAboveUnseen =
      inOrganization === undefined ? this.mayHide(outermostMembership, organization, user) : typeof above !== 'string';
    const isUnseen = isPlaceUnseen || isAboveUnseen || !hasKnownRole(user);
    return { ways, isUnseen: !isAdmin && isUnseen, isAdmin };
  }

  /** Whether something of somebody's, or of anybody's, may be in a place that is not listed. */
  private mayHide(kind: KindName, place: Address, user?: LiveResource): boolean {
    return mayHide(this.live.visibility, kind, place, user?.address);
  }

  private member(user: LiveResource, organization: Address): LiveResource | undefined {
    return this.live.resources[outermostMembership].get(memberAt(organization, user.address));
  }

  private admin(where: string): Way {
    return { label: `admin (${where})`, permissions: this.roles.everything, isKnown: true };
  }

  private word(text: unknown, suffix = ''): Way {
    const word = typeof text === 'string' && text !== '' ? text : unnamed;
    // Who administers a space may do everything there, whatever the list says.
    const permissions = word === 'admin' ? this.roles.everything : this.roles.byWord.get(word);
    return { label: `${word}${suffix}`, permissions: permissions ?? new Set(), isKnown: permissions !== undefined };
  }

  private custom(name: unknown, suffix = ''): Way {
    const permissions = typeof name === 'string' ? this.roles.byName.get(name) : undefined;
    const label = `${typeof name === 'string' ? shownRole(name) : unnamed}${suffix}`;
    return { label, permissions: permissions ?? new Set(), isKnown: permissions !== undefined };
  }

  /** The same ways come up again and again: one object for each, so that comparing is cheap. */
  private together(ways: readonly Way[], isUnseen: boolean): Access {
    if (ways.length === 0 && !isUnseen) return nothing;
    const key = `${String(isUnseen)}\n${ways.map(({ label, isKnown, mayBeCutOff }) => `${label}${String(isKnown)}${String(mayBeCutOff)}`).join('\n')}`;
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const [only] = ways;
    const permissions =
      ways.length === 1 && only !== undefined ? only.permissions : new Set(ways.flatMap((way) => [...way.permissions]));
    const unknown = ways.filter(({ isKnown }) => !isKnown);
    const access = {
      ways,
      permissions,
      isPartlyUnknown: isUnseen || unknown.length > 0,
      isUnseen: isUnseen || unknown.some(({ isUnlisted }) => isUnlisted !== true),
    };
    this.known.set(key, access);
    return access;
  }
}

/** Stands for a role that is there and can't be read. */
export const unnamed = '(role not known)';

function unlisted(label: string): Way {
  return { label, permissions: new Set(), isKnown: false, ...(!label.startsWith(unnamed) && { isUnlisted: true }) };
}

/** A custom role that is called like one of Arize's words, or like a label with its place, is quoted: it is not that. */
export function shownRole(name: string): string {
  return reservedWords.has(name.toLowerCase()) || /[()"\n,]/.test(name) ? JSON.stringify(name) : name;
}

const reservedWords: ReadonlySet<string> = new Set(['admin', 'member', 'read_only', 'annotator']);

function fromSpace(way: Way, mayBeCutOff: boolean): Way {
  const named = way.label.endsWith(')') ? way : { ...way, label: `${way.label} (space)` };
  return mayBeCutOff ? { ...named, mayBeCutOff } : named;
}

function hasKnownRole({ attributes: { role } }: LiveResource): boolean {
  return typeof role === 'string' || (typeof role === 'object' && role !== null);
}

function isAccountAdmin({ attributes }: LiveResource): boolean {
  return isAdminIn(attributes);
}

/** Whether role bindings may be there that the login is not shown. */
export function hidesGrants({ visibility }: LiveState): boolean {
  return !bindingKinds.every((kind) => isReadEverywhere(visibility, kind));
}

/** What a look-up found, as it is listed. */
export function entryOf(user: string, on: string, { ways, permissions, isPartlyUnknown }: Access): AccessEntry {
  return { user, on, roles: ways.map(({ label }) => label), permissions: sorted(permissions), isPartlyUnknown };
}

const lists = new WeakMap<ReadonlySet<string>, readonly string[]>();

/** In order; sorted once for each set. */
export function sorted(permissions: ReadonlySet<string>): readonly string[] {
  const found = lists.get(permissions) ?? [...permissions].sort(compareAddresses);
  lists.set(permissions, found);
  return found;
}
