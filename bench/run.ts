import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '../src/sandbox/index.js';
import { writeSandboxProfile } from '../src/sandbox/profile.js';
import type { Size } from './account.js';
import { filesOf, seedOf, sizes } from './account.js';
import { printTable } from './table.js';
import { measureAccess } from './access.js';
import { measureAgainst } from './against.js';
import { measureBeside } from './beside.js';
import { chartOf } from './chart.js';
import { measureCore } from './core.js';
import { measurePage } from './page.js';
import { measureStartUp } from './start-up.js';

/*
 * `npm run bench`: one table, all in one run on one machine, since only ratios within a run mean anything. The script of
 * plain `ax` calls, which is what people do without ax-gitops, is extrapolated from a sample; see docs/performance.md.
 */

const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const ax = process.env['AX_GITOPS_AX'] ?? fileURLToPath(new URL('../.venv/bin/ax', import.meta.url));
/** Plain calls that are really made; the rest of the script is reckoned from their mean. */
const sample = 12;

interface Run {
  readonly seconds: number;
  readonly requests: number;
}

interface Way {
  readonly flags: readonly string[];
  readonly isApplied: boolean;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** One size of account, one way of reaching it: plan, then apply where that is measured. */
async function measure(
  size: Size,
  { flags, isApplied }: Way,
): Promise<{ readonly plan: Run; readonly apply: Run | undefined }> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-bench-'));
  const sandbox = await startSandbox({ seed: seedOf(size) });
  try {
    await writeSandboxProfile(folder, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
    await writeFile(join(folder, 'access.yaml'), filesOf(size));
    const run = async (...args: readonly string[]): Promise<Run> => {
      sandbox.clearRequests();
      const seconds = await timed(() =>
        execa(process.execPath, [main, ...args, '--quiet', ...flags], {
          cwd: folder,
          env: { HOME: folder, AX_GITOPS_AX: ax },
        }),
      );
      return { seconds, requests: sandbox.requests.length };
    };
    const plan = await run('plan');
    return { plan, apply: isApplied ? await run('apply', '--auto-approve') : undefined };
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds that one plain `ax` call takes, one after the other, as in a script: the mean over a sample. */
async function plainCall(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-bench-'));
  const sandbox = await startSandbox({ seed: seedOf(sizes.medium) });
  try {
    await writeSandboxProfile(folder, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
    const env = { HOME: folder };
    const organization = sandbox.state.organizations[0]?.id ?? '';
    const seconds = await timed(async () => {
      for (let index = 0; index < sample; index++) {
        const user = sandbox.state.users[index]?.id ?? '';
        const args =
          index % 2 === 0
            ? ['users', 'list', '--limit', '100']
            : ['organizations', 'add-user', organization, '--user-id', user, '--role', 'MEMBER'];
        await execa(ax, [...args, '-o', 'json'], { env });
      }
    });
    return seconds / sample;
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The fewest requests that a plan needs: pages of users, roles, organizations, spaces per organization, bindings. */
function fewest({ users, organizations, spaces }: Size): number {
  return (
    Math.ceil((users + 1) / 100) +
    1 +
    Math.ceil(organizations / 100) +
    organizations * Math.max(1, Math.ceil(spaces / organizations / 100)) +
    1
  );
}

/** Plain calls of ax take a minute for the smallest account; through warm ax an apply is the same with and without the roster. */
function isApplied(flags: readonly string[]): boolean {
  return !flags.includes('plain') && !(flags.includes('warm') && flags.includes('off'));
}

const isQuick = process.argv.includes('--quick');
const valueOf = (flag: string) => process.argv.find((argument) => argument.startsWith(flag))?.slice(flag.length);
/** The parts, by the names that `--only=` takes. */
const parts = ['small', 'medium', 'large', 'beside', 'core', 'start-up', 'access', 'page'] as const;
const wanted: ReadonlySet<string> = new Set(
  valueOf('--only=')?.split(',') ?? parts.filter((part) => !isQuick || !['medium', 'large', 'beside'].includes(part)),
);
const unknown = [...wanted].find((part) => !(parts as readonly string[]).includes(part));
if (unknown !== undefined) throw new Error(`there is no part ${unknown}; the parts are ${parts.join(', ')}`);
const against = valueOf('--against=');
if (against !== undefined) {
  process.stdout.write(await measureAgainst(against));
  process.exit();
}
/** Where the picture goes, for which a million grants are planned: a minute more. */
const chart = valueOf('--chart=');
const accounts = [sizes.small, sizes.medium, sizes.large].filter(({ name }) => wanted.has(name));
const call = accounts.length === 0 ? 0 : await plainCall();
// Not counted: the first plan pays for the compilation of the sandbox, which runs in this process.
if (accounts.length > 0) await measure(sizes.medium, { flags: ['--transport', 'api'], isApplied: false });
const rows: string[][] = [];
for (const size of accounts) {
  const ways: readonly (readonly [string, readonly string[]])[] = [
    ...(size.name === 'small' ? ([['ax-gitops, plain ax', ['--ax-mode', 'plain']]] as const) : []),
    ...(size.name === 'large' ? [] : ([['ax-gitops, warm ax', ['--ax-mode', 'warm']]] as const)),
    ...(size.name === 'medium'
      ? ([['ax-gitops, warm ax, no roster', ['--ax-mode', 'warm', '--roster', 'off']]] as const)
      : []),
    // Two readings of 60 queries are more than Arize lets through in a minute: the wait would be all that is measured.
    ['ax-gitops, REST API', ['--transport', 'api', ...(size.name === 'large' ? ['--roster-queries', '40'] : [])]],
    ...(size.name === 'small'
      ? []
      : ([['ax-gitops, REST API, no roster', ['--transport', 'api', '--roster', 'off']]] as const)),
  ];
  const measured = [];
  for (const [name, flags] of ways)
    measured.push([name, await measure(size, { flags, isApplied: isApplied(flags) })] as const);
  const script = { plan: call * fewest(size), apply: call * (fewest(size) + size.grants) };
  const seconds = (value: number) => value.toFixed(value < 10 ? 2 : 0);
  rows.push([
    size.name,
    `script of plain ax calls (${String(sample)} measured, rest reckoned)`,
    seconds(script.plan),
    '1',
    seconds(script.apply),
    '1',
    String(fewest(size)),
    String(fewest(size)),
  ]);
  for (const [name, { plan, apply }] of measured) {
    rows.push([
      size.name,
      name,
      seconds(plan.seconds),
      (script.plan / plan.seconds).toFixed(1),
      apply === undefined ? '–' : seconds(apply.seconds),
      apply === undefined ? '–' : (script.apply / apply.seconds).toFixed(1),
      String(plan.requests),
      String(fewest(size)),
    ]);
  }
}
if (accounts.length > 0) {
  process.stdout.write(`One plain ax call: ${call.toFixed(2)} s.\n\n`);
  const head = ['account', 'way', 'plan, s', '× faster', 'apply, s', '× faster', 'requests of a plan', 'fewest'];
  process.stdout.write(printTable(head, rows));
}

if (wanted.has('beside')) {
  const octodns = process.env['AX_GITOPS_OCTODNS'] ?? '';
  print('Beside others', ['what', 'size', 's', '× faster'], await measureBeside(main, octodns));
}
if (wanted.has('core')) {
  const { rows: core, points } = await measureCore(chart !== undefined);
  print('The pure core', ['what', 'size', 'ms', 'peak memory, MB'], core);
  if (chart !== undefined) await writeFile(chart, chartOf(points));
}
if (wanted.has('start-up')) print('Start-up', ['what', 'ms', '× Node alone'], await measureStartUp(main));
if (wanted.has('access'))
  print('Who can do what, over the REST API', ['what', 'size', 'ms', 'peak memory, MB'], await measureAccess(main));
if (wanted.has('page'))
  print(
    'The page of access, in Chromium',
    ['size', 'MB', 'opened, ms', 'frames a second', 'longest frame, ms', 'search, ms'],
    await measurePage(),
  );

function print(title: string, head: readonly string[], measured: readonly (readonly string[])[]): void {
  process.stdout.write(`\n${title}\n\n${printTable(head, measured)}`);
}
