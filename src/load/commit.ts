import { dirname, join, relative, sep } from 'node:path';
import { gitText } from '../model/command-text.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Git, GitFailure } from '../machine/git.js';
import { gitIn, textOf } from '../machine/git.js';
import { disk } from './disk.js';
import type { Root } from './root.js';
import { isInside, real, rootFor, rootOf } from './root.js';
import type { EntryKind, FileTree } from './tree.js';
import { checkOut, ReadProblem, readProblems } from './tree.js';

/** Why the files of a commit can't be read. */
export interface CommitProblem {
  readonly message: string;
  readonly hint: string;
}

/** The files of a commit. */
export interface CommitTree extends FileTree {
  readonly root: string;
  readonly commit: string;
  /** What files of today, or those that are about to be committed, were called then, where that name is gone; by their full paths. */
  renamedSince(): Promise<Result<ReadonlyMap<string, string>, CommitProblem>>;
  /** Fails where a file that was read from the commit is there today, and not on the disk, by a sparse checkout. */
  checkLeftOut(): Promise<Result<undefined, CommitProblem>>;
}

/**
 * Files as they were at a commit of the repository that the named paths are in, links and submodules too, read from Git's
 * objects: the work tree is never touched. What Git can't tell is a problem, never an empty folder.
 */
export async function filesAt(
  ref: string,
  paths: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<CommitTree, CommitProblem>> {
  const root = await rootFor(paths, cwd);
  if (!root.isWorkTree) return failed(noRepository(root.path));
  const git = gitIn(env);
  const top = await git(root.path, ['rev-parse', '--show-toplevel']);
  if (!top.ok) return failed(cantTell(top.error));
  const folder = pathFrom(top.value);
  if (folder === '') return failed(cantTell(strangeAnswer));
  if ((await real(folder)) !== root.path) return failed(noRepository(root.path));
  const commit = await commitOf(ref, root.path, git);
  if (!commit.ok) return commit;
  const tree = new GitTree(root.path, commit.value, git);
  for (const path of paths) {
    const own = await rootOf(path, cwd);
    if (own.path !== root.path && !(await tree.isSubmodule(own.path)))
      return failed(anotherRepository(path, own, root));
  }
  return ok(tree);
}

async function commitOf(ref: string, folder: string, git: Git): Promise<Result<string, CommitProblem>> {
  // A name that begins with a dash would be an option of git's, and one that begins with ^ stands for all other commits.
  if (/^[-^]|^$/.test(ref)) return failed(noCommit(ref, folder));
  const verified = (name: string) => git(folder, ['rev-parse', '--verify', '--quiet', name]);
  // In two steps: what is appended to `:/text` would be a part of the text.
  const named = await verified(ref);
  const found = named.ok ? await verified(`${textOf(named.value).trim()}^{commit}`) : named;
  if (found.ok) {
    const commit = textOf(found.value).trim();
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit) ? ok(commit) : failed(cantTell(strangeAnswer));
  }
  if (found.error === 'too much' || found.error.exitCode !== 1) return failed(cantTell(found.error));
  const shallow = await git(folder, ['rev-parse', '--is-shallow-repository']);
  if (!shallow.ok) return failed(cantTell(shallow.error));
  return failed(textOf(shallow.value).trim() === 'true' ? shallowClone(ref, folder) : noCommit(ref, folder));
}

/** One entry of a tree object, and the repository that holds it: a submodule's entries are in its own. */
interface Entry {
  readonly kind: EntryKind;
  readonly object: string;
  readonly repository: string;
  readonly isSubmodule: boolean;
}

/** How much of a file must be the same: one that is split in two keeps half of it. */
const alike = '-C40%';

class GitTree implements CommitTree {
  private readonly folders = new Map<string, Promise<ReadonlyMap<string, Entry>>>();
  private readonly wasRead = new Set<string>();

  constructor(
    readonly root: string,
    readonly commit: string,
    private readonly git: Git,
  ) {}

