import { describe, expect, it } from 'vitest';
import { applyRenames } from '../../src/diff/rename.js';
import type { PastRenames } from '../../src/diff/swap.js';
import type { LiveState } from '../../src/model/live.js';
import { passingName } from '../../src/model/passing-name.js';
import type { Attributes, DesiredResource, KindName } from '../../src/model/resource.js';
import { everythingSeen } from '../../src/model/visibility.js';
import type { Entry } from '../support/live.js';
import { liveState, wanted } from '../support/live.js';

/* Names that are handed on in a row, or go round: in which order, and whether that was done already. */

const source = (name: string) => ({ file: 'f', path: ['roles', name, 'renamed_from'] });
const from = (name: string) => ({ renamedFrom: { name, source: source(name) } });
const here = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
const at = (...words: readonly string[]) => ({ file: words.join(' '), ...here });

/** Who has which name in the end, the renames that lead there, and what is wrong. */
function outcome(wants: readonly DesiredResource[], live: LiveState, past?: PastRenames) {
  const result = applyRenames(wants, live, ({ path }, part = 'value') => at(part, ...path.map(String)), past);
  return {
    names: (['role', 'organization', 'space'] as const).flatMap((kind: KindName) =>
      [...result.live.resources[kind].values()].map(({ id, address }) => `${id} ${address}`),
    ),
    renames: result.renames.map(({ desired, from: before, to }) => `${desired.address}: ${before} > ${to}`),
    swapped: result.swapped.map(({ address }) => address),
    problems: result.diagnostics,
  };
}

const role = (name: string, attributes: Attributes, more: Partial<DesiredResource> = {}) =>
  wanted('role', { role: name }, { attributes, source: { file: 'f', path: ['roles', name] }, ...more });
const roles = (...all: readonly (readonly [name: string, attributes?: Attributes])[]) =>
  liveState(all.map(([name, attributes = {}]): Entry => ['role', { role: name }, attributes]));
const one = { description: 'one' };
const two = { description: 'two' };
const three = { description: 'three' };
/** A and B change places. */
const swap = [role('A', two, from('B')), role('B', one, from('A'))];
/** Nothing but their names tells these apart. */
const alike = swap.map((desired) => ({ ...desired, attributes: {} }));
const [betweenA, betweenB] = [passingName('A'), passingName('B')];
const done = { renames: [], problems: [] };
const round = [`role/${betweenA}: B > ${betweenA}`, 'role/B: A > B', `role/A: ${betweenA} > A`];
const unclear = {
  ...{ renames: [], swapped: [] },
  problems: [
    {
      code: 'swap-unclear',
      severity: 'error',
      message: `whether "A", "B" have swapped their names already can't be seen: what is live fits neither the files after the swap nor before it, or both.`,
      span: at('value', 'roles', 'B', 'renamed_from'),
      hint: 'if they have, remove renamed_from from each; if not, swap the names in a change of its own, in which everything else declared of them is as it is live now',
    },
  ],
};

describe('names in a row', () => {
  const row = [role('B', {}, from('A')), role('C', {}, from('B'))];

  it('are handed on from the last one', () => {
    for (const wants of [row, [...row].reverse()])
      expect(outcome(wants, roles(['A'], ['B']))).toEqual({
        ...{ names: ['id1 role/B', 'id2 role/C'], swapped: [], problems: [] },
        renames: ['role/C: B > C', 'role/B: A > B'],
      });
  });

  it('have been, or have been in part', () => {
    expect(outcome(row, roles(['B'], ['C']))).toMatchObject({
      ...done,
      swapped: [],
      names: ['id1 role/B', 'id2 role/C'],
    });
    expect(outcome(row, roles(['A'], ['C']))).toMatchObject({ renames: ['role/B: A > B'], problems: [] });
    expect(outcome(row, roles())).toMatchObject({ ...done, names: [] });
  });

  it('are not where the files keep the former name for another one', () => {
    const said = (message: string, name: string) => [
      {
        ...{
          code: 'renamed-from-both-live',
          severity: 'error',
          message,
          span: at('value', 'roles', name, 'renamed_from'),
        },
        hint: 'delete or rename one of the two by hand, or leave renamed_from out and declare both',
      },
    ];
    const wants = [role('A', {}), role('B', {}, from('A'))];
    const problems = said(`role "A" and "B" are both live, so "A" can't be renamed to "B".`, 'A');
    expect(outcome(wants, roles(['A'], ['B']))).toMatchObject({ renames: [], problems });
    expect(outcome(wants.slice(1), roles(['A'], ['B']))).toMatchObject({ renames: [], problems });
  });
});

