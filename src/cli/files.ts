import { buildDesiredState } from '../desired/index.js';
import type { Loaded, LoadOptions } from '../load/index.js';
import { loadDocuments } from '../load/index.js';
import type { DesiredState } from '../model/desired.js';
import type { Context } from './context.js';
import type { FileFlags } from './flags.js';
import { ownKeys } from '../reconcile/own-key.js';
import { allowedVariables } from './variables.js';

export interface CheckedFiles extends Pick<Loaded, 'diagnostics' | 'sources' | 'read' | 'skipped'> {
  /** Absent if and only if there is an error among the diagnostics. */
  readonly desired?: DesiredState;
}

/** Reads and checks the files, offline: every problem of every file at once. */
export async function checkFiles(flags: FileFlags, context: Context): Promise<CheckedFiles> {
  const loaded = await loadFiles(flags, context);
  const { documents, diagnostics } = loaded;
  if (diagnostics.some(({ severity }) => severity === 'error')) return loaded;
  const built = buildDesiredState(documents, { now: context.now() });
  const all = { ...loaded, diagnostics: [...diagnostics, ...built.diagnostics] };
  return built.state === undefined ? all : { ...all, desired: built.state };
}

/** Reads the files that the flags name, from the disk or as they were at a commit. */
export async function loadFiles(
  { file, ...flags }: FileFlags,
  context: Context,
  past?: NonNullable<LoadOptions['past']>,
  tree?: NonNullable<LoadOptions['tree']>,
): Promise<Loaded> {
  const { cwd, env } = context;
  const allowed = allowedVariables(flags, context);
  if (!allowed.ok) {
    const hint = 'write names and globs separated by commas: AX_GITOPS_VARIABLES=AX_VAR_*,TEAM';
    const problem = { code: 'bad-variables', severity: 'error', message: allowed.error, hint } as const;
    return { documents: [], diagnostics: [problem], sources: new Map(), read: [], skipped: [] };
  }
  return loadDocuments({
    paths: file,
    cwd,
    env,
    allowedVariables: allowed.value,
    ownKeys: await ownKeys(context),
    ...(past !== undefined && { past }),
    ...(tree !== undefined && { tree }),
  });
}
