import { execa } from 'execa';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { gitIn } from '../../src/machine/git.js';

/* A pull request can make a folder that Git takes for a repository, with a configuration that names programs and places. */

let folder: string;
let planted: string;
let ran: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ax-gitops-git-'));
  planted = join(folder, 'access');
  ran = join(folder, 'ran');
  await execa('git', ['init', '-q', folder]);
  await mkdir(join(planted, 'objects'), { recursive: true });
  await mkdir(join(planted, 'refs', 'heads'), { recursive: true });
  await writeFile(join(planted, 'HEAD'), 'ref: refs/heads/main\n');
  await writeFile(join(folder, 'monitor'), `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 });
  const settings = ['repositoryformatversion = 0', 'bare = false', 'worktree = /', `fsmonitor = ${folder}/monitor`];
  await writeFile(join(planted, 'config'), `[core]\n${settings.map((line) => `\t${line}\n`).join('')}`);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it.each([[['rev-parse', '--show-toplevel']], [['ls-files', '--others']], [['status']]])(
  'such a folder is refused, and nothing that it names runs: %j',
  async (args) => {
    // Git alone takes it for the repository of the whole disk.
    expect((await execa('git', ['rev-parse', '--show-toplevel'], { cwd: planted })).stdout).toBe('/');
    expect(await gitIn(process.env)(planted, args)).toMatchObject({ ok: false });
    await expect(access(ran)).rejects.toThrow('ENOENT');
  },
);

it('a monitor that the repository itself names does not run either', async () => {
  await execa('git', ['config', 'core.fsmonitor', join(folder, 'monitor')], { cwd: folder });
  expect(await gitIn(process.env)(folder, ['status', '--porcelain'])).toMatchObject({ ok: true });
  await expect(access(ran)).rejects.toThrow('ENOENT');
});
