// `npm run check`: types, lint, format, doors, dead code and the package, each said by name. Fails if any does.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

const checks = [
  ['types', 'tsc', ['-p', 'tsconfig.json']],
  ['lint', 'eslint', ['.', '--max-warnings=0']],
  ['format', 'prettier', ['--check', '--log-level=warn', '.']],
  ['doors', 'depcruise', ['src', '--config', '.dependency-cruiser.cjs']],
  ['dead code', 'knip', []],
  ['package', 'publint', ['--strict']],
];

setUp();
let bad = 0;
for (const [name, command, args] of checks) {
  const ended = spawnSync(join(root, 'node_modules', '.bin', command), args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const isFine = ended.status === 0;
  console.log(`${isFine ? 'ok  ' : 'FAIL'} ${name}`);
  if (isFine) continue;
  bad += 1;
  console.log(`${ended.stdout}${ended.stderr}${ended.error?.message ?? ''}`.trimEnd());
}
console.log(`checks: ${checks.length - bad} passed, ${bad} failed`);
process.exit(bad === 0 ? 0 : 1);
