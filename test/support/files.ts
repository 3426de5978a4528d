import { buildDesiredState } from '../../src/desired/index.js';
import type { Loaded } from '../../src/load/index.js';
import { loadDocuments } from '../../src/load/index.js';
import type { FileTree } from '../../src/load/tree.js';
import type { DesiredState } from '../../src/model/desired.js';

/** The desired state of files that are written down in a test; a problem in them fails the test. */
export async function stateOf(files: Readonly<Record<string, string>>, paths?: string[]): Promise<DesiredState> {
  const { documents, diagnostics } = await documentsOf(files, paths);
  const built = buildDesiredState(documents, { now: new Date(0) });
  const isRefused = [...diagnostics, ...built.diagnostics].some(({ severity }) => severity === 'error');
  if (built.state === undefined || isRefused) throw new Error(JSON.stringify([...diagnostics, ...built.diagnostics]));
  return built.state;
}

/** What such files say, and what is wrong with them. */
export function documentsOf(files: Readonly<Record<string, string>>, paths = Object.keys(files)): Promise<Loaded> {
  return loadDocuments({ paths, cwd: '/files', env: {}, tree: memoryTree(files, '/files') });
}

/** Files that are nowhere but here, for thousands of runs: texts by their paths below a folder. */
export function memoryTree(files: Readonly<Record<string, string>>, folder: string): FileTree {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
  return {
    kindOf(path) {
      if (texts.has(path)) return Promise.resolve('file');
      const isFolder = [...texts.keys()].some((name) => name.startsWith(`${path}/`));
      return Promise.resolve(isFolder ? 'directory' : undefined);
    },
    linkTarget: () => Promise.reject(new TypeError('there are no links')),
    namesIn(path) {
      const inside = [...texts.keys()].filter((name) => name.startsWith(`${path}/`));
      return Promise.resolve([...new Set(inside.map((name) => name.slice(path.length + 1).split('/')[0] ?? ''))]);
    },
    read: (path) => Promise.resolve(new TextEncoder().encode(texts.get(path) ?? '')),
  };
}
