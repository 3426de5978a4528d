import { access, constants, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import type { RemoteFailure } from '../port.js';
import { missing } from './version.js';

/** The file that `ax` is started from: the one that is named, else the first on PATH. Names are looked up as a shell does. */
export async function findLauncher(
  named: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<string, RemoteFailure>> {
  const name = named ?? 'ax';
  if (isAbsolute(name) || name.includes('/')) {
    const path = resolve(name);
    return (await isExecutable(path)) ? ok(path) : failed(missing(`${name} is not a program that can be run`));
  }
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder === '' ? '.' : folder, name);
    if (await isExecutable(path)) return ok(resolve(path));
  }
  return failed(missing(`there is no ${name} on PATH`));
}

/**
 * Whether the kernel lets us run it. (The package `which` judges by the mode bits: it knows no access list, and for want of a PATH
 * takes that of this process instead of what is handed in. So these few lines are our own, here and in `apply/sinks.ts`.)
 */
async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
