import type { Address } from './address.js';
import type { KindName, LiveResource } from './resource.js';
import type { Visibility } from './visibility.js';

/** What is live, as far as it could be read. */
export interface LiveState {
  readonly resources: Readonly<Record<KindName, ReadonlyMap<Address, LiveResource>>>;
  /**
   * Role bindings whose user is not among the listed users (service keys' bot users, mostly). They can't be
   * addressed and are never touched, but a role that they use can't be deleted.
   */
  readonly foreignBindings: readonly ForeignBinding[];
  /** What the login was shown of it, and whose login that is. */
  readonly visibility: Visibility;
  /** Places whose members were taken from what the files said at a commit. */
  readonly believed?: { readonly ref: string; readonly places: ReadonlySet<Address> };
  /** The IDs of the keys that the login's own may be, where keys were read. */
  readonly keysInUse?: ReadonlySet<string>;
  /** API keys whose name several active ones have: which is meant can't be told. */
  readonly ambiguousKeys: readonly { readonly address: Address; readonly keys: readonly LiveResource[] }[];
}

/** Names of keys are not unique; which of several active ones is meant is never guessed. */
export function keysByName(keys: readonly LiveResource[]): {
  readonly unique: ReadonlyMap<Address, LiveResource>;
  readonly ambiguous: LiveState['ambiguousKeys'];
} {
  const named = new Map<Address, LiveResource[]>();
  for (const key of keys) {
    const found = named.get(key.address);
    if (found === undefined) named.set(key.address, [key]);
    else found.push(key);
  }
  const unique = new Map<Address, LiveResource>();
  const ambiguous: LiveState['ambiguousKeys'][number][] = [];
  for (const [address, [first, ...others]] of named) {
    if (first === undefined) continue;
    if (others.length === 0) unique.set(address, first);
    else ambiguous.push({ address, keys: [first, ...others].sort((a, b) => (a.id < b.id ? -1 : 1)) });
  }
  return { unique, ambiguous };
}

export interface ForeignBinding {
  readonly id: string;
  readonly userId: string;
  readonly role: Address | undefined;
  readonly resource: Address | undefined;
}

/** Which listings a run needs; nothing else is read. */
export interface LiveNeeds {
  /** The kinds of which the lists are needed. */
  readonly lists: ReadonlySet<KindName>;
  /** The organizations whose spaces are needed, by their names (old names too, where one is renamed); `all` for a cascade that can reach any. */
  readonly spacesOf: 'all' | readonly string[];
  /** The organizations and spaces whose members are asked for, by today's and by former names. */
  readonly membersOf: 'all' | ReadonlySet<Address>;
  /** The people whom the files name in a place, for places that are too large to be read to their end. */
  readonly peopleIn?: (place: Address) => readonly string[] | undefined;
  /** Whether there is no plan without them. */
  readonly isRosterRequired?: boolean;
}
