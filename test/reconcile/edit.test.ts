import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileChange } from '../../src/reconcile/edit.js';
import { edit } from '../../src/reconcile/edit.js';
import { formatFiles } from '../../src/reconcile/format-files.js';
import type { EditOutcome } from '../../src/reconcile/outcome.js';
import { folderWith } from '../support/folder.js';

/* Edits of files in a real folder, and what each comes to. */

const now = () => new Date('2026-11-26T00:00:00Z');
const people = `version: 1 # kept
users:
  jane@example.com: { name: Jane }
  raj@example.com: { name: Raj }
  gone@example.com: absent
groups: { ds: [raj@example.com] }
roles: { Reader: { permissions: [PROJECT_READ] } }
`;
const core = `organizations:
  Core:
    members: { jane@example.com: { role: admin, until: 2027-01-01 }, raj@example.com: member }
    spaces:
      alpha:
        members: { raj@example.com: admin }
      beta: {}
`;
// What changes in the second of them comes first.
const file = ['people.yaml', 'core.yaml'];
const files = { 'core.yaml': core, 'people.yaml': people };

async function edited(change: FileChange, more: Readonly<Record<string, string>> = {}): Promise<EditOutcome> {
  await using folder = await folderWith({ ...files, ...more });
  return await edit(change, { file }, { cwd: folder.path, home: folder.path, env: {}, now });
}

const grant = (place: string, more: object = {}) =>
  ({ type: 'grant', who: ['raj@example.com'], role: 'member', place, ...more }) as const;
const member = (place: string, email = 'raj@example.com') => `organization/Core/space/${place}/member/${email}`;
const inCore = (...lines: readonly (readonly [before: string, after: string])[]) => ({
  file: 'core.yaml',
  before: core,
  after: lines.reduce((text, line) => text.replace(...line), core),
});
const inPeople = (...lines: readonly (readonly [before: string, after: string])[]) => ({
  file: 'people.yaml',
  before: people,
  after: lines.reduce((text, line) => text.replace(...line), people),
});
const intoBeta = ['beta: {}', 'beta:\n        members:\n          raj@example.com: member'] as const;
const refused = (message: string, hint: string) => ({ type: 'refused-edit', message, hint });

