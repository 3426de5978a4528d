import type { FilesRequest } from '../../reconcile/request.js';
import { validate as validateFiles } from '../../reconcile/validate.js';
import { showValidation, tellFiles } from '../../report/validation.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done } from '../end.js';

/** `ax-gitops validate`: offline checks of the files. */
export async function validate(
  flags: FilesRequest & { readonly format: 'text' | 'json' | 'github' },
  context: Context,
): Promise<CommandEnd> {
  const checked = await validateFiles(flags, context);
  if (context.verbose) tellFiles(checked, context);
  const isValid = checked.desired !== undefined && checked.diagnostics.every(({ severity }) => severity !== 'error');
  showValidation(checked, isValid, flags.format, context);
  return isValid ? done : { type: 'found-invalid' };
}
