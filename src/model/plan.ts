import type { AccessChange, Cause, Escalation, Verdict } from './access.js';
import type { Address } from './address.js';
import type { Call } from './call.js';
import type { Json } from './json.js';
import type { Attributes, Delivery, KindName } from './resource.js';
import type { Position } from './source.js';
import type { Unobserved } from './visibility.js';

export type Action = 'create' | 'update' | 'rename' | 'delete' | 'assert' | 'rotate';
export type Risk = 'escalates' | 'reduces';
/** What changed since the files were last as at a commit: they, the account, or both. */
export type Origin = 'file' | 'live' | 'both';

/** A field that changes; `null` stands for "nothing there". */
export interface FieldChange {
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
  /** Where `after` is an end that is reckoned from today: how long that is from now. */
  readonly lifeMs?: number;
}

/** That somebody may be able to do less. */
export interface Loss {
  /** Their emails; `unknown` where they can't all be told. */
  readonly who: readonly string[] | 'unknown';
  /** One sentence without its full stop. */
  readonly why: string;
}

/** One change to the account: one call to the platform. */
export interface Step {
  readonly address: Address;
  readonly kind: KindName;
  readonly action: Action;
  /** Takes something away from somebody; needs an approval of its own. */
  readonly destructive: boolean;
  /** The platform offers no way back. */
  readonly irreversible: boolean;
  readonly risk: readonly Risk[];
  readonly before: Attributes | null;
  readonly after: Attributes | null;
  readonly changes: readonly FieldChange[];
  /** What the platform removes along with it. */
  readonly cascade: readonly Address[];
  /**
   * Addresses whose steps must be done first: every step at that address that stands earlier in the plan. May be
   * its own address, where one change takes two steps.
   */
  readonly dependsOn: readonly Address[];
  readonly call: Call;
  /** What `ax` would be called with; `{id:ADDRESS}` stands for an ID that does not exist yet. For reading, not for running. */
  readonly command: readonly string[];
  readonly source: ({ readonly file: string } & Position) | null;
  readonly reason: string;
  /** Of a step that removes nothing and is destructive all the same: who may be able to do less afterwards. */
  readonly loss?: Loss;
  /** The ID of the API key that goes once the new one is delivered. */
  readonly replaces?: string;
  /** How long a new key lives whose end no file gives: `expires` is then reckoned from the day of the plan. */
  readonly lifeMs?: number;
  /** The step of an earlier apply that left the key over which goes. */
  readonly settles?: Settles;
  /** Where the secret goes that the call brings; absent where it brings none. */
  readonly delivery?: Delivery;
  /** The sink that gets it, and a hash of how the files define that: where a secret goes is reviewed too. */
  readonly sink?: { readonly name: string; readonly fingerprint: string };
  /** Only where it is known what the files said before. */
  readonly origin?: Origin;
  /** Why something goes that is not declared absent; or that no file asks for it: it is `kept` for somebody invited anew. */
  readonly cause?: 'expired' | 'unmanaged' | 'kept';
}

/** A step in the journal. */
export interface Settles {
  readonly run: string;
  readonly index: number;
}

export interface Plan {
  readonly target: Target;
  /** In the order in which they may run one after the other. */
  readonly steps: readonly Step[];
  readonly unmanaged: readonly UnmanagedObject[];
  /** What the files ask for and no step can do. */
  readonly blocked: readonly {
    readonly address: Address;
    readonly reason: string;
    readonly source?: NonNullable<Step['source']>;
  }[];
  readonly unobserved: readonly Unobserved[];
  /** Whose login it is made with, for people; absent where nobody asked. */
  readonly login?: string;
  /** Who gains and who loses what, by person and place. */
  readonly access: readonly AccessChange[];
  /** How many of those are too many to be listed. */
  readonly accessOmitted: number;
  readonly escalations: readonly Escalation[];
  /** What brings these changes and escalations about, the worst first; each is under exactly one. */
  readonly causes: readonly Cause[];
  /** Absent where nothing changes. */
  readonly verdict?: Verdict;
  /** Access tests that can't be told either way. */
  readonly unknownTests: readonly string[];
  /** What a reviewer should know. */
  readonly warnings: readonly { readonly address: Address; readonly message: string }[];
  /** How the guardrails themselves changed, where it is known what the files said before; what weakens them first. */
  readonly policyChanges?: readonly PolicyChange[];
  /** Grants whose term ends within the next 14 days, the next one first. */
  readonly expiring: readonly { readonly address: Address; readonly until: string; readonly reason?: string }[];
}

/** Something live below a map of the files, and in none of them. */
export interface UnmanagedObject {
  readonly address: Address;
  readonly kind: KindName;
  readonly id: string;
  /** The role that it has or gives. */
  readonly role?: string;
  /** Counts as drift. */
  readonly alert?: true;
}

/** One line of the policy, the access tests or the target that is not as it was; `null` where there is none. */
export interface PolicyChange {
  /** As in the files: `protect`, `unmanaged.user`, `target.host`, `tests`. */
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Whether it lets something through, or out of sight, that was held back. */
  readonly weakens: boolean;
  readonly source?: { readonly file: string } & Position;
}

/** The account that a plan was made for. */
export interface Target {
  readonly transport: 'ax' | 'api';
  /** Absent with the `api` transport. */
  readonly axVersion?: string;
  /** The active ax profile; absent where the key comes from the environment. */
  readonly profile?: string;
  /** Host name, with the port where it is not the scheme's own. */
  readonly host: string;
  /** When it was read, where that is a snapshot. */
  readonly takenAt?: string;
}

/** What the counts are taken of. */
export interface Counted {
  readonly steps: readonly Pick<Step, 'action' | 'destructive' | 'risk'>[];
  readonly unmanaged: readonly unknown[];
  readonly blocked: readonly unknown[];
}

export interface Summary {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly assert: number;
  readonly destructive: number;
  readonly escalating: number;
  readonly unmanaged: number;
  readonly blocked: number;
}
