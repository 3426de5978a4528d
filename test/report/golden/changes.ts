import { stringify } from 'yaml';
import { summarise } from '../../../src/plan/summary.js';
import { digestOf, destructiveDigestOf } from '../../../src/plan/digest.js';
import type { PlanDocument } from '../../../src/report/plan-json.js';
import { planToJson } from '../../../src/report/plan-json.js';
import { stateOf } from '../../support/files.js';
import { memoryArize } from '../../support/memory-arize.js';
import { carryOut, planOf } from '../../support/reconcile.js';

/* Twelve changes as teams make them, on an account of 60 people and 15 spaces. */

type Role = string | { readonly role: string; readonly until?: string; readonly reason?: string };
interface Space {
  description: string;
  private: boolean;
  members: Record<string, Role>;
  projects: Record<string, { create: boolean; restricted: boolean; members: Record<string, Role> }>;
}
/** The files, open to edits. */
export interface Files {
  version: 1;
  users: Record<string, { name: string; role?: string } | 'absent'>;
  groups: Record<string, string[]>;
  roles: Record<string, { description: string; permissions: string[] }>;
  organizations: Record<string, { description: string; members: Record<string, Role>; spaces: Record<string, Space> }>;
  policy: Record<string, unknown>;
}

export interface Change {
  /** The name of its golden files. */
  readonly name: string;
  readonly edit: (files: Files) => void;
  /** What must be read in this order. */
  readonly order: readonly RegExp[];
  /** No more lines than this at 80 columns. */
  readonly lines: number;
}

export function person(number: number): string {
  return `p${String(number).padStart(2, '0')}@example.com`;
}

const organizations = ['Platform', 'Research', 'Support'];

/** Three organizations of five spaces, 60 people; ten of them hold the role Data Scientist, in 14 of the spaces. */
export function account(): Files {
  const people = Array.from({ length: 60 }, (_, index) => person(index + 1));
  const files: Files = {
    version: 1,
    users: Object.fromEntries(
      people.map((email, index) => [
        email,
        { name: `Person ${String(index + 1)}`, ...(index < 3 && { role: 'admin' }) },
      ]),
    ),
    groups: { scientists: people.slice(10, 20) },
    roles: {
      'Data Scientist': {
        description: 'Reads traces',
        permissions: ['PROJECT_READ', 'DATASET_READ', 'DATASET_CREATE'],
      },
      Operator: { description: 'Runs things', permissions: ['PROJECT_READ', 'MONITOR_READ'] },
    },
    organizations: {},
    policy: { unmanaged: 'report', protect: ['user/p01@example.com'] },
  };
  for (const [at, name] of organizations.entries()) {
    const own = [...people.slice(3 + at * 4, 7 + at * 4), ...people.slice(20 + at * 10, 30 + at * 10)];
    const members = Object.fromEntries(own.map((email, index) => [email, index === 0 ? 'admin' : 'member']));
    const spaces: Record<string, Space> = {};
    for (const letter of ['a', 'b', 'c', 'd', 'e']) {
      const isLast = name === 'Support' && letter === 'e';
      spaces[`${name.toLowerCase()}-${letter}`] = {
        description: `Space ${letter}`,
        private: true,
        members: {
          [own[4] ?? '']: 'member',
          [own[5] ?? '']: 'read_only',
          ...(isLast ? {} : { '@scientists': 'Data Scientist' }),
        },
        projects: { web: { create: true, restricted: letter === 'a', members: {} } },
      };
    }
    files.organizations[name] = {
      description: `The organization ${name}`,
      members: { ...members, '@scientists': 'member' },
      spaces,
    };
  }
  return files;
}

const org = (files: Files, name: string) => files.organizations[name] ?? { description: '', members: {}, spaces: {} };
const space = (files: Files, name: string, inner: string) => {
  const found = org(files, name).spaces[inner];
  if (found === undefined) throw new Error(`no space ${inner}`);
  return found;
};

function leave(members: Record<string, Role>, email: string): void {
  Reflect.deleteProperty(members, email);
}

