/* eslint-disable */
/* Generated from schema/plan.schema.json; to renew it: npx vitest run test/report/plan-schema.test.ts -u */

export type Count = number;
/**
 * The stable name of an object. `/` and `%` inside a name are percent-encoded.
 */
export type Address = string;
/**
 * null for nothing there.
 */
export type Value = null | boolean | number | string | unknown[] | {};
/**
 * null for nothing there.
 */
export type Value1 = null | boolean | number | string | unknown[] | {};
export type Digest = string;

/**
 * A plan of ax-gitops: what would change in an Arize AX account, in the order in which it would be done. Written by `ax-gitops plan --out FILE` and `--format json`. Readers must let fields pass that they don't know: additions keep the major number of format_version.
 */
export interface PlanDocument {
  /**
   * The version of this format, MAJOR.MINOR. A higher minor number adds fields only.
   */
  format_version: string;
  /**
   * What made the plan.
   */
  tool: {
    name: string;
    version: string;
  };
  /**
   * When the plan was made. The only field that differs between two plans from the same files and the same live state.
   */
  created_at: string;
  target: PlanTarget;
  /**
   * Stands for what the steps do. Independent of time, of the IDs of new things and of the order in the files. For `apply --expect-digest`.
   */
  digest: string;
  /**
   * The same, of the destructive steps alone. For `apply --expect-destructive-digest`.
   */
  destructive_digest: string;
  summary: PlanSummary;
  /**
   * In the order in which they may run one after the other.
   */
  steps: PlanStep[];
  /**
   * What is live where the files manage things, and in no file.
   */
  unmanaged: {
    address: Address;
    /**
     * The platform's ID.
     */
    id: string;
  }[];
  /**
   * What the files ask for and no step can do.
   */
  blocked: {
    address: Address;
    /**
     * Why not, and what to do instead.
     */
    reason: string;
  }[];
  /**
   * Stretches of the account that no source shows. What the files want there is asserted.
   */
  unobserved: {
    /**
     * A glob over addresses: `*` is one segment, `**` any number.
     */
    scope: string;
    /**
     * Why not.
     */
    reason: string;
  }[];
  /**
   * Grants whose term ends within 14 days, the next one first. Absent in plans of older versions.
   */
  expiring?: {
    address: Address;
    /**
     * From then on it counts as absent.
     */
    until: string;
    /**
     * Why it was given, as the files say.
     */
    reason?: string;
  }[];
  /**
   * What a reviewer should know of single objects. Absent in plans of older versions.
   */
  warnings?: {
    address: Address;
    /**
     * What it is, for people.
     */
    message: string;
  }[];
  /**
   * What a reviewer should stop at: people who could give themselves more, broken separations, places and roles that open. Absent in plans of older versions.
   */
  escalations?: {
    /**
     * What it is. More may be added.
     */
    rule: string;
    /**
     * Whom it concerns, where it is one person.
     */
    user?: string;
    /**
     * `account`, or an address.
     */
    on: string;
    /**
     * One sentence, with the way by which it comes.
     */
    message: string;
  }[];
  /**
   * Access tests that can't be told either way, since not everything can be seen.
   */
  unknown_tests?: string[];
  /**
   * How many entries of `access` were left out, all of them, because they are too many.
   */
  access_omitted?: number;
  /**
   * Who gains and who loses what, by person and place. Empty where it was not worked out.
   */
  access: PlanAccess[];
}
/**
 * The account that the plan is for, and how it is reached.
 */
export interface PlanTarget {
  /**
   * Through Arize's `ax` CLI, or through its REST API directly.
   */
  transport: 'ax' | 'api';
  /**
   * Absent with the `api` transport.
   */
  ax_version?: string;
  /**
   * The active ax profile. Absent where the key comes from the environment.
   */
  profile?: string;
  /**
   * Host name, with the port where it is not the scheme's own.
   */
  host: string;
}
/**
 * Counts. A step is counted once among create, update, delete and assert; `destructive` and `escalating` count across them.
 */
export interface PlanSummary {
  create: Count;
  /**
   * Renames included.
   */
  update: number;
  delete: Count;
  assert: Count;
  destructive: Count;
  escalating: Count;
  unmanaged: Count;
  blocked: Count;
}
/**
 * One change to the account: one call to the platform.
 */
export interface PlanStep {
  address: Address;
  /**
   * The kind of object. More kinds may be added.
   */
  kind: string;
  /**
   * `assert` makes sure of what can't be read: it may turn out to change nothing.
   */
  action: 'create' | 'update' | 'rename' | 'delete' | 'assert' | 'rotate';
  /**
   * Takes something away from somebody; needs an approval of its own.
   */
  destructive: boolean;
  /**
   * The platform offers no way back.
   */
  irreversible: boolean;
  /**
   * Whether somebody can do more afterwards, or less.
   */
  risk: ('escalates' | 'reduces')[];
  /**
   * The fields as they are live, as far as they matter here; null where there is nothing, or nothing that can be read.
   */
  before: null | {
    [k: string]: unknown;
  };
  /**
   * The fields as they shall be; null for a removal.
   */
  after: null | {
    [k: string]: unknown;
  };
  /**
   * The differences between the two, by field.
   */
  changes: {
    /**
     * As it stands in the files.
     */
    field: string;
    before: Value;
    after: Value1;
  }[];
  /**
   * What the platform removes along with it, as far as it can be read.
   */
  cascade: Address[];
  /**
   * Addresses whose earlier steps must be done first.
   */
  depends_on: Address[];
  /**
   * What `ax` would be called with. `{id:ADDRESS}` stands for the ID of an object that does not exist yet. For reading, not for running.
   */
  command: string[];
  /**
   * Where the files ask for it.
   */
  source: null | {
    /**
     * The path as it was given.
     */
    file: string;
    /**
     * From 1.
     */
    line: number;
    /**
     * From 1, in UTF-16 units.
     */
    column: number;
  };
  /**
   * Why it is in the plan, for people.
   */
  reason: string;
  /**
   * The ID of the API key that is revoked once the new one is delivered.
   */
  replaces?: string;
  /**
   * Where the secret goes that the call brings: the name of the sink, and a hash of how the files define it.
   */
  sink?: {
    /**
     * As under `secrets` in the files.
     */
    name: string;
    fingerprint: Digest;
  };
  /**
   * What changed since the commit of --since: the files, the account, or both. Absent without --since.
   */
  origin?: 'file' | 'live' | 'both';
}
export interface PlanAccess {
  /**
   * An email address.
   */
  user: string;
  /**
   * `account`, or the address of an organization, a space or a project.
   */
  on: string;
  /**
   * Roles.
   */
  before: string[];
  /**
   * Roles.
   */
  after: string[];
  /**
   * Permissions.
   */
  gained: string[];
  /**
   * Permissions.
   */
  lost: string[];
  /**
   * The groups of the files through which there is access afterwards. Absent without any.
   */
  groups?: string[];
  /**
   * What was there before may have been more than is known.
   */
  partly_unknown?: boolean;
}
