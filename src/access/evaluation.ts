import { doorsOf, grantsIn, kinds, outermostKind, outermostMembership } from '../kinds/index.js';
import type { Roles } from '../kinds/permits.js';
import type { Address } from '../model/address.js';
import { addressOf, memberAt } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { KindName, LiveResource } from '../model/resource.js';
import { givenRole, isAdminIn } from '../model/resource.js';
import { mayHide } from '../model/visibility.js';

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

export const nothing: Access = { ways: [], permissions: new Set(), isPartlyUnknown: false, isUnseen: false };

/** What somebody has in a place. */
interface Standing {
  readonly ways: readonly Way[];
  readonly isUnseen: boolean;
  /** Administrators are not kept out by a restriction. */
  readonly isAdmin: boolean;
}

const noStanding: Standing = { ways: [], isUnseen: false, isAdmin: false };

/** Works out what somebody has in one place, from what that and the places around it let them do (contract §7). */
export class Evaluation {
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

  place(user: LiveResource, place: LiveResource): Access {
    const { ways, isUnseen } = this.standing(user, place);
    return this.together(ways, isUnseen);
  }

  private standing(user: LiveResource, place: LiveResource): Standing {
    const { holder, isPublic } = kinds[place.kind];
    if (holder === undefined) return this.inOutermost(user, place);
    if (isPublic !== undefined) return this.inPublicOrPrivate(user, place);
    const above = this.live.resources[holder].get(kinds[holder].addressOf(place.names));
    return above === undefined ? noStanding : this.inOpen(user, place, above);
  }

  private inOutermost(user: LiveResource, { kind, address }: LiveResource): Standing {
    if (isAccountAdmin(user)) return this.administrator('account');
    const member = this.member(user, address);
    if (member === undefined)
      return { ways: [], isUnseen: this.mayHide(outermostMembership, address, user), isAdmin: false };
    const { role } = member.attributes;
    if (role === 'admin') return this.administrator(kinds[kind].title);
    const label = `${typeof role === 'string' ? role : unnamed} (${kinds[kind].title})`;
    return { ways: [unlisted(label)], isUnseen: false, isAdmin: false };
  }

  /** In a place that whoever is in what holds it gets into, unless it is closed. */
  private inOpen(user: LiveResource, place: LiveResource, above: LiveResource): Standing {
    const outer = this.standing(user, above);
    const own = this.own(user, place);
    // On a restricted project only bindings on it count, besides administrators (doc).
    // What is restricted without our seeing it lets nobody in from the space.
    const mayBeCutOff = !outer.isAdmin && doorsOf(place.kind).some((door) => this.mayHide(door, place.address));
    const inherited =
      !outer.isAdmin && this.isClosed(place)
        ? []
        : outer.ways.map((way) => from(kinds[above.kind].title, way, mayBeCutOff));
    return {
      ways: [...inherited, ...own.ways],
      isUnseen: !outer.isAdmin && (outer.isUnseen || mayBeCutOff || own.isUnseen),
      isAdmin: outer.isAdmin || own.isAdmin,
    };
  }

  private readonly closed = new Map<Address, boolean>();

  private isClosed({ kind, address, names }: LiveResource): boolean {
    const known = this.closed.get(address);
    if (known !== undefined) return known;
    const isClosed = doorsOf(kind).some((door) => this.live.resources[door].has(kinds[door].addressOf(names)));
    this.closed.set(address, isClosed);
    return isClosed;
  }

  private inPublicOrPrivate(user: LiveResource, place: LiveResource): Standing {
    if (isAccountAdmin(user)) return this.administrator('account');
    const organization = addressOf.organization(place.names.organization ?? '');
    const inOrganization = this.member(user, organization);
    const above = givenRole(inOrganization?.attributes);
    if (above === 'admin') return this.administrator(kinds[outermostKind].title);
    const own = this.own(user, place);
    const isPublic = kinds[place.kind].isPublic?.(place.attributes);
    const isOnlyAbove = own.ways.length === 0 && above !== undefined;
    // In a public space an organization's member without a role of their own has that of the organization (doc).
    const ways = isOnlyAbove && isPublic === true ? [this.word(above, ' (organization, public space)')] : own.ways;
    const isPlaceUnseen = own.isUnseen || (isOnlyAbove && isPublic === undefined);
    // Whoever is known to be in, with a role that is not, may be an administrator.
    const isAboveUnseen =
      inOrganization === undefined ? this.mayHide(outermostMembership, organization, user) : typeof above !== 'string';
    const isUnseen = isPlaceUnseen || isAboveUnseen || !hasKnownRole(user);
    return { ways, isUnseen: !own.isAdmin && isUnseen, isAdmin: own.isAdmin };
  }

  /** What somebody has by entries of their own in a place, and whether there may be one that is not listed. */
  private own(user: LiveResource, { kind, address }: LiveResource): Standing {
    const at = memberAt(address, user.address);
    const ways: Way[] = [];
    let isUnseen = false;
    let isAdmin = false;
    for (const grant of grantsIn(kind)) {
      const found = this.live.resources[grant].get(at);
      const namesRole = kinds[grant].namesRole === true;
      if (found === undefined) isUnseen ||= this.mayHide(grant, address, user);
      else {
        ways.push(namesRole ? this.custom(givenRole(found.attributes)) : this.word(givenRole(found.attributes)));
        isAdmin ||= !namesRole && isAdminIn(found.attributes);
      }
    }
    return { ways, isUnseen, isAdmin };
  }

  /** Whether something of somebody's, or of anybody's, may be in a place that is not listed. */
  private mayHide(kind: KindName, place: Address, user?: LiveResource): boolean {
    return mayHide(this.live.visibility, kind, place, user?.address);
  }

  private member(user: LiveResource, organization: Address): LiveResource | undefined {
    return this.live.resources[outermostMembership].get(memberAt(organization, user.address));
  }

  private administrator(where: string): Standing {
    return { ways: [this.admin(where)], isUnseen: false, isAdmin: true };
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

/** As it is inside the place that it is given in. */
function from(title: string, way: Way, mayBeCutOff: boolean): Way {
  const named = way.label.endsWith(')') ? way : { ...way, label: `${way.label} (${title})` };
  return mayBeCutOff ? { ...named, mayBeCutOff } : named;
}

function hasKnownRole({ attributes: { role } }: LiveResource): boolean {
  return typeof role === 'string' || (typeof role === 'object' && role !== null);
}

function isAccountAdmin({ attributes }: LiveResource): boolean {
  return isAdminIn(attributes);
}
