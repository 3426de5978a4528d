import { readFile } from 'node:fs/promises';
import type { Result } from '../../../model/result.js';
import { failed, ok } from '../../../model/result.js';

/** Launchers of pip, pipx and uv are a few lines; anything much longer is something else. */
const sizeLimit = 8 * 1024;

/**
 * The Python that an ax launcher runs under, told from its first lines. A virtual environment's interpreter is not
 * followed to where it links to: only under its own name does it find the packages.
 */
export async function interpreterOf(launcher: string): Promise<Result<string, string>> {
  let script: string;
  try {
    script = await readFile(launcher, 'utf8');
  } catch (error) {
    return failed(`the launcher ${launcher} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (script.length > sizeLimit || !/^from ax\.cli import app$/m.test(script))
    return failed(`${launcher} is not the usual script of pip, pipx or uv`);
  const [first = '', second = ''] = script.split('\n');
  const direct = /^#!(\/\S*python[\d.]*)\s*$/.exec(first)?.[1];
  if (direct !== undefined) return ok(direct);
  // Where the path is long or holds a space: #!/bin/sh, then '''exec' "/path/python" "$0" "$@"
  const long = first.startsWith('#!/bin/sh') ? /^'''exec' (?:"([^"]+)"|(\S+)) "\$0" "\$@"/.exec(second) : null;
  const path = long?.[1] ?? long?.[2];
  return path === undefined
    ? failed(`the first line of ${launcher} does not name a Python: ${first.slice(0, 100)}`)
    : ok(path);
}
