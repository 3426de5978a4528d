import { describe, expect, it } from 'vitest';
import { noPolicy } from '../../src/model/policy.js';
import type { Spec } from '../support/desired.js';
import { desiredState } from '../support/desired.js';
import { memoryArize } from '../support/memory-arize.js';
import { carryOut, planOf } from '../support/reconcile.js';

/* A corpus: changes after which somebody could give themselves more, or that look harmless and are not; and harmless ones. */

type Edit = (spec: MutableSpec) => void;
/** The account before, open to edits. */
interface MutableSpec {
  users: Record<string, { name?: string; role?: string } | 'absent'>;
  roles: Record<string, { permissions: string[]; description?: string; renamedFrom?: string } | 'absent'>;
  organizations: Record<
    string,
    { description?: string; members: Record<string, string>; spaces: Record<string, MutableSpace> }
  >;
}
interface MutableSpace {
  description?: string;
  private: boolean;
  members: Record<string, string>;
  projects: Record<string, { create: boolean; restricted?: boolean; members: Record<string, string> }>;
}

function account(): MutableSpec {
  return {
    users: {
      'root@x.io': { role: 'admin' },
      'dee@x.io': { role: 'admin' },
      'ann@x.io': {},
      'bob@x.io': {},
      'cy@x.io': {},
    },
    roles: {
      Reader: { permissions: ['PROJECT_READ'] },
      Editor: { permissions: ['PROJECT_READ', 'DATASET_CREATE'] },
      Steward: { permissions: ['ROLE_UPDATE'] },
      Binder: { permissions: ['ROLE_BINDING_CREATE'] },
      Setter: { permissions: ['USER_PERMISSION_UPDATE'] },
      Prompter: { permissions: ['PROMPT_UPDATE'] },
      Restricter: { permissions: ['PROMPT_RESTRICT'] },
      Idle: { permissions: ['PROJECT_READ'] },
    },
    organizations: {
      Core: {
        members: { 'ann@x.io': 'member', 'bob@x.io': 'member', 'cy@x.io': 'read_only' },
        spaces: {
          open: {
            private: false,
            members: { 'ann@x.io': 'member' },
            projects: { web: { create: true, restricted: false, members: {} } },
          },
          closed: {
            private: true,
            members: { 'ann@x.io': 'Reader', 'bob@x.io': 'member' },
            projects: {
              chat: { create: true, restricted: true, members: { 'ann@x.io': 'Reader', 'cy@x.io': 'Prompter' } },
              bot: { create: true, restricted: false, members: { 'cy@x.io': 'Editor' } },
            },
          },
        },
      },
      Lab: {
        members: { 'ann@x.io': 'member', 'root@x.io': 'admin' },
        spaces: { lab: { private: true, members: {}, projects: {} } },
      },
    },
  };
}

const core = (spec: MutableSpec) => spec.organizations['Core'] ?? { members: {}, spaces: {} };
const space = (spec: MutableSpec, name: string) =>
  core(spec).spaces[name] ?? { private: true, members: {}, projects: {} };
const project = (spec: MutableSpec, name: string) =>
  space(spec, 'closed').projects[name] ?? { create: true, members: {} };
const role = (spec: MutableSpec, name: string) => spec.roles[name] as { permissions: string[]; description?: string };
const lab = (spec: MutableSpec) => spec.organizations['Lab'] ?? { members: {}, spaces: {} };

async function findings(edit: Edit): Promise<readonly string[]> {
  const arize = memoryArize({ privateSpaces: true, roster: 'full' });
  await carryOut(await planOf(desiredState(account()), arize), arize, { concurrency: 1 });
  const edited = account();
  edit(edited);
  const policy = { ...noPolicy, separate: [['PROMPT_RESTRICT', 'PROMPT_UPDATE']] };
  const plan = await planOf(desiredState({ ...(edited as Spec), policy }), arize);
  return plan.escalations.map(({ rule, on, message }) => `${rule} ${on}: ${message}`);
}

const powers = { Steward: 'ROLE_UPDATE', Binder: 'ROLE_BINDING_CREATE', Setter: 'USER_PERMISSION_UPDATE' } as const;

