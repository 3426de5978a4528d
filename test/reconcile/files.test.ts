import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkFiles, filesIfAny, hashOf, loadFiles } from '../../src/reconcile/files.js';
import type { Folder } from '../support/folder.js';
import { folderWith } from '../support/folder.js';

const at = ({ path }: Folder, env: Readonly<Record<string, string>> = {}) => ({
  ...{ cwd: path, home: path, env },
  now: () => new Date('2026-11-26T00:00:00Z'),
});

describe('the files that are asked for', () => {
  it('say what is wanted, with what is doubtful about them', async () => {
    await using folder = await folderWith({
      'access.yaml':
        'version: 1\nusers: { ann@example.com: absent, bo@example.com: { name: "${TEAM}" } }\ngroups: { all: [ann@example.com] }\n',
    });
    const checked = await checkFiles({ allowVariable: ['TEAM'] }, at(folder, { TEAM: 'Bo' }));
    expect(checked).toMatchObject({
      diagnostics: [{ code: 'absent-but-member', severity: 'warning' }],
      read: ['access.yaml'],
      skipped: [],
    });
    expect(checked.desired?.resources.map(({ address, attributes }) => [address, attributes])).toEqual([
      ['user/ann@example.com', {}],
      ['user/bo@example.com', { name: 'Bo', invite: 'email_link' }],
    ]);
    expect((await checkFiles({}, at(folder, { TEAM: 'Bo' }))).diagnostics).toMatchObject([
      { code: 'variable-not-allowed' },
    ]);
  });

  it('are checked as of now', async () => {
    const until = (date: string) =>
      `version: 1\norganizations: { Core: { members: { ann@example.com: { role: member, until: ${date} } } } }\n`;
    await using folder = await folderWith({ 'over.yaml': until('2026-11-25'), 'not-over.yaml': until('2026-11-26') });
    for (const [file, isOver] of [
      ['over.yaml', true],
      ['not-over.yaml', undefined],
    ] as const) {
      const { desired } = await checkFiles({ file: [file] }, at(folder));
      expect(desired?.resources.find(({ kind }) => kind === 'organization-member')?.term?.isOver).toBe(isOver);
    }
  });

  it('say all that is wrong with them at once, in their order', async () => {
    await using folder = await folderWith({
      'access.yaml':
        'version: 1\norganizations: { Core: { members: { "@none": member, ann@example.com: { role: member, until: soon } } } }\nusers: { zoe: {} }\n',
    });
    const { diagnostics, ...rest } = await checkFiles({}, at(folder));
    expect(diagnostics.map(({ code, span }) => [code, span?.start.line])).toEqual([
      ['unknown-group', 2],
      ['bad-date', 2],
      ['invalid-email', 3],
    ]);
    expect(rest).not.toHaveProperty('desired');
  });

  it('are none that may read no variable', async () => {
    await using folder = await folderWith({ 'access.yaml': 'version: 1\n' });
    expect(await loadFiles({}, at(folder, { AX_GITOPS_VARIABLES: 'A,%' }))).toStrictEqual({
      documents: [],
      salvaged: { documents: [], gaps: new Set(['*']) },
      diagnostics: [
        {
          code: 'bad-variables',
          severity: 'error',
          message: 'AX_GITOPS_VARIABLES holds "%", which is neither the name of a variable nor a glob over names.',
          hint: 'write names and globs separated by commas: AX_GITOPS_VARIABLES=AX_VAR_*,TEAM',
        },
      ],
      sources: new Map(),
      read: [],
      skipped: [],
    });
  });
});

describe('files that need not be there', () => {
  it('are none where none is named and there is none', async () => {
    await using folder = await folderWith({ 'other.yaml': 'version: 2\n' });
    expect(await filesIfAny({}, at(folder))).toBeUndefined();
    expect(await filesIfAny({ file: [] }, at(folder))).toBeUndefined();
    // One that is named is to be there, and what is there is to be right.
    expect(await filesIfAny({ file: ['access.yaml'] }, at(folder))).toMatchObject({
      diagnostics: [{ code: 'no-file' }],
    });
    expect(await filesIfAny({ file: ['other.yaml'] }, at(folder))).toMatchObject({ diagnostics: [{}] });
    await folder.write({ 'access.yaml': 'version: 2\n' });
    expect(await filesIfAny({}, at(folder))).toMatchObject({ diagnostics: [{ severity: 'error' }] });
  });
});

it('one text stands for the files as they are, in whatever order they were read', () => {
  const sources = [
    ['b.yaml', '2'],
    ['a.yaml', '1'],
    ['c.yaml', '3'],
  ] as const;
  const expected = createHash('sha256')
    .update('a.yaml\0' + '1\0b.yaml\0' + '2\0c.yaml\0' + '3\0')
    .digest('hex');
  expect(hashOf({ sources: new Map(sources) })).toBe(expected);
  expect(hashOf({ sources: new Map([...sources].reverse()) })).toBe(expected);
});