  async renamedSince(): Promise<Result<ReadonlyMap<string, string>, CommitProblem>> {
    // One that was split goes on in several: copies of what is gone.
    const args = ['diff-index', '--cached', '-z', '--name-status', alike, '--diff-filter=RC', this.commit, '--'];
    const listed = await this.git(this.root, args);
    if (!listed.ok) return failed(cantTell(listed.error));
    const [...words] = textOf(listed.value).split('\0');
    const found: { readonly isGone: boolean; readonly then: string; readonly now: string }[] = [];
    for (let at = 0; at + 2 < words.length; at += 3)
      found.push({
        isGone: words[at]?.startsWith('R') === true,
        then: join(this.root, words[at + 1] ?? ''),
        now: join(this.root, words[at + 2] ?? ''),
      });
    const gone = new Set(found.flatMap(({ isGone, then }) => (isGone ? [then] : [])));
    return ok(new Map(found.flatMap(({ then, now }) => (gone.has(then) ? [[now, then] as const] : []))));
  }

  async checkLeftOut(): Promise<Result<undefined, CommitProblem>> {
    const listed = await this.git(this.root, ['ls-files', '-z', '-t']);
    if (!listed.ok) return failed(cantTell(listed.error));
    // What was in a file then may be in another one beside it by now.
    const folders = new Set([...this.wasRead].map(dirname));
    for (const line of textOf(listed.value).split('\0')) {
      const path = line.startsWith('S ') ? join(this.root, line.slice(2)) : '';
      const mayCount = this.wasRead.has(path) || (/\.ya?ml$/i.test(path) && folders.has(dirname(path)));
      if (mayCount && (await disk.kindOf(path)) === undefined) return failed(leftOut(path, this.root));
    }
    return ok(undefined);
  }

  /** Whether the commit holds another repository there. */
  async isSubmodule(path: string): Promise<boolean> {
    return isInside(this.root, path) && (await this.find(path))?.isSubmodule === true;
  }

  async kindOf(path: string): Promise<EntryKind | undefined> {
    return (await this.find(path))?.kind;
  }

  async linkTarget(path: string): Promise<string> {
    return textOf(await this.blob(path, 4096));
  }

  async namesIn(directory: string): Promise<readonly string[]> {
    const entry = await this.find(directory);
    return entry?.kind === 'directory' ? [...(await this.entriesOf(directory, entry)).keys()] : [];
  }

  async read(path: string, limit: number): Promise<Uint8Array> {
    this.wasRead.add(path);
    return this.blob(path, limit);
  }

  private async blob(path: string, limit: number): Promise<Uint8Array> {
    const entry = await this.find(path);
    if (entry === undefined) throw new TypeError(`no ${path} in the commit`);
    const read = await this.git(entry.repository, ['cat-file', 'blob', entry.object], { bytes: limit + 1 });
    if (read.ok) return read.value;
    if (read.error === 'too much') return new Uint8Array(limit + 1);
    throw this.unknown(path, read.error);
  }

  private async find(path: string): Promise<Entry | undefined> {
    let entry: Entry = { kind: 'directory', object: this.commit, repository: this.root, isSubmodule: false };
    let reached = this.root;
    for (const name of relative(this.root, path).split(sep)) {
      if (name === '') continue;
      if (entry.kind !== 'directory') return undefined;
      const next = (await this.entriesOf(reached, entry)).get(name);
      if (next === undefined) return undefined;
      reached = join(reached, name);
      entry = next;
    }
    return entry;
  }

  /** Each folder is listed once. */
  private entriesOf(path: string, entry: Entry): Promise<ReadonlyMap<string, Entry>> {
    const known = this.folders.get(path);
    if (known !== undefined) return known;
    const listed = this.list(path, entry);
    this.folders.set(path, listed);
    return listed;
  }

