import { declaredState } from '../../access/declared.js';
import { accessMap } from '../../access/index.js';
import { brokenByFiles } from '../../access/tests.js';
import { doubts } from '../../desired/index.js';
import { knownPermissions } from '../../load/permissions.js';
import type { DesiredState } from '../../model/desired.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { inOrder } from '../../model/diagnostic.js';
import type { CheckedFiles } from '../../reconcile/files.js';
import { checkFiles } from '../../reconcile/files.js';
import type { FilesRequest } from '../../reconcile/request.js';
import { diagnosticsToGithub, diagnosticsToJson } from '../../report/diagnostics.js';
import { clean } from '../../report/style.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { diagnosticsProblem, result, withFlagsInHints } from '../../report/say.js';

/** `ax-gitops validate`: offline checks of the files. */
export async function validate(
  flags: FilesRequest & { readonly format: 'text' | 'json' | 'github' },
  context: Context,
): Promise<ExitCode> {
  const checked = await checkFiles(flags, context);
  const { desired, diagnostics: found, sources } = checked;
  if (context.verbose) tellFiles(checked, context);
  const diagnostics =
    desired === undefined ? found : inOrder([...found, ...doubts(desired, context.now()), ...failingTests(desired)]);
  if (flags.format === 'json') result(context, diagnosticsToJson(withFlagsInHints(diagnostics, context)));
  else if (flags.format === 'github') context.stdout.write(diagnosticsToGithub(withFlagsInHints(diagnostics, context)));
  else diagnosticsProblem(context, diagnostics, sources);
  if (desired === undefined || diagnostics.some(({ severity }) => severity === 'error')) return exitCode.invalid;
  if (flags.format === 'text') {
    const files = sources.size === 1 ? 'The file is' : `The ${String(sources.size)} files are`;
    result(context, `${files} valid: ${String(desired.resources.length)} objects and grants declared.`);
  }
  return exitCode.done;
}

/** What was read, and what was not and why: nothing below a directory goes unsaid. */
function tellFiles({ read, skipped }: Pick<CheckedFiles, 'read' | 'skipped'>, { stderr }: Context): void {
  for (const path of read) stderr.write(`read ${clean(path)}\n`);
  for (const { path, reason } of skipped) stderr.write(`skipped ${clean(path)}: ${reason}\n`);
}

/** The access tests that no account could meet with these files; the others need one: `plan` evaluates all. */
function failingTests({ resources, tests, locate }: DesiredState): readonly Diagnostic[] {
  if (tests.length === 0) return [];
  return brokenByFiles(tests, accessMap(declaredState(resources), knownPermissions())).map(({ test, message }) => ({
    code: 'failing-test',
    severity: 'error',
    message: `an access test fails with what the files give: ${message}.`,
    span: locate(test.source, 'value'),
    hint: 'change what gives the access, or the test',
  }));
}
