import { describe, expect, it } from 'vitest';
import { Declared } from '../../src/edit/declared.js';
import type { AccessDocument } from '../../src/edit/declared.js';
import { editYaml } from '../../src/edit/edit-yaml.js';
import type { EditRefusal, Edits } from '../../src/edit/edits.js';
import { grant } from '../../src/edit/grant.js';
import { offboard } from '../../src/edit/offboard.js';
import { patchOf } from '../../src/edit/patch.js';
import { readPlace } from '../../src/edit/place.js';
import { revoke } from '../../src/edit/revoke.js';
import { parseYaml } from '../../src/load/yaml.js';
import type { Result } from '../../src/model/result.js';

const main = `version: 1
users:
  Jane@example.com: { name: Jane, role: admin }
  raj@example.com: { name: Raj }
  gone@example.com: absent
groups:
  ds: [raj@example.com, "mei@example.com"] # the team
roles:
  Reader:
    permissions: [PROJECT_READ]
`;
const team = `# Platform
organizations:
  Platform:
    members:
      jane@example.com: admin
      "@ds": member
    spaces:
      alpha:
        members:
          "@ds": Reader
          jane@example.com: admin # leads
        projects:
          chat: {}
      beta: {}
  Research:
    spaces:
      alpha: {}
`;

function documents(files: Readonly<Record<string, string>>): Declared {
  return new Declared(
    Object.entries(files).map(([file, text]) => {
      const { value, locate } = parseYaml(file, text, {});
      return { file, content: value, locate } as AccessDocument;
    }),
  );
}

const files = { 'access.yaml': main, 'teams/platform.yaml': team };
const declared = documents(files);

