// Sets up a bare machine (Node 20, Python 3.11, package registries): dependencies, and the pinned real ax in a local
// .venv. Does nothing where it was done before. Runs with nothing installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const venv = join(root, '.venv');
/** The script of the page for auditors, file by file. */
const pageScript = 'src/report/html/page';

/** The launcher of the pinned ax. */
export const pinnedAx = join(venv, 'bin', 'ax');

/** Installs what only `npm run check` needs, and hands back the folder of its programs. */
export function setUpChecks() {
  return toolsOf('check-jsonschema', '.venv-checks', 'requirements-checks.txt');
}

/** Installs what `npm run bench` holds ax-gitops against, and hands back the folder of its programs. */
export function setUpBench() {
  return toolsOf('octoDNS', '.venv-bench', 'requirements-bench.txt');
}

/** A virtual environment for tools that are written in Python; its folder of programs. */
async function toolsOf(what, folder, requirements) {
  const path = join(root, folder);
  await installFromPyPI(what, path, requirements);
  return join(path, 'bin');
}

/** Installs what only `npm run site` needs. */
export async function setUpSite() {
  const site = {
    what: 'VitePress',
    stamp: join(root, 'site', 'node_modules', '.setup-stamp'),
    inputs: ['site/package-lock.json'],
  };
  await once(site, () => {
    const install = ['ci', '--prefix', 'site', '--no-audit', '--no-fund', '--loglevel=error'];
    return run('npm', install, 'VitePress could not be installed');
  });
}

/**
 * Installs what is missing; ends the process with a message where it can't. What needs only the npm packages is done while
 * ax is still being installed.
 */
export async function setUp(afterPackages = generateCode) {
  checkNode();
  // Looked for before anything is installed: a machine without it hears so at once.
  if (isStale(pythonPackages('ax', venv, 'requirements-ax.txt'))) python();
  await Promise.all([installPackages().then(afterPackages), installFromPyPI('ax', venv, 'requirements-ax.txt')]);
}

function installPackages() {
  const stamp = join(root, 'node_modules', '.setup-stamp');
  return once({ what: 'dependencies', stamp, inputs: ['package-lock.json'] }, () =>
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'the npm packages could not be installed'),
  );
}

function installFromPyPI(what, folder, list) {
  return once(pythonPackages(what, folder, list), async () => {
    await run(
      python(),
      ['-m', 'venv', '--clear', folder],
      "Python's venv module is needed (on Debian: apt-get install python3-venv)",
    );
    // Compiled where it is first imported: most of it never is. What ax needs is so here, before many import it at once.
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-compile', '-r', list];
    await run(join(folder, 'bin', 'python'), pip, `${what} could not be installed from PyPI`);
    // Images of containers often forbid that, and each start of ax would then compile it anew: it takes twice as long.
    const { PYTHONDONTWRITEBYTECODE: _forbidden, ...env } = process.env;
    if (folder === venv) await run(join(venv, 'bin', 'python'), ['-c', 'import ax.cli'], 'ax does not start', env);
  });
}

function pythonPackages(what, folder, list) {
  return { what, stamp: join(folder, '.setup-stamp'), inputs: [list] };
}

/** Generates the code that the schemas and the page's script stand for, where one of them has changed. Needs the npm packages. */
export async function generateCode() {
  const inputs = [
    ...['access', 'plan', 'snapshot'].map((name) => `schema/${name}.schema.json`),
    'scripts/generate.ts',
    'node_modules/unhomoglyph/data.json',
    ...readdirSync(join(root, pageScript)).map((name) => `${pageScript}/${name}`),
  ];
  const outputs = [
    'src/load/schema.gen.ts',
    'src/load/validator.gen.ts',
    'src/report/plan-document.gen.ts',
    'src/report/plan-validator.gen.ts',
    'src/remote/snapshot/document.gen.ts',
    'src/remote/snapshot/validator.gen.ts',
    'src/model/homoglyphs.gen.ts',
    'src/report/html/script.gen.ts',
  ];
  const stamp = join(root, 'node_modules', '.generated-stamp');
  if (!outputs.every((file) => existsSync(join(root, file)))) rmSync(stamp, { force: true });
  await once({ what: 'generated code', stamp, inputs }, () =>
    run(process.execPath, ['--import', 'tsx', 'scripts/generate.ts'], 'the code could not be generated'),
  );
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    stop(`Node ${process.versions.node} is too old: 20.19 or newer is needed.`);
}

async function once(work, install) {
  if (!isStale(work)) return;
  console.error(`setting up: ${work.what} …`);
  await install();
  rmSync(work.stamp, { force: true });
  writeFileSync(work.stamp, hashOf(work));
}

function isStale({ stamp, inputs }) {
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== hashOf({ inputs });
}

function hashOf({ inputs }) {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(readFileSync(join(root, input)));
  return hash.digest('hex');
}

/** ax 0.39 can't be installed for an older Python: pip would only say that there is no such version. */
export function python() {
  const others = [];
  for (const name of ['python3.11', 'python3.12', 'python3.13', 'python3']) {
    const { status, stdout } = spawnSync(name, ['-c', 'import platform; print(platform.python_version())'], {
      encoding: 'utf8',
    });
    if (status !== 0) continue;
    const version = stdout.trim();
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major > 3 || (major === 3 && minor >= 11)) return name;
    others.push(`${name} is ${version}`);
  }
  return stop(
    `ax needs Python 3.11 or newer (${others.length === 0 ? 'there is no python3 on PATH' : others.join(', ')}).`,
  );
}

async function run(command, args, problem, env = process.env) {
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  // Where one fails, the others end.
  const end = () => child.kill();
  process.once('exit', end);
  const ended = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  process.off('exit', end);
  if (ended !== 0) stop(`${problem} (\`${[command, ...args].join(' ')}\` ended with ${ended}).`);
}

function stop(message) {
  console.error(`error: ${message}`);
  process.exit(1);
}
