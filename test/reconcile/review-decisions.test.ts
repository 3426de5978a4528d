import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DecisionsRequest } from '../../src/reconcile/review-decisions.js';
import { decideBySheet } from '../../src/reconcile/review-decisions.js';
import { reviewSheets } from '../../src/reconcile/review-sheets.js';
import { checkFiles } from '../../src/reconcile/files.js';
import type { EngineRig } from '../support/engine.js';
import { engineRig } from '../support/engine.js';

/* A review sheet that came back, against the files as they are by then. */

const files = `version: 1
users: { Gone@example.com: absent, new@example.com: {} }
groups: { readers: [raj@example.com] }
organizations:
  Ours:
    spaces:
      lab:
        members:
          eve@example.com: Reader
          '@readers': Reader
          old@example.com: absent
        projects: { p: { restricted: true, members: { eve@example.com: Writer } } }
api_keys:
  Traces: { type: service, spaces: { Ours/lab: member }, secret: here }
secrets: { here: { file: '{name}.key' } }
`;
const lab = 'organization/Ours/space/lab';
const reach = 'the account: member; Ours: read_only; Ours / lab: member';

function sheet(...rows: readonly string[]): string {
  return ['decision,user,on,role,in_files', ...rows].join('\r\n');
}

function decide(rig: EngineRig, more: Partial<DecisionsRequest> = {}) {
  return decideBySheet({ sheet: 'Signed.csv', ...more }, rig.at);
}

const signed = sheet(
  `keep,RAJ@example.com,${lab},Reader,Reader (@readers)`,
  `Until 2026-11-26,eve@example.com,${lab},Reader,Reader`,
  `revoke,eve@example.com,${lab}/project/p,Writer,Writer`,
  `revoke,Traces,api-key/Traces,${reach},${reach}`,
  `,mei@example.com,${lab},Reader,something else`,
  'keep,new@example.com,account,member,(role not managed)',
);

describe('the decisions of a sheet', () => {
  it('are in the files as they would be, and in what was read of it', async () => {
    await using rig = await engineRig({ 'access.yaml': files, 'Signed.csv': signed });
    const after = files
      .replace('eve@example.com: Reader', 'eve@example.com: { role: Reader, until: 2026-11-26 }')
      .replace('eve@example.com: Writer', 'eve@example.com: absent')
      .replace(/^api_keys:[^]*(?=^secrets)/m, 'api_keys: {}\n');
    const row = { on: lab, role: 'Reader', inFiles: 'Reader', reviewer: '' };
    expect(await decide(rig)).toEqual({
      type: 'decided',
      rows: [
        { ...row, line: 2, user: 'raj@example.com', inFiles: 'Reader (@readers)', decision: { type: 'keep' } },
        { ...row, line: 3, user: 'eve@example.com', decision: { type: 'until', date: '2026-11-26' } },
        {
          ...row,
          ...{ line: 4, user: 'eve@example.com', on: `${lab}/project/p`, role: 'Writer', inFiles: 'Writer' },
          decision: { type: 'revoke' },
        },
        {
          ...row,
          ...{ line: 5, user: 'Traces', on: 'api-key/Traces', role: reach, inFiles: reach },
          decision: { type: 'revoke' },
        },
        { ...row, line: 6, user: 'mei@example.com', inFiles: 'something else', decision: undefined },
        {
          ...row,
          ...{ line: 7, user: 'new@example.com', on: 'account', role: 'member', inFiles: '(role not managed)' },
          decision: { type: 'keep' },
        },
      ],
      edit: {
        type: 'edited',
        changed: [{ file: 'access.yaml', before: files, after }],
        notes: [
          'Traces is no longer in the files. Until that is committed, `ax-gitops plan --since HEAD` shows that it is revoked; without --since it stays',
        ],
      },
    });
    expect(readdirSync(rig.at.cwd).sort()).toEqual(['Signed.csv', 'access.yaml']);
  });

  it('are refused where the files have changed, or a date has passed: each with its line', async () => {
    await using rig = await engineRig({
      'access.yaml': files,
      'Signed.csv': sheet(
        `keep,eve@example.com,${lab},Reader,Writer`,
        `keep,raj@example.com,${lab},Reader,Reader`,
        `keep,eve@example.com,${lab}/project/p,Writer,`,
        `keep,old@example.com,${lab},Reader,Reader`,
        `keep,mei@example.com,${lab},Reader,Reader`,
        'keep,gone@example.com,account,member,member',
        'keep,new@example.com,account,member,member',
        `keep,Traces,api-key/Traces,${reach},`,
        'keep,traces,api-key/traces,somewhere,somewhere',
        `maybe,eve@example.com,${lab},Reader,Reader`,
        `until 2026-11-25,eve@example.com,${lab},Reader,Reader`,
        `until 2026-02-30,eve@example.com,${lab},Reader,Reader`,
        // These are as the files have them.
        `until 2026-11-26T00:00:01Z,eve@example.com,${lab},Reader,Reader`,
        'keep,gone@example.com,account,member,absent',
        'keep,new@example.com,account,member,(role not managed)',
        `keep,old@example.com,${lab},Reader,absent`,
        `keep,eve@example.com,organization/Ours,member,`,
      ),
    });
    const said = (was: string, of: string, is: string) =>
      `the files said ${was} of ${of} when the sheet was written, and say ${is} now`;
    expect(await decide(rig)).toEqual({
      type: 'wrong-rows',
      path: 'Signed.csv',
      rows: [
        { line: 11, message: '"maybe" is not a decision; write keep, revoke or until 2027-06-30' },
        { line: 2, message: said('Writer', `eve@example.com on ${lab}`, 'Reader') },
        { line: 3, message: said('Reader', `raj@example.com on ${lab}`, 'Reader (@readers)') },
        { line: 4, message: said('nothing', `eve@example.com on ${lab}/project/p`, 'Writer') },
        { line: 5, message: said('Reader', `old@example.com on ${lab}`, 'absent') },
        { line: 6, message: said('Reader', `mei@example.com on ${lab}`, 'nothing') },
        { line: 7, message: said('member', 'gone@example.com on account', 'absent') },
        { line: 8, message: said('member', 'new@example.com on account', '(role not managed)') },
        { line: 9, message: said('nothing', 'Traces on api-key/Traces', reach) },
        { line: 10, message: said('somewhere', 'traces on api-key/traces', 'nothing') },
        { line: 12, message: '2026-11-25 has passed; to end it now, write revoke' },
        { line: 13, message: '2026-02-30 is not a date' },
      ],
    });
  });

  it('are none where the sheet or the files can’t be read', async () => {
    await using rig = await engineRig({ 'access.yaml': 'version: 1\nusers: []\n', 'Signed.csv': signed });
    const { diagnostics, sources } = await checkFiles({}, rig.at);
    expect(await decide(rig)).toMatchObject({ type: 'invalid-files', diagnostics, sources });
    expect(await decide(rig, { sheet: 'none.csv' })).toEqual({
      type: 'unusable-sheet',
      path: 'none.csv',
      reason: 'no such file or directory (ENOENT)',
    });
    await rig.write('broken.csv', 'decision,"user');
    expect(await decide(rig, { sheet: 'broken.csv' })).toEqual({
      type: 'unusable-sheet',
      path: 'broken.csv',
      reason: expect.stringMatching(/^Quote Not Closed/) as string,
    });
  });

  it('are in a sheet that says what the files say, also where a role of another kind is live', async () => {
    await using rig = await engineRig(
      {
        'access.yaml':
          'version: 1\norganizations: { Ours: { spaces: { lab: { members: { eve@example.com: Reader } } } } }\n',
      },
      {
        users: [
          { email: 'jane@example.com', name: 'Jane', role: 'ADMIN' },
          { email: 'eve@example.com', name: 'Eve' },
        ],
        roles: [{ name: 'Reader', permissions: ['PROJECT_READ'] }],
        organizations: [
          {
            name: 'Ours',
            members: { 'eve@example.com': 'MEMBER' },
            spaces: [{ name: 'lab', members: { 'eve@example.com': 'MEMBER' } }],
          },
        ],
        api_keys: [{ name: 'admin', owner: 'jane@example.com', key: 'sandbox-admin-key' }],
      },
    );
    const drawn = await reviewSheets({ ...rig.request, files: await checkFiles({}, rig.at) }, rig.at, rig.host());
    if (drawn.type !== 'drawn-up') throw new Error(drawn.type);
    const rows = drawn.sheets.flatMap((one) => one.rows).filter(({ on }) => on === lab);
    expect(rows).toEqual([
      {
        ...{ user: 'eve@example.com', status: 'active', on: lab, role: 'member', inFiles: 'Reader' },
        ...{ where: 'access.yaml:2', ends: '', reason: '' },
      },
    ]);
    await rig.write(
      'Signed.csv',
      sheet(...rows.map((row) => `revoke,${row.user},${row.on},${row.role},${row.inFiles}`)),
    );
    expect(await decide(rig)).toMatchObject({ type: 'decided', edit: { type: 'edited', changed: [{}] } });
  });
});

