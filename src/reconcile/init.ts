import { access, appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schemaUrl } from '../load/permissions.js';
import { makeFolder } from '../machine/folders.js';
import { reasonOf } from '../machine/reason.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { NotWritten } from './outcome.js';
import { packageFile } from './package-file.js';
import type { Surroundings } from './surroundings.js';

/* The first files of a repository. None is ever written over. */

type Here = Pick<Surroundings, 'cwd'>;

/** What the files are called that commands look for unless others are named. */
export const fileName = 'access.yaml';
export const folderName = 'access';

/** The files that are there already. */
export function existingFiles({ cwd }: Here): Promise<string | undefined> {
  return firstExisting([join(cwd, fileName), join(cwd, folderName)]);
}

/** Writes a file that is to be filled in. */
export async function writeStarter({ cwd }: Here): Promise<Result<undefined, NotWritten>> {
  const path = join(cwd, fileName);
  const starter = await readFile(new URL('starter.yaml', import.meta.url), 'utf8');
  try {
    await writeFile(path, starter.replace('{schema}', schemaUrl()), { flag: 'wx' });
    return ok(undefined);
  } catch (error) {
    return failed({
      type: 'not-written',
      message: `${path} can't be written: ${reasonOf(error)}.`,
      hint: 'run it in a folder that you can write to',
    });
  }
}

/** Adds to `.gitignore` what never belongs into Git; what is there stays. Gives the lines that were missing. */
export async function ignoreSecrets({ cwd }: Here): Promise<readonly string[]> {
  const path = join(cwd, '.gitignore');
  const before = await readFile(path, 'utf8').catch(() => '');
  const known = new Set(before.split(/\r?\n/));
  const missing = ['.ax-gitops/', '.secrets/'].filter((line) => !known.has(line));
  if (missing.length === 0) return [];
  const start = before === '' || before.endsWith('\n') ? '' : '\n';
  await appendFile(path, `${start}${missing.join('\n')}\n`);
  return missing;
}

/** What stands in the folder of workflows. */
const workflows = ['access-snapshot.yml', 'access-plan.yml', 'access-apply.yml', 'access-drift.yml'];

/** What stands in the workflows, once in each, for the action that they run. */
const placeholder = 'OWNER/ax-gitops@COMMIT';

/** Why the workflows can't be written; nothing where they can. */
export async function workflowsProblem(action: string | undefined, { cwd }: Here): Promise<NotWritten | undefined> {
  if (action !== undefined && !/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/.test(action))
    return {
      type: 'not-written',
      message: `--action is ${JSON.stringify(action)}, which does not name a commit of an action.`,
      hint: `write it as OWNER/ax-gitops@ and the 40 digits of a release's commit`,
    };
  const folder = join(cwd, '.github/workflows');
  const existing = await firstExisting(workflows.map((name) => join(folder, name)));
  return existing === undefined
    ? undefined
    : {
        type: 'not-written',
        message: `${existing} is already there; nothing was written.`,
        hint: 'move it away to get the workflows anew',
      };
}

/** The workflows that were written, and what is to be replaced in them where whose action they run is not known. */
export interface WrittenWorkflows {
  readonly files: readonly string[];
  readonly placeholder?: string;
}

/** Writes the workflows for GitHub. */
export async function writeWorkflows(
  action: string | undefined,
  { cwd }: Here,
): Promise<Result<WrittenWorkflows, NotWritten>> {
  const folder = join(cwd, '.github/workflows');
  const used = action ?? (await releasedAction()) ?? placeholder;
  const files: string[] = [];
  try {
    await makeFolder(folder);
    for (const name of workflows) {
      const text = await readFile(packageFile(`examples/github/${name}`), 'utf8');
      await writeFile(join(folder, name), text.replace(placeholder, used), { flag: 'wx' });
      files.push(`.github/workflows/${name}`);
    }
    return ok({ files, ...(used === placeholder && { placeholder }) });
  } catch (error) {
    const had = files.length === 0 ? 'nothing was written' : `written so far: ${files.join(', ')}`;
    return failed({
      type: 'not-written',
      message: `the workflows can't be written (${reasonOf(error)}); ${had}.`,
      hint: 'make .github a folder that can be written to, without these files, and try again',
    });
  }
}

/** The action at the commit that this package was published from, which the release workflow writes down. */
async function releasedAction(): Promise<string | undefined> {
  const text = await readFile(packageFile('dist/release.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as { readonly action: string }).action;
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
