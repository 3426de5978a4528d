import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { execa } from 'execa';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runGit } from '../support/git.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import type { Ended } from '../support/shared-cli/run-shared.js';

/* Keys: made, delivered, rotated, revoked; their secrets nowhere but in their sinks; and what a crash leaves behind. */

const approved = ['--auto-approve', '--allow-destructive'];
const ways: readonly (readonly [string, readonly string[]])[] = [
  ['the real ax', []],
  ['the REST API', ['--transport', 'api']],
];

const head = `version: 1
organizations:
  Ours: { spaces: { one: {}, two: {} } }
  Theirs: { spaces: { three: {} } }
policy: { unmanaged: ignore }
`;
const keys = `api_keys:
  traces:
    type: service
    spaces: { Ours/one: member }
    secret: file
  wide:
    type: service
    spaces: { Ours/one: read_only, Ours/two: Data Scientist, Theirs/three: member }
    organizations: { Ours: member }
    secret: env
  mine: { type: user, expires: 2099-01-01, secret: age }
  piped: { type: user, secret: program }
`;

let rig: Rig;
let said: string;
let sinks: string;
let identity: string;
beforeEach(async () => {
  rig = await startRig();
  said = '';
  identity = await generateIdentity();
  await writeFile(join(rig.folder, 'store.sh'), '#!/bin/sh\ncat > "stored-$1"\n');
  await chmod(join(rig.folder, 'store.sh'), 0o755);
  sinks = `secrets:
  file: { file: 'secrets/{name}.key' }
  env: { env_file: secrets/.env }
  age: { file: 'secrets/{name}.age', age: [${await identityToRecipient(identity)}] }
  program: { command: [./store.sh, '{name}'] }
`;
  await rig.write('access.yaml', head + keys + sinks);
});
afterEach(() => rig.close());

async function run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended> {
  const ended = await rig.run(args, env);
  said += ended.stdout + ended.stderr;
  return ended;
}

const active = (name: string) => rig.state().keys.filter((key) => key.name === name && key.status === 'ACTIVE');

async function delivered(): Promise<Readonly<Record<string, string>>> {
  const env = await rig.read('secrets/.env');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const { armor } = await import('age-encryption');
  return {
    traces: (await rig.read('secrets/traces.key')).trim(),
    wide: /^WIDE='(.*)'$/m.exec(env)?.[1] ?? '',
    mine: await decrypter.decrypt(armor.decode(await rig.read('secrets/mine.age')), 'text'),
    piped: await rig.read('stored-piped'),
  };
}

/** Whether a raw key opens the door. */
async function isGood(raw: string): Promise<boolean> {
  const answer = await fetch(`${rig.sandbox.url}/v2/roles`, { headers: { authorization: `Bearer ${raw}` } });
  return answer.status === 200;
}

