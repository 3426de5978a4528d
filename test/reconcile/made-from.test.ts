import { describe, expect, it } from 'vitest';
import type { MadeFrom, Making } from '../../src/reconcile/made-from.js';
import { madeAgain, madeFrom, madeOtherwise } from '../../src/reconcile/made-from.js';

const all = {
  files: ['a.yaml', 'b.yaml'],
  since: 'abc',
  only: ['user', 'role'],
  target: ['user/*', 'role/*'],
  roster: 'off',
  roster_queries: 3,
} as const satisfies MadeFrom;
const whole = {
  file: ['a.yaml', 'b.yaml'],
  transport: 'api',
  roster: 'off',
  rosterQueries: 3,
  since: 'abc',
  only: ['user', 'role'],
  target: ['user/*', 'role/*'],
} as const;
const making = { made_from: all, target: { transport: 'api', profile: 'prod' } } as const satisfies Making;
const plain = { files: [], roster: 'auto' } as const satisfies MadeFrom;

it('a plan records what it is made from, and nothing of what was not said', () => {
  expect(madeFrom({}, { env: {} }, undefined)).toStrictEqual(plain);
  expect(madeFrom({ ...whole, allowVariable: ['T'] }, { env: {} }, 'abc')).toStrictEqual({
    ...all,
    allow_variable: ['AX_VAR_*', 'T'],
  });
});

describe('a plan is made otherwise', () => {
  it.each<[string, Partial<MadeFrom>, readonly string[], readonly string[]]>([
    ['--file', { files: ['a.yaml'] }, ['a.yaml', 'b.yaml'], ['a.yaml']],
    // What is written further down may win.
    ['--file', { files: ['b.yaml', 'a.yaml'] }, ['a.yaml', 'b.yaml'], ['b.yaml', 'a.yaml']],
    ['--file', { files: ['a.yamlb.yaml'] }, ['a.yaml', 'b.yaml'], ['a.yamlb.yaml']],
    ['--since', { since: 'def' }, ['abc'], ['def']],
    ['--only', { only: ['role'] }, ['role', 'user'], ['role']],
    ['--target', { target: [] }, ['role/*', 'user/*'], []],
    ['--roster', { roster: 'graphql' }, ['off'], ['graphql']],
    ['--roster-queries', { roster_queries: 4 }, ['3'], ['4']],
  ])('with another %s', (what, now, then, today) => {
    expect(madeOtherwise(making, { ...all, ...now }, 'api')).toStrictEqual({ what, then, now: today });
  });

  it('without what was given, the other way, and never where nothing was recorded', () => {
    expect(madeOtherwise(making, plain, 'api')).toStrictEqual({ what: '--file', then: all.files, now: [] });
    expect(madeOtherwise({ ...making, made_from: plain }, { ...plain, since: 'abc' }, 'api')).toStrictEqual({
      ...{ what: '--since', then: [], now: ['abc'] },
    });
    expect(madeOtherwise(making, all, 'ax')).toStrictEqual({ what: '--transport', then: ['api'], now: ['ax'] });
    expect(madeOtherwise({ target: { transport: 'api' } }, all, 'ax')).toBeUndefined();
  });

  it('in no other order of what has none', () => {
    const now = { ...all, only: ['role', 'user'], target: ['role/*', 'user/*'] };
    expect(madeOtherwise(making, now, 'api')).toBeUndefined();
  });
});

describe('a plan that was reviewed is made again', () => {
  const env = { HOME: '/home' };

  it('as it was, and with its profile', () => {
    expect(madeAgain(making, {}, { env })).toStrictEqual({
      request: whole,
      env: { HOME: '/home', AX_GITOPS_PROFILE: 'prod' },
      given: { ...whole, profile: 'prod' },
    });
    // An empty variable names none.
    for (const none of ['', ' '])
      expect(madeAgain(making, {}, { env: { AX_GITOPS_PROFILE: none } }).env).toStrictEqual({
        AX_GITOPS_PROFILE: 'prod',
      });
  });

  it('with what is given now, which is compared', () => {
    const given = { file: ['c.yaml'], transport: 'ax', concurrency: 2 };
    const { file: _file, transport: _transport, ...request } = whole;
    expect(madeAgain(making, given, { env: { AX_GITOPS_PROFILE: 'dev' } })).toStrictEqual({
      request,
      env: { AX_GITOPS_PROFILE: 'dev' },
      given: { ...whole, ...given },
    });
  });

  it('as plainly as it was made', () => {
    const making = { made_from: plain, target: { transport: 'ax' } } as const;
    expect(madeAgain(making, {}, { env })).toStrictEqual({ request: { file: [] }, env, given: { file: [] } });
    expect(madeAgain({ target: { transport: 'api' } }, { a: 1 }, { env })).toStrictEqual({
      request: {},
      env,
      given: { a: 1 },
    });
  });
});
