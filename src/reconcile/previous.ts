import { buildDesiredState } from '../desired/index.js';
import type { Previous } from '../desired/index.js';
import { filesAt } from '../load/commit.js';
import { formerPaths } from '../load/former-paths.js';
import type { PastGrants } from '../kinds/past.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { loadFiles } from './files.js';
import type { Host } from './host.js';
import type { NoFormerFiles } from './outcome.js';
import type { FilesRequest, SelectionRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

/** What the files said at a commit. */
export interface Former extends Omit<Previous, keyof PastGrants> {
  readonly sources: ReadonlyMap<string, string>;
  readonly commit: string;
  /** Whether there was no file at all. */
  readonly isEmpty: boolean;
}

/** What the files said at the commit of `since`; nothing where none is given. */
export async function previousFiles(
  request: FilesRequest & SelectionRequest,
  at: Surroundings,
  host: Host,
): Promise<Result<Former | undefined, NoFormerFiles>> {
  return request.since === undefined ? ok(undefined) : filesOfCommit(request.since, request, at, host);
}

/** What the files said at a commit, merged and expanded as today's are. */
export async function filesOfCommit(
  ref: string,
  request: FilesRequest,
  at: Surroundings,
  host: Host,
): Promise<Result<Former, NoFormerFiles>> {
  const { file = [] } = request;
  const tree = await filesAt(ref, file, at.cwd, at.env);
  if (!tree.ok) return failed({ type: 'no-former-tree', ...tree.error });
  const former = await formerPaths(file, tree.value, at.cwd);
  if (!former.ok) return failed({ type: 'no-former-tree', ...former.error });
  const { paths, moved } = former.value;
  if (moved.length > 0) host.notify({ type: 'moved-files', ref, moved });
  const { documents, sources, ...loaded } = await loadFiles({ ...request, file: paths }, at, {
    tree: tree.value,
    namePrefix: `${ref}:`,
  });
  const complete = await tree.value.checkLeftOut();
  if (!complete.ok) return failed({ type: 'no-former-tree', ...complete.error });
  const missing = loaded.diagnostics.filter(isMissing).map(({ message }) => message);
  if (missing.length > 0) host.notify({ type: 'no-former-files', ref, missing });
  const built = buildDesiredState(documents, { now: at.now(), isFormer: true });
  const diagnostics = [...loaded.diagnostics.filter((diagnostic) => !isMissing(diagnostic)), ...built.diagnostics];
  if (built.state === undefined || diagnostics.some(({ severity }) => severity === 'error'))
    return failed({ type: 'invalid-former-files', ref, diagnostics, sources });
  return ok({ ref, commit: tree.value.commit, state: built.state, sources, isEmpty: documents.length === 0 });
}

/** Not there at that commit: the only reason for which nothing was managed. */
function isMissing({ code }: Diagnostic): boolean {
  return code === 'no-file';
}
