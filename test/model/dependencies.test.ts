import { expect, it } from 'vitest';
import type { Address } from '../../src/model/address.js';
import { dependencyIndexes, withoutDestructive } from '../../src/model/dependencies.js';
import { step } from '../report/factory.js';

const needs = (...addresses: readonly string[]) => ({ dependsOn: addresses as readonly Address[] });

const steps = [
  step('a', 'create'),
  step('b', 'delete'),
  step('a', 'update', needs('a')),
  step('c', 'create', needs('a', 'b')),
  step('d', 'create', needs('c')),
  step('e', 'create', needs('a', 'f', 'e')),
  step('f', 'create'),
];

it('a step depends on every earlier step at the addresses that it names', () => {
  expect(dependencyIndexes(steps)).toEqual([[], [], [0], [0, 2, 1], [3], [0, 2], []]);
});

it('where nothing destructive is let through, what depends on it is out too, at any depth', () => {
  expect(withoutDestructive(steps).map(({ address, action }) => `${action} ${address}`)).toEqual([
    'create a',
    'update a',
    'create e',
    'create f',
  ]);
});
