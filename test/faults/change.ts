import { stringify } from 'yaml';
import type { Spec } from '../support/desired.js';

/*
 * A change of sixty steps that holds every kind of object and every kind of action: what the fault matrix is run on.
 */

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(2, '0')}`);

const staying = names('s', 4).map((name) => `${name}@x.io`);
const leaving = names('l', 4).map((name) => `${name}@x.io`);
const coming = names('c', 8).map((name) => `${name}@x.io`);

function record<T>(keys: readonly string[], value: (key: string) => T): Record<string, T> {
  return Object.fromEntries(keys.map((key) => [key, value(key)]));
}

export const before: Spec = {
  users: record([...staying, ...leaving], () => ({ name: 'A' })),
  roles: {
    Reader: { permissions: ['PROJECT_READ'] },
    Auditor: { permissions: ['DATASET_READ'] },
    ...record(names('Old', 3), () => ({ permissions: ['ROLE_READ'] })),
  },
  organizations: {
    Core: {
      description: 'old',
      members: record([...staying, ...leaving], () => 'member'),
      spaces: {
        alpha: {
          description: 'old',
          members: record(staying, () => 'Reader'),
          projects: {
            chat: { create: true, restricted: true, members: record(staying, () => 'Reader') },
            bot: { create: true },
          },
        },
        gamma: { projects: { inside: { create: true } } },
      },
    },
    Gone: { members: {}, spaces: { lost: {} } },
  },
};

export const after: Spec = {
  users: {
    ...record(staying, () => ({ name: 'B' })),
    ...record(coming, () => ({ name: 'C' })),
    ...record(leaving, () => 'absent' as const),
  },
  roles: {
    Reader: { permissions: ['DATASET_READ'] },
    Inspector: { permissions: ['DATASET_READ'], renamedFrom: 'Auditor' },
    ...record(names('Old', 3), () => 'absent' as const),
    ...record(names('New', 2), () => ({ permissions: ['ROLE_READ'] })),
  },
  organizations: {
    Kernel: {
      description: 'new',
      renamedFrom: 'Core',
      members: record([...staying, ...coming.slice(0, 5)], () => 'member'),
      spaces: {
        'space one': {
          description: 'new',
          renamedFrom: 'alpha',
          members: record([...staying, ...coming.slice(0, 3)], () => 'Inspector'),
          projects: {
            talk: { renamedFrom: 'chat', create: true, restricted: false, members: record(staying, () => 'Inspector') },
            bot: { create: true, restricted: true },
            fresh: { create: true, restricted: true, members: record(coming.slice(3, 5), () => 'Inspector') },
          },
        },
        gamma: 'absent',
        delta: {},
      },
    },
    Gone: 'absent',
    Extra: { spaces: record(names('x', 2), () => ({})) },
  },
};

/** The same as a file. */
export function yamlOf(spec: Spec): string {
  return stringify(JSON.parse(JSON.stringify({ version: 1, ...spec }).replaceAll('"renamedFrom"', '"renamed_from"')), {
    lineWidth: 0,
  });
}
