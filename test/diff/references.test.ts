import { indexLive } from '../../src/kinds/live-index.js';
import { describe, expect, it } from 'vitest';
import { checkReferences } from '../../src/diff/references.js';
import { addressOf } from '../../src/model/address.js';
import type { DesiredState, ExternalReference } from '../../src/model/desired.js';
import { noPolicy } from '../../src/model/policy.js';
import type { DesiredResource, Delivery } from '../../src/model/resource.js';
import type { Entry, More } from '../support/live.js';
import { liveState, wanted } from '../support/live.js';

const ann = { user: 'ann@x.io' };
const alpha = { organization: 'Core', space: 'alpha' };
const places: readonly Entry[] = [
  ['organization', { organization: 'Core' }],
  ['space', alpha],
  ['project', { ...alpha, project: 'chat' }],
];
const inCore: Entry = ['organization-member', { organization: 'Core', ...ann }, { role: 'member' }];

/** What is wrong, as `code: message (hint) at file:line part`. */
function problems(
  resources: readonly DesiredResource[],
  entries: readonly Entry[],
  {
    references = [],
    isPartial = false,
    live = {},
  }: { references?: readonly ExternalReference[]; isPartial?: boolean; live?: More } = {},
): readonly string[] {
  const desired: DesiredState = {
    ...{ resources, references, managed: [], policy: noPolicy, tests: [], sinks: new Map() },
    ...(isPartial && { rest: { resources: [], references: [] } }),
    // The line is the depth in the file, the column the length of its name: enough to tell places apart.
    locate: ({ file, path }, part = 'value') => {
      const start = { line: path.length, column: file.length };
      return { file: `${file} ${part}`, start, end: start };
    },
  };
  return checkReferences(desired, indexLive(liveState(entries, live))).map(
    ({ code, severity, message, hint, span }) => {
      expect(severity).toBe('error');
      return `${code}: ${message} (${hint ?? ''}) at ${span?.file ?? ''} ${String(span?.start.line)}`;
    },
  );
}

const person = (name: string): ExternalReference => ({
  ...{ address: addressOf.user(name), kind: 'user', name, source: { file: 'f', path: ['members', name] } },
});
const role = (name: string): ExternalReference => ({
  ...{ address: addressOf.role(name), kind: 'role', name, source: { file: 'f', path: ['members', 'x'] } },
});

describe('what the files name and nobody declares', () => {
  it('must be live', () => {
    const entries: readonly Entry[] = [
      ['user', ann],
      ['role', { role: 'Reader' }],
    ];
    expect(problems([], entries, { references: [person('ann@x.io'), role('Reader')] })).toEqual([]);
    expect(problems([], entries, { references: [person('anne@x.io'), role('Raeder'), role('Other one')] })).toEqual([
      'unknown-user: user "anne@x.io" is neither declared in the files nor live in the account. (did you mean "ann@x.io"?) at f key 2',
      'unknown-role: role "Raeder" is neither declared in the files nor live in the account. (did you mean "Reader"?) at f value 2',
      'unknown-role: role "Other one" is neither declared in the files nor live in the account. (declare it under `roles:`, or correct the name) at f value 2',
    ]);
  });

  it('is a project too, unless it is to be created', () => {
    const project = (name: string, ensure: DesiredResource['ensure']) =>
      wanted('project', { ...alpha, project: name }, { ensure, source: { file: 'f', path: [] } });
    expect(
      problems([project('chat', 'existing'), project('new', 'present'), project('old', 'absent')], places),
    ).toEqual([]);
    expect(problems([project('chta', 'existing')], places)).toEqual([
      'unknown-project: project "chta" is not live in space "alpha", and is not to be created. (did you mean "chat"?) at f key 0',
    ]);
    const source = { file: 'f', path: ['renamed_from'] };
    expect(
      problems([{ ...project('chta', 'existing'), renamedFrom: { name: 'talk', source } }], places).join(),
    ).toContain('project "chta" is not live in space "alpha", nor is "talk", and is not to be created.');
    expect(problems([project('else', 'existing')], places)).toEqual([
      expect.stringContaining('(add `create: true` to have it created, or correct the name)'),
    ]);
    // A person of that name is no project.
    const member: Entry = ['space-member', { ...alpha, user: 'elsa' }, {}];
    expect(problems([project('elsa', 'existing')], [...places, member])).toEqual([
      expect.stringContaining('(add `create: true` to have it created, or correct the name)'),
    ]);
  });
});

