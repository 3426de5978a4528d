import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** An ax whose processes are forked from one that has imported what ax needs. */
export interface SharedAx {
  readonly launcher: string;
  /** Where processes ask for theirs. */
  readonly socket: string;
  close(): Promise<void>;
}

/**
 * Makes a virtual environment like that of `ax`, whose Python hands over to a server. Nothing is imported before the
 * first process asks.
 */
export async function shareAx(ax: string): Promise<SharedAx> {
  const venv = dirname(dirname(await realpath(ax)));
  const [version = ''] = (await readdir(join(venv, 'lib'))).filter((name) => name.startsWith('python'));
  const packages = join(venv, 'lib', version, 'site-packages');

  const home = await mkdtemp(join(tmpdir(), 'ax-shared-'));
  const own = join(home, 'lib', version, 'site-packages');
  const python = join(home, 'bin', 'python');
  await mkdir(own, { recursive: true });
  await mkdir(join(home, 'bin'));
  await symlink(await realpath(join(venv, 'bin', 'python')), python);
  await copyFile(join(venv, 'pyvenv.cfg'), join(home, 'pyvenv.cfg'));
  await copyFile(here('shared_ax.py'), join(own, 'shared_ax.py'));
  await writeFile(join(own, 'shared-ax.pth'), `import shared_ax\n${packages}\n`);
  for (const name of await readdir(packages))
    if (name.startsWith('arize_ax_cli-')) await symlink(join(packages, name), join(own, name));
  const launcher = join(home, 'bin', 'ax');
  await writeFile(launcher, (await readFile(ax, 'utf8')).replace(/^.*$/m, `#!${python}`), { mode: 0o755 });

  const socket = join(home, 'socket');
  const server = spawn(join(venv, 'bin', 'python'), [here('server.py'), socket], {
    // It ends when its input does: with the tests, however they end.
    stdio: ['pipe', 'ignore', 'inherit'],
    env: { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', PYTHONUTF8: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  return {
    launcher,
    socket,
    async close() {
      server.stdin.end();
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

function here(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
