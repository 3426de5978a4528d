import { buildDesiredState } from '../desired/index.js';
import type { Previous } from '../desired/index.js';
import { filesAt } from '../load/commit.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Context } from './context.js';
import type { ExitCode } from './exit.js';
import { exitCode } from './exit.js';
import { loadFiles } from './files.js';
import type { FileFlags } from './flags.js';
import { diagnosticsProblem, note, problem } from './say.js';

/** What the files said at `--since`, merged and expanded as today's are; nothing without the flag. */
export async function previousFiles(
  flags: FileFlags,
  context: Context,
): Promise<
  | (Omit<Previous, 'removed'> & { readonly sources: ReadonlyMap<string, string>; readonly commit: string })
  | ExitCode
  | undefined
> {
  const { since, file } = flags;
  if (since === undefined) return undefined;
  const { cwd, env, now } = context;
  const tree = await filesAt(since, file, cwd, env);
  if (!tree.ok) {
    problem(context, tree.error.message, tree.error.hint);
    return exitCode.invalid;
  }
  const { documents, sources, ...loaded } = await loadFiles(flags, context, {
    tree: tree.value,
    namePrefix: `${since}:`,
  });
  const missing = loaded.diagnostics.filter(isMissing).map(({ message }) => message.replace(/\.$/, ''));
  if (missing.length > 0)
    note(context, `At ${since} there were no such files: nothing was managed by them (${missing.join('; ')}).`);
  const diagnostics = loaded.diagnostics.filter((diagnostic) => !isMissing(diagnostic));
  const built = buildDesiredState(documents, { now: now(), isFormer: true });
  const all = [...diagnostics, ...built.diagnostics];
  if (built.state === undefined || all.some(({ severity }) => severity === 'error')) {
    diagnosticsProblem(context, all, sources);
    problem(
      context,
      `the files at ${since} are not valid, so what was managed then is not known.`,
      'name a commit whose files are, or leave --since out',
    );
    return exitCode.invalid;
  }
  return { ref: since, commit: tree.value.commit, state: built.state, sources };
}

/** Not there at that commit: the only reason for which nothing was managed. */
function isMissing({ code }: Diagnostic): boolean {
  return code === 'no-file';
}
