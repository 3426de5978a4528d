import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../machine/folders.js';
import { reasonOf } from '../../machine/reason.js';
import { packageFile } from '../../reconcile/package-file.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { note, problem, result } from '../../report/say.js';

/** What `--github` writes into `.github/workflows`. */
const workflows = ['access-snapshot.yml', 'access-plan.yml', 'access-apply.yml', 'access-drift.yml'];

/** What stands in the workflows, once in each, for the action that they run. */
const placeholder = 'OWNER/ax-gitops@COMMIT';

/** Why the workflows can't be written, said; nothing where they can. */
export async function refuseWorkflows(action: string | undefined, context: Context): Promise<ExitCode | undefined> {
  if (action !== undefined && !/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/.test(action)) {
    problem(
      context,
      `--action is ${JSON.stringify(action)}, which does not name a commit of an action.`,
      `write it as OWNER/ax-gitops@ and the 40 digits of a release's commit`,
    );
    return exitCode.invalid;
  }
  const folder = join(context.cwd, '.github/workflows');
  const existing = await firstExisting(workflows.map((name) => join(folder, name)));
  if (existing !== undefined) {
    problem(context, `${existing} is already there; nothing was written.`, 'move it away to get the workflows anew');
    return exitCode.invalid;
  }
  return undefined;
}

/** `ax-gitops init --github`: the workflows. */
export async function writeWorkflows(action: string | undefined, context: Context): Promise<ExitCode> {
  const folder = join(context.cwd, '.github/workflows');
  const used = action ?? (await releasedAction()) ?? placeholder;
  const written: string[] = [];
  try {
    await makeFolder(folder);
    for (const name of workflows) {
      const text = await readFile(packageFile(`examples/github/${name}`), 'utf8');
      await writeFile(join(folder, name), text.replace(placeholder, used), { flag: 'wx' });
      written.push(`.github/workflows/${name}`);
    }
  } catch (error) {
    const had = written.length === 0 ? 'nothing was written' : `written so far: ${written.join(', ')}`;
    problem(
      context,
      `the workflows can't be written (${reasonOf(error)}); ${had}.`,
      'make .github a folder that can be written to, without these files, and try again',
    );
    return exitCode.invalid;
  }
  result(context, `Wrote ${written.join(', ')}.`);
  if (used === placeholder)
    note(
      context,
      `Next: in each workflow, replace ${placeholder} by the repository of ax-gitops and the commit of its release. It stands there once.`,
    );
  note(
    context,
    'Next: add the secrets ARIZE_API_KEY and ARIZE_API_KEY_READ, an environment access-snapshot for main alone with the secret ' +
      'ARIZE_API_KEY_SNAPSHOT, and an environment access-destructive with required reviewers.',
  );
  return exitCode.done;
}

/** The action at the commit that this package was published from, which the release workflow writes down. */
async function releasedAction(): Promise<string | undefined> {
  const text = await readFile(packageFile('dist/release.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as { readonly action: string }).action;
}

export async function firstExisting(paths: readonly string[]): Promise<string | undefined> {
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
