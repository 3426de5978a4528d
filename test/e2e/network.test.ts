import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/index.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import { certificate, passingOn, serve, serveAsProxy } from '../support/server.js';

/* The network as the environment of the command line makes it: proxies, certificates, and the profile that is chosen. */

let rig: Rig;
const open: { close(): Promise<unknown> }[] = [];
beforeEach(async () => {
  rig = await startRig();
  await rig.write('access.yaml', 'version: 1\nusers:\n  jane@example.com: { name: Jane Doe }\n');
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  await rig.close();
});

async function opened<T extends { close(): Promise<unknown> }>(starting: Promise<T>): Promise<T> {
  const started = await starting;
  open.push(started);
  return started;
}

/** The sandbox behind TLS. */
const secured = () => serve(passingOn(rig.sandbox.url), { tls: true });

/** Every file below a folder, with when it was written. */
async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true });
  return Promise.all(entries.sort().map(async (name) => `${name} ${String((await stat(join(folder, name))).mtimeMs)}`));
}

const api = ['plan', '--transport', 'api', '--roster', 'graphql'];

describe('a certificate of a company', () => {
  it('is trusted where NODE_EXTRA_CA_CERTS names it, and not without', async () => {
    await rm(join(rig.home, '.arize'), { recursive: true });
    const { url, host } = await opened(secured());
    const login = { ARIZE_API_KEY: rig.sandbox.apiKey, ARIZE_BASE_URL: url };
    const untrusted = await rig.run(api, login);
    expect(untrusted).toMatchObject({ exitCode: 5 });
    expect(untrusted.stderr).toContain(
      `error: the certificate of ${host} is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)`,
    );
    expect(untrusted.stderr).toContain('set NODE_EXTRA_CA_CERTS to the file');
    expect(await rig.run(api, { ...login, NODE_EXTRA_CA_CERTS: certificate })).toMatchObject({ exitCode: 0 });
  });

  it('is trusted at the end of a tunnel through a proxy too; doctor names the proxy', async () => {
    await rm(join(rig.home, '.arize'), { recursive: true });
    const { url, host } = await opened(secured());
    const proxy = await opened(serveAsProxy());
    const env = {
      ARIZE_API_KEY: rig.sandbox.apiKey,
      ARIZE_BASE_URL: url,
      NODE_EXTRA_CA_CERTS: certificate,
      https_proxy: proxy.url,
    };
    expect(await rig.run(api, env)).toMatchObject({ exitCode: 0 });
    expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${host}`]));
    const doctor = await rig.run(['doctor', '--transport', 'api'], env);
    expect(doctor.stdout).toContain(`${host} through the proxy ${proxy.url} (https_proxy)`);
    expect(doctor.stdout).toContain(`also those in ${certificate}`);
  });
});

describe('a proxy', () => {
  it('is the way of ax too', async () => {
    const proxy = await opened(serveAsProxy());
    const planned = await rig.run(['plan', '--roster', 'off'], { HTTP_PROXY: proxy.url });
    expect(planned).toMatchObject({ exitCode: 0 });
    expect(proxy.asked).toContain(`GET ${rig.sandbox.url}/v2/users?limit=100`);
  });
});

describe('a proxy that encrypts', () => {
  // No certificate here is one for this host.
  const host = 'api.invalid';
  const login = () => ({ ARIZE_API_KEY: rig.sandbox.apiKey, NODE_EXTRA_CA_CERTS: certificate });
  beforeEach(() => rm(join(rig.home, '.arize'), { recursive: true }));

  it('is trusted by its own name, with a tunnel and without', async () => {
    const toSandbox = passingOn(rig.sandbox.url);
    const proxy = await opened(
      serve(
        (request, response) => {
          request.url = request.url?.replace(`http://${host}`, '') ?? '';
          toSandbox(request, response);
        },
        { tls: true, tunnels: true },
      ),
    );
    const plain = {
      ...login(),
      ARIZE_BASE_URL: `http://${host}`,
      HTTP_PROXY: proxy.url.replace('127.0.0.1', 'localhost'),
    };
    expect(await rig.run(api, plain)).toMatchObject({ exitCode: 0 });
    const target = await opened(secured());
    const tunnelled = { ...login(), ARIZE_BASE_URL: target.url, HTTPS_PROXY: proxy.url };
    expect(await rig.run(api, tunnelled)).toMatchObject({ exitCode: 0 });
    expect(proxy.asked).toContain(`CONNECT ${target.host}`);
  });

  it('opens a tunnel, at whose end the name is checked as well', async () => {
    const target = await opened(secured());
    const proxy = await opened(serve(() => undefined, { tls: true, tunnels: target.host }));
    const run = await rig.run(api, { ...login(), ARIZE_BASE_URL: `https://${host}`, HTTPS_PROXY: proxy.url });
    expect(run).toMatchObject({ exitCode: 5 });
    expect(proxy.asked).toContain(`CONNECT ${host}:443`);
    expect(run.stderr).toContain(`the certificate of ${host} is one for another name (ERR_TLS_CERT_ALTNAME_INVALID)`);
    expect(target.asked).toEqual([]);
  });
});

describe('--profile', () => {
  it.each(['api', 'ax'])('takes another profile than the active one (%s), and writes nothing', async (transport) => {
    const other = await opened(startSandbox());
    const profiles = join(rig.home, '.arize', 'profiles');
    const text = await readFile(join(profiles, 'sandbox.toml'), 'utf8');
    await writeFile(join(profiles, 'prod.toml'), text.replaceAll(rig.sandbox.host, other.host));
    const before = await filesBelow(rig.home);
    const ids = (...more: readonly string[]) => rig.run(['ids', 'user/*', '--transport', transport, ...more]);
    expect(await ids('--profile', 'prod')).toMatchObject({ exitCode: 0 });
    expect(rig.sandbox.requests).toEqual([]);
    expect(other.requests.length).toBeGreaterThan(0);
    expect(await filesBelow(rig.home)).toEqual(before);
    const missing = await ids('--profile', 'prd');
    expect(missing).toMatchObject({ exitCode: 5, stdout: '' });
    expect(missing.stderr).toContain('error: there is no ax profile "prd"\n  hint: did you mean "prod"?');
  });
});