export const changes: readonly Change[] = [
  {
    name: 'team-leaver-permission',
    edit: (files) => {
      files.users['new1@example.com'] = { name: 'New One' };
      files.users['new2@example.com'] = { name: 'New Two' };
      files.users['boss@example.com'] = { name: 'Boss', role: 'admin' };
      files.groups['team'] = ['new1@example.com', 'new2@example.com', person(30)];
      org(files, 'Platform').members['@team'] = 'member';
      org(files, 'Platform').spaces['team'] = {
        description: 'Team',
        private: true,
        members: { '@team': 'member' },
        projects: {},
      };
      leave(org(files, 'Research').members, person(35));
      files.users[person(35)] = 'absent';
      files.roles['Data Scientist']?.permissions.push('DATASET_UPDATE');
    },
    lines: 75,
    order: [
      /boss@example\.com becomes admin of the account/,
      /10 people gain DATASET_UPDATE in 14 places \(role Data Scientist changed\)/,
      /p35@example\.com leaves the account \(was member\)/,
      /join/,
    ],
  },
  {
    name: 'joiner',
    edit: (files) => {
      files.users['new@example.com'] = { name: 'New' };
      files.groups['scientists']?.push('new@example.com');
    },
    lines: 92,
    order: [/new@example\.com joins/],
  },
  {
    name: 'leaver',
    edit: (files) => {
      files.users[person(12)] = 'absent';
      files.groups['scientists'] = files.groups['scientists']?.filter((email) => email !== person(12)) ?? [];
    },
    lines: 45,
    order: [/delete user\/p12@example\.com/, /p12@example\.com leaves the account/],
  },
  {
    name: 'role-permits-less',
    edit: (files) => {
      const role = files.roles['Data Scientist'];
      if (role !== undefined) role.permissions = ['PROJECT_READ'];
    },
    lines: 30,
    order: [/update role\/Data Scientist/, /10 people lose DATASET_CREATE, DATASET_READ in 14 places/],
  },
  {
    name: 'role-lets-give-themselves-more',
    edit: (files) => {
      files.roles['Data Scientist']?.permissions.push('ROLE_UPDATE', 'PROJECT_UPDATE');
    },
    lines: 32,
    order: [/10 people gain PROJECT_UPDATE, ROLE_UPDATE in 14 places/, /can give themselves more \(ROLE_UPDATE\)/],
  },
  {
    name: 'promotion-and-demotion',
    edit: (files) => {
      org(files, 'Platform').members[person(22)] = 'admin';
      space(files, 'Research', 'research-b').members[person(31)] = 'read_only';
    },
    lines: 30,
    order: [/p22@example\.com becomes admin of Platform/, /p31@example\.com becomes read_only instead of member/],
  },
  {
    name: 'space-becomes-public',
    edit: (files) => {
      space(files, 'Platform', 'platform-b').private = false;
    },
    lines: 28,
    order: [/Platform \/ platform-b becomes public/],
  },
  {
    name: 'project-restricted',
    edit: (files) => {
      const web = space(files, 'Platform', 'platform-c').projects['web'];
      if (web !== undefined) web.restricted = true;
    },
    lines: 30,
    order: [/platform-c \/ web is restricted/],
  },
  {
    name: 'restriction-lifted',
    edit: (files) => {
      const web = space(files, 'Platform', 'platform-a').projects['web'];
      if (web !== undefined) web.restricted = false;
    },
    lines: 28,
    order: [/platform-a \/ web is no longer restricted/],
  },
  {
    name: 'organization-goes',
    edit: (files) => {
      (files.organizations as Record<string, unknown>)['Support'] = 'absent';
    },
    lines: 50,
    order: [/delete organization\/Support/, /Support is deleted/],
  },
  {
    name: 'new-organization',
    edit: (files) => {
      files.organizations['Lab'] = {
        description: 'New',
        members: { [person(4)]: 'admin', '@scientists': 'member' },
        spaces: {
          one: { description: '', private: true, members: { '@scientists': 'Data Scientist' }, projects: {} },
          two: { description: '', private: true, members: { '@scientists': 'Data Scientist' }, projects: {} },
        },
      };
    },
    lines: 92,
    order: [/p04@example\.com becomes admin of Lab/, /10 people join/],
  },
  {
    name: 'nothing',
    edit: (files) => {
      leave(org(files, 'Platform').members, person(25));
    },
    lines: 14,
    order: [/1 live object is not in your files/],
  },
];

/** Plans for changes of one and the same account. */
export async function planner(): Promise<(change: Change) => Promise<PlanDocument>> {
  const arize = memoryArize({ privateSpaces: true, roster: 'full' });
  await carryOut(await planOf(await stateOf({ 'access.yaml': stringify(account()) }), arize), arize, {
    concurrency: 1,
  });
  return async ({ edit }) => {
    const files = account();
    edit(files);
    const plan = await planOf(await stateOf({ 'access.yaml': stringify(files) }), arize);
    return planToJson(
      { ...plan, target: { transport: 'ax', axVersion: '0.39.0', profile: 'prod', host: 'api.arize.com' } },
      {
        version: '0.1.0',
        createdAt: new Date(0),
        summary: summarise(plan),
        digest: digestOf(plan.steps),
        destructiveDigest: destructiveDigestOf(plan.steps),
      },
    );
  };
}
