import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/* SECURITY.md promises nothing that no test holds. */

const root = fileURLToPath(new URL('..', import.meta.url));
const text = await readFile(join(root, 'SECURITY.md'), 'utf8');
const promised = text.slice(text.indexOf('## What is promised'), text.indexOf('## What is not promised'));
const rows = promised
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, promise = '', tests = '']) => ({
    promise,
    tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  }))
  .filter(({ promise }) => promise !== 'promise' && !/^-+$/.test(promise));

describe('SECURITY.md', () => {
  it.each(rows)('$promise', async ({ tests }) => {
    expect(tests).not.toEqual([]);
    for (const file of tests) {
      expect(file).toMatch(/^test\/.+\.test\.tsx?$/);
      await access(join(root, file));
    }
  });

  it('says whom it promises to hold against, what it does not promise, and how to report', () => {
    expect(rows.length).toBeGreaterThan(15);
    expect([...promised.matchAll(/^### (.+)$/gm)].map(([, title]) => title)).toEqual([
      'Against the author of a pull request',
      'Against a change that nobody meant',
      'Against names in the account',
      'Against a hostile or broken server',
      'Against a run that is killed',
      'Secrets',
    ]);
    expect(text).toContain('## Report a vulnerability');
    expect(text).toContain('## What is not promised');
  });
});
