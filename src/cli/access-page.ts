import type { AccessList } from '../access/grants.js';
import { summarise } from '../access/summary.js';
import type { AccessEntry, AccessGrant } from '../model/access.js';
import { loginTitle } from '../model/visibility.js';
import type { ReadOutcome } from '../reconcile/outcome.js';
import { accessToHtml } from '../report/html/access-html.js';
import { packageVersion } from '../reconcile/version.js';
import type { Context } from './context.js';

/** Above so many, the page shows each grant at its outermost place instead of at every place. */
const mostCells = 400_000;

/** The page for an auditor: whose account, when, seen by whom, and what. */
export function accessPage(
  list: AccessList,
  notes: readonly string[],
  { live, connection }: Extract<ReadOutcome, { readonly type: 'read' }>,
  context: Context,
): string {
  const { host, profile, takenAt } = connection;
  const grants = [...list.grants()];
  const isFolded = grants.reduce((sum, { places }) => sum + places, 0) > mostCells;
  const { login } = live.visibility;
  return accessToHtml({
    title: `Access to ${host}`,
    head: [
      ['Account', profile === undefined ? host : `${host} (profile ${profile})`],
      [takenAt === undefined ? 'Read' : 'Snapshot taken', takenAt ?? context.now().toISOString()],
      ['Seen by', login === undefined ? 'a login that could not be determined' : loginTitle(login)],
      ['Made with', `ax-gitops ${packageVersion()}`],
      ['Grants', String(grants.length)],
    ],
    summary: summarise(live, grants),
    entries: isFolded ? outermost(grants) : [...list.entries()],
    notes: isFolded ? [...notes, 'each grant is shown at the outermost place where it counts'] : notes,
  });
}

/** Grants of one person at one place as one. */
function outermost(grants: readonly AccessGrant[]): readonly AccessEntry[] {
  const found = new Map<string, AccessEntry>();
  for (const { user, on, role, permissions, isPartlyUnknown } of grants) {
    const key = `${user}\n${on}`;
    const other = found.get(key);
    found.set(key, {
      user,
      on,
      roles: [...(other?.roles ?? []), role],
      permissions: [...new Set([...(other?.permissions ?? []), ...permissions])].sort(),
      isPartlyUnknown: isPartlyUnknown || other?.isPartlyUnknown === true,
    });
  }
  return [...found.values()];
}