/** Every file of the run but the sinks and the sandbox's own profile. */
async function written(): Promise<string> {
  const files = (await readdir(rig.folder, { recursive: true, withFileTypes: true })).filter(
    (entry) => entry.isFile() && !/secrets$|home/.test(entry.parentPath) && !entry.name.startsWith('stored-'),
  );
  return (await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')))).join('\n');
}

describe.each(ways)('over %s', (_way, flags) => {
  it('are made with their roles, their secrets arrive in every sort of sink, and are seen nowhere else', async () => {
    const planned = await run(['plan', ...flags]);
    expect(planned.stdout).toContain('create api-key traces');
    const seen = watchProcesses();
    const ended = await run(['apply', ...approved, '--verbose', ...flags]);
    const commands = await seen();
    expect(ended.exitCode).toBe(0);
    const secrets = await delivered();
    for (const raw of Object.values(secrets)) {
      expect(raw).toMatch(/^ak-/);
      expect(await isGood(raw)).toBe(true);
      expect(said).not.toContain(raw);
      expect(commands).not.toContain(raw);
      expect(await written()).not.toContain(raw);
    }
    for (const file of ['secrets/traces.key', 'secrets/.env', 'secrets/mine.age'])
      expect((await stat(join(rig.folder, file))).mode & 0o777).toBe(0o600);
    expect(await run(['plan', '--detailed-exitcode', ...flags])).toMatchObject({ exitCode: 0 });
  });

  it('are replaced where something differs, and revoked where nothing speaks of them any more', async () => {
    await run(['apply', ...approved, ...flags]);
    const before = await delivered();
    const [old] = active('traces');
    await rig.write('access.yaml', (head + keys + sinks).replace('{ Ours/one: member }', '{ Ours/one: read_only }'));
    const planned = await run(['plan', ...flags]);
    expect(planned.stdout).toMatch(/DESTRUCTIVE: 1 step\n.*rotate api-key\/traces/);
    expect(await run(['apply', '--auto-approve', ...flags])).toMatchObject({ exitCode: 2 });
    expect(active('traces')).toEqual([old]);
    expect(await run(['apply', ...approved, ...flags])).toMatchObject({ exitCode: 0 });
    const after = await delivered();
    expect(active('traces')).toHaveLength(1);
    expect(active('traces')[0]?.id).not.toBe(old?.id);
    expect([await isGood(before['traces'] ?? ''), await isGood(after['traces'] ?? '')]).toEqual([false, true]);

    await rig.write('access.yaml', `${head.replace('ignore', '{ api-key: remove, user: ignore }')}api_keys: {}\n`);
    expect(await run(['apply', ...approved, '--max-destructive', '9', ...flags])).toMatchObject({ exitCode: 0 });
    expect([...active('traces'), ...active('wide')]).toEqual([]);
    expect(active('mine')).toHaveLength(1);
  });

  it('are rotated now, with a grace period where one is asked for', async () => {
    await rig.write('access.yaml', `${head}${keys.replace('secret: file', 'secret: file\n    grace: 1h')}${sinks}`);
    await run(['apply', ...approved, ...flags]);
    const before = await delivered();
    for (const name of ['traces', 'wide'])
      expect(await run(['keys', 'rotate', name, ...approved, ...flags])).toMatchObject({ exitCode: 0 });
    const after = await delivered();
    expect(await isGood(after['traces'] ?? '')).toBe(true);
    expect(await isGood(after['wide'] ?? '')).toBe(true);
    expect(after['traces']).not.toBe(before['traces']);
    // Only the one with a grace period still opens the door.
    expect([await isGood(before['traces'] ?? ''), await isGood(before['wide'] ?? '')]).toEqual([true, false]);
    expect([active('traces').length, active('wide').length]).toEqual([1, 1]);
    expect((await run(['keys', 'rotate', 'trace', ...approved, ...flags])).stderr).toContain('did you mean "traces"?');
  });

  it('are not applied as reviewed where their secret would go elsewhere', async () => {
    await run(['plan', '--out', 'plan.json', ...flags]);
    expect(await rig.read('plan.json')).toMatch(/"sink": \{\s+"name": "\w+",\s+"fingerprint": "sha256:\w{64}"/);
    await rig.write('access.yaml', head + keys + sinks.replace('./store.sh', './steal.sh'));
    const refused = await run(['apply', 'plan.json', ...approved, ...flags]);
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toContain('reviewed with other values:    create api-key api-key/piped');
    expect(active('piped')).toEqual([]);
  });

  it('come to sinks that do not get the key of who applies, whatever variable holds it', async () => {
    const profile = join(rig.home, '.arize', 'profiles', 'sandbox.toml');
    const text = await readFile(profile, 'utf8');
    await writeFile(profile, text.replace(rig.sandbox.apiKey, '${OUR_KEY}'));
    await writeFile(join(rig.folder, 'store.sh'), '#!/bin/sh\nenv > environment\ncat > "stored-$1"\n');
    const listed = sinks.replace("'{name}'] }\n", "'{name}'], env: [VAULT_TOKEN, OUR_KEY, ARIZE_API_KEY] }\n");
    await rig.write('access.yaml', head + keys + listed);
    const env = { OUR_KEY: rig.sandbox.apiKey, ARIZE_API_KEY: 'another', VAULT_TOKEN: 'needed', OTHER: 'not needed' };
    expect(await run(['apply', ...approved, ...flags], env)).toMatchObject({ exitCode: 0 });
    const seen = await rig.read('environment');
    expect(seen).toContain('VAULT_TOKEN=needed');
    expect(seen).not.toContain(rig.sandbox.apiKey);
    expect(seen).not.toContain('ARIZE_API_KEY');
    expect(seen).not.toContain('OTHER');
  });

  it('are not begun where a link leads two of them to one file', async () => {
    await mkdir(join(rig.folder, 'secrets'));
    await symlink('traces.key', join(rig.folder, 'secrets', 'other.key'));
    const other = '  other: { type: service, spaces: { Ours/one: member }, secret: file }\n';
    await rig.write('access.yaml', head + keys + other + sinks);
    const refused = await run(['apply', ...approved, ...flags]);
    expect(refused).toMatchObject({ exitCode: 4 });
    expect(refused.stdout).toMatch(/the secret of api-key\/other goes to .*traces.key too, and only one would be kept/);
    expect([active('other').length, active('traces').length]).toEqual([1, 0]);
  });

  it('are not begun where their sink can not work, and revoked where it fails', async () => {
    await rig.write('access.yaml', `${head}${keys}${sinks.replace('./store.sh', './none.sh')}`);
    const refused = await run(['apply', ...approved, ...flags]);
    expect(refused.exitCode).toBe(4);
    expect(refused.stdout + refused.stderr).toContain('there is no program "./none.sh"; it was not begun');
    expect(active('piped')).toEqual([]);
    await writeFile(join(rig.folder, 'store.sh'), '#!/bin/sh\ncat; exit 3\n');
    await rig.write('access.yaml', head + keys + sinks);
    const failing = await run(['apply', ...approved, ...flags]);
    expect(failing.exitCode).toBe(4);
    expect(failing.stdout + failing.stderr).toContain('ended with exit code 3; the new key was revoked');
    expect(active('piped')).toEqual([]);
  });
});

describe('rotation in time', () => {
  it('replaces a key when less than rotate_before is left, for as long a life as before', async () => {
    const file = (expires: string) =>
      `${head}api_keys:\n  traces: { type: service, spaces: { Ours/one: member }, expires: ${expires}, rotate_before: 30d, secret: file }\n${sinks}`;
    const soon = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    await rig.write('access.yaml', file(soon));
    await run(['apply', ...approved, '--transport', 'api']);
    const at = (days: number) => ({ AX_GITOPS_NOW: new Date(Date.now() + days * 86_400_000).toISOString() });
    expect(await run(['plan', '--detailed-exitcode', '--transport', 'api'], at(5))).toMatchObject({ exitCode: 0 });
    const due = await run(['plan', '--detailed-exitcode', '--transport', 'api'], at(15));
    expect(due.exitCode).toBe(2);
    expect(due.stdout).toMatch(/rotate api-key\/traces {2}expires: /);
    const cron = await run(['apply', '--only', 'api-keys', ...approved, '--transport', 'api'], at(15));
    expect(cron.exitCode).toBe(0);
    const [key] = active('traces');
    expect(Date.parse(key?.expires_at ?? '')).toBeGreaterThan(Date.now() + 50 * 86_400_000);
    expect(await run(['plan', '--detailed-exitcode', '--transport', 'api'], at(16))).toMatchObject({ exitCode: 0 });
  });

  it("gives a key that is replaced before it is due a life as long as before, not the first one's end", async () => {
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const file = (role: string) =>
      `${head}api_keys:\n  traces: { type: service, spaces: { Ours/one: ${role} }, expires: ${inDays(40).slice(0, 10)}, rotate_before: 3d, secret: file }\n${sinks}`;
    await rig.write('access.yaml', file('member'));
    const flags = [...approved, '--transport', 'api'];
    await run(['apply', ...flags]);
    // The declared end is over by then; the key has been renewed in time.
    const later = { AX_GITOPS_NOW: inDays(38) };
    expect(await run(['apply', ...flags], later)).toMatchObject({ exitCode: 0 });
    const renewed = active('traces')[0]?.expires_at ?? '';
    const afterwards = { AX_GITOPS_NOW: inDays(60) };
    const planned = await run(['plan', '--transport', 'api'], afterwards);
    expect(planned.stdout).toContain('No changes: everything');
    await rig.write('access.yaml', file('read_only'));
    const rotated = await run(['apply', ...flags], afterwards);
    expect(rotated).toMatchObject({ exitCode: 0 });
    expect(rotated.stdout).toMatch(/rotate api-key\/traces {2}expires: /);
    expect(Date.parse(active('traces')[0]?.expires_at ?? '')).toBeGreaterThan(Date.parse(renewed));
  });

  it('does not repeat a refresh whose answer is lost: the secret in use stays good, and the next apply makes a new key', async () => {
    await rig.write(
      'access.yaml',
      `${head}api_keys:\n  traces: { type: service, spaces: { Ours/one: member }, grace: 1h, secret: file }\n${sinks}`,
    );
    const flags = [...approved, '--transport', 'api'];
    await run(['apply', ...flags]);
    const inUse = (await rig.read('secrets/traces.key')).trim();
    rig.sandbox.addFault({ method: 'POST', path: '/v2/api-keys/*/refresh', fault: { type: 'drop-answer' } });
    expect(await run(['keys', 'rotate', 'traces', ...flags])).toMatchObject({ exitCode: 4 });
    expect(await isGood(inUse)).toBe(true);
    expect(await run(['apply', ...flags])).toMatchObject({ exitCode: 0 });
    const fresh = (await rig.read('secrets/traces.key')).trim();
    expect(fresh).not.toBe(inUse);
    expect(await isGood(fresh)).toBe(true);
    expect(active('traces')).toHaveLength(1);
  });

  it('reports two active keys of one name with their IDs, and guesses neither', async () => {
    await rig.write('access.yaml', `${head}api_keys:\n  twin: { type: user, secret: file }\n${sinks}`);
    for (let n = 0; n < 2; n++) await rig.ax(['api-keys', 'create', '--name', 'twin', '-o', 'json']);
    const refused = await run(['plan', '--transport', 'api']);
    expect(refused.exitCode).toBe(1);
    for (const { id } of active('twin')) expect(refused.stderr).toContain(id);
  });

  it('are left alone where one may be the key that this run uses', async () => {
    const keys = 'admin: { type: user, secret: file }\n  mine: { type: user, secret: file }';
    await rig.write('access.yaml', `${head}api_keys:\n  ${keys}\n${sinks}`);
    const flags = [...approved, '--transport', 'api'];
    expect(await run(['apply', ...flags])).toMatchObject({ exitCode: 0 });
    const refused = await run(['keys', 'rotate', 'admin', ...flags]);
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toContain('api-key/admin would be rotated, but that is the API key that this run uses');
    expect(refused.stderr).toContain('change access.yaml:');
    expect(await run(['keys', 'rotate', 'mine', ...flags])).toMatchObject({ exitCode: 0 });
  });

  it('refuses a plain file that Git would commit, and prints the key nowhere in GitHub Actions, not even to have it masked', async () => {
    await runGit(rig.folder, ['init', '-q']);
    await rig.write('access.yaml', `${head}api_keys:\n  mine: { type: user, secret: file }\n${sinks}`);
    expect((await run(['apply', ...approved, '--transport', 'api'])).stderr).toContain('add it to .gitignore');
    await rig.write('.gitignore', 'secrets/\n');
    const said = await rig.run(['apply', ...approved, '--transport', 'api'], { GITHUB_ACTIONS: 'true' });
    const raw = (await rig.read('secrets/mine.key')).trim();
    expect(raw).not.toBe('');
    expect(said.stdout + said.stderr).not.toContain(raw);
  });
});

describe('people', () => {
  it('with a temporary password: it goes to the sink, or the file is refused', async () => {
    await rig.write('access.yaml', 'version: 1\nusers:\n  tmp@x.io: { name: Tmp, invite: temporary_password }\n');
    expect((await run(['plan'])).stderr).toContain('would have nowhere to go');
    await rig.write(
      'access.yaml',
      `version: 1\nusers:\n  tmp@x.io: { name: Tmp, invite: temporary_password, secret: file }\n${sinks}`,
    );
    expect(await run(['apply', ...approved])).toMatchObject({ exitCode: 0 });
    const password = (await rig.read('secrets/tmp@x.io.key')).trim();
    expect(password.length).toBeGreaterThan(6);
    expect(said + (await written())).not.toContain(password);
  });

  it('whose invitation ran out are invited again; mails are sent where they can be', async () => {
    await rig.write(
      'access.yaml',
      'version: 1\nusers:\n  new@example.com: { name: Nia Newcomer }\npolicy: { unmanaged: ignore }\n',
    );
    expect(await run(['users', 'resend-invitation', 'new@example.com', '--auto-approve'])).toMatchObject({
      exitCode: 0,
    });
    expect(
      await run(['users', 'reset-password', 'raj@example.com', '--auto-approve', '--transport', 'api']),
    ).toMatchObject({ exitCode: 0 });
    const accepted = await run(['users', 'resend-invitation', 'raj@example.com', '--auto-approve']);
    expect(accepted).toMatchObject({ exitCode: 3 });
    expect(accepted.stderr).toContain('has accepted the invitation already');
    const sso = await run(['users', 'reset-password', 'eve@example.com', '--auto-approve', '--transport', 'api']);
    expect(sso).toMatchObject({ exitCode: 4 });
    expect(sso.stderr).toContain('not with SSO');
    expect((await run(['users', 'reset-password', 'rai@example.com', '--auto-approve'])).stderr).toContain(
      'did you mean "raj@example.com"?',
    );
    expect(await run(['users', 'reset-password', 'raj@example.com'])).toMatchObject({ exitCode: 3 });
    expect((await run(['history'])).stdout).toContain('resend-invitation');
  });
});

/** Every process's command line while it is watched. */
function watchProcesses(): () => Promise<string> {
  let all = '';
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      all += (await execa('ps', ['-eo', 'args'], { reject: false })).stdout;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  })();
  return async () => {
    over.abort();
    await watching;
    return all;
  };
}
