import type { Account, Thing } from '../model/account.js';
import type { Address, Names } from '../model/address.js';
import type { Call, IdRef } from '../model/call.js';
import type { Json } from '../model/json.js';
import type { Secretive } from '../model/journal.js';
import type { LiveIndex } from '../model/live-index.js';
import type { Action, FieldChange, Loss, Risk } from '../model/plan.js';
import type { Attributes, DesiredResource, KindName, LiveResource } from '../model/resource.js';
import type { Capabilities } from '../remote/port.js';
import type { Effects, Narrowing } from './effects.js';
import type { Given } from './permits.js';
import type { Reading, WhyUnseen } from './reading.js';
import type { Judged, Standing } from './standing.js';
import type { Traces } from './trace.js';

/**
 * Who gets access, what it consists of, where it holds, who has it; a field of another object, which is not managed where the
 * files leave it out, also where they once gave it; what stands for a person; and what is in a place without anybody's having
 * access by it or to it alone.
 */
export type KindRole = 'person' | 'role' | 'place' | 'grant' | 'flag' | 'key' | 'object';

/** Everything true of one kind of object. The stages know kinds only through this shape. */
export interface Kind<
  OwnTraces extends object = Partial<Traces>,
  OwnEffects extends object = Partial<Effects>,
> extends Steps {
  readonly name: KindName;
  /** What it is to the stages, which never ask for its name. */
  readonly role: KindRole;
  /** What it shares its place with: of all that name the same, a person has one at an address. */
  readonly slot?: string;
  /** Whether its `role` is a custom role, by the role's name. */
  readonly namesRole?: true;
  /** Where it stands in the files: the map by names, or of a flag the field, in the entry of what holds it. */
  readonly section: string;
  /** The fields of its entry that say something of the object itself; what is in it has entries of its own. */
  readonly fields: readonly string[];
  /** What its entry says, where that is not those fields as they stand. */
  declared?(entry: Readonly<Record<string, Json>>): { readonly ensure?: 'existing'; readonly attributes: Attributes };
  /** Its entry, where that is not those fields as they are live; nothing where no file can say it. */
  exported?(live: LiveResource, knownPermissions: ReadonlySet<string>): unknown;
  /** Why no file can say it, where that is so. */
  readonly unsayable?: string;
  /** Whether it comes and goes without anybody's asking: it is exported where the files have more to say of one than its name. */
  readonly comesByItself?: true;
  /** The fields that give or take access, besides its being there; `undefined` where nobody has any by it. */
  readonly accessFields: readonly string[] | undefined;
  /** What stands for it in an address: `member` of `organization/ORG/member/EMAIL`. */
  readonly word: string;
  /** The name that is its own, which a rename changes; grants and flags have none. */
  readonly ownName?: keyof Names;
  /** The kind of the object that it is listed in; none for what belongs to the account itself. */
  readonly holder?: KindName;
  /** For people, singular. */
  readonly title: string;
  addressOf(names: Names): Address;
  /**
   * What must be there before it can be, and so may only go after it is gone. The only source of the order of
   * steps; addresses without a step of their own are no harm.
   */
  references(resource: { readonly names: Names; readonly attributes: Attributes }): readonly Address[];
  /** Whether what is listed counts no more, so that it is made anew; whether it gets another ID then is not known. */
  isOver?(live: LiveResource): boolean;
  /** The membership that takes it along when it ends (contract §7); of grants. */
  readonly goesWith?: KindName;
  /** Whether members are not listed by REST: then what no roster shows is asserted instead of compared. */
  readonly isMembership?: true;
  /** How it is listed and read; absent where REST has no list of it. */
  readonly reading?: Reading;
  /** Why whoever is no administrator may not be shown all of it; absent where everybody is. */
  readonly partly?: WhyUnseen;
  /** Whether it is the login's own: such are listed whole, whatever else of the kind is not shown. */
  isOwn?(attributes: Attributes): boolean;
  /** Why it is not known who has one where no roster shows it; of memberships. */
  readonly unlisted?: string;
  /** Whether it opens or closes the place that it stands at: who gets in or is cut off are the members of what that is in. */
  isDoor?(desired: Pick<DesiredResource, 'ensure' | 'attributes'>): boolean;
  /** Fields that only count when the object is created. */
  readonly createOnly: readonly string[];
  /** Fields that an update sets whatever they are: where an answer left one out it is made sure of. */
  readonly assertable?: readonly string[];
  /** Why a field can't be changed on a live object through this connection; nothing if it can. */
  fixed(field: string, capabilities: Capabilities): string | undefined;
  /** What an entry gives; only of grants. */
  gives?(attributes: Attributes): Given;
  /**
   * Whom a step that takes nothing away by itself leaves with less than they have, or may: where that hangs on what
   * else gives access. Unknown is less.
   */
  reduces?(step: Judged, standing: Standing): Loss | undefined;
  /** The secret that the answer of one of its calls holds, shown once (contract §7). */
  brings?(call: Call): Secretive | undefined;
  /** What Arize removes along with it (contract §7), by address. */
  cascade(resource: { readonly names: Names; readonly address: Address }, live: LiveIndex): readonly LiveResource[];
  /** How each thing that it makes is found again after an unclear end. */
  readonly traces: OwnTraces;
  /** What each of its calls does to an account. */
  readonly effects: OwnEffects;
  /** Who may have less, and where, after its calls. */
  readonly narrowing?: Narrowing;
  /**
   * Whether whoever is in what holds it is in it too, for want of an entry of their own; `undefined` where that was not told. Only
   * of places that may be one or the other: into all others everybody gets, unless a door is closed.
   */
  isPublic?(attributes: Attributes): boolean | undefined;
  /** What is taken to hold where there are only the files and they say nothing of it: what lets nobody in. */
  readonly unlessSaid?: Attributes;
  /** Whether somebody gets into one of these at all, other than as an administrator of the account; only of places. */
  letsIn?(account: Account, place: Thing, user: string): boolean;
}

/** What is done to make it as the files say. */
export interface Steps {
  create(desired: DesiredResource, ids: IdOf, capabilities: Capabilities): readonly Draft[];
  /** `changes` holds at least one field, and only such as are not fixed. */
  update(live: LiveResource, desired: DesiredResource, changes: readonly FieldChange[], ids: IdOf): readonly Draft[];
  /** Only of what has a name of its own. */
  rename?(live: LiveResource, from: string, to: string): Draft;
  remove(live: LiveResource, ids: IdOf): Draft;
  /** For what may be there unseen: makes sure of it, whether it was there or not. Not offered where that would make a second one. */
  assertPresent?(desired: DesiredResource, ids: IdOf, capabilities: Capabilities): readonly Draft[];
  /** For what may be there unseen: makes sure that it is not. */
  assertAbsent?(desired: DesiredResource, ids: IdOf): Draft;
}

/** The ID of the object at an address, or a reference to it if a step of the plan creates it. */
export type IdOf = (address: Address) => IdRef;

/** A step as its kind knows it; the plan adds the place in the order, the cascade and the source. */
export interface Draft {
  readonly action: Action;
  readonly call: Call;
  readonly before: Attributes | null;
  readonly after: Attributes | null;
  readonly destructive: boolean;
  readonly irreversible: boolean;
  readonly risk: readonly Risk[];
  /** The ID of what goes once this is done. */
  readonly replaces?: string;
  /** How long it lives, where `expires` is reckoned from today. */
  readonly lifeMs?: number;
}