const escalating: readonly (readonly [title: string, edit: Edit, expected: RegExp])[] = [
  ...Object.entries(powers).flatMap(([name, power]): (readonly [string, Edit, RegExp])[] => [
    [
      `${name} in a public space`,
      (spec) => {
        space(spec, 'open').members['bob@x.io'] = name;
      },
      new RegExp(`self-grant .*open: bob@x.io gains ${power}`),
    ],
    [
      `${name} in a private space`,
      (spec) => {
        space(spec, 'closed').members['cy@x.io'] = name;
      },
      new RegExp(`self-grant .*closed: cy@x.io gains ${power}`),
    ],
    [
      `${name} on a restricted project`,
      (spec) => {
        project(spec, 'chat').members['bob@x.io'] = name;
      },
      new RegExp(`self-grant .*chat: bob@x.io gains ${power}`),
    ],
    [
      `${name} in the place of another role`,
      (spec) => {
        project(spec, 'bot').members['cy@x.io'] = name;
      },
      new RegExp(`self-grant .*bot: cy@x.io gains ${power}`),
    ],
    [
      `${power} in a role that is held`,
      (spec) => {
        role(spec, 'Reader').permissions.push(power);
      },
      new RegExp(`wider-role role/Reader: .*gains ${power}`),
    ],
    [
      `${power} in a role that is held, by whom`,
      (spec) => {
        role(spec, 'Editor').permissions.push(power);
      },
      new RegExp(`self-grant .*bot: cy@x.io gains ${power}`),
    ],
  ]),
  [
    'an admin of an organization',
    (spec) => {
      core(spec).members['bob@x.io'] = 'admin';
    },
    /self-grant organization\/Core: bob@x.io becomes admin of Core/,
  ],
  [
    'an admin of another organization',
    (spec) => {
      lab(spec).members['ann@x.io'] = 'admin';
    },
    /self-grant organization\/Lab: ann@x.io becomes admin/,
  ],
  [
    'a new member as admin',
    (spec) => {
      lab(spec).members['cy@x.io'] = 'admin';
    },
    /self-grant organization\/Lab: cy@x.io/,
  ],
  [
    'an admin of a private space',
    (spec) => {
      space(spec, 'closed').members['bob@x.io'] = 'admin';
    },
    /self-grant .*closed: bob@x.io becomes admin of Core \/ closed/,
  ],
  [
    'an admin of a public space',
    (spec) => {
      space(spec, 'open').members['cy@x.io'] = 'admin';
    },
    /self-grant .*open: cy@x.io becomes admin/,
  ],
  [
    'an admin in the place of a custom role',
    (spec) => {
      space(spec, 'closed').members['ann@x.io'] = 'admin';
    },
    /self-grant .*closed: ann@x.io becomes admin/,
  ],
  [
    'a new account admin',
    (spec) => {
      spec.users['new@x.io'] = { role: 'admin' };
    },
    /self-grant account: new@x.io becomes admin of the account/,
  ],
  [
    'a space made public',
    (spec) => {
      space(spec, 'closed').private = false;
    },
    /public-space .*closed: Core \/ closed becomes public/,
  ],
  [
    'a restriction lifted',
    (spec) => {
      project(spec, 'chat').restricted = false;
    },
    /unrestricted .*chat: Core \/ closed \/ chat is no longer restricted/,
  ],
  [
    'one more permission in a role that is held',
    (spec) => {
      role(spec, 'Reader').permissions.push('DATASET_CREATE');
    },
    /wider-role role\/Reader: the role "Reader", held by 1 person .* gains DATASET_CREATE/,
  ],
  [
    'one more permission in another role',
    (spec) => {
      role(spec, 'Prompter').permissions.push('DATASET_READ');
    },
    /wider-role role\/Prompter/,
  ],
  [
    'what is to be separate, through one role',
    (spec) => {
      role(spec, 'Prompter').permissions.push('PROMPT_RESTRICT');
    },
    /separate .*chat: cy@x.io would have PROMPT_RESTRICT and PROMPT_UPDATE together/,
  ],
  [
    'what is to be separate, through a role for somebody new',
    (spec) => {
      role(spec, 'Idle').permissions.push('PROMPT_UPDATE', 'PROMPT_RESTRICT');
      space(spec, 'closed').members['cy@x.io'] = 'Idle';
    },
    /separate .*closed: cy@x.io/,
  ],
  [
    'what is to be separate, through a role that is called as if it came from above',
    (spec) => {
      spec.roles['Both (space)'] = { permissions: ['PROMPT_UPDATE', 'PROMPT_RESTRICT'] };
      space(spec, 'closed').members['cy@x.io'] = 'Both (space)';
    },
    /separate .*closed: cy@x.io .*through "Both \(space\)"/,
  ],
  [
    'what is to be separate, through a role that is called as administrators are',
    (spec) => {
      spec.roles['admin (account)'] = { permissions: ['PROMPT_UPDATE', 'PROMPT_RESTRICT'] };
      space(spec, 'closed').members['cy@x.io'] = 'admin (account)';
    },
    /separate .*closed: cy@x.io .*through "admin \(account\)"/,
  ],
  [
    'what is to be separate, through a role whose name begins as theirs does',
    (spec) => {
      spec.roles['admin helper'] = { permissions: ['PROMPT_UPDATE', 'PROMPT_RESTRICT'] };
      space(spec, 'closed').members['cy@x.io'] = 'admin helper';
    },
    /separate .*closed: cy@x.io .*through admin helper/,
  ],
  [
    'what is to be separate, through space and project',
    (spec) => {
      space(spec, 'closed').members['cy@x.io'] = 'Restricter';
      project(spec, 'bot').members['cy@x.io'] = 'Prompter';
    },
    /separate .*bot: cy@x.io/,
  ],
  [
    'what is to be separate, once a restriction is lifted',
    (spec) => {
      space(spec, 'closed').members['cy@x.io'] = 'Restricter';
      project(spec, 'chat').restricted = false;
    },
    /separate .*chat: cy@x.io/,
  ],
];

