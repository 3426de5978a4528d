import { buildDesiredState } from '../../src/desired/index.js';
import type { FileReader } from '../../src/load/files.js';
import { loadDocuments } from '../../src/load/index.js';
import type { DesiredState } from '../../src/model/desired.js';
import { ok } from '../../src/model/result.js';

/** The desired state of files that are written down in a test; a problem in them fails the test. */
export async function stateOf(
  files: Readonly<Record<string, string>>,
  paths?: readonly string[],
): Promise<DesiredState> {
  const { documents, diagnostics } = await loadDocuments({
    paths: paths ?? Object.keys(files),
    cwd: '/files',
    env: {},
    reader: memoryReader(files),
  });
  const built = buildDesiredState(documents, { now: new Date(0) });
  const isRefused = [...diagnostics, ...built.diagnostics].some(({ severity }) => severity === 'error');
  if (built.state === undefined || isRefused) throw new Error(JSON.stringify([...diagnostics, ...built.diagnostics]));
  return built.state;
}

function memoryReader(files: Readonly<Record<string, string>>): FileReader {
  const find = (path: string) => files[path.replace(/^\/files\//, '')];
  return {
    kindOf: (path) =>
      Promise.resolve(
        find(path) !== undefined
          ? 'file'
          : Object.keys(files).some((name) => `/files/${name}`.startsWith(`${path}/`))
            ? 'directory'
            : undefined,
      ),
    filesBelow: (folder) =>
      Promise.resolve(
        Object.keys(files)
          .map((name) => `/files/${name}`)
          .filter((path) => path.startsWith(`${folder}/`)),
      ),
    canonical: (path) => Promise.resolve(path),
    read: (path) => Promise.resolve(ok(find(path) ?? '')),
  };
}
