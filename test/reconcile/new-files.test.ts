import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { saveFile, writeExport, writeSheets } from '../../src/reconcile/new-files.js';
import { folderWith } from '../support/folder.js';

/* Files that are asked for by name, on a real disk. */

const refused = (message: string, hint: string) => ({ type: 'not-written', message, hint });
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('what --out asks for', () => {
  const tool = { name: 'ax-gitops', version: '1.0.0' };
  const document = JSON.stringify({ format_version: '1.0', tool });
  const older = {
    plan: { format_version: '1.7', tool, steps: 'x'.repeat(2000) },
    drift: { format_version: '1.0', outcome: 'clean', target: { transport: 'api' } },
    snapshot: { digest: `sha256:${'0a'.repeat(32)}`, format_version: '1.0', listings: {} },
  };

  it.each<[string, Readonly<Record<string, string>>]>([
    ['is new', {}],
    ['takes the place of an older plan', { 'plan.json': `\n${JSON.stringify(older.plan, null, 2)}` }],
    ['takes the place of a plan in one line', { 'plan.json': JSON.stringify(older.plan) }],
    ['takes the place of a report', { 'plan.json': JSON.stringify(older.drift, null, 2) }],
    ['takes the place of a snapshot', { 'plan.json': JSON.stringify(older.snapshot, null, 1) }],
    ['takes the place of an empty file', { 'plan.json': '' }],
    ['takes the place of a file of blanks', { 'plan.json': ` \n${' '.repeat(1100)}x` }],
  ])('%s, for its owner alone', async (_title, before) => {
    await using folder = await folderWith(before);
    expect(await saveFile('plan.json', document, { cwd: folder.path })).toBeUndefined();
    const path = join(folder.path, 'plan.json');
    expect([readFileSync(path, 'utf8'), readdirSync(folder.path)]).toEqual([document, ['plan.json']]);
    if (!('plan.json' in before)) expect(modeOf(path)).toBe('600');
  });

  it('never takes the place of something else', async () => {
    await using folder = await folderWith({ 'access.yaml': 'version: 1\n', 'plans/one.json': document });
    execFileSync('mkfifo', [join(folder.path, 'pipe')]);
    const saved = (path: string) => saveFile(path, document, { cwd: folder.path });
    expect(await saved('access.yaml')).toEqual(
      refused(
        "access.yaml can't be written: it is there already, and holds something else than `--out` writes.",
        'give --out another name, or remove the file first',
      ),
    );
    expect(await saved('plans')).toEqual(
      refused("plans can't be written: it is a folder.", 'name a file in it: --out plans/NAME.json'),
    );
    expect(await saved('pipe')).toEqual(
      refused(
        "pipe can't be written: it is a device or pipe, not a file.",
        'leave --out out, or name a file; `--format json > FILE` sends the JSON wherever the shell can',
      ),
    );
    expect(readFileSync(join(folder.path, 'access.yaml'), 'utf8')).toBe('version: 1\n');
    expect(readdirSync(folder.path).sort()).toEqual(['access.yaml', 'pipe', 'plans']);
  });

  it.each<[string, unknown]>([
    ['terraform show -json', { format_version: '1.2', terraform_version: '1.9.0', planned_values: {} }],
    ['another tool', { format_version: '1.0', tool: { name: 'other', version: '1.0.0' } }],
    ['another report', { format_version: '1.0', outcome: 'failed', target: 'ax-gitops' }],
    ['something newer', { ...older.plan, format_version: '2.0' }],
    ['a list', [older.plan]],
    ['something that holds a plan', { plan: older.plan }],
  ])('never takes the place of what %s wrote', async (_who, value) => {
    const text = JSON.stringify(value);
    await using folder = await folderWith({ 'plan.json': text });
    expect(await saveFile('plan.json', document, { cwd: folder.path })).toMatchObject({ type: 'not-written' });
    expect(readFileSync(join(folder.path, 'plan.json'), 'utf8')).toBe(text);
  });

  it.each([
    ['nowhere/plan.json', 'no such file or directory (ENOENT)'],
    ['file/plan.json', 'not a directory (ENOTDIR)'],
    // What can't be read may be anything.
    ['loop.json', 'too many symbolic links encountered (ELOOP)'],
  ])('is not written to %s: %s', async (path, reason) => {
    await using folder = await folderWith({ file: '' });
    symlinkSync('loop.json', join(folder.path, 'loop.json'));
    expect(await saveFile(path, document, { cwd: folder.path })).toEqual(
      refused(`${path} can't be written: ${reason}.`, 'give --out a path in a folder that can be written to'),
    );
    expect(readdirSync(folder.path).sort()).toEqual(['file', 'loop.json']);
  });
});

