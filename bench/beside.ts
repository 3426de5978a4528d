import { execa } from 'execa';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sandbox, SandboxSeed } from '../src/sandbox/index.js';
import { startSandbox } from '../src/sandbox/index.js';
import { writeSandboxProfile } from '../src/sandbox/profile.js';
import type { Size } from './account.js';
import { filesOf, grantedRole, grantsOf, seedOf } from './account.js';

/*
 * Beside what else there is, in the same run: octoDNS, another declarative reconciler, which plans as many records from
 * local files; and the server alone, which gets the same requests from a bare loop.
 */

/** 10,000 grants, of which one in a hundred is not live yet. */
const size: Size = { name: 'beside', organizations: 2, spaces: 100, users: 1_000, grants: 10_000 };

/** The requests at a time that ax-gitops begins with. */
const atOnce = 4;

export async function measureBeside(main: string, octodns: string): Promise<readonly (readonly string[])[]> {
  const records = await octodnsSeconds(octodns);
  const plan = await inAccount(seedWithGrants(), main, ({ run }) => median(3, () => run('plan')));
  const bare = await inAccount(seedOf(size), main, ({ sandbox, folder }) => bareLoop(sandbox, folder));
  const fixed = await inAccount(seedOf(size), main, (account) => applied(account, '--concurrency', String(atOnce)));
  const own = await inAccount(seedOf(size), main, (account) => applied(account));
  const row = (what: string, things: string, seconds: number, than = seconds) => [
    what,
    `10,000 ${things}`,
    seconds.toFixed(2),
    (than / seconds).toFixed(2),
  ];
  const times = `${String(atOnce)} at a time`;
  return [
    row('octoDNS: plan from local files', 'records', records),
    row('ax-gitops: plan over HTTP', 'grants', plan, records),
    row(`the server alone: a bare loop, ${times}`, 'creations', bare),
    row(`ax-gitops: the changes, ${times}`, 'creations', fixed.changes, bare),
    row('ax-gitops: the changes, at the level it finds', 'creations', own.changes, bare),
    row('ax-gitops: read, plan, change, read again', 'creations', own.all, bare),
  ];
}

/** Seconds of a whole apply, and of its changes: from the first that is begun to the last that is done, as the journal says. */
async function applied({ run, folder }: Account, ...flags: readonly string[]) {
  const all = await once(() => run('apply', '--auto-approve', ...flags));
  const journal = (await readFile(join(folder, '.ax-gitops', 'journal.jsonl'), 'utf8')).trim().split('\n');
  const steps = journal
    .map((line) => JSON.parse(line) as { readonly type: string; readonly at: string })
    .filter(({ type }) => type === 'step-started' || type === 'step-done');
  const [first = 0, last = 0] = [steps.at(0), steps.at(-1)].map((step) => Date.parse(step?.at ?? ''));
  return { all, changes: (last - first) / 1000 };
}

interface Account {
  readonly sandbox: Sandbox;
  readonly folder: string;
  readonly run: (...args: readonly string[]) => Promise<unknown>;
}

async function inAccount<T>(seed: SandboxSeed, main: string, use: (account: Account) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-bench-'));
  const sandbox = await startSandbox({ seed });
  try {
    await writeSandboxProfile(folder, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
    await writeFile(join(folder, 'access.yaml'), filesOf(size));
    const flags = ['--transport', 'api', '--roster', 'off', '--quiet'];
    const run = (...args: readonly string[]) =>
      execa(process.execPath, [main, ...args, ...flags], { cwd: folder, env: { HOME: folder } });
    return await use({ sandbox, folder, run });
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** An account in which 99 of 100 grants are live. */
function seedWithGrants(): SandboxSeed {
  const bindings = grantsOf(size)
    .filter((_, index) => index % 100 !== 0)
    .map((grant) => ({ ...grant, role: grantedRole }));
  return { ...seedOf(size), bindings };
}

/** Seconds for the requests of an apply and nothing else, sent by a process of their own. */
async function bareLoop({ state, url, apiKey }: Sandbox, folder: string): Promise<number> {
  const userId = new Map(state.users.map(({ email: address, id }) => [address, id]));
  const spaceId = new Map(state.spaces.map(({ name, organization, id }) => [`${organization}/${name}`, id]));
  const roleId = state.roles.find(({ name }) => name === grantedRole)?.id;
  const bodies = grantsOf(size).map(({ user, organization, space }) =>
    JSON.stringify({
      user_id: userId.get(user),
      role_id: roleId,
      resource_type: 'SPACE',
      resource_id: spaceId.get(`${organization}/${space}`),
    }),
  );
  const file = join(folder, 'requests.json');
  await writeFile(file, JSON.stringify({ url: `${url}/v2/role-bindings`, apiKey, bodies }));
  const loop = fileURLToPath(new URL('bare-loop.mjs', import.meta.url));
  const { stdout } = await execa(process.execPath, [loop, file, String(atOnce)]);
  return Number(stdout);
}

/** A zone of as many records, of which one in a hundred is not there yet. */
async function octodnsSeconds(octodns: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-bench-'));
  const zone = (isThere: (index: number) => boolean) =>
    Array.from({ length: size.grants }, (_, index) => index)
      .filter(isThere)
      .map((index) => `${recordName(index)}:\n  type: A\n  value: 192.0.2.1\n`)
      .join('');
  const provider = (name: string) =>
    `  ${name}:\n    class: octodns.provider.yaml.YamlProvider\n    directory: ${join(folder, name)}\n    enforce_order: false\n`;
  const config = join(folder, 'config.yaml');
  try {
    for (const name of ['files', 'live']) await mkdir(join(folder, name));
    await writeFile(join(folder, 'files', 'example.com.yaml'), `---\n${zone(() => true)}`);
    await writeFile(join(folder, 'live', 'example.com.yaml'), `---\n${zone((index) => index % 100 !== 0)}`);
    await writeFile(
      config,
      `---\nproviders:\n${provider('files')}${provider('live')}zones:\n  example.com.:\n    sources: [files]\n    targets: [live]\n`,
    );
    return await median(3, () => execa(join(octodns, 'octodns-sync'), ['--config-file', config]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function recordName(index: number): string {
  return `host${String(index).padStart(6, '0')}`;
}

async function once(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Seconds, in the median of so many runs. */
async function median(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await once(work));
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}