describe('an edit', () => {
  it('changes the file that holds the place, and says what a plan of it is about', async () => {
    // With the flags of the command line beside what is asked for.
    expect(await edited(grant('beta', { file, format: 'text' }))).toEqual({
      ...{ type: 'edited', changed: [inCore(intoBeta)], notes: [], subjects: [member('beta')] },
    });
  });

  it('gives a term, a reason and a name, in each file that it concerns', async () => {
    const more = { until: '2026-11-26T00:00:00.001Z', reason: 'a visit', name: 'Zoe' };
    const granted = '{ role: Reader, until: 2026-11-26T00:00:00.001Z, reason: a visit }';
    expect(await edited(grant('beta', { who: ['Zoe@Example.com', '@ds'], role: 'Reader', ...more }))).toEqual({
      type: 'edited',
      changed: [
        inCore(
          ['member }', `member, Zoe@Example.com: member, '@ds': member }`],
          ['beta: {}', `beta:\n        members:\n          Zoe@Example.com: ${granted}\n          '@ds': ${granted}`],
        ),
        inPeople(['absent\n', 'absent\n  Zoe@Example.com: { name: Zoe }\n']),
      ],
      notes: [],
    });
  });

  it('says nothing of what was not asked for', async () => {
    const outcome = await edited(grant('Core', { who: ['zoe@example.com'] }));
    expect(outcome).toMatchObject({
      changed: [
        inCore(['member }', 'member, zoe@example.com: member }']),
        inPeople(['absent\n', 'absent\n  zoe@example.com: {}\n']),
      ],
    });
  });

  it('takes away what they leave for it, but not what the new place is in', async () => {
    expect(await edited(grant('beta', { leave: 'alpha' }))).toEqual({
      type: 'edited',
      changed: [inCore(['raj@example.com: admin', 'raj@example.com: absent'], intoBeta)],
      notes: [],
      subjects: [member('beta'), member('alpha')],
    });
    expect(await edited(grant('beta', { leave: 'Core' }))).toEqual(
      refused('Core/beta is in Core, and cannot be left for it.', 'name the space or project that they leave'),
    );
    expect(await edited(grant('beta', { leave: 'alhpa' }))).toEqual(
      refused('no file declares the place "alhpa".', 'did you mean "Core/alpha"?'),
    );
  });

  it('goes into the file that is named, however it is spelled', async () => {
    expect(await edited(grant('beta', { into: './there/../people.yaml' }))).toMatchObject({
      changed: [
        {
          ...{ file: 'people.yaml', before: people },
          after: `${people}organizations:\n  Core:\n    spaces:\n      beta:\n        members:\n          raj@example.com: member\n`,
        },
      ],
    });
    expect(await edited(grant('beta', { into: 'poeple.yaml' }))).toEqual(
      refused('--into poeple.yaml is not one of the files that are read.', 'did you mean "people.yaml"?'),
    );
    const more = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}.yaml`, 'version: 1\n']));
    await using folder = await folderWith({ ...files, ...more });
    const request = { file: [...file, ...Object.keys(more)] };
    const at = { cwd: folder.path, home: folder.path, env: {}, now };
    expect(await edit(grant('beta', { into: 'elsewhere/new.yaml' }), request, at)).toEqual(
      refused(
        '--into elsewhere/new.yaml is not one of the files that are read.',
        'name one of people.yaml, core.yaml, a.yaml, b.yaml, c.yaml; a new file must exist first, and be named by `include` or -f',
      ),
    );
  });

  it('makes a space or project only where that is asked for, and never an organization', async () => {
    expect(await edited(grant('Core/gamma', { create: true }))).toEqual({
      type: 'edited',
      changed: [inCore(['beta: {}', 'beta: {}\n      gamma:\n        members:\n          raj@example.com: member'])],
      notes: [],
      subjects: [member('gamma')],
    });
    const write = 'write ORGANIZATION, ORGANIZATION/SPACE or ORGANIZATION/SPACE/PROJECT as in the files';
    expect(await edited(grant('Core/gamma'))).toEqual(
      refused('no file declares the place "Core/gamma".', `${write}; a new space or project needs --create`),
    );
    expect(await edited(grant('Core/bet'))).toEqual(
      refused(
        'no file declares the place "Core/bet".',
        'did you mean "Core/beta"? a new space or project needs --create',
      ),
    );
    for (const place of ['Nowhere', 'Nowhere//'])
      expect(await edited(grant(place, { create: true }))).toEqual(
        refused(`no file declares the place "${place}".`, write),
      );
  });

  it('takes away what somebody has, with the line where that is asked for', async () => {
    const revoked = { type: 'revoke', who: 'raj@example.com', place: 'alpha' } as const;
    expect(await edited(revoked)).toEqual({
      type: 'edited',
      changed: [inCore(['raj@example.com: admin', 'raj@example.com: absent'])],
      notes: [],
      subjects: [member('alpha')],
    });
    expect(await edited({ ...revoked, deleteLine: true })).toEqual({
      type: 'edited',
      changed: [inCore(['{ raj@example.com: admin }', '{}'])],
      notes: [],
      // It is no longer declared, and can't be asked for.
      subjects: [],
    });
    expect(await edited({ ...revoked, place: 'nowhere' })).toEqual(
      refused(
        'no file declares the place "nowhere".',
        'write ORGANIZATION, ORGANIZATION/SPACE or ORGANIZATION/SPACE/PROJECT as in the files',
      ),
    );
  });

  it('of who leaves is in all files', async () => {
    expect(await edited({ type: 'offboard', email: 'raj@example.com' })).toEqual({
      type: 'edited',
      changed: [
        inCore([', raj@example.com: member', ''], ['{ raj@example.com: admin }', '{}']),
        inPeople(['{ name: Raj }', 'absent'], ['[raj@example.com]', '[]']),
      ],
      notes: [
        'their own API keys are deleted with them; service keys that they made stay active',
        'they are the only admin that the files name in Core/alpha: grant somebody else admin there',
      ],
    });
  });

  it('of files that are doubtful is made', async () => {
    await using folder = await folderWith({ 'access.yaml': `${people}${core}`, 'access/other.yaml': 'version: 1\n' });
    const at = { cwd: folder.path, home: folder.path, env: {}, now };
    expect(await edit(grant('beta'), {}, at)).toMatchObject({ type: 'edited', subjects: [member('beta')] });
  });

  it('that changes nothing is about nothing', async () => {
    expect(await edited(grant('alpha', { role: 'admin' }))).toEqual({
      type: 'edited',
      changed: [],
      notes: ['raj@example.com already has admin in Core/alpha (core.yaml)'],
      subjects: [],
    });
  });

  it('of a link is of what it leads to', async () => {
    await using folder = await folderWith({ 'people.yaml': people, 'there/core.yaml': core });
    symlinkSync('there/core.yaml', join(folder.path, 'core.yaml'));
    const at = { cwd: folder.path, home: folder.path, env: {}, now };
    expect(await edit(grant('beta'), { file }, at)).toMatchObject({
      changed: [{ ...inCore(intoBeta), file: 'there/core.yaml' }],
      subjects: [member('beta')],
    });
  });
});

describe('an edit is refused', () => {
  const grantHint = 'write: `ax-gitops grant jane@example.com member "Platform Team/team-alpha"`';

  it.each<[string, FileChange, string, string]>([
    ['for nobody', grant('beta', { who: [] }), 'nobody is named who is to be granted something.', grantHint],
    [
      'for what is no email',
      grant('beta', { who: ['raj@example.com', 'raj@host'] }),
      '"raj@host" is not an email address or an @group.',
      grantHint,
    ],
    ['for two lines', grant('beta', { who: ['@ds\nx'] }), '"@ds\\nx" is not an email address or an @group.', grantHint],
    [
      'for nobody who has anything',
      { type: 'revoke', who: '@', place: 'beta' },
      '"@" is not an email address or an @group.',
      'write name@example.com, or @group',
    ],
    [
      'for a leaver who is none',
      { type: 'offboard', email: '@ds' },
      '"@ds" is not an email address.',
      'write: `ax-gitops offboard jane@example.com`',
    ],
    [
      'until what is no date',
      grant('beta', { until: 'someday' }),
      '--until "someday" is not a date.',
      'write a date such as 2026-12-31 (its end, UTC), or a moment with a zone such as 2026-12-31T18:00:00+01:00',
    ],
    [
      'until now',
      grant('beta', { until: '2026-11-25' }),
      '--until 2026-11-25 has passed, so the grant would count as absent at once.',
      'give a later date; to take a role away: `ax-gitops revoke WHO PLACE`',
    ],
  ])('%s', async (_title, change, message, hint) => {
    expect(await edited(change)).toEqual(refused(message, hint));
  });

  it('where an entry stands in the way, which is said', async () => {
    const text = `${core}users: { gone@example.com: absent }\n`;
    const span = { file: 'core.yaml', start: { line: 8, column: 10 }, end: { line: 8, column: 26 } };
    const message = 'gone@example.com is declared absent, so no grant would count.';
    const hint = 'remove that entry first, if the person comes back';
    const more = { 'core.yaml': text, 'people.yaml': people.replace('  gone@example.com: absent\n', '') };
    expect(await edited(grant('beta', { who: ['gone@example.com'] }), more)).toEqual({
      type: 'invalid-files',
      diagnostics: [{ code: 'refused-edit', severity: 'error', message, hint, span }],
      sources: new Map([
        ['people.yaml', more['people.yaml']],
        ['core.yaml', text],
      ]),
    });
  });

  it('where the file says that it is generated', async () => {
    const text = `# do not edit\n${core}`;
    const at = { line: 1, column: 3 };
    expect(await edited(grant('beta'), { 'core.yaml': text })).toEqual({
      type: 'invalid-files',
      diagnostics: [
        {
          code: 'unsafe-edit',
          severity: 'error',
          message: 'the file says that it is generated.',
          hint: 'change what it is generated from, or remove that comment',
          span: { file: 'core.yaml', start: at, end: at },
        },
      ],
      sources: new Map([
        ['people.yaml', people],
        ['core.yaml', text],
      ]),
    });
  });

  it('where the files would not fit together any more', async () => {
    const after = core.replace('{ raj@example.com: admin }', '{ raj@example.com: admin, jane@example.com: member }');
    expect(await edited(grant('alpha', { who: ['jane@example.com'] }))).toMatchObject({
      type: 'invalid-afterwards',
      diagnostics: [
        {
          code: 'outlives-membership',
          span: { file: 'core.yaml', start: { line: 6, column: 44 } },
          related: [{ span: { file: 'core.yaml', start: { line: 3 } } }],
        },
      ],
      // Those that stay as they are, too: a problem may point there.
      sources: new Map([
        ['people.yaml', people],
        ['core.yaml', after],
      ]),
    });
  });

  it('where a file would not be one of access any more', async () => {
    expect(await edited(grant('beta', { reason: '' }))).toMatchObject({
      type: 'invalid-afterwards',
      diagnostics: [{ severity: 'error', span: { file: 'core.yaml', start: { line: 9 } } }],
    });
  });
});

