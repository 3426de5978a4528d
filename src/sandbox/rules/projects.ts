import { ok } from '../../model/result.js';
import type { Account, StoredProject, StoredUser } from '../account.js';
import { dropProject, must, nextId, putProject, renameProject } from '../account.js';
import type { Answer } from '../answer.js';
import { refuse } from '../answer.js';
import { findProject, findSpace } from '../find.js';
import type { Page, PageRequest } from '../page.js';
import { pageOf } from '../page.js';
import { inSpace, onProject, seesSpace } from '../privileges.js';
import type { ProjectType } from '../wire.js';
import { getSpace } from './spaces.js';

export function listProjects(
  account: Account,
  caller: StoredUser,
  filter: {
    readonly spaceId?: string;
    readonly spaceName?: string;
    readonly name?: string;
    readonly type?: ProjectType;
  },
  page: PageRequest,
): Answer<Page<StoredProject>> {
  if (filter.spaceId !== undefined) {
    const space = getSpace(account, caller, filter.spaceId);
    if (!space.ok) return space;
  }
  const name = filter.name?.toLowerCase();
  const spaceName = filter.spaceName?.toLowerCase();
  return pageOf(
    account.projects,
    page,
    (project) =>
      (filter.spaceId === undefined || project.spaceId === filter.spaceId) &&
      (filter.type === undefined || project.type === filter.type) &&
      (name === undefined || project.name.toLowerCase().includes(name)) &&
      (spaceName === undefined || must(account.spaces, project.spaceId).name.toLowerCase().includes(spaceName)) &&
      onProject(account, project, caller).has('PROJECT_READ'),
  );
}

/** A project that the caller can't read is not found. */
export function getProject(account: Account, caller: StoredUser, id: string): Answer<StoredProject> {
  const project = findProject(account, id);
  if (!project.ok || onProject(account, project.value, caller).has('PROJECT_READ')) return project;
  return refuse(404, 'project not found');
}

/** The name is unique in the space. 404 isn't declared for this operation: an unknown space is a 403, as a hidden one. */
export function createProject(
  account: Account,
  caller: StoredUser,
  wanted: { readonly name: string; readonly space_id: string },
): Answer<StoredProject> {
  const space = findSpace(account, wanted.space_id);
  if (!space.ok && space.error.status === 400) return space;
  if (
    !space.ok ||
    !seesSpace(account, space.value, caller) ||
    !inSpace(account, space.value, caller).has('PROJECT_CREATE')
  ) {
    return refuse(403, 'creating a project needs PROJECT_CREATE in the space');
  }
  if (space.value.projects.has(wanted.name)) return refuse(409, `the space has a project named ${wanted.name} already`);
  const project: StoredProject = {
    id: nextId(account, 'Model'),
    spaceId: space.value.id,
    name: wanted.name,
    type: 'APPLICATION',
    createdAt: account.now(),
  };
  putProject(account, project);
  return ok(project);
}

/** 409 isn't declared for this operation (contract §9): a name that is taken is a 422. */
export function updateProject(
  account: Account,
  caller: StoredUser,
  id: string,
  change: { readonly name: string },
): Answer<StoredProject> {
  const found = getProject(account, caller, id);
  if (!found.ok) return found;
  const project = found.value;
  if (!onProject(account, project, caller).has('PROJECT_UPDATE'))
    return refuse(403, 'renaming a project needs PROJECT_UPDATE');
  const namesake = must(account.spaces, project.spaceId).projects.get(change.name);
  if (namesake !== undefined && namesake !== project.id)
    return refuse(422, `the space has a project named ${change.name} already`);
  renameProject(account, project, change.name);
  return ok(project);
}

export function deleteProject(account: Account, caller: StoredUser, id: string): Answer<undefined> {
  const project = getProject(account, caller, id);
  if (!project.ok) return project;
  if (!onProject(account, project.value, caller).has('PROJECT_DELETE'))
    return refuse(403, 'deleting a project needs PROJECT_DELETE');
  dropProject(account, project.value);
  return ok(undefined);
}
