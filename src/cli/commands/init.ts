import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { note, problem, result } from '../say.js';

const fileName = 'access.yaml';

/** `ax-gitops init`: writes a starter file to fill in. Never overwrites one. */
export async function init(context: Context): Promise<ExitCode> {
  const path = join(context.cwd, fileName);
  const existing = await firstExisting([path, join(context.cwd, 'access')]);
  if (existing !== undefined) {
    problem(context, `${existing} is already there; it was left as it is.`, 'edit it, then run `ax-gitops plan`');
    return exitCode.invalid;
  }
  const starter = await readFile(new URL('starter.yaml', import.meta.url), 'utf8');
  try {
    await writeFile(path, starter, { flag: 'wx' });
  } catch (error) {
    problem(
      context,
      `${path} can't be written: ${error instanceof Error ? error.message : String(error)}`,
      'run it in a folder that you can write to',
    );
    return exitCode.invalid;
  }
  result(context, `Wrote ${fileName}.`);
  note(
    context,
    'Next: put your people in, then run `ax-gitops validate`, then `ax-gitops plan`. Nothing changes until `ax-gitops apply`.',
  );
  return exitCode.done;
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
