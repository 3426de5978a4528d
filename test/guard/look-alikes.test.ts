import { kindNames } from '../../src/kinds/index.js';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/model/policy.js';
import { noPolicy } from '../../src/model/policy.js';
import { areSimilar, folded, quotedApart } from '../../src/model/similar.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf, tryPlan } from '../support/reconcile.js';

const remove: Policy = {
  ...noPolicy,
  maxDestructive: { count: 100 },
  unmanaged: Object.fromEntries(
    kindNames.map((kind) => [kind, { action: 'remove' as const, source: { file: 'policy', path: [] } }]),
  ),
};

/** What is pointed out, and what is refused, of files that meet an account. */
async function told(account: Spec, files: Spec) {
  const arize = memoryArize({ privateSpaces: true, roster: 'full' });
  await carryOut(await planOf(desiredState(account), arize), arize);
  const planned = await tryPlan(desiredState(files), arize, { maxDestructive: { count: 100 } });
  if (!planned.ok) throw new Error(JSON.stringify(planned.error));
  const { plan, violations } = planned.value;
  return {
    warnings: plan.warnings.flatMap(({ address, message }) =>
      message.includes('did you mean') ? [`${address}: ${message}`] : [],
    ),
    refused: violations.flatMap(({ rule, message, hint }) => (rule === 'look_alike' ? [`${message}; ${hint}`] : [])),
  };
}

const spaces = (...names: readonly string[]): Spec => ({
  organizations: { Core: { spaces: Object.fromEntries(names.map((name) => [name, {}])) } },
});

describe('names', () => {
  it.each([
    ['team-alpha', 'team-aplha', true],
    ['team-alpha', 'team-alpha2', true],
    ['team-alpha', 'team-beta', false],
    ['prod', 'prof', false],
    ['prod', 'Prod', true],
    ['Équipe', 'E\u0301quipe', true],
    ['ab', 'a\u00a0b', true],
    ['ab', ' ab\u200b', true],
    ['ﬁle', 'file', true],
    // Letters of other alphabets, in either case, alone or with others, and full-width ones.
    ['МL', 'ML', true],
    ['ѕрасе', 'space', true],
    ['ΤΕΑΜ', 'team', true],
    ['ІТ', 'it', true],
    ['Ａ１', 'a1', true],
    ['e\u0301', '\u0435\u0301', true],
    ['a–b', 'a-b', true],
    // Those of one alphabet are told apart, also where a font has one picture for both.
    ['v0', 'vo', false],
    ['a1', 'al', false],
    ['мир', 'мур', false],
    ['alpha', 'alphabet', false],
  ])('%j and %j are nearly the same: %s', (one, other, isSo) => {
    expect(areSimilar(folded(one), folded(other))).toBe(isSo);
    expect(areSimilar(folded(other), folded(one))).toBe(isSo);
  });

  it('that look the same are spelled out', () => {
    expect(quotedApart('É', 'E\u0301')).toEqual(['"\\u00c9"', '"E\\u0301"']);
    expect(quotedApart('a', 'b')).toEqual(['"a"', '"b"']);
    expect(quotedApart('Prod', 'prod')).toEqual(['"Prod"', '"prod"']);
    expect(quotedApart('\u2126', '\u03a9')).toEqual(['"\\u2126"', '"\\u03a9"']);
    expect(quotedApart('É', 'é')).toEqual(['"É"', '"é"']);
    expect(quotedApart('D\u0430ta', 'data')).toEqual(['"D\\u0430ta"', '"data"']);
    expect(quotedApart('a b', 'a  b')).toEqual(['"a b"', '"a  b"']);
  });
});

