import { execa } from 'execa';

/** Runs Git in a folder, and gives what it prints. Who commits is in the environment of all tests. */
export async function runGit(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  return (await execa('git', args, { cwd: folder, env })).stdout;
}
