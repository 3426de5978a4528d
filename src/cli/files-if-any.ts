import type { CheckedFiles } from '../reconcile/files.js';
import { checkFiles } from '../reconcile/files.js';
import type { FilesRequest } from '../reconcile/request.js';
import type { Context } from './context.js';

/** The files, or nothing where none were named and there are none. */
export async function filesIfAny(flags: FilesRequest, context: Context): Promise<CheckedFiles | undefined> {
  const checked = await checkFiles(flags, context);
  const isMissing = (flags.file ?? []).length === 0 && checked.diagnostics.some(({ code }) => code === 'no-file');
  return isMissing ? undefined : checked;
}
