import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schemaUrl } from '../../load/permissions.js';
import { reasonOf } from '../../machine/reason.js';
import { readAccount } from '../../reconcile/read-account.js';
import type { ReadRequest } from '../../reconcile/request.js';
import { findLogin } from '../../remote/login.js';
import { clean } from '../../report/style.js';
import { askLine } from '../../report/ask-line.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import { exitCode } from '../exit.js';
import type { ExitCode } from '../exit.js';
import { exportedFiles } from '../../reconcile/exported.js';
import { withHost } from '../host.js';
import { nextCommand, withFlags } from '../../report/next-command.js';
import { note, problem, result } from '../../report/say.js';
import { writeExport } from './export.js';
import { firstExisting, refuseWorkflows, writeWorkflows } from './init-github.js';

const fileName = 'access.yaml';
const folderName = 'access';

export interface InitFlags extends ReadRequest {
  readonly github?: boolean;
  readonly action?: string;
  /** Start from what is live, or don't; unset: a person at a terminal is asked. */
  readonly export?: boolean;
}

/** `ax-gitops init`: writes the files to start with, from what is live or to be filled in. Never overwrites any. */
export async function init(flags: InitFlags, context: Context): Promise<ExitCode> {
  const existing = await firstExisting([join(context.cwd, fileName), join(context.cwd, folderName)]);
  if (existing !== undefined && flags.github !== true) {
    problem(context, `${existing} is already there; it was left as it is.`, 'edit it, then run `ax-gitops plan`');
    return exitCode.invalid;
  }
  const isRefused = flags.github === true ? await refuseWorkflows(flags.action, context) : undefined;
  if (isRefused !== undefined) return isRefused;
  const isExported = existing === undefined && (flags.export ?? (await isExportWanted(context)));
  if (typeof isExported === 'number') return isExported;
  // What can fail for other reasons than the folder comes first, so that it can be run again.
  const steps = [
    ...(isExported ? [() => initExport(flags, context)] : []),
    ...(flags.github === true ? [() => writeWorkflows(flags.action, context)] : []),
    ...(existing === undefined && !isExported ? [() => initStarter(context)] : []),
  ];
  for (const step of steps) {
    const code = await step();
    if (code !== exitCode.done) return code;
  }
  return exitCode.done;
}

/** Asked at a terminal, where there is a login to export with. */
async function isExportWanted(context: Context): Promise<boolean | ExitCode> {
  if (context.stdin.isTTY !== true) return false;
  const login = await findLogin(context);
  if (!login.ok) return false;
  const { profile, apiUrl } = login.value;
  const whose = `${profile === undefined ? 'ARIZE_API_KEY' : `profile ${profile}`} at ${new URL(apiUrl).host}`;
  const reply = await askLine(
    `Found a login: ${clean(whose)}. Export what is live into ${folderName}/? [Y/n] `,
    context,
  );
  if (reply.type === 'interrupted') return exitCode.interrupted;
  return reply.type === 'line' && /^(?:y(?:es)?)?$/i.test(reply.text);
}

/** The account as it is, in files by organization: a plan right after it is empty. */
async function initExport(flags: InitFlags, context: Context): Promise<ExitCode> {
  const outcome = await withHost(context, {}, (host, interrupts) =>
    readAccount({ ...flags, interrupts }, context, host),
  );
  if (outcome.type !== 'read') return ended(outcome, context);
  const files = exportedFiles(outcome.live, { split: true, suggestGroups: false, host: outcome.connection.host });
  const code = await writeExport(files, join(context.cwd, folderName), { split: true }, context);
  if (code !== exitCode.done) return code;
  await ignoreSecrets(context);
  note(
    context,
    `Next: ${nextCommand(context, 'plan')} (it should say that nothing is to change), then commit the files.`,
  );
  return exitCode.done;
}

/** Adds to `.gitignore` what never belongs into Git; what is there stays. */
async function ignoreSecrets(context: Context): Promise<void> {
  const path = join(context.cwd, '.gitignore');
  const before = await readFile(path, 'utf8').catch(() => '');
  const known = new Set(before.split(/\r?\n/));
  const missing = ['.ax-gitops/', '.secrets/'].filter((line) => !known.has(line));
  if (missing.length === 0) return;
  const start = before === '' || before.endsWith('\n') ? '' : '\n';
  await appendFile(path, `${start}${missing.join('\n')}\n`);
  note(context, `Added ${missing.join(' and ')} to .gitignore.`);
}

async function initStarter(context: Context): Promise<ExitCode> {
  const path = join(context.cwd, fileName);
  const starter = await readFile(new URL('starter.yaml', import.meta.url), 'utf8');
  try {
    await writeFile(path, starter.replace('{schema}', schemaUrl()), { flag: 'wx' });
  } catch (error) {
    problem(context, `${path} can't be written: ${reasonOf(error)}.`, 'run it in a folder that you can write to');
    return exitCode.invalid;
  }
  result(context, `Wrote ${fileName}.`);
  note(
    context,
    withFlags(
      'Existing account? Run `ax-gitops export --split --out access` instead. Starting fresh? Add your users, then run `ax-gitops plan`.',
      context,
    ),
  );
  return exitCode.done;
}
