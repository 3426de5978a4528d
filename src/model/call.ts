import type { Address } from './address.js';

/**
 * The ID of an object: known, or that of an object which an earlier step of the plan creates.
 * It is a value of its own and never text with a placeholder in it, so that no name can be taken for one.
 */
export type IdRef = { readonly id: string } | { readonly of: Address };

/** Account roles as the platform spells them (contract §6; MEMBER_UI_ONLY is unknown to older clients). */
export type AccountRole = 'ADMIN' | 'MEMBER' | 'MEMBER_UI_ONLY' | 'ANNOTATOR';
/** Predefined roles in an organization or a space. */
export type MemberRole = 'ADMIN' | 'MEMBER' | 'READ_ONLY' | 'ANNOTATOR';
export type InviteMode = 'NONE' | 'EMAIL_LINK' | 'TEMPORARY_PASSWORD';
export type BindingResourceType = 'SPACE' | 'PROJECT';

/**
 * One change that the platform can be asked for, in its own terms and with the identity of what it is done to.
 * How a call is spelt (an `ax` command line, a REST request) is the adapters' business.
 */
export type Call =
  | {
      readonly do: 'users.create';
      readonly name: string;
      readonly email: string;
      readonly role: AccountRole;
      readonly invite: InviteMode;
    }
  | { readonly do: 'users.update'; readonly user: IdRef; readonly name?: string; readonly developer?: boolean }
  | { readonly do: 'users.delete'; readonly user: IdRef }
  | { readonly do: 'users.resend-invitation'; readonly user: IdRef }
  | { readonly do: 'users.reset-password'; readonly user: IdRef }
  | { readonly do: 'organizations.create'; readonly name: string; readonly description?: string }
  | ({ readonly do: 'organizations.update'; readonly organization: IdRef } & Described)
  | { readonly do: 'organizations.delete'; readonly organization: IdRef }
  | {
      readonly do: 'organizations.add-user';
      readonly organization: IdRef;
      readonly user: IdRef;
      readonly role: MemberRole;
    }
  | { readonly do: 'organizations.remove-user'; readonly organization: IdRef; readonly user: IdRef }
  | {
      readonly do: 'spaces.create';
      readonly organization: IdRef;
      readonly name: string;
      readonly description?: string;
      readonly private?: boolean;
    }
  | ({ readonly do: 'spaces.update'; readonly space: IdRef; readonly private?: boolean } & Described)
  | { readonly do: 'spaces.delete'; readonly space: IdRef }
  | { readonly do: 'spaces.add-user'; readonly space: IdRef; readonly user: IdRef; readonly role: MemberRole }
  | { readonly do: 'spaces.remove-user'; readonly space: IdRef; readonly user: IdRef }
  | {
      readonly do: 'roles.create';
      readonly name: string;
      readonly description?: string;
      readonly permissions: readonly string[];
    }
  | ({ readonly do: 'roles.update'; readonly role: IdRef; readonly permissions?: readonly string[] } & Described)
  | { readonly do: 'roles.delete'; readonly role: IdRef }
  | {
      readonly do: 'role-bindings.create';
      readonly user: IdRef;
      readonly role: IdRef;
      readonly resourceType: BindingResourceType;
      readonly resource: IdRef;
    }
  | { readonly do: 'role-bindings.update'; readonly binding: IdRef; readonly role: IdRef }
  | { readonly do: 'role-bindings.delete'; readonly binding: IdRef }
  | { readonly do: 'resource-restrictions.restrict'; readonly resource: IdRef }
  | { readonly do: 'resource-restrictions.unrestrict'; readonly resource: IdRef }
  | { readonly do: 'projects.create'; readonly space: IdRef; readonly name: string }
  | { readonly do: 'projects.update'; readonly project: IdRef; readonly name: string }
  | { readonly do: 'projects.delete'; readonly project: IdRef }
  | ({ readonly do: 'api-keys.create' } & NewKey)
  | ({
      readonly do: 'api-keys.create-service';
      readonly accountRole: AccountRole;
      readonly organizations: readonly KeyAssignment[];
    } & NewKey)
  /** Gives a key a new secret, at once; the old one stays good for the grace period. */
  | {
      readonly do: 'api-keys.refresh';
      readonly key: IdRef;
      readonly expires?: string;
      readonly graceSeconds: number;
    }
  | { readonly do: 'api-keys.revoke'; readonly key: IdRef };

interface NewKey {
  readonly name: string;
  readonly description?: string;
  /** ISO 8601, UTC. */
  readonly expires?: string;
}

/** What a service key may do in one organization. */
export interface KeyAssignment {
  readonly organization: IdRef;
  readonly role: MemberRole;
  readonly spaces: readonly { readonly space: IdRef; readonly role: MemberRole | { readonly role: IdRef } }[];
}

/**
 * A partial update of something with a name and a description. The description that shall stand afterwards is given
 * wherever it is known, `''` for none: `ax` sends `"description": null` when it is left out, which clears it (contract §2).
 * One that is not known is left alone through the REST API.
 */
interface Described {
  readonly name?: string;
  readonly description?: string;
}

/** A call whose IDs are all known. */
export type ResolvedCall = Call extends infer C ? (C extends Call ? Resolved<C> : never) : never;

/** The same with the text of an ID in the place of each reference. */
type Resolved<T> = T extends IdRef
  ? string
  : T extends string | number | boolean | undefined
    ? T
    : { readonly [K in keyof T]: Resolved<T[K]> };
