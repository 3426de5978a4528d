import { execa } from 'execa';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findLogin } from '../../src/remote/login.js';
import { readActiveProfile } from '../../src/remote/profile.js';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ax-profile-'));
  await mkdir(join(home, '.arize', 'profiles'), { recursive: true });
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function profile(text: string, env: Readonly<Record<string, string>> = {}, name = 'p') {
  await writeFile(join(home, '.arize', '.active_profile'), `${name}\n`);
  await writeFile(join(home, '.arize', 'profiles', 'p.toml'), text);
  return readActiveProfile({ home, env });
}

const head = '[profile]\nname = "p"\n[auth]\nauth_method = "api-key"\napi_key = "secret-key"\n';
const routings = [
  '',
  '[routing]\nregion = "EU"\n',
  '[routing]\nregion = "us"\n',
  '[routing]\nregion = "us-central-1a"\n',
  '[routing]\nsingle_host = "arize.corp"\n',
  '[routing]\nsingle_host = "arize.corp"\nsingle_port = "4040"\n',
  '[routing]\nsingle_host = "arize.corp:99"\nsingle_port = "4040"\napi_scheme = "http"\napp_scheme = "http"\n',
  '[routing]\nsingle_port = "4040"\n',
  '[routing]\nbase_domain = "pc.example.com"\n',
  '[routing]\nbase_domain = "pc.example.com"\napi_scheme = "http"\n',
  '[routing]\napi_host = "127.0.0.1:8080"\napi_scheme = "http"\n',
  '[routing]\napi_host = "api.corp/"\napp_host = "app.corp"\n',
  '[routing]\napi_host = "${HOST:fallback.corp}"\n',
  '[routing]\napi_host = "${SET}"\n',
];

describe('where a profile points to', () => {
  it('is what ax and its SDK make of it', async () => {
    const env = { SET: 'set.corp' };
    const ours = [];
    for (const routing of routings) {
      const read = await profile(head + routing, env);
      ours.push(read.ok ? [read.value?.apiUrl, read.value?.appUrl] : read.error.message);
    }
    const program = `
import json, sys, tomllib
from ax.config.manager import _expand_config_dict
from ax.config.schema import Config
from arize.config import SDKConfiguration
out = []
for text in json.load(sys.stdin):
    config = Config(**_expand_config_dict(tomllib.loads(text)))
    out.append([config.to_sdk_config().api_url, config.routing.resolve_app_url()])
print(json.dumps(out))
`;
    const python = (await readFile(process.env['AX_GITOPS_AX'] ?? '', 'utf8')).split('\n')[0]?.slice(2) ?? '';
    const { stdout } = await execa(python, ['-c', program], {
      input: JSON.stringify(routings.map((routing) => head + routing)),
      env,
    });
    expect(ours).toEqual(JSON.parse(stdout.split('\n').at(-1) ?? ''));
  });
});

describe('a profile', () => {
  it('has its variables replaced, and says which one is not set', async () => {
    expect(await profile(head.replace('secret-key', '${KEY}'), { KEY: 'k' })).toMatchObject({
      ok: true,
      value: { name: 'p', authMethod: 'api-key', apiKey: 'k' },
    });
    expect(await profile(head.replace('secret-key', '${KEY:default}'))).toMatchObject({
      ok: true,
      value: { apiKey: 'default' },
    });
    expect(await profile(head.replace('secret-key', '${KEY}'))).toMatchObject({
      ok: false,
      error: {
        kind: 'bad-profile',
        message: 'the profile "p" can\'t be used: the environment variable KEY is not set',
      },
    });
  });

  it('is refused without its key ever being quoted', async () => {
    for (const text of [
      `${head}[[[`,
      head.replace('"secret-key"', 'secret-key'),
      `${head}[routing]\nregion = "EU"\nbase_domain = "x"\n`,
    ]) {
      const read = await profile(text);
      expect(read).toMatchObject({ ok: false, error: { kind: 'bad-profile' } });
      expect(JSON.stringify(read)).not.toContain('secret-key');
    }
  });

  it('with OAuth has no key, and one without a method is told by what it holds', async () => {
    expect(await profile('[auth]\nauth_method = "oauth"\n')).toEqual({
      ok: true,
      value: { name: 'p', authMethod: 'oauth', apiUrl: 'https://api.arize.com', appUrl: 'https://app.arize.com' },
    });
    expect(await profile('[auth]\napi_key = "k"\n')).toMatchObject({
      ok: true,
      value: { authMethod: 'api-key', apiKey: 'k' },
    });
  });

  it('that is not there, or whose name is a path, is an error; none active is none', async () => {
    expect(await profile(head, {}, 'other')).toMatchObject({ ok: false, error: { kind: 'bad-profile' } });
    expect(await profile(head, {}, '../p')).toMatchObject({ ok: false, error: { kind: 'bad-profile' } });
    expect(await profile(head, {}, '')).toEqual({ ok: true, value: undefined });
  });
});

describe('the login', () => {
  it('is that of the profile; of the environment only without one', async () => {
    const env = { ARIZE_API_KEY: 'from-env', ARIZE_BASE_URL: 'http://127.0.0.1:1' };
    await profile(head);
    expect(await findLogin({ home, env })).toMatchObject({ ok: true, value: { profile: 'p', apiKey: 'secret-key' } });
    await profile(head, {}, '');
    expect(await findLogin({ home, env })).toEqual({
      ok: true,
      value: { authMethod: 'api-key', apiKey: 'from-env', apiUrl: 'http://127.0.0.1:1', appUrl: 'http://127.0.0.1:1' },
    });
    expect(await findLogin({ home, env: { ARIZE_API_KEY: 'k' } })).toMatchObject({
      ok: true,
      value: { apiUrl: 'https://api.arize.com' },
    });
    expect(await findLogin({ home, env: {} })).toMatchObject({ ok: false, error: { kind: 'no-profile' } });
    expect(await findLogin({ home, env: { ...env, ARIZE_BASE_URL: 'api.arize.com' } })).toMatchObject({
      ok: false,
      error: { kind: 'bad-profile' },
    });
  });
});
