import { buildDesiredState } from '../desired/index.js';
import type { Previous } from '../desired/index.js';
import { commitReader } from '../load/commit.js';
import { loadDocuments } from '../load/index.js';
import type { Context } from './context.js';
import type { ExitCode } from './exit.js';
import { exitCode } from './exit.js';
import type { FileFlags } from './flags.js';
import { holdsOwnKey } from './own-key.js';
import { diagnosticsProblem, note, problem } from './say.js';

/** What the files said at `--since`, merged and expanded as today's are; nothing without the flag. */
export async function previousFiles(
  { since, file }: FileFlags,
  context: Context,
): Promise<(Omit<Previous, 'removed'> & { readonly sources: ReadonlyMap<string, string> }) | ExitCode | undefined> {
  if (since === undefined) return undefined;
  const { cwd, env, now } = context;
  const isSecret = await holdsOwnKey(context);
  const reader = await commitReader(since, cwd);
  if (!reader.ok) {
    problem(context, reader.error.message, reader.error.hint);
    return exitCode.invalid;
  }
  const loaded = await loadDocuments({
    paths: file,
    cwd,
    env,
    isSecret,
    reader: reader.value,
    namePrefix: `${since}:`,
  });
  const { documents, sources } = loaded;
  const diagnostics = loaded.diagnostics.filter(({ code }) => code !== 'no-file');
  if (diagnostics.length < loaded.diagnostics.length)
    note(context, `At ${since} there were no such files: nothing was managed by them.`);
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
  return { ref: since, state: built.state, sources };
}
