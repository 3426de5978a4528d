import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGit } from '../git.js';

/** A repository with one access file, as a job has checked it out. */
export interface Repository {
  readonly folder: string;
  /** What Git prints. */
  git(...args: readonly string[]): Promise<string>;
  /** Writes the file and commits it; the hash of the commit. */
  commit(text: string): Promise<string>;
  remove(): Promise<void>;
}

export async function startRepository(branch: string): Promise<Repository> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-repository-'));
  const git = (...args: readonly string[]) => runGit(folder, args);
  await git('init', '-q', '-b', branch);
  return {
    folder,
    git,
    async commit(text) {
      await writeFile(join(folder, 'access.yaml'), text);
      await git('add', 'access.yaml');
      await git('commit', '-qm', text);
      return git('rev-parse', 'HEAD');
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
