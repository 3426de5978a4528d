import { resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Context } from './context.js';
import { problem } from './say.js';

/** Writes what `--out` asks for, whole or not at all; says so where it can't. */
export async function saved(path: string, text: string, context: Context): Promise<boolean> {
  try {
    await writeFileAtomic(resolve(context.cwd, path), text, { mode: 0o600 });
    return true;
  } catch (error) {
    problem(
      context,
      `${path} can't be written: ${error instanceof Error ? error.message : String(error)}`,
      'give --out a path in a folder that can be written to',
    );
    return false;
  }
}
