import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { loadDocuments } from '../../src/load/index.js';
import type { Diagnostic } from '../../src/model/diagnostic.js';
import { checkLoaded } from '../../src/reconcile/files.js';

/*
 * Each folder of `test/fixtures/invalid` holds files that are wrong in one way and `expected.json`: every diagnostic
 * that they must give, whole, in order. `UPDATE_EXPECTED=1` writes them anew; read the difference before you keep it.
 */

const fixtures = fileURLToPath(new URL('../fixtures/invalid/', import.meta.url));
const names = readdirSync(fixtures);

/** As the command line does it: problems of shape, and those between the files. */
async function check(cwd: string, paths: readonly string[] = []): Promise<readonly Diagnostic[]> {
  return checkLoaded(await loadDocuments({ paths, cwd, env: {} }), new Date('2026-11-24')).diagnostics;
}

function readable({ code, severity, message, span, related, hint }: Diagnostic) {
  const place = span === undefined ? undefined : `${span.file}:${String(span.start.line)}:${String(span.start.column)}`;
  return {
    at: place,
    code: severity === 'error' ? code : `${severity} ${code}`,
    message,
    ...(related !== undefined && {
      related: related.map(
        (other) =>
          `${other.span.file}:${String(other.span.start.line)}:${String(other.span.start.column)}: ${other.message}`,
      ),
    }),
    ...(hint !== undefined && { hint }),
  };
}

describe('a malformed file', () => {
  it.each(names)('%s', async (name) => {
    const found = (await check(join(fixtures, name))).map(readable);
    const expectedFile = join(fixtures, name, 'expected.json');
    if (process.env['UPDATE_EXPECTED'] === '1') await writeFile(expectedFile, `${JSON.stringify(found, null, 2)}\n`);
    expect(found).toEqual(JSON.parse(await readFile(expectedFile, 'utf8')));
    expect(found.length).toBeGreaterThan(0);
  });

  it('is one of at least 60', () => {
    expect(names.length).toBeGreaterThanOrEqual(60);
  });
});

describe('a file that is not worth keeping as a fixture', () => {
  const folders: string[] = [];
  const folder = async () => {
    const path = await mkdtemp(join(tmpdir(), 'ax-load-'));
    folders.push(path);
    return path;
  };
  afterAll(() => Promise.all(folders.map((path) => rm(path, { recursive: true, force: true }))));

  it.each([
    [
      '50 MB',
      Buffer.alloc(50 * 1024 * 1024, '# x\n'),
      'file-too-large',
      'the file is larger than 16 MiB, the most that is read.',
    ],
    ['binary', Buffer.from([0x76, 0, 1, 2, 0xff]), 'not-text', 'this is not a text file in UTF-8.'],
    ['NUL', Buffer.from('version: 1\0\n'), 'not-text', 'this is not a text file in UTF-8.'],
    [
      'Latin-1',
      Buffer.from('version: 1\nusers: {a@b.c: {name: J\xfcrgen}}\n', 'latin1'),
      'not-text',
      'this is not a text file in UTF-8.',
    ],
    [
      '100,000 brackets',
      Buffer.from(`version: 1\nusers: ${'['.repeat(100_000)}${']'.repeat(100_000)}`),
      'too-deep',
      'the file is nested deeper than can be read.',
    ],
  ])('%s', async (_name, bytes, code, message) => {
    const cwd = await folder();
    await writeFile(join(cwd, 'access.yaml'), bytes);
    const found = await check(cwd);
    expect(found.map((diagnostic) => readable(diagnostic))).toMatchObject([{ at: 'access.yaml:1:1', code, message }]);
  });

  it.each([
    ['nothing there', [], 'there is neither access.yaml nor a directory access/ here.'],
    ['a file that is not there', ['no.yaml'], 'there is no file no.yaml.'],
    ['an empty directory', ['.'], 'there is no .yaml file in the directory ..'],
  ])('%s', async (_name, paths, message) => {
    const cwd = await folder();
    expect(await readdir(cwd)).toEqual([]);
    expect((await check(cwd, paths)).map(readable)).toMatchObject([{ code: 'no-file', message }]);
  });
});