describe('a key', () => {
  const spaces = (...names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [addressOf.space('Core', name), 'member']));
  const key = (attributes: DesiredResource['attributes'], more: Partial<DesiredResource> = {}) =>
    wanted('api-key', { key: 'traces' }, { attributes, source: { file: 'f', path: ['api_keys', 'traces'] }, ...more });

  it('is good for places that are declared or live', () => {
    const rights = { organizations: { 'organization/Core': 'member' }, spaces: spaces('alpha', 'beta') };
    const custom = { spaces: { [addressOf.space('Core', 'alpha')]: { custom: 'Reader' } } };
    const beta = wanted('space', { organization: 'Core', space: 'beta' });
    expect(problems([key(rights), beta], places)).toEqual([]);
    expect(problems([key(custom)], places)).toEqual([]);
    expect(problems([key(rights, { ensure: 'absent' })], [])).toEqual([]);
    expect(problems([key(rights)], places)).toEqual([
      'unknown-space: organization/Core/space/beta is neither declared in the files nor live in the account. (did you mean "organization/Core/space/alpha"?) at f key 4',
    ]);
    expect(problems([key(rights), { ...beta, ensure: 'absent' }], places)).toHaveLength(1);
    expect(problems([key({ organizations: { 'organization/Cor': 'member' } })], places)).toEqual([
      expect.stringContaining('(did you mean "organization/Core"?)'),
    ]);
    const both = {
      organizations: { 'organization/Cor': 'member' },
      spaces: { 'organization/Cor/space/alpha': 'member' },
    };
    expect(problems([key(both)], places)).toEqual([
      expect.stringContaining('organization/Cor/space/alpha is neither declared in the files'),
    ]);
    expect(problems([key({ organizations: { 'organization/Elsewhere': 'member' } })], places)).toEqual([
      expect.stringContaining('(declare it, or correct the name)'),
    ]);
  });

  it('is one of its name', () => {
    const twin = {
      kind: 'api-key',
      address: addressOf.apiKey('traces'),
      names: { key: 'traces' },
      attributes: {},
    } as const;
    const live = {
      ambiguousKeys: [
        {
          address: twin.address,
          keys: [
            { ...twin, id: 'K1' },
            { ...twin, id: 'K2' },
          ],
        },
      ],
    };
    const delivery: Delivery = { sink: 'vault' };
    expect(problems([key({}, { delivery }), wanted('api-key', { key: 'other' })], [], { live })).toEqual([
      'ambiguous-key: 2 active API keys have this name, so it is not known which one is meant: K1, K2. (revoke all but one: `ax api-keys revoke ID`) at f key 2',
    ]);
  });
});

describe('a run over a part of the files', () => {
  const source = { file: 'f', path: [] };
  const binding = wanted('space-role-binding', { ...alpha, ...ann }, { attributes: { role: 'Reader' }, source });

  it('needs what it leaves out to be live', () => {
    const hint = 'add its kind to --only, or use --target, which takes along what is needed';
    expect(problems([binding], [...places, ['user', ann]], { isPartial: true })).toEqual([
      `left-out: ${binding.address} needs role/Reader, which is not live yet and is left out of this run. (${hint}) at f key 0`,
    ]);
    expect(problems([binding], [...places, ['user', ann]])).toEqual([]);
    expect(problems([{ ...binding, ensure: 'absent' }], [], { isPartial: true })).toEqual([]);
  });

  it('finds it among what is selected, among what is named, or live, and asks for no membership', () => {
    const selected = [binding, wanted('role', { role: 'Reader' })];
    expect(problems(selected, [...places, ['user', ann]], { isPartial: true })).toEqual([]);
    const references = [{ ...person('ann@x.io'), address: addressOf.user('ann@x.io') }];
    const entries: readonly Entry[] = [...places, ['role', { role: 'Reader' }], ['user', ann]];
    expect(problems([binding], entries, { isPartial: true, references })).toEqual([]);
    // The space member's membership of the organization is asserted or seen elsewhere.
    const member = wanted('space-member', { ...alpha, ...ann }, { attributes: { role: 'member' } });
    expect(problems([member], [...places, ['user', ann]], { isPartial: true })).toEqual([]);
    expect(problems([member], [['user', ann], inCore], { isPartial: true })).toEqual([
      expect.stringContaining('needs organization/Core/space/alpha, which is not live yet'),
    ]);
  });
});

describe('an annotator', () => {
  const source = { file: 'f', path: [] };
  const member = (word: string, more: Partial<DesiredResource> = {}) =>
    wanted('space-member', { ...alpha, ...ann }, { attributes: { role: word }, source, ...more });
  const accountRole = (word: string | undefined): readonly Entry[] => [
    ['user', ann, word === undefined ? {} : { role: word }],
    inCore,
  ];

  it('of the account is nothing else elsewhere, and nobody else is one', () => {
    expect(problems([member('annotator')], accountRole('annotator'))).toEqual([]);
    expect(problems([member('member')], accountRole('admin'))).toEqual([]);
    expect(problems([member('member')], accountRole('annotator'))).toEqual([
      'annotator-mix: ann@x.io has the account role annotator, so the only role here is annotator; Arize refuses any other. (write `annotator`) at f value 0',
    ]);
    expect(problems([member('annotator')], accountRole('member'))).toEqual([
      'annotator-mix: ann@x.io does not have the account role annotator, so Arize refuses the role annotator here. (give another role) at f value 0',
    ]);
  });

  it('is looked for where somebody is to be a member, and where the account role is known', () => {
    const annotator = accountRole('annotator');
    expect(problems([member('member', { ensure: 'absent' })], annotator)).toEqual([]);
    const binding = wanted('space-role-binding', { ...alpha, ...ann }, { attributes: { role: 'Reader' } });
    expect(problems([binding], annotator)).toEqual([]);
    expect(problems([member('member')], accountRole(undefined))).toEqual([]);
    expect(problems([member('annotator')], accountRole(undefined))).toEqual([]);
    expect(problems([member('annotator')], [inCore])).toEqual([]);
  });
});