  private async list(path: string, { object, repository, isSubmodule }: Entry): Promise<ReadonlyMap<string, Entry>> {
    const own = isSubmodule ? path : repository;
    if (isSubmodule) await this.checkSubmodule(path, object);
    const listed = await this.git(own, ['ls-tree', '-z', '--full-tree', object]);
    if (!listed.ok) throw this.unknown(path, listed.error);
    const entries = new Map<string, Entry>();
    for (const line of textOf(listed.value).split('\0')) {
      if (line === '') continue;
      const found = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line);
      if (found === null) throw this.unknown(path, strangeAnswer);
      const [, mode = '', type = '', hash = '', name = ''] = found;
      // Names that are no UTF-8 may look the same.
      if (entries.has(name)) throw readProblems.unnamed(join(path, name));
      entries.set(name, { kind: kindOf(mode, type), object: hash, repository: own, isSubmodule: type === 'commit' });
    }
    return entries;
  }

  /** Git would look for the repository further up where the submodule is not checked out. */
  private async checkSubmodule(path: string, commit: string): Promise<void> {
    const top = await this.git(path, ['rev-parse', '--show-toplevel']);
    const isOwn = top.ok && (await real(pathFrom(top.value))) === path;
    if (!isOwn)
      throw new ReadProblem(
        'git-cannot-tell',
        path,
        'is a submodule that is not checked out, so what was in it then is not known.',
        `check it out: ${checkOut(path)}; where it is none any more, give --since a later commit`,
      );
    const there = await this.git(path, ['cat-file', '-e', `${commit}^{commit}`]);
    if (!there.ok)
      throw new ReadProblem(
        'git-cannot-tell',
        path,
        `is a submodule whose clone does not hold the commit ${commit} of then, so what was in it is not known.`,
        `fetch it: ${gitText(path, 'fetch', 'origin', commit)}`,
      );
  }

  private unknown(path: string, failure: GitFailure | 'too much'): ReadProblem {
    return new ReadProblem(
      'git-cannot-tell',
      path,
      `can't be read from Git as it was then: ${saidBy(failure)}.`,
      'fix what Git reports; a partial clone fetches what it lacks, so its remote must be in reach',
    );
  }
}

function pathFrom(output: Uint8Array): string {
  return textOf(output).replace(/\r?\n$/, '');
}

function kindOf(mode: string, type: string): EntryKind {
  if (type === 'tree' || type === 'commit') return 'directory';
  return mode === '120000' ? 'link' : 'file';
}

function saidBy(failure: GitFailure | 'too much'): string {
  return failure === 'too much' ? 'Git answers with more than can be read' : failure.said.replace(/\.$/, '');
}

/** What Git never says with exit code 0: something else is run in its place. */
const strangeAnswer: GitFailure = {
  exitCode: 0,
  isStarted: true,
  said: 'it ends with exit code 0 and no sensible answer',
};

function cantTell(failure: GitFailure | 'too much'): CommitProblem {
  return failure !== 'too much' && !failure.isStarted
    ? { message: "git can't be run, and --since reads the files from it.", hint: 'install git' }
    : {
        message: `Git can't tell what the files were: ${saidBy(failure)}.`,
        hint: 'fix what Git reports, or leave --since out',
      };
}

function noRepository(folder: string): CommitProblem {
  return {
    message: `${folder} is in no Git repository, so there are no files of a commit.`,
    hint: 'run it on files in a repository, or leave --since out',
  };
}

function anotherRepository(path: string, own: Root, root: Root): CommitProblem {
  const where = own.isWorkTree ? `in the repository ${own.path}` : 'in none';
  return {
    message: `${path} is not in the repository ${root.path}, whose commit is meant, but ${where}: what it was then is not known.`,
    hint: 'run it for the files of one repository at a time, or leave --since out',
  };
}

function shallowClone(ref: string, folder: string): CommitProblem {
  return {
    message: `this clone is shallow and does not hold the commit ${JSON.stringify(ref)}, so what was managed before is not known.`,
    hint: `fetch more: ${gitText(folder, 'fetch', '--unshallow')}, or \`fetch-depth: 0\` for actions/checkout`,
  };
}

function leftOut(path: string, folder: string): CommitProblem {
  return {
    message: `${path} was left out by a sparse checkout, so what it says today is not known.`,
    hint: `run ${gitText(folder, 'sparse-checkout', 'disable')}, or leave --since out`,
  };
}

function noCommit(ref: string, folder: string): CommitProblem {
  return {
    message: `there is no commit ${JSON.stringify(ref)} here.`,
    hint: `look it up with ${gitText(folder, 'log')}; branches need a fetch first`,
  };
}
