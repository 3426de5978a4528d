import { execa } from 'execa';
import { mkdir, symlink, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findLogin } from '../../src/remote/login.js';
import { readActiveProfile } from '../../src/remote/profile.js';
import { pythonOfAx } from '../support/python-of-ax.js';

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

const path = () => join(home, '.arize', 'profiles', 'p.toml');
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
    const python = await pythonOfAx(process.env['AX_GITOPS_AX']);
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
        message: `the ax profile "p" can't be used: the environment variable KEY is not set (${path()})`,
      },
    });
  });

  it.each<[string, string, string, number | undefined, string]>([
    [
      'a scheme in a host',
      '[auth]\napi_key = "k"\n[routing]\napi_host = "https://api.corp:8443/v2"\n',
      'api_host holds a scheme',
      4,
      'write api_host = "api.corp:8443" and api_scheme = "https"',
    ],
    [
      'a path in a host',
      '[auth]\napi_key = "k"\n\n[routing]\napp_host = "app.corp/graphql"\n',
      'app_host holds more than a host',
      5,
      'write app_host = "app.corp"',
    ],
    ...['api.corp:99999', 'api.corp:abc', '[::1', 'api corp'].map(
      (host) =>
        [
          `the host ${host}`,
          `[auth]\napi_key = "k"\n[routing]\napi_host = "${host}"\n`,
          'api_host names no host that there can be',
          4,
          'write the host alone, like api.arize.com',
        ] as [string, string, string, number, string],
    ),
    [
      'a user before a host',
      '[auth]\napi_key = "k"\n[routing]\napi_host = "ann:secret@api.corp"\n',
      'api_host holds more than a host',
      4,
      'write api_host = "api.corp"',
    ],
    [
      'a region that is none',
      '[auth]\napi_key = "k"\n[routing]\nregion = "eu west"\n',
      'it names no API host that there can be',
      3,
      'write the host alone',
    ],
    [
      'a port that is none',
      '[auth]\napi_key = "k"\n[routing]\nsingle_port = "99999"\n',
      'it names no API host that there can be',
      3,
      'a port from 1 to 65535',
    ],
    [
      'a scheme that is none',
      '[auth]\napi_key = "k"\n[routing]\napi_scheme = "ftp"\n',
      'api_scheme is neither "http" nor "https"',
      4,
      '',
    ],
    [
      'no login',
      '[profile]\nname = "p"\n',
      'it has no [auth] table, so no login',
      undefined,
      'add [auth] with api_key',
    ],
    ['a login that is no table', 'auth = "api-key"\n', 'auth is a string, and has to be a table', 1, 'write [auth]'],
    [
      'a number',
      '[auth]\napi_key = "k"\n[routing]\nsingle_host = "h"\nsingle_port = 4040\n',
      'single_port is a number, and has to be a text',
      5,
      'write single_port in quotes',
    ],
    ['a list', '[auth]\napi_key = ["k"]\n', 'api_key is a list, and has to be a text', 2, 'in quotes'],
    [
      'a key with a quote of another kind',
      '[auth]\napi_key = "“ak”"\n',
      'api_key holds a character that no key has: a curly quote (U+201C) at position 1',
      2,
      'copy the key again',
    ],
    [
      'a byte order mark',
      '\uFEFF[auth]\napi_key = "k"\n',
      'it begins with a byte order mark, which TOML does not allow',
      undefined,
      'without a byte order mark',
    ],
    ['a mistake in TOML', '[auth]\napi_key = k\n', 'it is not valid TOML (column 11)', 2, ''],
    [
      'two ways to a server',
      '[auth]\napi_key = "k"\n[routing]\nregion = "EU"\nbase_domain = "x"\n',
      'only one of region, single_host/single_port and base_domain may be given',
      3,
      '',
    ],
  ])('with %s says so, with the place', async (_name, text, reason, line, hint) => {
    const where = line === undefined ? path() : `${path()}:${String(line)}`;
    expect(await profile(text)).toMatchObject({
      ok: false,
      error: {
        kind: 'bad-profile',
        message: `the ax profile "p" can't be used: ${reason} (${where})`,
        hint: expect.stringContaining(hint) as string,
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

  it.each<[string, (file: string) => Promise<unknown>, RegExp]>([
    ['a folder', (file) => mkdir(file), /EISDIR/],
    ['a link to itself', (file) => symlink('p.toml', file), /ELOOP/],
  ])('that is %s can not be read, which is not that there is none', async (_what, put, reason) => {
    await profile(head);
    await rm(path());
    await put(path());
    const found = await findLogin({ home, env: { ARIZE_API_KEY: 'k' } });
    await rm(path(), { recursive: true });
    expect(found).toMatchObject({
      error: { kind: 'bad-profile', message: expect.stringContaining('the ax profile "p" can\'t be read: ') as string },
    });
    expect(found.ok ? '' : found.error.message).toMatch(reason);
  });

  it('is not passed over for the variables where which one is active can not be read', async () => {
    await profile(head);
    const active = join(home, '.arize', '.active_profile');
    await rm(active);
    await mkdir(active);
    const found = await findLogin({ home, env: { ARIZE_API_KEY: 'k' } });
    await rm(active, { recursive: true });
    expect(found).toMatchObject({
      error: { message: expect.stringMatching(/^the name of the active ax profile can't be read: .*EISDIR/) as string },
    });
  });

  it('that is not there, or whose name is a path, is an error; none active is none', async () => {
    expect(await profile(head, {}, 'other')).toMatchObject({ ok: false, error: { kind: 'bad-profile' } });
    expect(await profile(head, {}, '../p')).toMatchObject({ ok: false, error: { kind: 'bad-profile' } });
    expect(await profile(head, {}, '')).toEqual({ ok: true, value: undefined });
  });
});

describe('a profile by name', () => {
  it('is used in place of the active one', async () => {
    await profile(head);
    await writeFile(join(home, '.arize', 'profiles', 'prod.toml'), '[auth]\napi_key = "prod-key"\n');
    const env = { AX_GITOPS_PROFILE: 'prod', ARIZE_API_KEY: 'k' };
    expect(await findLogin({ home, env })).toMatchObject({ ok: true, value: { profile: 'prod', apiKey: 'prod-key' } });
    await rm(join(home, '.arize', '.active_profile'));
    expect(await findLogin({ home, env })).toMatchObject({ ok: true, value: { profile: 'prod', apiKey: 'prod-key' } });
  });

  it.each([
    ['prdo', 'there is no ax profile "prdo"', /did you mean "?prod/],
    ['elsewhere', 'there is no ax profile "elsewhere"', /there are p, prod; name one of them with --profile/],
    ['../prod', 'the name given with --profile or AX_GITOPS_PROFILE is not a name: "../prod"', /./],
  ])('%s that is none is an error', async (name, message, hint) => {
    await profile(head);
    await writeFile(join(home, '.arize', 'profiles', 'prod.toml'), '[auth]\napi_key = "prod-key"\n');
    expect(await findLogin({ home, env: { AX_GITOPS_PROFILE: name, ARIZE_API_KEY: 'k' } })).toMatchObject({
      ok: false,
      error: { kind: 'bad-profile', message, hint: expect.stringMatching(hint) as string },
    });
  });
});

describe('the key in the environment', () => {
  it.each([
    ['\uFEFFak-key', 'a byte order mark (U+FEFF) at position 1'],
    ['“ak-key”', 'a curly quote (U+201C) at position 1'],
    ['ak-\nkey', 'a line break (U+000A) at position 4'],
    ['ak-key\u200b', 'a zero-width space (U+200B) at position 7'],
    ['ak key', 'a blank (U+0020) at position 3'],
    ['ak-kéy', 'a character beyond ASCII (U+00E9) at position 5'],
    ['"ak-key"', 'a quote (U+0022) at position 1'],
    ["'ak-key'", 'a quote (U+0027) at position 1'],
    ['Bearer ak-key', 'a blank (U+0020) at position 7'],
  ])('%j holds a character that no key has', async (key, odd) => {
    await profile(head, {}, '');
    expect(await findLogin({ home, env: { ARIZE_API_KEY: key } })).toMatchObject({
      ok: false,
      error: { kind: 'bad-profile', message: `ARIZE_API_KEY holds a character that no key has: ${odd}` },
    });
  });

  it.each(['https://ann:secret@api.corp', 'https://api.corp?a=b', 'https://api.corp#a', 'https://api.corp/ak-key-1'])(
    'goes to no host that is not named alone: %s',
    async (base) => {
      await profile(head, {}, '');
      const env = { ARIZE_API_KEY: 'ak-key-1', ARIZE_BASE_URL: base };
      const found = await findLogin({ home, env });
      const said = found.ok ? '' : found.error.message;
      expect(said).toMatch(/^ARIZE_BASE_URL is not a base URL: /);
      expect(said).not.toMatch(/secret|ak-key-1/);
    },
  );

  it('may end in a line break, as files do', async () => {
    await profile(head, {}, '');
    expect(await findLogin({ home, env: { ARIZE_API_KEY: ' ak-key\r\n' } })).toMatchObject({
      value: { apiKey: 'ak-key' },
    });
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
