// `npm run test:mutation`: how many deliberate mistakes in the rooms of `src` the tests find, room by room. Arguments name
// rooms, or files in them: `npm run test:mutation -- kinds src/live/needs.ts`.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { root, setUp } from './setup.mjs';

/** Per cent of the mistakes that the tests of each room are to find. */
const least = 85;

/** The tests of the pure part. */
const pure = ['diff', 'plan', 'guard', 'simulation', 'model', 'apply'];

/** Tests of plans that say whole what is done, each in next to no time. */
const plans = ['cascade', 'deleting', 'drift', 'loss', 'offboarding', 'order', 'scenarios', 'steps', 'summary'].map(
  (name) => `plan/${name}`,
);

/** Which tests look for the mistakes in each room, by folder or file: its own, then those that are quick for what they find. */
const rooms = {
  diff: [],
  plan: pure,
  guard: pure,
  model: pure,
  simulation: [],
  kinds: [
    ...['diff', 'live', 'export/file-names', 'desired', 'guard/own-login', 'guard/policy-changes', 'simulation/rules'],
    ...['simulation/gaps', 'simulation/effects', 'apply/asserted', 'apply/left-open', 'apply/lag', ...plans],
  ],
  live: ['kinds', 'diff', ...plans, 'plan/hidden-people', 'apply/asserted', 'guard/own-login'],
  reconcile: [
    ...['apply/left-open', 'guard/look-alikes', 'guard/unmatched', 'kinds/past', 'load/salvage'],
    ...['plan/loss', 'plan/order', 'plan/steps'],
  ],
};

/** Tests that start servers or processes, or find few mistakes for the time that they take. */
const slow = /^(?:simulation\/against-servers|kinds\/(?:new-kind|ratchet)|plan\/.*-on-a-server)\.test\.ts$/;

/** How Stryker goes about it; CONTRIBUTING says what is left out. */
const options = {
  plugins: [join(root, 'scripts', 'mutation', 'runner.mjs')],
  testRunner: 'in-process',
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 1,
  // A busy machine makes no time-out of what is only slow.
  timeoutMS: 30_000,
  timeoutFactor: 4,
  dryRunTimeoutMinutes: 15,
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: false },
  allowConsoleColors: false,
  ignorePatterns: ['.venv', '.git', '.ax-gitops', 'reports', 'site', 'bench', 'docs', 'dist'],
};

await setUp();
process.chdir(root);
const asked = process.argv.slice(2);
const wanted = roomsOf(asked.length > 0 ? asked : Object.keys(rooms));
const measured = [];
for (const [room, files] of wanted) measured.push(await measure(room, files));
print(measured);
process.exitCode = measured.every(({ score }) => score >= least) ? 0 : 1;

/** What to change, by room. */
function roomsOf(args) {
  const found = new Map();
  for (const arg of args) {
    const room = arg.replace(/^src\//, '').split('/')[0];
    if (!Object.hasOwn(rooms, room)) {
      console.error(`${arg} is in none of the rooms ${Object.keys(rooms).join(', ')}`);
      process.exit(1);
    }
    found.set(room, [...(found.get(room) ?? []), arg === room ? `src/${room}/**/*.ts` : arg]);
  }
  return found;
}

async function measure(room, mutate) {
  console.log(`\n${room} …`);
  const tests = testsIn([...new Set([room, ...rooms[room]])]);
  // The runner is another process, of which Stryker lets nothing else be set.
  process.env['AX_GITOPS_MUTATION_TESTS'] = tests.join(',');
  process.env['AX_GITOPS_RUNS'] ??= '15';
  // Outside the tree: tests that read it whole would read the copy, too.
  const tempDirName = mkdtempSync(join(tmpdir(), 'ax-gitops-mutation-'));
  const begun = Date.now();
  try {
    const run = new Stryker({ ...options, mutate, tempDirName, buildCommand: bundling(tests) });
    return { room, ...counted(await run.runMutationTest()), minutes: (Date.now() - begun) / 60_000 };
  } finally {
    rmSync(tempDirName, { recursive: true, force: true });
  }
}

function testsIn(folders) {
  const found = folders.flatMap((folder) =>
    folder.includes('/') ? `${folder}.test.ts` : readdirSync(join('test', folder)).map((file) => `${folder}/${file}`),
  );
  return found.filter((test) => test.endsWith('.test.ts') && !slow.test(test)).map((test) => `test/${test}`);
}

/** Makes JavaScript of the tests and of what they import, mistakes included; `vitest` is what collects them. */
function bundling(tests) {
  // What its modules look for beside themselves goes along.
  const entries = ['test/support/mutation-cases.ts', 'support/starter=src/reconcile/starter.yaml', ...tests].join(' ');
  const format =
    '--bundle --splitting --format=esm --platform=node --target=node20 --packages=external --jsx=automatic --loader:.yaml=copy';
  const names = '--outbase=test --outdir=test --chunk-names=support/[name]-[hash]';
  return `esbuild ${entries} ${format} ${names} --alias:vitest=./scripts/mutation/vitest.mjs --log-level=warning`;
}

function counted(results) {
  const count = (...statuses) => results.filter(({ status }) => statuses.includes(status)).length;
  const [killed, timeout, survived] = [count('Killed'), count('Timeout'), count('Survived', 'NoCoverage')];
  const mutants = killed + timeout + survived;
  return { mutants, killed, timeout, survived, ignored: count('Ignored'), score: (100 * (killed + timeout)) / mutants };
}

function print(rows) {
  const columns = ['mutants', 'killed', 'timed out', 'survived', 'score', 'not tried', 'minutes'];
  console.log(['\nroom'.padEnd(12), ...columns.map((column) => column.padStart(9))].join('  '));
  for (const { room, mutants, killed, timeout, survived, score, ignored, minutes } of rows) {
    const cells = [mutants, killed, timeout, survived, `${score.toFixed(1)} %`, ignored, minutes.toFixed(1)];
    const line = [room.padEnd(11), ...cells.map((cell) => String(cell).padStart(9))].join('  ');
    console.log(`${line}${score < least ? `  below ${least} %` : ''}`);
  }
}
