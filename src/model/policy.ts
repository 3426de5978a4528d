import type { KindName } from './resource.js';
import { failed, ok } from './result.js';
import type { Source } from './source.js';
import type { Typed } from './typed.js';

/** What happens to what is live and in no file. */
export type Unmanaged = 'ignore' | 'report' | 'alert' | 'remove';

/** Guardrails that the files set. What is left out has its default. */
export interface Policy {
  /** By kind; what gives or takes access alerts unless given, and all else is reported. */
  readonly unmanaged: Readonly<Partial<Record<KindName, { readonly action: Unmanaged; readonly source: Source }>>>;
  /** Permissions that nobody should have together on one place. */
  readonly separate: readonly (readonly string[])[];
  /** Globs over addresses that are never unmanaged. */
  readonly ignore: readonly string[];
  /** Globs over addresses that are never deleted nor removed. */
  readonly protect: readonly string[];
  readonly maxDestructive?: DestructiveLimit;
  readonly minAccountAdmins?: number;
  /** Of each organization. */
  readonly minOrganizationAdmins?: number;
  /** In lower case; none given allows all. */
  readonly allowedDomains: readonly string[];
  /** Lists of globs over environment variables, each of which narrows what the files may read. */
  readonly allowedVariables?: readonly (readonly string[])[];
  /** Where each line of it stands in the files, by what it is called in a plan: `protect user/*`, `max_destructive`. */
  readonly sources?: ReadonlyMap<string, Source>;
}

/** How many destructive steps a plan may hold: in all, or as a share of the live objects of each kind. */
export type DestructiveLimit = { readonly count: number } | { readonly percent: number };

export const noPolicy: Policy = { unmanaged: {}, separate: [], ignore: [], protect: [], allowedDomains: [] };

/** Reads `10` or `20%`; `undefined` for anything else. */
export function readDestructiveLimit(value: string | number): DestructiveLimit | undefined {
  const text = String(value);
  if (/^\d+$/.test(text)) return { count: Number(text) };
  const percent = /^(\d{1,3})%$/.exec(text)?.[1];
  return percent !== undefined && Number(percent) <= 100 ? { percent: Number(percent) } : undefined;
}

export const destructiveLimit: Typed<DestructiveLimit> = (text) => {
  const limit = readDestructiveLimit(text);
  return limit === undefined ? failed('It must be a count such as 10, or a share such as 20%.') : ok(limit);
};

/** Why a plan may not be applied. */
export interface Violation {
  readonly rule:
    | 'tests'
    | 'max_destructive'
    | 'min_account_admins'
    | 'min_organization_admins'
    | 'allowed_domains'
    | 'self'
    | 'target'
    | 'look_alike';
  /** Names the rule and the numbers. */
  readonly message: string;
  /** The exact flag or line that would change it. */
  readonly hint: string;
}
