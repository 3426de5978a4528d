import type { Address, Names } from './address.js';
import { siblingOf } from './address.js';
import type { Json } from './json.js';
import type { Source } from './source.js';

/** The kinds of things that a plan can hold steps for: each adds its name to this from its own folder (`src/kinds/NAME`). */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the model knows no kind
export interface Kinds {}

export type KindName = keyof Kinds;

/**
 * What is compared and changed of an object, by field. Only normalised values: enum words in lower case with
 * underscores, permissions sorted and without repeats, no text for "nothing" but `''`.
 */
export type Attributes = Readonly<Record<string, Json>>;

/** What tells it from all others: grants of two sorts may share an address. As the journal has it: `KIND ADDRESS`. */
export function resourceKey({ kind, address }: { readonly kind: string; readonly address: string }): string {
  return `${kind} ${address}`;
}

/** What a person has in the account, or an entry gives in a place: a word, or the name of a custom role. */
export function givenRole(attributes: Attributes | null | undefined): Json | undefined {
  return attributes?.['role'];
}

/** Whether that is the role of an administrator. */
export function isAdminIn(attributes: Attributes | null | undefined): boolean {
  return givenRole(attributes) === 'admin';
}

/** An object that the files speak of. */
export interface DesiredResource {
  readonly kind: KindName;
  readonly address: Address;
  readonly names: Names;
  /** `present`: is created where missing. `absent`: is removed. `existing`: must be there already, e.g. a project without `create`. */
  readonly ensure: 'present' | 'absent' | 'existing';
  /** Only the fields that the files manage. */
  readonly attributes: Attributes;
  /** The name it had before; its own name then is the new one. */
  readonly renamedFrom?: { readonly name: string; readonly source: Source };
  readonly source: Source;
  /** The group through which a person is a member here, if it was not a direct entry. */
  readonly group?: string;
  /** For how long and why, where the files say so. Past its end an entry is `absent`. */
  readonly term?: Term;
  /** Of an API key, or of a person with a temporary password: where the secret goes, and when it is renewed. */
  readonly delivery?: Delivery;
  /** The commit whose files declared it; today's no longer do. */
  readonly droppedSince?: string;
  /** An apply here took it out since: it goes where it is live again, and is not asked for where nobody can tell. */
  readonly isRemovedBefore?: true;
}

/** Where it was by the name that it had before. */
export function formerAddress({ address, renamedFrom }: Pick<DesiredResource, 'address' | 'renamedFrom'>): Address {
  return siblingOf(address, renamedFrom?.name ?? '');
}

/** What happens to a secret that the platform shows once. */
export interface Delivery {
  /** The name of the sink. */
  readonly sink?: string;
  /** The key is replaced when less than this is left of its life. */
  readonly rotateBeforeMs?: number;
  /** To be renewed now, whatever its age: somebody asks for it, or an apply that broke off has lost the secret. */
  readonly rotateNow?: 'asked' | 'lost';
  /** How long the replaced key stays good, where the platform gives that. */
  readonly graceSeconds?: number;
}

/** How long a grant is meant to last, and why it was given. */
export interface Term {
  /** ISO 8601, UTC. */
  readonly until?: string;
  readonly reason?: string;
  /** Whether that is over. */
  readonly isOver?: true;
}

/** An object that is live, with every field that could be read; a field that is not here is not known. */
export interface LiveResource {
  readonly kind: KindName;
  readonly address: Address;
  readonly names: Names;
  /** The platform's ID; for a restriction, that of its project; for a membership, that of its user. */
  readonly id: string;
  readonly attributes: Attributes;
  /** Made by the platform itself (a predefined role): never created, changed or unmanaged. `unknown`: that may be so. */
  readonly builtIn?: true | 'unknown';
}
