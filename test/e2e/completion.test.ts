import { execa } from 'execa';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installShim } from '../support/documented.js';
import { startRig } from '../support/rig.js';
import { node } from '../support/shared-cli/run-shared.js';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ax-gitops-completion-'));
  await installShim(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What bash offers at a Tab behind these words. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const script = `eval "$(ax-gitops completion bash)"
    COMP_WORDS=(ax-gitops "$@"); COMP_CWORD=$#; _ax_gitops
    printf '%s\\n' "\${COMPREPLY[@]}"; complete -p ax-gitops >&2`;
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, HOME: folder };
  const { stdout, stderr } = await execa('bash', ['-c', script, 'bash', ...words], {
    cwd: folder,
    env,
    extendEnv: false,
  });
  expect(stderr).toContain('-F _ax_gitops');
  return stdout.split('\n').filter((line) => line !== '');
}

it.each([
  ['commands', ['pla'], ['plan']],
  ['commands below a command', ['keys', ''], ['rotate']],
  ['flags of a command', ['grant', '--l'], ['--leave']],
  ['flags of all commands', ['plan', '--verb'], ['--verbose']],
  ['values of a flag', ['plan', '--format', ''], ['commands', 'json', 'markdown', 'text']],
  ['values after a sign, which bash takes for a word', ['plan', '--format', '=', 'js'], ['json']],
  ['values after a sign that is quoted', ['plan', '--format=js'], ['--format=json']],
  ['kinds', ['plan', '--only', 'organization'], ['organization', 'organization-member']],
  ['nothing for a value that is free', ['plan', '--out', ''], []],
])('bash completes %s', async (_what, words, expected) => {
  expect(await offered(...words)).toEqual(expected);
});

it('bash completes addresses and people of the newest snapshot, quoted as the shell needs them', async () => {
  const rig = await startRig();
  try {
    const { stdout } = await rig.run(['snapshot', '--transport', 'api']);
    await writeFile(join(folder, 'live.json'), stdout);
    await writeFile(join(folder, 'other.json'), '{}');
    expect(await offered('ids', 'organization/Research/space/pap')).toEqual([
      'organization/Research/space/papers',
      'organization/Research/space/papers/member/mei@example.com',
    ]);
    await mkdir(join(folder, 'kept'));
    await rename(join(folder, 'live.json'), join(folder, 'kept/live.json'));
    for (const named of [['--live', 'kept/live.json'], ['--live=kept/live.json'], ['--live', '=', 'kept/live.json']])
      expect(await offered('ids', ...named, 'role/T')).toEqual(['role/Trace\\ Reader']);
    await rename(join(folder, 'kept/live.json'), join(folder, 'live.json'));
    const alpha = 'organization/Platform Team/space/team-alpha';
    expect(await offered('plan', '--target', 'organization/Platform\\ Team/space/team-alpha/pro')).toEqual(
      ['chatbot', 'chatbot/member/mei@example.com', 'chatbot/restriction', 'search'].map((name) =>
        `${alpha}/project/${name}`.replace(' ', '\\ '),
      ),
    );
    expect(await offered('plan', '--target', "'organization/Platform Team/space/team-beta/pro")).toEqual([
      'organization/Platform Team/space/team-beta/project/recommender',
    ]);
    expect(await offered('offboard', 'r')).toEqual(['raj@example.com', 'root@example.com']);
    expect(await offered('revoke', 'raj@example.com', 'organization/R')).toContain('organization/Research');
  } finally {
    await rig.close();
  }
});

it.each(['zsh', 'fish'])('there is one for %s too', async (shell) => {
  const { stdout } = await execa(node, [main, 'completion', shell]);
  expect(stdout).toContain('ax-gitops completion words -- ');
});
