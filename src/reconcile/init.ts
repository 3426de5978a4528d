import { access, appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schemaUrl } from '../load/permissions.js';
import { reasonOf } from '../machine/reason.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { exportedFiles } from './exported.js';
import type { Login } from '../remote/login.js';
import { findLogin } from '../remote/login.js';
import type { Host } from './host.js';
import { writeExport, writeNew } from './new-files.js';
import type { NotApproved, NotRead, NotWritten } from './outcome.js';
import { notWritten } from './outcome.js';
import { packageFile } from './package-file.js';
import { readAccount } from './read-account.js';
import type { ReadRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

/* The first files of a repository. None is ever written over. */

type Here = Pick<Surroundings, 'cwd'>;

/** What the files are called that commands look for unless others are named. */
const fileName = 'access.yaml';
const folderName = 'access';

export interface InitRequest extends ReadRequest {
  /** Whether the workflows for GitHub are written too. */
  readonly github?: boolean;
  /** The action that they run; else that of this release. */
  readonly action?: string;
  /** Whether the files say what is live, instead of being filled in. Unless given, that is asked. */
  readonly export?: boolean;
  /** Asks whether what is live with this login is to be written into a folder; asked only where no files are there yet. */
  readonly askToExport?: (login: Login, folder: string) => Promise<boolean | 'interrupted'>;
}

/** What was written, in order, and why not more where something went wrong. */
export interface FirstFiles {
  readonly type: 'begun';
  readonly written: readonly Beginning[];
  readonly failure?: NotWritten | NotRead;
}

export type Beginning =
  | { readonly type: 'exported'; readonly files: number; readonly folder: string; readonly ignored: readonly string[] }
  | ({ readonly type: 'workflows' } & WrittenWorkflows)
  | { readonly type: 'starter'; readonly file: string };

/** Writes the files to start with. */
export async function writeFirstFiles(
  request: InitRequest,
  at: Surroundings,
  host: Host,
): Promise<FirstFiles | NotWritten | NotApproved> {
  const existing = await firstExisting([join(at.cwd, fileName), join(at.cwd, folderName)]);
  if (existing !== undefined && request.github !== true)
    return notWritten(`${existing} is already there; it was left as it is.`, 'edit it, then run `ax-gitops plan`');
  const refused = request.github === true ? await workflowsProblem(request.action, at) : undefined;
  if (refused !== undefined) return refused;
  const isExported = existing === undefined && (await isExportWanted(request, at));
  if (isExported === 'interrupted') return { type: 'interrupted-at-the-question' };
  // What can fail for other reasons than the folder comes first, so that it can be run again.
  const steps: readonly (() => Promise<Result<Beginning, NotWritten | NotRead>>)[] = [
    ...(isExported ? [() => exportFirst(request, at, host)] : []),
    ...(request.github === true ? [() => writeWorkflows(request.action, at)] : []),
    ...(existing === undefined && !isExported ? [() => writeStarter(at)] : []),
  ];
  const written: Beginning[] = [];
  for (const step of steps) {
    const made = await step();
    if (!made.ok) return { type: 'begun', written, failure: made.error };
    written.push(made.value);
  }
  return { type: 'begun', written };
}

/** Nobody is asked about what no login can read. */
async function isExportWanted(
  { export: given, askToExport }: InitRequest,
  at: Surroundings,
): Promise<boolean | 'interrupted'> {
  if (given !== undefined || askToExport === undefined) return given ?? false;
  const login = await findLogin(at);
  return login.ok && askToExport(login.value, folderName);
}

/** The account as it is, in files by organization: a plan right after it is empty. */
async function exportFirst(
  request: ReadRequest,
  at: Surroundings,
  host: Host,
): Promise<Result<Beginning, NotWritten | NotRead>> {
  const read = await readAccount(request, at, host);
  if (read.type !== 'read') return failed(read);
  const files = exportedFiles(read.live, { split: true, suggestGroups: false, host: read.connection.host });
  const folder = join(at.cwd, folderName);
  // First, so that it can be run again where that can't be written: the folder is not there yet.
  const ignored = await ignoreSecrets(at);
  if (!ignored.ok) return ignored;
  const unwritten = await writeExport(files, folder, true);
  if (unwritten !== undefined) return failed(unwritten);
  return ok({ type: 'exported', files: files.size, folder, ignored: ignored.value });
}

/** Writes a file that is to be filled in. */
async function writeStarter({ cwd }: Here): Promise<Result<Beginning, NotWritten>> {
  const path = join(cwd, fileName);
  const starter = await readFile(new URL('starter.yaml', import.meta.url), 'utf8');
  try {
    await writeNew([[path, starter.replace('{schema}', schemaUrl())]]);
    return ok({ type: 'starter', file: fileName });
  } catch (error) {
    return failed(
      notWritten(`${path} can't be written: ${reasonOf(error)}.`, 'run it in a folder that you can write to'),
    );
  }
}

/** Adds to `.gitignore` what never belongs into Git; what is there stays. Gives the lines that were missing. */
async function ignoreSecrets({ cwd }: Here): Promise<Result<readonly string[], NotWritten>> {
  const path = join(cwd, '.gitignore');
  try {
    // Makes it where it is not there.
    const before = await readFile(path, { encoding: 'utf8', flag: 'a+' });
    const known = new Set(before.split(/\r?\n/));
    const missing = ['.ax-gitops/', '.secrets/'].filter((line) => !known.has(line));
    const start = before === '' || before.endsWith('\n') ? '' : '\n';
    if (missing.length > 0) await appendFile(path, `${start}${missing.join('\n')}\n`);
    return ok(missing);
  } catch (error) {
    return failed(
      notWritten(
        `${path} can't be written: ${reasonOf(error)}.`,
        'make it a file that can be written to, so that secrets are kept out of Git, and run it again',
      ),
    );
  }
}

/** What stands in the folder of workflows. */
const workflowsFolder = '.github/workflows';
const workflows = ['access-snapshot.yml', 'access-plan.yml', 'access-apply.yml', 'access-drift.yml'];

/** What stands in the workflows, once in each, for the action that they run. */
const placeholder = 'OWNER/ax-gitops@COMMIT';

/** Why the workflows can't be written; nothing where they can. */
async function workflowsProblem(action: string | undefined, { cwd }: Here): Promise<NotWritten | undefined> {
  if (action !== undefined && !/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/.test(action))
    return notWritten(
      `--action is ${JSON.stringify(action)}, which does not name a commit of an action.`,
      `write it as OWNER/ax-gitops@ and the 40 digits of a release's commit`,
    );
  const existing = await firstExisting(workflows.map((name) => join(cwd, workflowsFolder, name)));
  return existing === undefined
    ? undefined
    : notWritten(`${existing} is already there; nothing was written.`, 'move it away to get the workflows anew');
}

/** The workflows that were written, and what is to be replaced in them where whose action they run is not known. */
interface WrittenWorkflows {
  readonly files: readonly string[];
  readonly placeholder?: string;
}

/** Writes the workflows for GitHub. */
async function writeWorkflows(action: string | undefined, { cwd }: Here): Promise<Result<Beginning, NotWritten>> {
  const used = action ?? (await releasedAction()) ?? placeholder;
  const files = workflows.map((name) => `${workflowsFolder}/${name}`);
  try {
    const texts = workflows.map(async (name) => {
      const text = await readFile(packageFile(`examples/github/${name}`), 'utf8');
      return [join(cwd, workflowsFolder, name), text.replace(placeholder, used)] as const;
    });
    await writeNew(await Promise.all(texts));
    return ok({ type: 'workflows', files, ...(used === placeholder && { placeholder }) });
  } catch (error) {
    return failed(
      notWritten(
        `the workflows can't be written (${reasonOf(error)}); nothing was written.`,
        'make .github a folder that can be written to, without these files, and try again',
      ),
    );
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
