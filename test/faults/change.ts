import { stringify } from 'yaml';
import type { Spec } from '../support/desired.js';

/*
 * A change that holds every kind of object and every kind of action, of sixty steps, or as few as there can be: what the
 * fault matrix is run on.
 */

interface Size {
  /** How many people stay, leave and come; of these, how many join the organization, the space, and the project. */
  readonly people: readonly [staying: number, leaving: number, coming: number];
  readonly joining: readonly [organization: number, space: number, project: number];
  /** How many roles go and come, and how many spaces come. */
  readonly others: readonly [roles: number, newRoles: number, spaces: number];
}

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(2, '0')}`);

function record<T>(keys: readonly string[], value: (key: string) => T): Record<string, T> {
  return Object.fromEntries(keys.map((key) => [key, value(key)]));
}

function change({ people, joining, others }: Size): { readonly before: Spec; readonly after: Spec } {
  const [staying = [], leaving = [], coming = []] = people.map((count, index) =>
    names('slc'[index] ?? '', count).map((name) => `${name}@x.io`),
  );
  const [organization, space, project] = joining;
  const [roles, newRoles, spaces] = others;
  const before: Spec = {
    users: record([...staying, ...leaving], () => ({ name: 'A' })),
    roles: {
      Reader: { permissions: ['PROJECT_READ'] },
      Auditor: { permissions: ['DATASET_READ'] },
      ...record(names('Old', roles), () => ({ permissions: ['ROLE_READ'] })),
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
  const after: Spec = {
    users: {
      ...record(staying, () => ({ name: 'B' })),
      ...record(coming, () => ({ name: 'C' })),
      ...record(leaving, () => 'absent' as const),
    },
    roles: {
      Reader: { permissions: ['DATASET_READ'] },
      Inspector: { permissions: ['DATASET_READ'], renamedFrom: 'Auditor' },
      ...record(names('Old', roles), () => 'absent' as const),
      ...record(names('New', newRoles), () => ({ permissions: ['ROLE_READ'] })),
    },
    organizations: {
      Kernel: {
        description: 'new',
        renamedFrom: 'Core',
        members: record([...staying, ...coming.slice(0, organization)], () => 'member'),
        spaces: {
          'space one': {
            description: 'new',
            renamedFrom: 'alpha',
            members: record([...staying, ...coming.slice(0, space)], () => 'Inspector'),
            projects: {
              talk: {
                renamedFrom: 'chat',
                create: true,
                restricted: false,
                members: record(staying, () => 'Inspector'),
              },
              bot: { create: true, restricted: true },
              fresh: {
                create: true,
                restricted: true,
                members: record(coming.slice(organization - project, organization), () => 'Inspector'),
              },
            },
          },
          gamma: 'absent',
          delta: {},
        },
      },
      Gone: 'absent',
      Extra: { spaces: record(names('x', spaces), () => ({})) },
    },
  };
  return { before, after };
}

/** Writes are fewer than steps where it is known who is a member: over HTTP nobody is made one again. */
export const whole = { ...change({ people: [4, 4, 8], joining: [5, 3, 2], others: [3, 2, 2] }), steps: 60, writes: 56 };
export const small = { ...change({ people: [1, 1, 3], joining: [2, 1, 1], others: [1, 1, 1] }), writes: 29 };

/** The same as a file. */
export function yamlOf(spec: Spec): string {
  return stringify(JSON.parse(JSON.stringify({ version: 1, ...spec }).replaceAll('"renamedFrom"', '"renamed_from"')), {
    lineWidth: 0,
  });
}
