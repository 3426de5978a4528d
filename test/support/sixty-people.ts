import type { SandboxSeed } from '../../src/sandbox/seed.js';

/*
 * An account as a company has it that has used Arize for a while: 60 people, 4 organizations, custom roles, a restricted project,
 * people who have not answered their invitation, and service keys.
 */

/** `p07@example.com`. */
export const person = (number: number): string => `p${String(number).padStart(2, '0')}@example.com`;

const people = Array.from({ length: 60 }, (_, index) => index + 1);
const organizations = ['Core Platform', 'Research & Science', 'Payments', 'Sandbox'];
/** Everybody is in one organization; who can be divided by 10, and the first two, in all. */
const inOrganization = (number: number, index: number) =>
  number % organizations.length === index || number % 10 === 0 || number < 3;

export const sixtyPeople: SandboxSeed = {
  users: people.map((number) => ({
    email: person(number),
    name: `Person ${String(number)}`,
    role: number < 4 ? 'ADMIN' : number % 17 === 0 ? 'MEMBER_UI_ONLY' : 'MEMBER',
    ...(number > 57 && { status: 'INVITED' as const }),
  })),
  roles: [
    {
      name: 'Data Scientist',
      description: 'Reads traces, runs experiments',
      permissions: ['PROJECT_READ', 'DATASET_CREATE', 'EXPERIMENT_CREATE'],
    },
    { name: 'Trace Reader', permissions: ['PROJECT_READ', 'PROJECT_SPAN_READ'] },
  ],
  organizations: organizations.map((name, index) => ({
    name,
    description: index === 3 ? '' : `What ${name} does`,
    members: Object.fromEntries(
      people
        .filter((number) => inOrganization(number, index))
        .map((number) => [person(number), number < 3 ? 'ADMIN' : 'MEMBER'] as const),
    ),
    spaces: ['production', 'staging'].map((space, at) => ({
      name: space,
      ...(at === 0 && { description: 'What customers see', private: true }),
      members: Object.fromEntries(
        people
          .filter((number) => inOrganization(number, index) && number % 3 !== at)
          .map(
            (number) => [person(number), number === 1 ? 'ADMIN' : number % 5 === 0 ? 'READ_ONLY' : 'MEMBER'] as const,
          ),
      ),
      projects: ['chatbot', { name: 'search', restricted: at === 0 }],
    })),
  })),
  bindings: [
    { user: person(4), role: 'Data Scientist', organization: 'Core Platform', space: 'production', project: 'search' },
    { user: person(8), role: 'Trace Reader', organization: 'Core Platform', space: 'production', project: 'search' },
    { user: person(3), role: 'Data Scientist', organization: 'Sandbox', space: 'production' },
  ],
  api_keys: [
    { name: 'admin', owner: person(1) },
    {
      name: 'traces',
      owner: person(1),
      service: {
        organizations: [
          { organization: 'Payments', role: 'READ_ONLY', spaces: [{ space: 'production', role: 'MEMBER' }] },
        ],
      },
    },
  ],
};
