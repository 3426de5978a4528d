// `npm run check`: types, lint, format, doors, dead code, the package and what CI services read, each said by name. Fails if any does.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root, setUp, setUpChecks } from './setup.mjs';

const checks = [
  ['types', 'tsc', ['-p', 'tsconfig.json']],
  ['types of the page', 'tsc', ['-p', 'src/report/html/page/tsconfig.json']],
  ['lint', 'eslint', ['.', '--max-warnings=0']],
  ['format', 'prettier', ['--check', '--log-level=warn', '.']],
  ['doors', 'depcruise', ['src', '--config', '.dependency-cruiser.cjs']],
  ['dead code', 'knip', []],
  ['package', 'publint', ['--strict']],
  // Only modules; what is JSON has no types. Packing must not build.
  ['types of the package', 'attw', ['--pack', '.', '--profile', 'esm-only']],
];

/** Files that a service reads, by the name of its schema. */
const schemas = [
  [
    'GitHub workflows',
    'vendor.github-workflows',
    ['.github/workflows', 'examples/github', 'examples/identity-provider'],
  ],
  ['GitHub action', 'vendor.github-actions', ['action.yml']],
  ['GitLab pipeline', 'vendor.gitlab-ci', ['examples/gitlab']],
];

await setUp();
// What is shipped is looked at as well.
const { buildIfChanged } = await import('./build.mjs');
await buildIfChanged();
const bin = await setUpChecks();
const all = [
  ...checks.map(([name, command, args]) => [name, join(root, 'node_modules', '.bin', command), args]),
  ['site', process.execPath, [join(root, 'scripts', 'site.mjs')]],
  ...schemas.map(([name, schema, paths]) => [
    name,
    join(bin, 'check-jsonschema'),
    ['--builtin-schema', schema, ...paths.flatMap(filesAt)],
  ]),
];
const env = { ...process.env, npm_config_ignore_scripts: 'true' };
let bad = 0;
for (const [name, command, args] of all) {
  const ended = spawnSync(command, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const isFine = ended.status === 0;
  console.log(`${isFine ? 'ok  ' : 'FAIL'} ${name}`);
  if (isFine) continue;
  bad += 1;
  console.log(`${ended.stdout}${ended.stderr}${ended.error?.message ?? ''}`.trimEnd());
}
console.log(`checks: ${all.length - bad} passed, ${bad} failed`);
process.exit(bad === 0 ? 0 : 1);

function filesAt(path) {
  const isFolder = statSync(join(root, path)).isDirectory();
  return isFolder ? readdirSync(join(root, path)).map((name) => join(path, name)) : [path];
}
