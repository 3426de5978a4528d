import { readFile } from 'node:fs/promises';
import { packageFile } from '../../reconcile/package-file.js';
import { result } from '../../report/say.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done } from '../end.js';

/** `ax-gitops schema`: the JSON Schema of the files, of plans, or of snapshots. */
export async function schema(
  flags: { readonly plan?: boolean; readonly snapshot?: boolean },
  context: Context,
): Promise<CommandEnd> {
  const name = flags.snapshot === true ? 'snapshot' : flags.plan === true ? 'plan' : 'access';
  result(context, await readFile(packageFile(`schema/${name}.schema.json`), 'utf8'));
  return done;
}
