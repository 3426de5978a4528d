import { execa } from 'execa';
import type { Runner } from './runner.js';

/* What the clone that was checked out knows of commits. */

export async function isHere(commit: string, runner: Runner): Promise<boolean> {
  return isFine(['rev-parse', '--quiet', '--verify', '--end-of-options', `${commit}^{commit}`], runner);
}

export async function isPartOf(whole: string, commit: string, runner: Runner): Promise<boolean> {
  return isFine(['merge-base', '--is-ancestor', commit, whole], runner);
}

async function isFine(args: readonly string[], { checkout, env }: Runner): Promise<boolean> {
  const { exitCode } = await execa('git', args, {
    cwd: checkout,
    env,
    extendEnv: false,
    reject: false,
    stdio: 'ignore',
  });
  return exitCode === 0;
}
