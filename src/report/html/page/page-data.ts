/* What the page holds, as its script reads it: every text once, everything else by index. Names are harmless already. */

export interface PageData {
  readonly people: readonly PersonData[];
  /** In the order of a tree: what lies in a place follows it. */
  readonly places: readonly PlaceData[];
  readonly roles: readonly RoleData[];
  readonly permissions: readonly string[];
  /** Permissions with which somebody can give themselves more or take away what is not theirs. */
  readonly dangerous: readonly number[];
  /** Groups of the files, and what else is said of a way (its end, its reason). */
  readonly groups: readonly string[];
  readonly ends: readonly string[];
  /** The same access comes up again and again: each is written once. */
  readonly kinds: readonly KindData[];
  /** Place and kind, place and kind …: of everybody who has the same access, once. */
  readonly rows: readonly (readonly number[])[];
  readonly notes: readonly string[];
  /** Whether inherited access is only shown where it is given: there would be too much of it. */
  readonly isFolded: boolean;
}

export type PersonData = readonly [email: string, status: string, role: string, reach: number, row: number];

/** `mark`: 1 public, 2 restricted, 4 not asked about (it only holds places that are). */
export type PlaceData = readonly [name: string, address: string, parent: number, mark: number];

/** `level`: where it is given: 0 in the account, 1 in an organization, 2 in a space or project. */
export type RoleData = readonly [name: string, level: 0 | 1 | 2, permissions: readonly number[]];

/** Ways as [role, way, group, end], with -1 for none; `way`: 0 direct, 1 inherited, 2 public. */
export type KindData = readonly [ways: readonly WayData[], isPartlyUnknown: 0 | 1];
export type WayData = readonly [role: number, way: 0 | 1 | 2, group: number, end: number];
