import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { examples } from '../scripts/reference/error-examples.js';
import { diagnosticCodes } from '../src/model/diagnostic-code.js';

/* Who meets a code in a message finds it in the documents, and what stands there can be met. */

it('docs/errors.md has each code once, and no other', () => {
  const listed = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code);
  expect(listed.toSorted()).toEqual([...diagnosticCodes].toSorted());
});

it('each code is given to some message', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('diagnostic-code.ts'))
    .map((name) => readFileSync(join('src', name), 'utf8'))
    .join('\n');
  // The two that are put together from the kind of what is missing.
  const composed = ['unknown-user', 'unknown-role'];
  expect(diagnosticCodes.filter((code) => !composed.includes(code) && !sources.includes(`'${code}'`))).toEqual([]);
});

it('each code is met in a test: by its example, which a test keeps fresh, or elsewhere', () => {
  const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((name) => (name.endsWith('.ts') && name !== 'errors.test.ts') || name.endsWith('expected.json'))
    .map((name) => readFileSync(join('test', name), 'utf8'))
    .join('\n');
  const unmet = diagnosticCodes.filter(
    (code) => 'notShown' in examples[code] && !new RegExp(`\\b${code}\\b`).test(tests),
  );
  // The parser gives no warning that is known; 10,000 files would take a test too long.
  expect(unmet).toEqual(['too-many-files', 'yaml-warning']);
});
