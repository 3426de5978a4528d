import { gitIn } from '../machine/git.js';
import type { Runner } from './runner.js';

/* What the clone that was checked out knows of commits. */

export async function isHere(commit: string, runner: Runner): Promise<boolean> {
  return isFine(['rev-parse', '--quiet', '--verify', '--end-of-options', `${commit}^{commit}`], runner);
}

export async function isPartOf(whole: string, commit: string, runner: Runner): Promise<boolean> {
  return isFine(['merge-base', '--is-ancestor', commit, whole], runner);
}

async function isFine(args: readonly string[], { checkout, env }: Runner): Promise<boolean> {
  return (await gitIn(env)(checkout, args)).ok;
}