describe('what would be created beside something that is called nearly the same, and is in no file', () => {
  it('is pointed out of what gets its name by a rename, too, which says itself that another one is meant', async () => {
    const files: Spec = { organizations: { Core: { spaces: { 'team-aplha': { renamedFrom: 'old' } } } } };
    const warnings = [
      'organization/Core/space/team-aplha: the space "team-aplha" would get this name (organization/Core/space/team-aplha:1:1), and "team-alpha" is live and in no file: did you mean "team-alpha"?',
    ];
    expect(await told(spaces('old', 'team-alpha'), files)).toEqual({ warnings, refused: [] });
    expect(await told(spaces('old', 'team-alpha'), { ...files, policy: remove })).toEqual({ warnings, refused: [] });
  });

  it('is pointed out with its line, of every kind', async () => {
    const account: Spec = {
      ...{ users: { 'jane@example.com': {} }, roles: { Auditors: { permissions: ['PROJECT_READ'] } } },
      organizations: { Platform: { spaces: { 'team-alpha': { projects: { chatbot: { create: true } } } } } },
      apiKeys: { 'traces-key': { type: 'service', spaces: { 'organization/Platform/space/team-alpha': 'member' } } },
    };
    const files: Spec = {
      ...{ users: { 'jnae@example.com': {} }, roles: { Auditor: { permissions: ['PROJECT_READ'] } } },
      organizations: {
        Platfrom: {},
        Platform: { spaces: { 'team-aplha': {}, 'team-alpha': { projects: { 'chat-bot': { create: true } } } } },
      },
      apiKeys: { 'trace-key': { type: 'service', spaces: { 'organization/Platform/space/team-alpha': 'member' } } },
    };
    const { warnings, refused } = await told(account, files);
    expect(warnings.map((line) => /^(\S+): .*did you mean (.*)\?$/.exec(line)?.slice(1))).toEqual([
      ['api-key/trace-key', '"traces-key"'],
      ['organization/Platform/space/team-alpha/project/chat-bot', '"chatbot"'],
      ['role/Auditor', '"Auditors"'],
      ['user/jnae@example.com', '"jane@example.com"'],
    ]);
    expect(warnings[0]).toContain('(api-key/trace-key:1:1)');
    expect(refused).toEqual([]);
  });

  it('is not where the files declare both, or where nothing is like it', async () => {
    expect(await told(spaces('team-alpha'), spaces('team-alpha', 'team-aplha', 'elsewhere'))).toEqual({
      warnings: [],
      refused: [],
    });
    expect((await told(spaces('team-alpha'), spaces('team-aplha'))).warnings).toEqual([
      'organization/Core/space/team-aplha: the space "team-aplha" would be created (organization/Core/space/team-aplha:1:1), and "team-alpha" is live and in no file: did you mean "team-alpha"?',
    ]);
  });

  it('is refused where the other would be removed, in whatever way, and has a name of its own to keep', async () => {
    const hint = 'add `renamed_from: "team-alpha"` to it';
    const unmanaged = await told(spaces('team-alpha'), { ...spaces('team-aplha'), policy: remove });
    expect(unmanaged.refused).toEqual([expect.stringContaining(hint)]);
    const absent: Spec = { organizations: { Core: { spaces: { 'team-aplha': {}, 'team-alpha': 'absent' } } } };
    expect((await told(spaces('team-alpha'), absent)).refused).toEqual([expect.stringContaining(hint)]);
    const renamed: Spec = {
      organizations: { Core: { spaces: { 'team-aplha': { renamedFrom: 'team-alpha' } } } },
      policy: remove,
    };
    expect(await told(spaces('team-alpha'), renamed)).toEqual({ warnings: [], refused: [] });
    const forms = await told(
      { organizations: { Équipe: {} } },
      { organizations: { 'E\u0301quipe': {} }, policy: remove },
    );
    expect(forms.warnings).toEqual([expect.stringContaining('did you mean "\\u00c9quipe"?')]);
    expect(forms.refused).toEqual([expect.stringContaining('renamed_from: "\\u00c9quipe"')]);
  });

  it('is found in another organization too, if it is a space', async () => {
    const account: Spec = { organizations: { Platform: { spaces: { 'team-alpha': {} } }, Research: {} } };
    const { warnings } = await told(account, { organizations: { Research: { spaces: { 'team-alpha': {} } } } });
    expect(warnings).toEqual([
      expect.stringContaining(
        'organization/Platform/space/team-alpha is live and in no file: did you mean the organization "Platform"?',
      ),
    ]);
    const moved: Spec = {
      organizations: { Platform: { spaces: {} }, Research: { spaces: { 'team-alpha': {} } } },
      policy: remove,
    };
    expect((await told(account, moved)).refused).toEqual([
      expect.stringContaining('make one in this change, and remove the other in the next'),
    ]);
  });

  it('is found where an organization stands in the place of a space, and the other way round', async () => {
    const account: Spec = { organizations: { Platform: { spaces: { alpha: {} } }, Lab: {} } };
    expect((await told(account, { organizations: { alpha: {} } })).warnings).toEqual([
      'organization/alpha: the organization "alpha" would be created (organization/alpha:1:1), and the space organization/Platform/space/alpha is live and in no file: did you mean that space?',
    ]);
    expect((await told(account, { organizations: { Platform: { spaces: { alpha: {}, Lab: {} } } } })).warnings).toEqual(
      [
        expect.stringContaining(
          'the organization organization/Lab is live and in no file: did you mean that organization?',
        ),
      ],
    );
    // No rename makes an organization of a space, so nothing could be said but the same again.
    const instead: Spec = { organizations: { Platform: { spaces: {} }, Alpha: {} }, policy: remove };
    expect(await told(account, instead)).toEqual({
      warnings: [expect.stringContaining('the space organization/Platform/space/alpha is live and in no file')],
      refused: [],
    });
  });

  it('is found by what `renamed_from` nearly says, and then refused as well', async () => {
    const account: Spec = {
      roles: { Auditors: { permissions: ['PROJECT_READ'] } },
      organizations: { Platform: { spaces: { 'team-alpha': {} } } },
    };
    const files: Spec = {
      roles: { Readers: { permissions: ['PROJECT_READ'], renamedFrom: 'Auditor' } },
      organizations: { Platform: { spaces: { Alpha: { renamedFrom: 'team-\u0430lpha' } } } },
    };
    expect((await told(account, files)).warnings).toEqual([
      'organization/Platform/space/Alpha: renamed_from of the space "Alpha" names "team-\\u0430lpha" (organization/Platform/space/Alpha:1:1), which is not live, so the space would be created anew, and "team-alpha" is live and in no file: did you mean "team-alpha"?',
      'role/Readers: renamed_from of the role "Readers" names "Auditor" (role/Readers:1:1), which is not live, so the role would be created anew, and "Auditors" is live and in no file: did you mean "Auditors"?',
    ]);
    expect((await told(account, { ...files, policy: remove })).refused).toEqual([
      expect.stringContaining('write `renamed_from: "team-alpha"`'),
      expect.stringContaining('write `renamed_from: "Auditors"`'),
    ]);
  });

  it('is found by the own name too, where `renamed_from` is like something else', async () => {
    const account: Spec = { organizations: { 'Platform Teem': {}, 'ML Platfrm': {} } };
    const files: Spec = {
      organizations: { 'Platform Teem': 'absent', 'Platform Team': { renamedFrom: 'ML Platform' } },
    };
    const { warnings, refused } = await told(account, files);
    expect(warnings).toEqual([
      expect.stringContaining('did you mean "ML Platfrm"?'),
      expect.stringContaining('did you mean "Platform Teem"?'),
    ]);
    expect(refused).toEqual([expect.stringContaining('Platform Teem')]);
  });

  it('is found where the domain of an email is spelled for machines', async () => {
    const account: Spec = { users: { 'zoe@xn--bcher-kva.example': {} } };
    expect((await told(account, { users: { 'zoe@bücher.example': {} } })).warnings).toEqual([
      expect.stringContaining('did you mean "zoe@xn--bcher-kva.example"?'),
    ]);
  });
});
