import { describe, expect, it } from 'vitest';
import { lookAlikes } from '../../src/guard/look-alikes.js';
import { addressOf } from '../../src/model/address.js';
import type { Step } from '../../src/model/plan.js';
import type { DesiredResource } from '../../src/model/resource.js';
import { plan, step } from '../report/factory.js';
import { desiredState } from '../support/desired.js';
import type { Entry } from '../support/live.js';
import { liveState, wanted } from '../support/live.js';

/* What is said of single steps that create something beside what is called nearly the same. */

interface Case {
  readonly steps: readonly Step[];
  readonly entries: readonly Entry[];
  readonly files?: readonly DesiredResource[];
  /** Of the files that are left out of this plan. */
  readonly rest?: readonly DesiredResource[];
  readonly elsewhere?: readonly Entry[];
}

function said({ steps, entries, files = [], rest, elsewhere = [] }: Case) {
  const others = [...liveState(elsewhere).resources.space.values()];
  const left =
    rest === undefined ? {} : { rest: { resources: rest } as NonNullable<Parameters<typeof lookAlikes>[1]['rest']> };
  const locate = desiredState({}).locate;
  const found = lookAlikes(plan(steps), { resources: files, locate, ...left }, liveState(entries), others);
  return {
    warnings: found.warnings.map(({ address, message }) => `${address}: ${message}`),
    refused: found.violations.map(({ rule, message, hint }) => `${rule}: ${message} | ${hint}`),
  };
}

const line = 'access.yaml:12:3';
const names = (space: string, organization = 'Core') => ({ organization, space });
const space = (name: string, organization = 'Core', more: Entry[3] = {}): Entry => [
  'space',
  names(name, organization),
  {},
  more,
];
const makes = (name: string, organization = 'Core', over: Partial<Step> = {}) =>
  step(addressOf.space(organization, name), 'create', { kind: 'space', ...over });
const ends = (name: string, organization = 'Core') =>
  step(addressOf.space(organization, name), 'delete', { kind: 'space' });
const asks = (own: string, other: string, where = ` (${line})`) =>
  `${addressOf.space('Core', own)}: the space "${own}" would be created${where}, and "${other}" is live and in no file: did you mean "${other}"?`;
const apart = 'if they are two: make one in this change, and remove the other in the next';
const refusal = (own: string, other: string, name: string) =>
  `look_alike: the plan would create ${addressOf.space('Core', own)} (${line}) and remove ${addressOf.space('Core', other)}, which is called nearly the same | if it is the same one: add \`renamed_from: ${name}\` to it, and it keeps all that it has; ${apart}`;
const nothing = { warnings: [], refused: [] };

describe('a space that would be made beside a live one', () => {
  const typo = { warnings: [asks('alhpa', 'alpha')], refused: [] };
  const made = [makes('alhpa')];
  const entries = [space('alpha')];
  it.each<readonly [string, Case, ReturnType<typeof said>]>([
    ['is asked about', { steps: made, entries }, typo],
    [
      'has no line',
      { steps: [makes('alhpa', 'Core', { source: null })], entries },
      { ...typo, warnings: [asks('alhpa', 'alpha', '')] },
    ],
    ['is changed, not made', { steps: [{ ...makes('alhpa'), action: 'update' }], entries }, nothing],
    ['is not like it', { steps: [makes('omega')], entries }, nothing],
    ['is beside one of the platform', { steps: made, entries: [space('alpha', 'Core', { builtIn: true })] }, nothing],
    [
      'is beside one that may be of the platform',
      { steps: made, entries: [space('alpha', 'Core', { builtIn: 'unknown' })] },
      typo,
    ],
    ['is beside one that is declared', { steps: made, entries, files: [wanted('space', names('alpha'))] }, nothing],
    [
      'is beside one that the other files declare',
      { steps: made, entries, rest: [wanted('space', names('alpha'))] },
      nothing,
    ],
    [
      'is beside one that is declared absent',
      { steps: made, entries, files: [wanted('space', names('alpha'), { ensure: 'absent' })] },
      typo,
    ],
    [
      'is beside one that must be there',
      { steps: made, entries, files: [wanted('space', names('alpha'), { ensure: 'existing' })] },
      nothing,
    ],
    ['is there already', { steps: [makes('alpha')], entries }, nothing],
    [
      'is made with two that are like it',
      { steps: [makes('alpha2')], entries: [space('alpha1'), space('Alpha2')] },
      { warnings: [asks('alpha2', 'Alpha2')], refused: [] },
    ],
    [
      'takes the place of another',
      { steps: [...made, ends('alpha')], entries },
      { ...typo, refused: [refusal('alhpa', 'alpha', '"alpha"')] },
    ],
    ['while another goes', { steps: [...made, ends('omega')], entries: [...entries, space('omega')] }, typo],
    [
      'while the other changes',
      {
        steps: [
          ...made,
          step(addressOf.space('Core', 'alpha'), 'update', {
            kind: 'space',
            cascade: [addressOf.space('Core', 'alpha')],
          }),
        ],
        entries,
      },
      typo,
    ],
    [
      'takes the place of one that goes with its organization',
      {
        steps: [
          ...made,
          step('organization/Core', 'delete', { kind: 'organization', cascade: [addressOf.space('Core', 'alpha')] }),
        ],
        entries,
      },
      { ...typo, refused: [refusal('alhpa', 'alpha', '"alpha"')] },
    ],
    [
      'takes the place of one with a variable in its name',
      { steps: [makes('${alhpa}'), ends('${alpha}')], entries: [space('${alpha}')] },
      { warnings: [asks('${alhpa}', '${alpha}')], refused: [refusal('${alhpa}', '${alpha}', '"$${alpha}"')] },
    ],
  ])('%s', (_title, given, expected) => {
    expect(said(given)).toEqual(expected);
  });

  it('is asked about by its name in another organization, where that is the very same', () => {
    const asked = `organization/Core/space/alpha: the space "alpha" would be created (${line}), and organization/Other/space/Alpha is live and in no file: did you mean the organization "Other"?`;
    const elsewhere = [space('Alpha', 'Other')];
    expect(said({ steps: [makes('alpha')], entries: [], elsewhere })).toEqual({ warnings: [asked], refused: [] });
    expect(said({ steps: [makes('alpha')], entries: elsewhere })).toEqual({ warnings: [asked], refused: [] });
    expect(said({ steps: [makes('alhpa')], entries: elsewhere })).toEqual(nothing);
    expect(said({ steps: [makes('alpha'), ends('Alpha', 'Other')], entries: elsewhere })).toEqual({
      warnings: [asked],
      refused: [
        `look_alike: the plan would create organization/Core/space/alpha (${line}) and remove organization/Other/space/Alpha, which is called nearly the same | ${apart}`,
      ],
    });
  });
});

