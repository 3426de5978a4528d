import { describe, expect, it } from 'vitest';
import { addressOf } from '../../src/model/address.js';
import { hasChanges, summarise } from '../../src/plan/summary.js';
import { plan, step } from '../report/factory.js';

const ann = addressOf.user('ann@x.io');
const blocked = [{ address: ann, reason: 'no way' }];
const unmanaged = [{ address: ann, kind: 'user' as const, id: 'u' }];

describe('a plan in numbers', () => {
  it('counts every step by what it does, renames as updates', () => {
    const steps = [
      ...[step('a', 'create'), step('b', 'create', { risk: ['escalates'] }), step('c', 'create')],
      ...[step('d', 'update', { risk: ['reduces'], destructive: true }), step('e', 'rename')],
      ...[step('f', 'delete'), step('g', 'delete'), step('h', 'delete'), step('i', 'delete')],
      ...[step('j', 'assert'), step('k', 'rotate', { destructive: true, risk: ['reduces', 'escalates'] })],
    ];
    expect(summarise(plan(steps, { blocked, unmanaged: [...unmanaged, ...unmanaged] }))).toEqual({
      ...{ create: 3, update: 2, delete: 4, assert: 1, destructive: 6, escalating: 2, unmanaged: 2, blocked: 1 },
    });
  });

  it.each([
    ['nothing', plan([]), false],
    ['asserts alone, which may change nothing', plan([step('a', 'assert')]), false],
    ['what is unmanaged', plan([], { unmanaged }), false],
    ['a step', plan([step('a', 'assert'), step('b', 'update')]), true],
    ['what no step can do', plan([], { blocked }), true],
  ])('tells whether the account differs: %s', (_title, made, isChange) => {
    expect(hasChanges(made)).toBe(isChange);
  });
});
