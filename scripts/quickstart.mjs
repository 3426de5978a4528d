// The product end to end, on a bare machine, with the real ax against the sandbox: plan, apply, nothing left to do; a
// change made by hand is found and mended; a destructive change is withheld, then let through. Leaves nothing running.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinnedAx, root, setUp } from './setup.mjs';

await setUp();
const { buildIfChanged } = await import('./build.mjs');
await buildIfChanged();

const main = join(root, 'dist', 'cli', 'main.js');
const work = mkdtempSync(join(tmpdir(), 'ax-gitops-quickstart-'));
cpSync(join(root, 'examples'), work, { recursive: true });
const sandbox = spawn(process.execPath, [main, 'sandbox', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
// What happens to the example, by hand and in the file.
const handMade = { role: 'Data Scientist', permissions: 'DATASET_READ,PROJECT_READ' };
const leaver = 'old@example.com';
let failure;
try {
  const home = await homeOf(sandbox);
  walk({ ...process.env, HOME: home, AX_GITOPS_AX: pinnedAx, NO_COLOR: '1' });
} catch (error) {
  failure = error;
} finally {
  sandbox.kill('SIGINT');
  await new Promise((resolve) => {
    if (sandbox.exitCode === null) sandbox.once('exit', resolve);
    else resolve();
  });
  rmSync(work, { recursive: true, force: true });
}
if (failure !== undefined) {
  console.error(`\nquickstart failed: ${failure.message}`);
  process.exit(1);
}
console.log('\nquickstart: all of it worked; nothing is left running.');

function walk(env) {
  say('What would change?');
  gitops(env, ['plan'], 0);
  say(
    'Make it so. (The flags stand for the two answers at the prompt: two people get a custom role for a predefined one.)',
  );
  gitops(env, ['apply', '--auto-approve', '--allow-destructive', '--quiet'], 0);
  say('Again: there must be nothing left to do.');
  gitops(env, ['plan', '--detailed-exitcode'], 0, 'No changes: ');

  say('Somebody changes a custom role by hand, with ax itself.');
  const roles = JSON.parse(ax(env, ['roles', 'list', '--limit', '100', '-o', 'json']));
  const role = roles.roles.find(({ name }) => name === handMade.role);
  ax(env, [
    'roles',
    'update',
    role.id,
    '--description',
    'changed by hand',
    '--permissions',
    handMade.permissions,
    '-o',
    'json',
  ]);
  say('The plan finds it …');
  gitops(env, ['plan', '--detailed-exitcode'], 2, `role ${handMade.role}`);
  say('… and apply mends it.');
  gitops(env, ['apply', '--auto-approve', '--quiet'], 0);
  gitops(env, ['plan', '--detailed-exitcode'], 0, 'No changes: ');

  say(`Now somebody leaves: ${leaver} is declared absent.`);
  declareAbsent();
  say('Without approval of destructive steps they are withheld, and everything they take along is shown.');
  gitops(env, ['apply', '--auto-approve', '--quiet'], 2, 'Withheld');
  say('With it they are carried out.');
  gitops(env, ['apply', '--auto-approve', '--allow-destructive', '--quiet'], 0);
  gitops(env, ['plan', '--detailed-exitcode'], 0, 'No changes: ');
}

function declareAbsent() {
  const file = join(work, 'access.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(new RegExp(`^  ${leaver}:.*$`, 'm'), `  ${leaver}: absent`));
}

function gitops(env, args, expected, mustSay) {
  console.log(`\n$ ax-gitops ${args.join(' ')}`);
  const ended = spawnSync(process.execPath, [main, ...args], {
    cwd: work,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  console.log(ended.stdout.trimEnd());
  console.log(`(exit code ${ended.status})`);
  if (ended.status !== expected)
    throw new Error(`ax-gitops ${args.join(' ')} ended with ${ended.status}, not ${expected}`);
  if (mustSay !== undefined && !ended.stdout.includes(mustSay))
    throw new Error(`ax-gitops ${args.join(' ')} does not say ${JSON.stringify(mustSay)}`);
}

function ax(env, args) {
  console.log(`\n$ ax ${args.map((arg) => (/^[\w@.,=/-]+$/.test(arg) ? arg : `'${arg}'`)).join(' ')}`);
  const ended = spawnSync(pinnedAx, args, { env, encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(`ax ended with ${ended.status}: ${ended.stderr}`);
  return ended.stdout;
}

async function homeOf(server) {
  let said = '';
  for await (const chunk of server.stdout) {
    said += chunk;
    const home = /export HOME=(\S+)/.exec(said)?.[1];
    if (home !== undefined) return home;
  }
  throw new Error('the sandbox did not start');
}

function say(text) {
  console.log(`\n# ${text}`);
}