describe('what has a name, of other kinds', () => {
  const user = (email: string): Entry => ['user', { user: email }];
  const comes = (email: string) => step(`user/${email}`, 'create');
  const goes = (email: string) => step(`user/${email}`, 'delete');
  const asked = (own: string, other: string) => [
    `user/${own}: the user "${own}" would be created (${line}), and "${other}" is live and in no file: did you mean "${other}"?`,
  ];
  const refused = (own: string, other: string) => [
    `look_alike: the plan would create user/${own} (${line}) and remove user/${other}, which is called nearly the same | ${apart}`,
  ];

  it.each([
    ['jane@x.io', 'jnae@x.io', false],
    ['janet@x.io', 'jenat@x.io', true],
    ['al@five.io', 'la@five.io', false],
  ])('%s who comes and %s who goes are taken for one: %s', (own, other, isOne) => {
    expect(said({ steps: [comes(own), goes(other)], entries: [user(other)] })).toEqual({
      warnings: asked(own, other),
      refused: isOne ? refused(own, other) : [],
    });
  });

  it('is like its own kind in its own place alone', () => {
    const project = (name: string, of = 'alpha'): Entry => ['project', { ...names(of), project: name }];
    const one = step(addressOf.project('Core', 'alpha', 'chatbot'), 'create', { kind: 'project' });
    expect(said({ steps: [one], entries: [project('chatbot', 'beta'), space('chatbot')] })).toEqual(nothing);
    expect(said({ steps: [one], entries: [project('chat-bot')] }).warnings).toHaveLength(1);
    const role = step('role/Jane@x.io', 'create', { kind: 'role' });
    expect(said({ steps: [role], entries: [user('jane@x.io')] })).toEqual(nothing);
  });

  it('is no grant', () => {
    const entry = (of: string): Entry => [
      'organization-member',
      { organization: 'Core', user: of },
      { role: 'member' },
    ];
    const joins = step('organization/Core/member/janet@x.io', 'create', { kind: 'organization-member' });
    expect(said({ steps: [joins], entries: [entry('jenat@x.io')] })).toEqual(nothing);
    expect(said({ steps: [joins, comes('janet@x.io')], entries: [entry('jenat@x.io')] })).toEqual(nothing);
  });
});

describe('more names than can be compared in a moment', () => {
  const strangers = Array.from({ length: 2000 }, (_, index) => space(`s${String(index).repeat(3)}-long`));
  const others = Array.from({ length: 999 }, (_, index) =>
    makes(`another ${String(index).repeat(5)} ${'x'.repeat(40)}`, 'Else'),
  );
  const both = [space('alpha'), space('gamma')];
  const steps = [...others, makes('alhpa')];

  it('are compared up to the limit, and beyond it are found by what looks the same alone', () => {
    const atLimit = [...both, ...strangers.slice(2)];
    expect(said({ steps, entries: atLimit }).warnings).toEqual([asks('alhpa', 'alpha')]);
    expect(said({ steps, entries: [...both, ...strangers.slice(1)] }).warnings).toEqual([]);
    expect(said({ steps: [...steps, makes('Gamma')], entries: atLimit }).warnings).toEqual([asks('Gamma', 'gamma')]);
  });
});