describe('names that go round', () => {
  it('do so by way of a name in between', () => {
    const names = ['id1 role/B', 'id2 role/A'];
    for (const wants of [swap, [...swap].reverse(), [role('D', {}, from('C')), ...swap]])
      expect(outcome(wants, roles(['A', one], ['B', two]))).toEqual({
        names,
        renames: round,
        swapped: [],
        problems: [],
      });
  });

  it('do so whatever their number', () => {
    const circle = [role('A', three, from('C')), role('B', one, from('A')), role('C', two, from('B'))];
    expect(outcome(circle, roles(['A', one], ['B', two], ['C', three]))).toEqual({
      ...{ names: ['id1 role/B', 'id2 role/C', 'id3 role/A'], swapped: [], problems: [] },
      renames: [`role/${betweenA}: C > ${betweenA}`, 'role/C: B > C', 'role/B: A > B', `role/A: ${betweenA} > A`],
    });
  });

  it('in a place, too', () => {
    const space = (name: string) => ({ organization: 'Core', space: name });
    const wants = [
      wanted('space', space('A'), { attributes: two, ...from('B') }),
      wanted('space', space('B'), { attributes: one, ...from('A') }),
    ];
    const live = liveState([
      ['organization', { organization: 'Core' }],
      ['space', space('A'), one],
      ['space', space('B'), two],
    ]);
    const core = 'organization/Core';
    expect(outcome(wants, live)).toEqual({
      names: [`id1 ${core}`, `id2 ${core}/space/B`, `id3 ${core}/space/A`],
      renames: [
        `${core}/space/${betweenA}: B > ${betweenA}`,
        `${core}/space/B: A > B`,
        `${core}/space/A: ${betweenA} > A`,
      ],
      ...{ swapped: [], problems: [] },
    });
  });

  it('are of nothing that is live', () => {
    expect(outcome(swap, roles())).toEqual({ ...done, names: [], swapped: [] });
  });

  it('go on from where a run broke off', () => {
    const names = ['id1 role/B', 'id2 role/A'];
    expect(outcome(swap, roles(['A', one], [betweenA, two]))).toEqual({
      ...done,
      names,
      swapped: [],
      renames: round.slice(1),
    });
    expect(outcome(swap, roles(['B', one], [betweenA, two]))).toEqual({
      ...done,
      names,
      swapped: [],
      renames: round.slice(2),
    });
    expect(outcome(swap, roles([betweenB, one], ['B', two]))).toEqual({
      ...{ names, swapped: [], problems: [] },
      renames: ['role/A: B > A', `role/B: ${betweenB} > B`],
    });
  });

  it('are left alone where more is live than a run that broke off leaves', () => {
    const stuck = (between: string) => ({
      ...unclear,
      problems: [
        {
          ...unclear.problems[0],
          message: `${between} live, in the middle of a swap of "A", "B", but not as a run that broke off leaves it: which is to have which name can't be seen.`,
          hint: 'in the Arize UI, give each the name that the files have for it, and delete or rename what is left over; then remove renamed_from from each',
        },
      ],
    });
    expect(outcome(swap, roles([betweenA], [betweenB]))).toMatchObject(stuck(`"${betweenA}", "${betweenB}" are`));
    const beside = outcome(swap, roles(['A'], ['B'], [betweenA]));
    expect(beside.problems).toEqual(stuck(`"${betweenA}" is`).problems);
    expect(outcome(swap, roles(['A', two]))).toMatchObject(unclear);
    expect(outcome(swap, roles(['B', two]))).toMatchObject(unclear);
  });
});

describe('names have gone round already', () => {
  const swapped = { ...done, swapped: ['role/A', 'role/B'], names: ['id1 role/A', 'id2 role/B'] };
  const live = roles(['A'], ['B']);

  it('where each is live as it is declared, as far as that is known', () => {
    expect(outcome(swap, roles(['A', two], ['B', one]))).toEqual(swapped);
    expect(outcome(swap, roles(['A', {}], ['B', one]))).toEqual(swapped);
    expect(outcome(swap, roles(['A', { ...two, permissions: [] }], ['B', one]))).toEqual(swapped);
    const none = [role('A', { description: null }, from('B')), role('B', one, from('A'))];
    expect(outcome(none, roles(['A', { description: null }], ['B', one]))).toEqual(swapped);
    expect(outcome(none, roles(['A', one], ['B', { description: null }]))).toMatchObject({ renames: round });
  });

  it('nobody knows where that fits both ways, or neither', () => {
    expect(outcome(swap, roles(['A', three], ['B', three]))).toEqual({ ...unclear, names: swapped.names });
    expect(outcome(swap, roles(['A', two], ['B', three]))).toMatchObject(unclear);
    expect(outcome(swap, live)).toMatchObject(unclear);
    expect(outcome(alike, roles(['A', one], ['B', two]))).toMatchObject(unclear);
  });

  it('where runs gave each its name', () => {
    const renamed = (...all: readonly (readonly [string, string])[]) =>
      outcome(alike, live, { renamedTo: new Map(all) });
    expect(renamed(['role role/A', 'role/B'], ['role role/B', 'role/A'])).toEqual(swapped);
    expect(renamed(['role role/A', `role/${betweenA}`], ['role role/B', 'role/A'])).toEqual(swapped);
    expect(renamed(['role role/A', 'role/B'])).toMatchObject(unclear);
    expect(renamed(['role role/A', 'role/B'], ['role role/B', 'role/C'])).toMatchObject(unclear);
    expect(renamed(['space role/A', 'role/B'], ['space role/B', 'role/A'])).toMatchObject(unclear);
  });

  it('where the files asked for it before', () => {
    const asked = (...former: readonly DesiredResource[]) => outcome(alike, live, { former });
    expect(asked(role('C', {}), ...swap)).toEqual(swapped);
    expect(asked(role('A', two, from('B')))).toMatchObject(unclear);
    expect(asked(role('A', two, from('B')), role('B', one))).toMatchObject(unclear);
    expect(asked(role('A', two, from('B')), role('B', one, from('C')))).toMatchObject(unclear);
    expect(asked()).toMatchObject(unclear);
  });
});