describe('a sheet that came back', () => {
  const digest = createHash('sha256').update(signed).digest('hex').slice(0, 12);
  const name = join('kept', 'here', `a.csv-${digest}.csv`);

  it('is kept as it is, once, and can be taken away again', async () => {
    await using rig = await engineRig({ 'access.yaml': files, 'a.csv.CSV': signed });
    const keep = async () => {
      const decided = await decide(rig, { sheet: 'a.csv.CSV', record: 'kept/here' });
      if (decided.type !== 'decided' || decided.kept === undefined) throw new Error(decided.type);
      return decided.kept;
    };
    const kept = await keep();
    expect(kept).toEqual({ name, isNew: true, drop: expect.any(Function) as () => Promise<void> });
    expect(await rig.read(name)).toBe(signed);
    expect(await keep()).toMatchObject({ name, isNew: false });
    await kept.drop();
    await kept.drop();
    expect(readdirSync(join(rig.at.cwd, 'kept', 'here'))).toEqual([]);
  });

  it('is not decided on where it can’t be kept', async () => {
    await using rig = await engineRig({ 'access.yaml': files, 'a.csv': signed, file: '', 'kept/here': '' });
    const refused = (record: string, reason: string) => ({
      type: 'not-written',
      message: `the sheet can't be kept as ${join(record, `a-${digest}.csv`)}: ${reason}. Nothing was written.`,
      hint: 'give --record a folder that can be written to',
    });
    const kept = (record: string, path = 'a.csv') => decide(rig, { sheet: path, record });
    expect(await kept('file')).toEqual(refused('file', `${join(rig.at.cwd, 'file')} is not a folder (ENOTDIR)`));
    // Where the kernel makes no folder, Node's own `recursive` would try for ever.
    expect(await kept('/proc/1/x')).toEqual(refused('/proc/1/x', 'no such file or directory (ENOENT)'));
    await rig.write(`other/a-${digest}.csv`, 'something else');
    expect(await kept('other')).toEqual(refused('other', 'file already exists (EEXIST)'));
    expect(await rig.read(`other/a-${digest}.csv`)).toBe('something else');
    // Nor where there is nothing in it.
    await rig.write('empty.csv', '');
    expect(await kept('file', 'empty.csv')).toMatchObject({ type: 'not-written' });
  });
});
