import { join } from 'node:path';
import type { Progress } from './include-glob.js';
import { advance, atStart, isMatched } from './include-glob.js';
import { follow } from './root.js';
import { isSubmoduleLeftOut } from './submodule.js';
import type { EntryKind, FileTree } from './tree.js';
import { ReadProblem, readProblems } from './tree.js';
import { compareText } from '../model/compare-text.js';

/** What is in a folder and is not read, with the rule that says so. */
export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

/** Everything below a folder: read, skipped by a rule, or a problem. */
export interface Walked {
  /** Real paths, in the order of the paths that they were reached by. */
  readonly files: readonly string[];
  readonly skipped: readonly Skipped[];
  readonly problems: readonly ReadProblem[];
}

const extension = /\.ya?ml$/i;

/** Entries that are looked at in one walk; more are a mistake, or made to be slow. */
const entryLimit = 100_000;

/** Every YAML file below a directory, at any depth. */
export async function yamlFilesBelow(tree: FileTree, root: string, directory: string): Promise<Walked> {
  const all: Wanted = {
    enter: () => all,
    take: (name) => (extension.test(name) ? 'read' : 'its name does not end in .yaml or .yml'),
  };
  return new Walk(tree, root).run(directory, all);
}

/** The files below a directory that one of several lists of segments matches. */
export async function matchingFiles(
  tree: FileTree,
  root: string,
  directory: string,
  choices: readonly (readonly string[])[],
): Promise<Walked> {
  return new Walk(tree, root).run(directory, selection(choices.map((segments) => ({ segments, at: atStart }))));
}

/** What a walk wants of the names in one folder. */
interface Wanted {
  /** What it wants below a folder of that name; nothing where it is of no interest. */
  enter(name: string): Wanted | undefined;
  /** Whether a file of that name is read, of no interest, or skipped for a reason. */
  take(name: string): 'read' | undefined | (string & {});
}

function selection(ways: readonly { readonly segments: readonly string[]; readonly at: Progress }[]): Wanted {
  const after = (name: string) => ways.map(({ segments, at }) => ({ segments, at: advance(segments, at, name) }));
  return {
    enter(name) {
      const next = after(name).filter(({ at }) => at.size > 0);
      return next.length === 0 ? undefined : selection(next);
    },
    take: (name) => (after(name).some(({ segments, at }) => isMatched(segments, at)) ? 'read' : undefined),
  };
}

class Walk {
  private readonly files = new Set<string>();
  private readonly skipped: Skipped[] = [];
  private readonly problems: ReadProblem[] = [];
  private entries = 0;

  constructor(
    private readonly tree: FileTree,
    private readonly root: string,
  ) {}

  async run(start: string, wanted: Wanted): Promise<Walked> {
    await this.inside(start, start, wanted, [start]);
    return { files: [...this.files], skipped: this.skipped, problems: this.problems };
  }

  /** `chain` holds the real paths of the folders above: one of them again is a loop. */
  private async inside(directory: string, shown: string, wanted: Wanted, chain: readonly string[]): Promise<void> {
    const names = (await this.attempt(() => this.namesIn(directory, shown))) ?? [];
    this.entries += names.length;
    if (this.entries > entryLimit) {
      if (this.entries - names.length <= entryLimit) this.problems.push(tooMany(shown));
      return;
    }
    for (const name of [...names].sort(compareText)) {
      if (name.startsWith('.')) this.skipped.push({ path: join(shown, name), reason: 'its name begins with a dot' });
      else await this.attempt(() => this.entry(join(directory, name), join(shown, name), name, wanted, chain));
    }
  }

  private async namesIn(directory: string, shown: string): Promise<readonly string[]> {
    const names = await this.tree.namesIn(directory);
    if (names.length === 0 && (await isSubmoduleLeftOut(this.tree, this.root, directory)))
      throw readProblems.leftOut(shown, directory);
    return names;
  }

  private async entry(path: string, shown: string, name: string, wanted: Wanted, chain: readonly string[]) {
    const below = wanted.enter(name);
    const taken = wanted.take(name);
    if (below === undefined && taken === undefined) return;
    const found = await this.reach(path, shown);
    if (found.kind === 'directory') {
      if (below === undefined) return;
      if (chain.includes(found.path)) throw readProblems.loop(shown);
      await this.inside(found.path, shown, below, [...chain, found.path]);
    } else if (taken !== undefined && taken !== 'read') this.skipped.push({ path: shown, reason: taken });
    else if (taken === 'read' && found.kind === 'special') throw readProblems.special(shown);
    else if (taken === 'read') this.files.add(found.path);
  }

  /** Where an entry of a folder leads. */
  private async reach(path: string, shown: string): Promise<{ kind: Exclude<EntryKind, 'link'>; path: string }> {
    const kind = await this.tree.kindOf(path);
    if (kind === 'file' || kind === 'directory' || kind === 'special') return { kind, path };
    if (kind === undefined) throw readProblems.unnamed(shown);
    const place = await follow(this.tree, this.root, path);
    if (place.kind === 'file' || place.kind === 'directory') return place;
    if (place.kind === 'special') return { kind: 'special', path };
    throw readProblems[place.kind === 'nothing' ? 'broken' : place.kind](shown, this.root);
  }

  /** A problem of one entry is no reason not to look at the others. */
  private async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ReadProblem)) throw error;
      this.problems.push(error);
      return undefined;
    }
  }
}

function tooMany(path: string): ReadProblem {
  return new ReadProblem(
    'too-many-files',
    path,
    `and what was looked at before hold more than ${String(entryLimit)} entries.`,
    'name a folder that holds little else, or list the files under `include:`',
  );
}
