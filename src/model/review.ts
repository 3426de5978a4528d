/** Since when a grant is there, as far as something tells. */
export interface Since {
  /** ISO 8601. */
  readonly at: string;
  /** `journal`: an apply gave it then. `git`: its line was written then. `snapshot`: it was there by then. */
  readonly from: 'journal' | 'git' | 'snapshot';
}

/** One grant as a reviewer sees it. */
export interface ReviewRow {
  readonly user: string;
  /** Of the person in the account. */
  readonly status: string;
  /** `account`, or the address of a place. */
  readonly on: string;
  readonly role: string;
  /** What the files say of it; nothing where they don't. */
  readonly inFiles: string;
  readonly where: string;
  readonly ends: string;
  readonly reason: string;
  readonly since?: Since;
}

/** A row that was decided, or not. */
export interface ReviewedRow {
  /** Of the sheet. */
  readonly line: number;
  readonly user: string;
  readonly on: string;
  readonly role: string;
  readonly inFiles: string;
  readonly reviewer: string;
  readonly decision: Decision | undefined;
}

export type Decision =
  { readonly type: 'keep' } | { readonly type: 'revoke' } | { readonly type: 'until'; readonly date: string };