describe('what places hold tells whether they have changed names', () => {
  const ann = 'ann@x.io';
  const place = (name: string, before: string) => wanted('organization', { organization: name }, from(before));
  const places = [place('A', 'B'), place('B', 'A')];
  const space = (organization: string, name: string, more: Partial<DesiredResource> = {}) =>
    wanted('space', { organization, space: name }, more);
  const entry = (organization: string, name: string): Entry => ['space', { organization, space: name }];
  const both: readonly Entry[] = [
    ['organization', { organization: 'A' }],
    ['organization', { organization: 'B' }],
  ];
  const told = (inside: readonly DesiredResource[], entries: readonly Entry[], isAllSeen = false) => {
    const live = liveState([...both, ...entries], isAllSeen ? { visibility: everythingSeen } : {});
    const { renames, swapped, problems } = outcome([...places, ...inside], live);
    const kinds = [renames.length > 0 && 'to do', swapped.length > 0 && 'done', ...problems.map(({ code }) => code)];
    return kinds.filter((one) => one !== false).join();
  };

  it('as far as the files speak of it', () => {
    expect(told([space('A', 's')], [entry('A', 's')])).toBe('done');
    expect(told([space('A', 's')], [entry('B', 's')])).toBe('to do');
    expect(told([space('A', 's')], [])).toBe('swap-unclear');
    expect(told([space('A', 's')], [entry('A', 's'), entry('B', 's')])).toBe('swap-unclear');
    expect(told([space('A', 's'), space('B', 't')], [entry('A', 's'), entry('B', 't')])).toBe('done');
    expect(told([space('A', 's'), space('B', 't')], [entry('A', 's'), entry('A', 't')])).toBe('swap-unclear');
    expect(told([space('A', 's'), space('A', 't', { ensure: 'absent' })], [entry('A', 's')])).toBe('done');
    expect(told([space('AB', 's')], [entry('AB', 's')])).toBe('swap-unclear');
    expect(told([], [])).toBe('swap-unclear');
  });

  it('by any of the names that it has in turn, and not by what is in that', () => {
    const renamed = space('A', 't', from('s'));
    const project = wanted('project', { organization: 'A', space: 't', project: 'chat' });
    for (const name of ['s', 't', passingName('t')]) {
      expect(told([renamed, project], [entry('B', name)])).toContain('to do');
      expect(told([renamed, project], [entry('A', name)])).toContain('done');
    }
    expect(told([renamed], [entry('B', 'u')])).toBe('swap-unclear');
    expect(told([space('A', 't'), project], [entry('A', 't')])).toBe('swap-unclear');
  });

  it('by its members where those are all read', () => {
    const member = wanted('organization-member', { organization: 'A', user: ann }, { attributes: { role: 'member' } });
    const live = (organization: string): Entry => [
      'organization-member',
      { organization, user: ann },
      { role: 'member' },
    ];
    expect(told([member], [live('A')], true)).toBe('done');
    expect(told([member], [live('B')], true)).toBe('to do');
    expect(told([member], [live('A')])).toBe('swap-unclear');
    expect(told([member, space('A', 's')], [live('B'), entry('A', 's')])).toBe('done');
  });
});

describe('a name in between that is live', () => {
  const left = roles([betweenA, two], ['B', one]);

  it('is of a swap that broke off, and whose end nobody asks for any more', () => {
    expect(outcome([role('B', one), role('A', two)], left)).toEqual({
      ...{ names: [`id1 role/${betweenA}`, 'id2 role/B'], renames: [], swapped: [] },
      problems: [
        {
          ...{ code: 'swap-broken-off', severity: 'error', span: at('key', 'roles', 'A') },
          message: `role "${betweenA}" is live: a run that broke off was about to name it "A".`,
          hint: 'put renamed_from back, and apply: that finishes the swap',
        },
      ],
    });
  });

  it('is none of that where the files do not want what it would be called', () => {
    const organization = wanted('organization', { organization: 'A' });
    for (const wants of [[], [role('B', one)], [role('A', {}, { ensure: 'absent' })], [organization]])
      expect(outcome(wants, left)).toMatchObject({ ...done, swapped: [] });
    expect(outcome([role('A', {})], roles(['A (renaming)'], ['B']))).toMatchObject(done);
  });
});
