// `npm run version`: turns the changesets into the next version and its changelog, and puts that version wherever it stands.
// The release workflow runs it for the pull request that keeps the next release.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
run('changeset', ['version']);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const examples = readdirSync(join(root, 'examples'), { recursive: true }).map((name) => join('examples', name));
for (const file of [
  'schema/access.schema.json',
  ...examples.filter((name) => /\.(?:ya?ml|sh)$|Jenkinsfile$/.test(name)),
])
  replace(file, [
    [/(cdn\.jsdelivr\.net\/npm\/ax-gitops@)[^/]+/g, `$1${version}`],
    [/(ax-gitops@COMMIT # v)\S+/g, `$1${version}`],
    [/(AX_GITOPS_VERSION: ')[^']+/g, `$1${version}`],
  ]);
run('npm', ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
run('prettier', ['--write', '--log-level=warn', 'CHANGELOG.md', 'package.json']);

function replace(file, changes) {
  const before = readFileSync(join(root, file), 'utf8');
  const after = changes.reduce((text, [from, to]) => text.replace(from, to), before);
  if (after !== before) writeFileSync(join(root, file), after);
}

function run(command, args) {
  const local = join(root, 'node_modules', '.bin', command);
  const ended = spawnSync(command === 'npm' ? command : local, args, { cwd: root, stdio: 'inherit' });
  if (ended.status !== 0) process.exit(ended.status ?? 1);
}
