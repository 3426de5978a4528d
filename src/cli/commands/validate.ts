import { diagnosticsToGithub, diagnosticsToJson } from '../../report/diagnostics.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { checkFiles } from '../files.js';
import type { FileFlags } from '../flags.js';
import { diagnosticsProblem, result } from '../say.js';

/** `ax-gitops validate`: offline checks of the files. */
export async function validate(
  flags: FileFlags & { readonly format: 'text' | 'json' | 'github' },
  context: Context,
): Promise<ExitCode> {
  const { desired, diagnostics, sources } = await checkFiles(flags.file, context);
  if (flags.format === 'json') result(context, diagnosticsToJson(diagnostics));
  else if (flags.format === 'github') context.stdout.write(diagnosticsToGithub(diagnostics));
  else diagnosticsProblem(context, diagnostics, sources);
  if (desired === undefined) return exitCode.invalid;
  if (flags.format === 'text') {
    const files = sources.size === 1 ? 'The file is' : `The ${String(sources.size)} files are`;
    result(context, `${files} valid: ${String(desired.resources.length)} objects and grants declared.`);
  }
  return exitCode.done;
}
