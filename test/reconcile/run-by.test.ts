import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBy } from '../../src/reconcile/run-by.js';

let cwd: string;
const { PATH } = process.env;
const at = (env: Readonly<Record<string, string | undefined>>, folder = cwd) => ({
  ...{ cwd: folder, home: folder, now: () => new Date(0) },
  env: { PATH, HOME: cwd, ...env },
});

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'ax-gitops-by-'));
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd, env: { PATH, HOME: cwd } });
  git('init', '-q');
  git('-c', 'user.name=Ann "A" Author', '-c', 'user.email=ann@example.com', 'commit', '-q', '--allow-empty', '-m', 'x');
});
afterAll(() => {
  rmSync(cwd, { recursive: true });
});

const github = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/access', GITHUB_RUN_ID: '7' };

describe('who begins a run', () => {
  it('is the login, with the commit and its author', async () => {
    expect(await runBy(at({}), { login: 'jane@example.com (account admin)' })).toEqual({
      login: 'jane@example.com (account admin)',
      commit: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
      author: 'Ann "A" Author <ann@example.com>',
    });
  });

  it.each([
    ['GitHub', github, 'https://github.com/acme/access/actions/runs/7'],
    [
      'GitLab',
      { CI_PIPELINE_URL: 'https://gitlab.com/acme/access/-/pipelines/7' },
      'https://gitlab.com/acme/access/-/pipelines/7',
    ],
    [
      'Jenkins',
      { BUILD_URL: 'https://u:secret@ci.example.com/job/7/?token=secret#x' },
      'https://ci.example.com/job/7/',
    ],
    ['a machine without a certificate', { BUILD_URL: 'http://ci.example.com/7' }, 'http://ci.example.com/7'],
    ['GitHub, of which one part is missing', { ...github, GITHUB_SERVER_URL: undefined }, undefined],
    [
      'GitHub, of which another is',
      { ...github, GITHUB_REPOSITORY: undefined, CI_PIPELINE_URL: 'https://a/1' },
      'https://a/1',
    ],
    ['GitHub without a number', { ...github, GITHUB_RUN_ID: undefined }, undefined],
    ['something else', { BUILD_URL: 'javascript:alert(1)' }, undefined],
    ['what is almost that', { BUILD_URL: 'web+http://ci.example.com/7' }, undefined],
    ['too much', { BUILD_URL: `https://ci.example.com/${'x'.repeat(2_000)}` }, undefined],
    ['nothing', {}, undefined],
  ])('names the run of %s, without what may be a secret', async (_name, env, ci) => {
    expect((await runBy(at(env)))?.ci).toBe(ci);
  });

  it('is nobody where nothing tells', async () => {
    expect(await runBy(at({}, tmpdir()))).toBeUndefined();
  });

  it('has the commit of where the files are, wherever the command is run', async () => {
    const elsewhere = await runBy(at({}, tmpdir()), { files: [join(cwd, 'access.yaml')] });
    expect(elsewhere).toEqual(await runBy(at({})));
    expect(await runBy(at({}), { files: [join(tmpdir(), 'access.yaml')] })).toBeUndefined();
  });

  it('holds no key, whatever it stands in, and nothing long', async () => {
    const env = { ARIZE_API_KEY: 'ak-secret', BUILD_URL: 'https://ci.example.com/ak-secret/' };
    const by = await runBy(at(env), { login: 'x'.repeat(1_000) });
    expect(by).not.toHaveProperty('ci');
    expect(by?.login).toHaveLength(200);
    expect(await runBy(at(env, tmpdir()), { login: `${'x'.repeat(195)}ak-secret` })).toBeUndefined();
  });

  it('holds none of the keys in the profiles of ax either', async () => {
    const home = mkdtempSync(join(tmpdir(), 'ax-gitops-home-'));
    const profiles = join(home, '.arize', 'profiles');
    mkdirSync(profiles, { recursive: true });
    writeFileSync(join(profiles, 'other.toml'), 'api_key = "ak-of-the-profile"\n');
    const place = { ...at({ BUILD_URL: 'https://ci.example.com/ak-of-the-profile/' }, tmpdir()), home };
    expect(await runBy(place)).toBeUndefined();
    rmSync(home, { recursive: true });
  });
});
