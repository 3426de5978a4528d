import { execa } from 'execa';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';

/** What a command of Git's came to nothing with. */
export interface GitFailure {
  /** Absent where Git could not be started, or was ended from outside. */
  readonly exitCode?: number;
  /** Whether Git could be run at all. */
  readonly isStarted: boolean;
  /** What Git said, in one line. */
  readonly said: string;
}

/** Runs Git's plumbing in a folder. Whatever does not end with 0 is a failure. All of this program's calls of Git are made here. */
export type Git = (
  folder: string,
  args: readonly string[],
  limits?: { readonly bytes?: number; readonly milliseconds?: number },
) => Promise<Result<Uint8Array, GitFailure | 'too much'>>;

/**
 * Where a hook, an alias or a wrapper says which repository is meant: Git would take that one instead of the one that the
 * files are in. (`git rev-parse --local-env-vars`, without the settings that a user gives in GIT_CONFIG_….)
 */
const repositoryVariables = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_CEILING_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_QUARANTINE_PATH',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
];

/** A folder that came with the files can look like a repository, with settings that name programs to run and other folders. */
const cautious = ['-c', 'safe.bareRepository=explicit', '-c', 'core.fsmonitor=false'];

/**
 * The environment that Git runs in: never asks, speaks English, knows neither the login's key nor a hook's repository, and shows
 * a commit as it was made, whatever somebody has put in its place since (`git replace`).
 */
export function gitEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const without = Object.fromEntries([...repositoryVariables, 'ARIZE_API_KEY'].map((name) => [name, undefined]));
  const always = { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', GIT_NO_REPLACE_OBJECTS: '1', LC_ALL: 'C' };
  return { ...env, ...without, ...always };
}

export function gitIn(env: Readonly<Record<string, string | undefined>>): Git {
  const inherited = gitEnvironment(env);
  return async (folder, args, { bytes = 64 * 1024 * 1024, milliseconds } = {}) => {
    const { exitCode, signal, stdout, stderr, isMaxBuffer, shortMessage } = await execa('git', [...cautious, ...args], {
      // What ends it with this process takes SIGXFSZ away from Node, which then dies of a file that may not grow.
      cleanup: false,
      cwd: folder,
      env: inherited,
      extendEnv: false,
      stdin: 'ignore',
      reject: false,
      encoding: 'buffer',
      maxBuffer: bytes,
      ...(milliseconds !== undefined && { timeout: milliseconds }),
      stripFinalNewline: false,
    });
    if (isMaxBuffer) return failed('too much');
    if (exitCode === 0) return ok(stdout);
    const said = textOf(stderr)
      .split('\n')
      .find((line) => line.trim() !== '');
    return failed({
      ...(exitCode !== undefined && { exitCode }),
      isStarted: exitCode !== undefined || signal !== undefined,
      said: said?.trim() ?? (signal === undefined ? (shortMessage ?? 'nothing') : `git was ended by ${signal}`),
    });
  };
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
