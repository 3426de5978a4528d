import { join } from 'node:path';
import { exportedFiles } from '../../reconcile/exported.js';
import {
  existingFiles,
  fileName,
  folderName,
  ignoreSecrets,
  workflowsProblem,
  writeStarter,
  writeWorkflows,
} from '../../reconcile/init.js';
import { readAccount } from '../../reconcile/read-account.js';
import type { ReadRequest } from '../../reconcile/request.js';
import { findLogin } from '../../remote/login.js';
import { askLine } from '../../report/ask-line.js';
import { tellExported, tellStarter, tellWorkflows } from '../../report/first-files.js';
import { problem } from '../../report/say.js';
import { clean } from '../../report/style.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { withHost } from '../host.js';
import { writeAll } from './export.js';

export interface InitFlags extends ReadRequest {
  readonly github?: boolean;
  readonly action?: string;
  /** Start from what is live, or don't; unset: a person at a terminal is asked. */
  readonly export?: boolean;
}

/** `ax-gitops init`: writes the files to start with, from what is live or to be filled in. Never overwrites any. */
export async function init(flags: InitFlags, context: Context): Promise<ExitCode> {
  const existing = await existingFiles(context);
  if (existing !== undefined && flags.github !== true) {
    problem(context, `${existing} is already there; it was left as it is.`, 'edit it, then run `ax-gitops plan`');
    return exitCode.invalid;
  }
  const refused = flags.github === true ? await workflowsProblem(flags.action, context) : undefined;
  if (refused !== undefined) return ended(refused, context);
  const isExported = existing === undefined && (flags.export ?? (await isExportWanted(context)));
  if (typeof isExported === 'number') return isExported;
  // What can fail for other reasons than the folder comes first, so that it can be run again.
  const steps = [
    ...(isExported ? [() => initExport(flags, context)] : []),
    ...(flags.github === true ? [() => initWorkflows(flags.action, context)] : []),
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
  const question = `Found a login: ${clean(whose)}. Export what is live into ${folderName}/? [Y/n] `;
  const reply = await askLine(question, context);
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
  const code = await writeAll(files, join(context.cwd, folderName), true, context);
  if (code === exitCode.done) tellExported(await ignoreSecrets(context), context);
  return code;
}

async function initWorkflows(action: string | undefined, context: Context): Promise<ExitCode> {
  const written = await writeWorkflows(action, context);
  if (!written.ok) return ended(written.error, context);
  tellWorkflows(written.value.files, written.value.placeholder, context);
  return exitCode.done;
}

async function initStarter(context: Context): Promise<ExitCode> {
  const written = await writeStarter(context);
  if (!written.ok) return ended(written.error, context);
  tellStarter(fileName, context);
  return exitCode.done;
}
