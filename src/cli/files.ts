import { buildDesiredState } from '../desired/index.js';
import { loadDocuments } from '../load/index.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Context } from './context.js';
import { holdsOwnKey } from './own-key.js';

export interface CheckedFiles {
  /** Absent if and only if there is an error among the diagnostics. */
  readonly desired?: DesiredState;
  readonly diagnostics: readonly Diagnostic[];
  /** The text of each file that was read, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads and checks the files, offline: every problem of every file at once. */
export async function checkFiles(paths: readonly string[], context: Context): Promise<CheckedFiles> {
  const { cwd, env, now } = context;
  const isSecret = await holdsOwnKey(context);
  const { documents, diagnostics, sources } = await loadDocuments({ paths, cwd, env, isSecret });
  if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics, sources };
  const built = buildDesiredState(documents, { now: now() });
  const all = [...diagnostics, ...built.diagnostics];
  return built.state === undefined
    ? { diagnostics: all, sources }
    : { desired: built.state, diagnostics: all, sources };
}
