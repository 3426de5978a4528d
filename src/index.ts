import { AccessList } from './access/grants.js';
import { accessMap } from './access/index.js';
import type { Asked } from './access/question.js';
import { questionOf } from './access/question.js';
import { knownPermissions } from './load/permissions.js';
import type { AccessEntry } from './model/access.js';
import type { LiveState } from './model/live.js';
import type { Result } from './model/result.js';
import type { ApplyRequest } from './reconcile/apply.js';
import { apply as applyAt } from './reconcile/apply.js';
import type { FileChange } from './reconcile/edit.js';
import { edit as editAt } from './reconcile/edit.js';
import { writeEdit } from './reconcile/editing.js';
import type { CheckedFiles } from './reconcile/files.js';
import { checkFiles } from './reconcile/files.js';
import type { Host } from './reconcile/host.js';
import { silentHost } from './reconcile/host.js';
import type { ApplyOutcome, EditedFile, EditOutcome, PlanOutcome, ReadOutcome } from './reconcile/outcome.js';
import { plan as planAt } from './reconcile/plan.js';
import { readAccount } from './reconcile/read-account.js';
import type { FilesRequest, PlanRequest, ReadRequest } from './reconcile/request.js';
import type { Surroundings } from './reconcile/surroundings.js';
import { surroundingsOf as around } from './reconcile/surroundings.js';

/*
 * ax-gitops as a library (docs/library.md). Everything has a default: the files of the working directory, the active ax profile,
 * and a host that hears nothing and approves nothing.
 */

export type { AccessEntry } from './model/access.js';
export type { KindName } from './kinds/index.js';
export type { Address } from './model/address.js';
export type { DesiredState } from './model/desired.js';
export type { Diagnostic } from './model/diagnostic.js';
export type { ApplyEvent, ApplyReport, StepOutcome } from './model/event.js';
export type { LiveState } from './model/live.js';
export type { Plan, Step, Summary } from './model/plan.js';
export type { Violation } from './model/policy.js';
export type { DesiredResource, LiveResource } from './model/resource.js';
export type { Result } from './model/result.js';
export type { RemoteFailure } from './remote/port.js';
export type { ApplyRequest } from './reconcile/apply.js';
export type { FileChange } from './reconcile/edit.js';
export type { CheckedFiles } from './reconcile/files.js';
export type { Approval, Event, Host, Question } from './reconcile/host.js';
export type {
  ApplyOutcome,
  EditedFile,
  EditOutcome,
  NotPlanned,
  PlanOutcome,
  ReadOutcome,
} from './reconcile/outcome.js';
export type { Planned } from './reconcile/planned.js';
export type { FilesRequest, Interrupts, PlanRequest, ReadRequest } from './reconcile/request.js';
export type { Surroundings } from './reconcile/surroundings.js';

/** Where and when it takes place: this process, this moment, unless given. */
type Anywhere<Request> = Request & Partial<Surroundings>;

/** Reads the files and checks them, offline. `desired` is absent if and only if there is an error among the diagnostics. */
export function loadFiles(request: Anywhere<FilesRequest> = {}): Promise<CheckedFiles> {
  return checkFiles(request, surroundingsOf(request));
}

/** Reads all that the login can see of the account, without any files. */
export function readLive(request: Anywhere<ReadRequest> = {}, host: Host = silentHost): Promise<ReadOutcome> {
  return readAccount(request, surroundingsOf(request), host);
}

/** Plans: what would be done so that the account is as the files say. Changes nothing. */
export function plan(request: Anywhere<PlanRequest> = {}, host: Host = silentHost): Promise<PlanOutcome> {
  return planAt(request, surroundingsOf(request), host);
}

/** Plans, asks the host, carries out what it approves, and reads again. Without a host nothing is carried out. */
export function apply(request: Anywhere<ApplyRequest> = {}, host: Host = silentHost): Promise<ApplyOutcome> {
  return applyAt(request, surroundingsOf(request), host);
}

/** What the files say with a change made, comments and layout kept. Nothing is written: {@link write} does. */
export function edit(change: FileChange, request: Anywhere<FilesRequest> = {}): Promise<EditOutcome> {
  return editAt(change, request, surroundingsOf(request));
}

/** Writes all of the files or none; a file that has changed since it was read is not written over. */
export function write(
  changed: readonly EditedFile[],
  request: Partial<Surroundings> = {},
): Promise<Result<undefined, string>> {
  return writeEdit(changed, surroundingsOf(request));
}

/** What {@link access} is to tell; what is left out is any. */
export type AccessQuery = Asked;

/** Who can do what where, by person and place: out of roles, bindings, restrictions and public spaces. */
export function access(live: LiveState, query: AccessQuery = {}): readonly AccessEntry[] {
  const list = new AccessList(live, accessMap(live, knownPermissions()), questionOf(query));
  return [...list.entries()];
}

function surroundingsOf(given: Partial<Surroundings>): Surroundings {
  return around({ ...given, env: given.env ?? process.env });
}