const harmless: readonly (readonly [title: string, edit: Edit])[] = [
  ['nothing', () => undefined],
  [
    'a reader in a space',
    (spec) => {
      space(spec, 'closed').members['cy@x.io'] = 'Reader';
    },
  ],
  [
    'an editor in a space',
    (spec) => {
      space(spec, 'open').members['bob@x.io'] = 'Editor';
    },
  ],
  [
    'a reader on a project',
    (spec) => {
      project(spec, 'chat').members['bob@x.io'] = 'Reader';
    },
  ],
  [
    'a member of an organization',
    (spec) => {
      lab(spec).members['bob@x.io'] = 'member';
    },
  ],
  [
    'a member of a space',
    (spec) => {
      space(spec, 'open').members['bob@x.io'] = 'member';
    },
  ],
  [
    'a reader less',
    (spec) => {
      space(spec, 'closed').members['ann@x.io'] = 'absent';
    },
  ],
  [
    'a member less',
    (spec) => {
      space(spec, 'closed').members['bob@x.io'] = 'absent';
    },
  ],
  [
    'a binding less',
    (spec) => {
      project(spec, 'bot').members['cy@x.io'] = 'absent';
    },
  ],
  [
    'a person less',
    (spec) => {
      spec.users['bob@x.io'] = 'absent';
      delete core(spec).members['bob@x.io'];
      delete space(spec, 'closed').members['bob@x.io'];
    },
  ],
  [
    'a description of an organization',
    (spec) => {
      core(spec).description = 'x';
    },
  ],
  [
    'a description of a space',
    (spec) => {
      space(spec, 'closed').description = 'x';
    },
  ],
  [
    'a description of a role',
    (spec) => {
      role(spec, 'Reader').description = 'x';
    },
  ],
  [
    'a new space',
    (spec) => {
      core(spec).spaces['new'] = { private: true, members: {}, projects: {} };
    },
  ],
  [
    'a new public space',
    (spec) => {
      core(spec).spaces['new'] = { private: false, members: {}, projects: {} };
    },
  ],
  [
    'a new project',
    (spec) => {
      space(spec, 'closed').projects['new'] = { create: true, members: {} };
    },
  ],
  [
    'a new restricted project',
    (spec) => {
      space(spec, 'closed').projects['new'] = { create: true, restricted: true, members: { 'ann@x.io': 'Reader' } };
    },
  ],
  [
    'a new person',
    (spec) => {
      spec.users['new@x.io'] = {};
    },
  ],
  [
    'a new role that nobody has',
    (spec) => {
      spec.roles['New'] = { permissions: ['ROLE_UPDATE'] };
    },
  ],
  [
    'a power in a role that nobody has',
    (spec) => {
      role(spec, 'Idle').permissions.push('ROLE_BINDING_CREATE');
    },
  ],
  [
    'a permission less in a role',
    (spec) => {
      role(spec, 'Editor').permissions = ['PROJECT_READ'];
    },
  ],
  [
    'a role that nobody has less',
    (spec) => {
      spec.roles['Idle'] = 'absent';
    },
  ],
  [
    'a space made private',
    (spec) => {
      space(spec, 'open').private = true;
    },
  ],
  [
    'a restriction',
    (spec) => {
      project(spec, 'bot').restricted = true;
    },
  ],
  [
    'a lesser role in an organization',
    (spec) => {
      core(spec).members['ann@x.io'] = 'read_only';
    },
  ],
  [
    'an organization admin less',
    (spec) => {
      lab(spec).members['root@x.io'] = 'member';
    },
  ],
  [
    'an account admin as member of a space',
    (spec) => {
      lab(spec).members['dee@x.io'] = 'member';
    },
  ],
  [
    'an account admin as admin of an organization',
    (spec) => {
      core(spec).members['dee@x.io'] = 'admin';
    },
  ],
  [
    'one half of what is to be separate',
    (spec) => {
      space(spec, 'open').members['bob@x.io'] = 'Prompter';
    },
  ],
  [
    'the other half, elsewhere',
    (spec) => {
      space(spec, 'open').members['cy@x.io'] = 'Restricter';
    },
  ],
  [
    'a name',
    (spec) => {
      spec.users['ann@x.io'] = { name: 'Ann' };
    },
  ],
  [
    'a role under another name',
    (spec) => {
      spec.roles['Lector'] = { permissions: ['PROJECT_READ'], renamedFrom: 'Idle' };
      delete spec.roles['Idle'];
    },
  ],
];

describe('the corpus', () => {
  it('is large enough', () => {
    expect(escalating.length).toBeGreaterThanOrEqual(30);
    expect(harmless.length).toBeGreaterThanOrEqual(30);
  });
  it.each(escalating)('finds %s', async (_title, edit, expected) => {
    expect(await findings(edit)).toEqual(expect.arrayContaining([expect.stringMatching(expected) as string]));
  });
  it.each(harmless)('lets pass: %s', async (_title, edit) => {
    expect(await findings(edit)).toEqual([]);
  });
});
