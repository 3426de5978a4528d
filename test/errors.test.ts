import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
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