describe('exported files', () => {
  const files = new Map([
    ['access.yaml', 'version: 1\n'],
    ['teams/core.yaml', 'core\n'],
  ]);
  const one = new Map([['access.yaml', 'version: 1\n']]);

  it('go into a new folder, or into one that is empty', async () => {
    await using folder = await folderWith();
    for (const out of ['new', 'new.yaml']) {
      const path = join(folder.path, 'deep', out);
      expect(await writeExport(files, path, true)).toBeUndefined();
      for (const [name, text] of files) expect(readFileSync(join(path, name), 'utf8')).toBe(text);
    }
  });

  it.each(['one.yaml', 'one.YML', 'deep/one.yml'])('go into %s where they are one', async (out) => {
    await using folder = await folderWith();
    const path = join(folder.path, out);
    expect(await writeExport(one, path, false)).toBeUndefined();
    expect(readFileSync(path, 'utf8')).toBe('version: 1\n');
  });

  it.each(['one.yaml.d', 'one', 'oneyaml'])('go into the folder %s, even where they are one', async (out) => {
    await using folder = await folderWith();
    expect(await writeExport(one, join(folder.path, out), false)).toBeUndefined();
    expect(readFileSync(join(folder.path, out, 'access.yaml'), 'utf8')).toBe('version: 1\n');
  });

  it('are not written over anything', async () => {
    await using folder = await folderWith({ 'here/note.txt': 'mine', 'one.yaml': 'mine' });
    const here = join(folder.path, 'here');
    expect(await writeExport(files, here, true)).toEqual(
      refused(`${here} is not empty, and nothing is written over.`, 'give --out a new directory'),
    );
    const there = join(folder.path, 'one.yaml');
    const hint = 'give --out a path that is not there yet, in a folder that you can write to';
    expect(await writeExport(one, there, false)).toEqual(
      refused(`${there} can't be written: file already exists (EEXIST).`, hint),
    );
    expect(await writeExport(files, there, true)).toEqual(
      refused(`${there} can't be written: ${there} is not a folder (ENOTDIR).`, hint),
    );
    expect(readdirSync(here)).toEqual(['note.txt']);
    expect(readFileSync(there, 'utf8')).toBe('mine');
  });
});

describe('sheets', () => {
  const sheets = [
    ['core.csv', 'a\n'],
    ['core.html', '<p>'],
  ] as const;

  it('go into a folder that is new or empty, for their owner alone', async () => {
    await using folder = await folderWith();
    expect(await writeSheets('deep/review', sheets, { cwd: folder.path })).toBeUndefined();
    const review = join(folder.path, 'deep', 'review');
    expect(readdirSync(review).sort()).toEqual(['core.csv', 'core.html']);
    expect([readFileSync(join(review, 'core.csv'), 'utf8'), modeOf(join(review, 'core.csv'))]).toEqual(['a\n', '600']);
  });

  it('are not written where decisions may be, or nothing can', async () => {
    await using folder = await folderWith({ 'review/core.csv': 'decided', file: '' });
    const hint = 'name a folder that is empty or not there yet';
    const because = (out: string, reason: string) =>
      refused(`${out} can't be written: ${reason}. Nothing was written.`, hint);
    expect(await writeSheets('review', sheets, { cwd: folder.path })).toEqual(
      because('review', 'it is not empty, and sheets in it may hold decisions'),
    );
    expect(readFileSync(join(folder.path, 'review', 'core.csv'), 'utf8')).toBe('decided');
    const at = join(folder.path, 'file');
    expect(await writeSheets('file', sheets, { cwd: folder.path })).toEqual(
      because('file', `${at} is not a folder (ENOTDIR)`),
    );
    // A place where Node's own way of making folders never comes back.
    expect(await writeSheets('/proc/no/review', sheets, { cwd: folder.path })).toMatchObject({ type: 'not-written' });
    const twice = [...sheets, ['core.csv', 'b\n']] as const;
    mkdirSync(join(folder.path, 'empty'));
    for (const out of ['empty', 'deep/twice'])
      expect(await writeSheets(out, twice, { cwd: folder.path })).toEqual(because(out, 'file already exists (EEXIST)'));
    expect(readdirSync(folder.path).sort()).toEqual(['empty', 'file', 'review']);
    expect(readdirSync(join(folder.path, 'empty'))).toEqual([]);
  });
});