describe('what was wrong before is no reason to refuse', () => {
  // Nobody is a member of a space for longer than of its organization.
  const alpha = 'alpha:\n        members: { ';
  const wrong = core
    .replace(alpha, `${alpha}jane@example.com: member, `)
    .replace('beta: {}', 'beta:   { members: { jane@example.com: member } }');
  const at = (folder: { readonly path: string }) => ({ cwd: folder.path, home: folder.path, env: {}, now });

  it('an edit of something else, or of one of two that are wrong', async () => {
    const leaver = { type: 'offboard', email: 'raj@example.com' } as const;
    expect(await edited(leaver, { 'core.yaml': wrong })).toMatchObject({
      type: 'edited',
      changed: [{ file: 'core.yaml' }, { file: 'people.yaml' }],
      // Said all the same, where it stands by then.
      stillWrong: { diagnostics: [{ code: 'outlives-membership' }, { code: 'outlives-membership' }] },
    });
    const revoked = { type: 'revoke', who: 'jane@example.com', place: 'beta' } as const;
    expect(await edited(revoked, { 'core.yaml': wrong })).toMatchObject({ type: 'edited', changed: [{}] });
  });

  it('the style of all files', async () => {
    await using folder = await folderWith({ ...files, 'core.yaml': wrong });
    const outcome = await formatFiles({ file }, at(folder));
    expect(outcome).toMatchObject({ type: 'edited', changed: [{ file: 'people.yaml' }, { file: 'core.yaml' }] });
  });

  it('an edit, but for what it makes wrong besides', async () => {
    const more = { 'core.yaml': wrong, 'people.yaml': people.replace('name: Raj', 'name: Raj, role: member') };
    const outcome = await edited(grant('beta', { role: 'annotator' }), more);
    expect(outcome).toMatchObject({ type: 'invalid-afterwards', diagnostics: [{ code: 'annotator-mix' }] });
  });

  it('an edit that does the same once more', async () => {
    const outcome = await edited(grant('Core/gamma', { who: ['jane@example.com'], create: true }), {
      'core.yaml': wrong,
    });
    expect(outcome).toMatchObject({ type: 'invalid-afterwards' });
    const lines = 'diagnostics' in outcome && outcome.diagnostics.map(({ span }) => span?.start.line);
    expect(lines).toEqual([6, 7, 10]);
  });
});
