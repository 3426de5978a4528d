import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { packageFile } from '../package-file.js';
import { note, problem, result } from '../say.js';

const fileName = 'access.yaml';

/** `ax-gitops init`: writes a starter file to fill in. Never overwrites one. */
export async function init(flags: { readonly github?: boolean }, context: Context): Promise<ExitCode> {
  if (flags.github === true) return initGithub(context);
  const path = join(context.cwd, fileName);
  const existing = await firstExisting([path, join(context.cwd, 'access')]);
  if (existing !== undefined) {
    problem(context, `${existing} is already there; it was left as it is.`, 'edit it, then run `ax-gitops plan`');
    return exitCode.invalid;
  }
  const starter = await readFile(new URL('starter.yaml', import.meta.url), 'utf8');
  try {
    await writeFile(path, starter, { flag: 'wx' });
  } catch (error) {
    problem(
      context,
      `${path} can't be written: ${error instanceof Error ? error.message : String(error)}`,
      'run it in a folder that you can write to',
    );
    return exitCode.invalid;
  }
  result(context, `Wrote ${fileName}.`);
  note(
    context,
    'Next: put your people in, then run `ax-gitops validate`, then `ax-gitops plan`. Nothing changes until `ax-gitops apply`.',
  );
  return exitCode.done;
}

/** What `--github` writes, by where it comes from in this package. */
const workflows: Readonly<Record<string, string>> = {
  '.github/workflows/access-plan.yml': 'examples/github/access-plan.yml',
  '.github/workflows/access-apply.yml': 'examples/github/access-apply.yml',
  '.github/workflows/access-drift.yml': 'examples/github/access-drift.yml',
  '.github/actions/ax-gitops/action.yml': '.github/actions/ax-gitops/action.yml',
  '.github/actions/ax-gitops/run.sh': '.github/actions/ax-gitops/run.sh',
  '.github/actions/ax-gitops/comment.sh': '.github/actions/ax-gitops/comment.sh',
  '.github/actions/ax-gitops/issue.sh': '.github/actions/ax-gitops/issue.sh',
  '.github/actions/ax-gitops/since.sh': '.github/actions/ax-gitops/since.sh',
};

/** `ax-gitops init --github`: the workflows and the action that they use, with a starter file where there is none. */
async function initGithub(context: Context): Promise<ExitCode> {
  const existing = await firstExisting(Object.keys(workflows).map((path) => join(context.cwd, path)));
  if (existing !== undefined) {
    problem(context, `${existing} is already there; nothing was written.`, 'move it away to get the workflows anew');
    return exitCode.invalid;
  }
  const written: string[] = [];
  try {
    for (const [path, from] of Object.entries(workflows)) {
      await mkdir(dirname(join(context.cwd, path)), { recursive: true });
      await writeFile(join(context.cwd, path), await readFile(packageFile(from), 'utf8'), { flag: 'wx' });
      written.push(path);
    }
  } catch (error) {
    const had = written.length === 0 ? 'nothing was written' : `written so far: ${written.join(', ')}`;
    problem(
      context,
      `the workflows can't be written (${error instanceof Error ? error.message : String(error)}); ${had}.`,
      'make .github a folder that can be written to, without these files, and try again',
    );
    return exitCode.invalid;
  }
  result(context, `Wrote ${Object.keys(workflows).join(', ')}.`);
  note(
    context,
    'Next: add the secrets ARIZE_API_KEY and ARIZE_API_KEY_READ, and an environment access-destructive with required reviewers.',
  );
  const hasFile = await firstExisting([join(context.cwd, fileName), join(context.cwd, 'access')]);
  return hasFile === undefined ? init({}, context) : exitCode.done;
}

async function firstExisting(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    try {
      await access(path);
      return path;
    } catch {
      // Not there: that is what is hoped for.
    }
  }
  return undefined;
}