function place(text: string) {
  const found = readPlace(text, declared);
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

/** The lines that are gone and come, by file. */
function diff(result: Result<Edits, EditRefusal>): readonly string[] {
  if (!result.ok) return [`refused: ${result.error.message} ${result.error.hint}`];
  const { wishes, notes } = result.value;
  const lines = Object.entries(files).flatMap(([file, text]) => {
    const own = wishes.filter((wish) => wish.file === file).map(({ wish }) => wish);
    if (own.length === 0) return [];
    const edited = editYaml(text, patchOf(own));
    if (!edited.ok) return [`${file}: ${edited.error.message}`];
    const before = text.split('\n');
    const after = edited.value.split('\n');
    return [
      ...before.filter((line) => !after.includes(line)).map((line) => `${file} - ${line.trim()}`),
      ...after.filter((line) => !before.includes(line)).map((line) => `${file} + ${line.trim()}`),
    ];
  });
  return [...lines, ...notes.map((note) => `note: ${note}`)];
}

describe('a place on the command line', () => {
  it.each([
    ['Platform', { organization: 'Platform' }],
    ['Platform/alpha', { organization: 'Platform', space: 'alpha' }],
    ['organization/Platform/space/alpha', { organization: 'Platform', space: 'alpha' }],
    ['chat', { organization: 'Platform', space: 'alpha', project: 'chat' }],
    ['beta', { organization: 'Platform', space: 'beta' }],
  ])('%s', (text, names) => {
    expect(readPlace(text, declared)).toEqual({ ok: true, value: names });
  });

  it.each([
    ['alpha', '"alpha" is the name of 2 places in the files. write one of "Platform/alpha", "Research/alpha"'],
    ['Platfrom/alpha', 'no file declares the place "Platfrom/alpha". did you mean "Platform/alpha"?'],
    ['betta', 'no file declares the place "betta". did you mean "Platform/beta"?'],
    [
      'Elsewhere',
      'no file declares the place "Elsewhere". write ORGANIZATION, ORGANIZATION/SPACE or ORGANIZATION/SPACE/PROJECT as in the files',
    ],
  ])('%s is not one', (text, problem) => {
    const found = readPlace(text, declared);
    expect(found.ok ? 'ok' : `${found.error.message} ${found.error.hint}`).toBe(problem);
  });
});

describe('grant', () => {
  it.each<[what: string, request: Parameters<typeof grant>[1], lines: readonly string[]]>([
    [
      'somebody new in a space, with their own entry and the membership it needs',
      { who: ['new@example.com'], role: 'member', place: place('Platform/alpha'), name: 'New One' },
      [
        'access.yaml + new@example.com: { name: New One }',
        'teams/platform.yaml + new@example.com: member',
        'teams/platform.yaml + new@example.com: member',
      ],
    ],
    [
      'somebody new who is called nearly like somebody else, which is asked about',
      { who: ['raj@exmaple.com'], role: 'member', place: place('beta') },
      [
        'access.yaml + raj@exmaple.com: {}',
        'teams/platform.yaml - beta: {}',
        'teams/platform.yaml + raj@exmaple.com: member',
        'teams/platform.yaml + beta:',
        'teams/platform.yaml + raj@exmaple.com: member',
        'note: raj@exmaple.com is new in the files: did you mean "raj@example.com"?',
      ],
    ],
    [
      'a custom role with a term and a reason',
      { who: ['jane@example.com'], role: 'Reader', place: place('chat'), until: '2026-12-31', reason: 'INC-1' },
      [
        'teams/platform.yaml - chat: {}',
        'teams/platform.yaml + chat:',
        'teams/platform.yaml + members:',
        'teams/platform.yaml + jane@example.com: { role: Reader, until: 2026-12-31, reason: INC-1 }',
      ],
    ],
    [
      'another role to somebody who has one',
      { who: ['JANE@example.com'], role: 'READ-ONLY', place: place('Platform/alpha') },
      [
        'teams/platform.yaml - jane@example.com: admin # leads',
        'teams/platform.yaml + jane@example.com: read_only # leads',
      ],
    ],
    [
      'what somebody has',
      { who: ['jane@example.com'], role: 'admin', place: place('Platform/alpha') },
      ['note: jane@example.com already has admin in Platform/alpha (teams/platform.yaml)'],
    ],
    [
      'a group, in an organization that manages no members',
      { who: ['@ds'], role: 'Reader', place: place('Research/alpha') },
      // `alpha:`, `members:` and `"@ds": Reader` are lines that stand elsewhere in the file too.
      ['teams/platform.yaml - alpha: {}'],
    ],
    [
      'somebody who is in the organization through a group',
      { who: ['mei@example.com'], role: 'admin', place: place('beta') },
      [
        'access.yaml + mei@example.com: {}',
        'teams/platform.yaml - beta: {}',
        'teams/platform.yaml + beta:',
        'teams/platform.yaml + mei@example.com: admin',
      ],
    ],
    [
      'a role that is misspelt',
      { who: ['raj@example.com'], role: 'Raeder', place: place('beta') },
      ['refused: no file declares the role "Raeder". did you mean "Reader"?'],
    ],
    [
      'what takes a role away',
      { who: ['raj@example.com'], role: 'ABSENT', place: place('beta') },
      ['refused: "ABSENT" is not a role: it takes one away. to take a role away: `ax-gitops revoke WHO PLACE`'],
    ],
    [
      'a custom role in an organization',
      { who: ['raj@example.com'], role: 'Reader', place: place('Platform') },
      [
        'refused: "Reader" is not a role that an organization has. organizations have the built-in roles admin, member, read_only, annotator; custom roles are granted in a space or project',
      ],
    ],
    [
      'somebody who has left',
      { who: ['gone@example.com'], role: 'member', place: place('beta') },
      [
        'refused: gone@example.com is declared absent, so no grant would count. remove that entry first, if the person comes back',
      ],
    ],
    [
      'a group that there is not',
      { who: ['@dss'], role: 'member', place: place('beta') },
      ['refused: there is no group "dss". did you mean "ds"?'],
    ],
  ])('%s', (_what, request, lines) => {
    expect(diff(grant(declared, request))).toEqual(lines);
  });
});

describe('revoke', () => {
  it.each<[what: string, request: Parameters<typeof revoke>[1], lines: readonly string[]]>([
    [
      'an entry becomes absent, since deleting the line would not be seen',
      { who: 'jane@example.com', place: place('Platform/alpha') },
      [
        'teams/platform.yaml - jane@example.com: admin # leads',
        'teams/platform.yaml + jane@example.com: absent # leads',
      ],
    ],
    [
      'the line goes where that is asked for',
      { who: 'jane@example.com', place: place('Platform/alpha'), deleteLine: true },
      ['teams/platform.yaml - jane@example.com: admin # leads'],
    ],
    [
      'who has it through a group gets an entry of their own',
      { who: 'raj@example.com', place: place('Platform/alpha') },
      [
        'teams/platform.yaml + raj@example.com: absent',
        'note: raj@example.com has a role in Platform/alpha through @ds (teams/platform.yaml); the entry of their own wins over it',
      ],
    ],
    [
      'what is below the place goes with it',
      { who: 'jane@example.com', place: place('Platform') },
      [
        'teams/platform.yaml - jane@example.com: admin',
        'teams/platform.yaml - jane@example.com: admin # leads',
        'teams/platform.yaml + jane@example.com: absent',
        'teams/platform.yaml + jane@example.com: absent # leads',
      ],
    ],
    [
      'whom no file names there is named as absent',
      { who: 'mei@example.com', place: place('Platform/beta') },
      [
        'teams/platform.yaml - beta: {}',
        'teams/platform.yaml + beta:',
        'teams/platform.yaml + mei@example.com: absent',
        'note: the files name no role of mei@example.com in Platform/beta; `absent` removes one that is live',
      ],
    ],
    [
      'somebody unknown',
      { who: 'jame@example.com', place: place('Platform/alpha') },
      ['refused: no file mentions jame@example.com. did you mean "jane@example.com"?'],
    ],
  ])('%s', (_what, request, lines) => {
    expect(diff(revoke(declared, request))).toEqual(lines);
  });
});

describe('offboard', () => {
  it('takes somebody out everywhere, and says what stays', () => {
    expect(diff(offboard(declared, 'jane@example.com'))).toEqual([
      'access.yaml - Jane@example.com: { name: Jane, role: admin }',
      'access.yaml + Jane@example.com: absent',
      'teams/platform.yaml - jane@example.com: admin',
      'teams/platform.yaml - jane@example.com: admin # leads',
      'note: their own API keys are deleted with them; service keys that they made stay active',
      'note: they are the only admin that the files name in Platform: grant somebody else admin there',
      'note: they are the only admin that the files name in Platform/alpha: grant somebody else admin there',
    ]);
    expect(diff(offboard(declared, 'raj@example.com'))).toEqual([
      'access.yaml - raj@example.com: { name: Raj }',
      'access.yaml - ds: [raj@example.com, "mei@example.com"] # the team',
      'access.yaml + raj@example.com: absent',
      'access.yaml + ds: ["mei@example.com"] # the team',
      'note: their own API keys are deleted with them; service keys that they made stay active',
    ]);
  });

  it('does not offboard a misspelt name', () => {
    expect(diff(offboard(declared, 'jane@exmaple.com'))).toEqual([
      'refused: no file mentions jane@exmaple.com. did you mean "jane@example.com"?',
    ]);
  });
});
