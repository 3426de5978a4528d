import { ok } from '../../model/result.js';
import type { Account, StoredRestriction, StoredUser } from '../account.js';
import { must } from '../account.js';
import type { Answer } from '../answer.js';
import { refuse } from '../answer.js';
import { findProject } from '../find.js';
import { readId } from '../ids.js';
import type { Page, PageRequest } from '../page.js';
import { cursorAfter, pageOf } from '../page.js';
import { onProject } from '../privileges.js';

/**
 * Arize reads a page first and then drops what the caller may not manage, so that a page can be short or empty with
 * more to come (contract §7). So does this; and it begins with an empty page wherever there is something to show, so
 * that a client that stops there is found out.
 */
export function listRestrictions(
  account: Account,
  caller: StoredUser,
  page: PageRequest,
): Answer<Page<StoredRestriction>> {
  if (page.cursor === undefined && account.settings.emptyRestrictionPages && account.restrictions.size > 0) {
    return ok({ items: [], pagination: { has_more: true, next_cursor: cursorAfter(0) } });
  }
  const inOrder = [...account.restrictions].sort(([a], [b]) => (readId(a)?.number ?? 0) - (readId(b)?.number ?? 0));
  const read = pageOf(new Map(inOrder), page);
  if (!read.ok) return read;
  return ok({
    ...read.value,
    items: read.value.items.filter((restriction) => manages(account, caller, restriction.projectId)),
  });
}

/** Idempotent. Only projects can be restricted through the API. */
export function restrict(account: Account, caller: StoredUser, resourceId: string): Answer<StoredRestriction> {
  const project = findProject(account, resourceId);
  if (!project.ok) return project;
  if (!manages(account, caller, resourceId))
    return refuse(403, 'restricting a project needs space admin or PROJECT_RESTRICT');
  const restriction = account.restrictions.get(resourceId) ?? { projectId: resourceId, createdAt: account.now() };
  account.restrictions.set(resourceId, restriction);
  return ok(restriction);
}

export function unrestrict(account: Account, caller: StoredUser, resourceId: string): Answer<undefined> {
  const project = findProject(account, resourceId);
  if (!project.ok) return project;
  if (!manages(account, caller, resourceId))
    return refuse(403, 'unrestricting a project needs space admin or PROJECT_RESTRICT');
  return account.restrictions.delete(resourceId) ? ok(undefined) : refuse(404, 'the resource is not restricted');
}

function manages(account: Account, caller: StoredUser, projectId: string): boolean {
  return onProject(account, must(account.projects, projectId), caller).has('PROJECT_RESTRICT');
}
