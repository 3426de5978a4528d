// Builds dist/: the compiled sources, and the files beside them that are read at run time.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Ends the process with the compiler's exit code where it finds something wrong. */
export function build() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const ended = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (ended.status !== 0) process.exit(ended.status ?? 1);
  for (const entry of readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.tsx?$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    cpSync(path, join(root, 'dist', path.slice(join(root, 'src').length)));
  }
  chmodSync(join(root, 'dist', 'cli', 'main.js'), 0o755);
}

if (
  process.argv[1] !== undefined &&
  dirname(process.argv[1]).endsWith('scripts') &&
  process.argv[1].endsWith('build.mjs')
)
  build();