describe('a member of a space', () => {
  const source = { file: 'f', path: ['members', 'ann'] };
  const grants = (['space-member', 'space-role-binding', 'project-role-binding'] as const).map((kind) =>
    wanted(
      kind,
      { ...alpha, ...(kind === 'project-role-binding' && { project: 'chat' }), ...ann },
      { attributes: { role: 'member' }, source },
    ),
  );
  const organization = wanted('organization', { organization: 'Core' }, { source: { file: 'o', path: ['Core'] } });
  const joins = wanted('organization-member', { organization: 'Core', ...ann }, { attributes: { role: 'member' } });
  const read = { live: { rosters: new Set([addressOf.organization('Core')]) } };
  const says = (place: string, at = '') =>
    `not-in-organization: ann@x.io can't be added to ${place}: they are not a member of organization Core. (add \`ann@x.io: member\` under \`organizations.Core.members\`${at}) at f key 2`;

  it('is in its organization, or joins it, where that is new', () => {
    expect(problems([organization, ...grants], [['user', ann]])).toEqual([
      says('space Core/alpha', ' (o key:1)'),
      says('space Core/alpha', ' (o key:1)'),
    ]);
    expect(problems([organization, joins, ...grants], [['user', ann]])).toEqual([]);
    const leaves = { ...joins, ensure: 'absent' as const };
    expect(problems([organization, leaves, ...grants], [['user', ann]])).toHaveLength(2);
  });

  it('is in it or joins it where the members can be read, and may be where they can not', () => {
    expect(problems(grants, [...places, ['user', ann]], read)).toHaveLength(2);
    expect(problems(grants, [...places, ['user', ann], inCore], read)).toEqual([]);
    expect(problems([joins, ...grants], [...places, ['user', ann]], read)).toEqual([]);
    expect(problems(grants, [...places, ['user', ann]])).toEqual([]);
    // Nobody is anywhere before they are in the account.
    expect(problems(grants, places)).toHaveLength(2);
  });

  it('has been let in where they have something there', () => {
    const bound: Entry = ['space-role-binding', { ...alpha, ...ann }, { role: 'Reader' }];
    expect(problems(grants.slice(0, 2), [...places, ['user', ann], bound], read)).toEqual([]);
    const absent = grants.map((grant) => ({ ...grant, ensure: 'absent' as const }));
    expect(problems(absent, [...places, ['user', ann]], read)).toEqual([]);
  });
});

it('what is wrong comes in the order of the files, then of the places in them', () => {
  const at = (file: string, path: readonly string[], name: string): ExternalReference => ({
    ...person(name),
    source: { file, path },
  });
  const references = [at('b', [], '1'), at('a', ['x', 'y'], '2'), at('a', ['x'], '3'), at('a', ['x', 'y'], '4')];
  expect(problems([], [], { references }).map((line) => /"(\d)"/.exec(line)?.[1])).toEqual(['3', '2', '4', '1']);
});

it('a role that Arize has of itself is given as it is, and neither declared, renamed nor removed', () => {
  const own: Entry = ['role', { role: 'Space Admin' }, {}, { builtIn: true }];
  const said = (builtIn: true | 'unknown', more: Partial<DesiredResource>, role = 'Space Admin') =>
    problems([wanted('role', { role }, more)], [[...own.slice(0, 3), { builtIn }] as unknown as Entry]).map(
      (line) => line.split(':')[0],
    );
  for (const ensure of ['present', 'absent'] as const) expect(said(true, { ensure })).toEqual(['built-in-role']);
  const renamedFrom = { name: 'Space Admin', source: { file: 'f', path: [] } };
  expect(said(true, { renamedFrom }, 'Boss')).toEqual(['built-in-role']);
  const boss = [['role', { role: 'Boss' }, {}, { builtIn: true }]] as unknown as readonly Entry[];
  for (const [more, name] of [
    [{ renamedFrom }, 'Space Admin'],
    [{}, 'Boss'],
  ] as const)
    expect(problems([wanted('role', { role: 'Boss' }, more)], boss)).toEqual([
      expect.stringContaining(`role "${name}" is built into Arize`),
    ]);
  expect(said(true, {}, 'Boss')).toEqual([]);
  // Whether it is one nobody says: the platform decides.
  expect(said('unknown', {})).toEqual([]);
});
