import { createHash } from 'node:crypto';
import { buildDesiredState, otherProblems } from '../desired/index.js';
import type { Loaded, LoadOptions } from '../load/index.js';
import { loadDocuments } from '../load/index.js';
import type { DesiredState } from '../model/desired.js';
import { inOrder } from '../model/diagnostic.js';
import { ownKeys } from './own-key.js';
import type { FilesRequest } from './request.js';
import type { Surroundings } from './surroundings.js';
import { allowedVariables } from './variables.js';

export interface CheckedFiles extends Pick<Loaded, 'diagnostics' | 'sources' | 'read' | 'skipped'> {
  /** Absent if and only if there is an error among the diagnostics. */
  readonly desired?: DesiredState;
}

/** Reads and checks the files, offline: every problem of every file at once. */
export async function checkFiles(request: FilesRequest, at: Surroundings): Promise<CheckedFiles> {
  const loaded = await loadFiles(request, at);
  return { ...loaded, ...checkLoaded(loaded, at.now()) };
}

/** The same, or nothing where no files were named and there are none. */
export async function filesIfAny(request: FilesRequest, at: Surroundings): Promise<CheckedFiles | undefined> {
  const checked = await checkFiles(request, at);
  const isMissing = (request.file ?? []).length === 0 && checked.diagnostics.some(({ code }) => code === 'no-file');
  return isMissing ? undefined : checked;
}

/** What stands for exactly the text of the files. */
export function hashOf({ sources }: Pick<CheckedFiles, 'sources'>): string {
  const hash = createHash('sha256');
  const texts = [...sources].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [name, text] of texts) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex');
}

/** What the files ask for, and all that is wrong with them. */
export function checkLoaded(
  { documents, salvaged, diagnostics }: Pick<Loaded, 'documents' | 'salvaged' | 'diagnostics'>,
  now: Date,
): Pick<CheckedFiles, 'diagnostics' | 'desired'> {
  const isBroken = diagnostics.some(({ severity }) => severity === 'error');
  const built = isBroken ? undefined : buildDesiredState(documents, { now });
  if (built?.state !== undefined)
    return { desired: built.state, diagnostics: inOrder([...diagnostics, ...built.diagnostics]) };
  const others = otherProblems(salvaged.documents, { now, gaps: salvaged.gaps });
  return { diagnostics: inOrder([...diagnostics, ...others]) };
}

/** Reads the files that are asked for, from the disk or as they were at a commit. */
export async function loadFiles(
  { file = [], allowVariable = [] }: FilesRequest,
  at: Pick<Surroundings, 'cwd' | 'env' | 'home'>,
  past?: NonNullable<LoadOptions['past']>,
  tree?: NonNullable<LoadOptions['tree']>,
): Promise<Loaded> {
  const { cwd, env } = at;
  const allowed = allowedVariables(allowVariable, at);
  if (!allowed.ok) {
    const hint = 'write names and globs separated by commas: AX_GITOPS_VARIABLES=AX_VAR_*,TEAM';
    const problem = { code: 'bad-variables', severity: 'error', message: allowed.error, hint } as const;
    const salvaged = { documents: [], gaps: new Set(['*']) };
    return { documents: [], salvaged, diagnostics: [problem], sources: new Map(), read: [], skipped: [] };
  }
  return loadDocuments({
    paths: file,
    cwd,
    env,
    allowedVariables: allowed.value,
    ownKeys: await ownKeys(at),
    ...(past !== undefined && { past }),
    ...(tree !== undefined && { tree }),
  });
}
