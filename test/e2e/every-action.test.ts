import { afterEach, describe, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/*
 * Every kind and action on the real ax, kept warm and started anew each time, and over REST: the same files lead to the
 * same plans and to the same account, whichever way they go.
 */

const first = `
version: 1
users:
  zoe@example.com: { name: Zoe Zimmer, developer: true }
  jane@example.com: { name: Jane Doe, role: admin }
roles:
  Writer: { description: Writes, permissions: [DATASET_READ, DATASET_CREATE] }
  Gone: { permissions: [PROJECT_READ] }
organizations:
  Lab [x]:
    description: "-starts with a dash, and holds 'quotes' [red]"
    members: { jane@example.com: admin, zoe@example.com: member, mei@example.com: read-only }
    spaces:
      one:
        description: One
        members: { jane@example.com: ADMIN, zoe@example.com: Writer, mei@example.com: member }
        projects:
          bot: { create: true, restricted: true, members: { zoe@example.com: Writer } }
          tmp: { create: true }
      two: {}
`;

const second = `
version: 1
users:
  zoe@example.com: { name: Zoe Z, developer: false }
roles:
  Author: { renamed_from: Writer, permissions: [DATASET_CREATE, DATASET_UPDATE] }
  Gone: absent
organizations:
  Laboratory:
    renamed_from: Lab [x]
    description: ""
    members: { jane@example.com: admin, zoe@example.com: admin, mei@example.com: absent }
    spaces:
      uno:
        renamed_from: one
        members: { jane@example.com: admin, zoe@example.com: member }
        projects:
          robot: { renamed_from: bot, restricted: false, members: { zoe@example.com: absent } }
          tmp: absent
      two: absent
`;

const ways = {
  // Without the roster, so that memberships are asserted too; with it is test/e2e/membership.
  'the real ax, kept warm': ['--ax-mode', 'warm', '--roster', 'off'],
  'the real ax, started anew each time': ['--ax-mode', 'plain', '--roster', 'off'],
  'the REST API': ['--transport', 'api', '--roster', 'off'],
};

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

describe.each(Object.entries(ways))('through %s', (_name, flags) => {
  it('creates, updates, renames, removes and asserts every kind of object', async () => {
    rig = await startRig();
    await rig.write('access.yaml', first);
    const planned = await rig.run(['plan', '--format', 'json', ...flags]);
    expect(planned).toMatchObject({ exitCode: 0 });
    expect(steps(planned.stdout)).toEqual([
      ' create organization organization/Lab [x]',
      ' create organization-member organization/Lab [x]/member/jane@example.com',
      ' create organization-member organization/Lab [x]/member/mei@example.com',
      ' create space organization/Lab [x]/space/one',
      ' create space-member organization/Lab [x]/space/one/member/jane@example.com',
      ' create space-member organization/Lab [x]/space/one/member/mei@example.com',
      ' create project organization/Lab [x]/space/one/project/bot',
      ' create project organization/Lab [x]/space/one/project/tmp',
      ' create space organization/Lab [x]/space/two',
      ' create role role/Gone',
      ' create role role/Writer',
      ' create user user/zoe@example.com',
      ' create organization-member organization/Lab [x]/member/zoe@example.com',
      ' create space-role-binding organization/Lab [x]/space/one/member/zoe@example.com',
      ' create project-role-binding organization/Lab [x]/space/one/project/bot/member/zoe@example.com',
      ' create restriction organization/Lab [x]/space/one/project/bot/restriction',
      ' update user user/zoe@example.com',
    ]);

    const applied = await rig.run(['apply', '--auto-approve', '--quiet', ...flags]);
    expect(`${applied.stdout}${applied.stderr}`).toContain('Applied 17 steps.');
    expect(applied.exitCode).toBe(0);
    expect(lab(rig, 'Lab [x]')).toEqual({
      organization: { name: 'Lab [x]', description: "-starts with a dash, and holds 'quotes' [red]" },
      spaces: ['one: One', 'two: '],
      members: [
        'jane@example.com ADMIN',
        'mei@example.com READ_ONLY',
        'zoe@example.com MEMBER',
        'one: jane@example.com ADMIN',
        'one: mei@example.com MEMBER',
      ],
      bindings: ['one/bot: zoe@example.com Writer', 'one: zoe@example.com Writer'],
      restricted: ['one/bot'],
      projects: ['one/bot', 'one/tmp'],
    });
    expect(rig.state().users.find(({ email }) => email === 'zoe@example.com')).toMatchObject({
      name: 'Zoe Zimmer',
      role: 'MEMBER',
      status: 'INVITED',
      is_developer: true,
    });

    const again = await rig.run(['plan', '--detailed-exitcode', ...flags]);
    expect(again.stdout).toContain('No changes in what can be seen');
    expect(again.exitCode).toBe(0);

    // Anew each time takes minutes, and says nothing more from here on.
    if (flags.includes('plain')) return;
    await rig.write('access.yaml', second);
    const changed = await rig.run(['plan', '--format', 'json', '--detailed-exitcode', ...flags]);
    expect(changed.exitCode).toBe(2);
    expect(steps(changed.stdout)).toEqual([
      ' rename organization organization/Laboratory',
      ' rename space organization/Laboratory/space/uno',
      ' rename project organization/Laboratory/space/uno/project/robot',
      ' rename role role/Author',
      ' update organization organization/Laboratory',
      ' assert organization-member organization/Laboratory/member/jane@example.com',
      ' assert organization-member organization/Laboratory/member/zoe@example.com',
      ' assert space-member organization/Laboratory/space/uno/member/jane@example.com',
      ' assert space-member organization/Laboratory/space/uno/member/zoe@example.com',
      ' update user user/zoe@example.com',
      '!delete space organization/Laboratory/space/two',
      // Opened before the single grants go, so that whoever is in by both keeps the way in.
      '!delete restriction organization/Laboratory/space/uno/project/robot/restriction',
      '!assert organization-member organization/Laboratory/member/mei@example.com',
      '!delete space-role-binding organization/Laboratory/space/uno/member/zoe@example.com',
      '!delete project-role-binding organization/Laboratory/space/uno/project/robot/member/zoe@example.com',
      '!delete project organization/Laboratory/space/uno/project/tmp',
      '!update role role/Author',
      '!delete role role/Gone',
    ]);

    const withheld = await rig.run(['apply', '--auto-approve', '--quiet', ...flags]);
    expect(withheld.exitCode).toBe(2);
    expect(withheld.stdout).toContain('Applied 10 of 18 steps: 8 withheld.');
    const removed = await rig.run(['apply', '--auto-approve', '--allow-destructive', '--quiet', ...flags]);
    expect(`${removed.stdout}${removed.stderr}`).not.toMatch(/still differs|failed/i);
    expect(removed.exitCode).toBe(0);
    expect(lab(rig, 'Laboratory')).toEqual({
      organization: { name: 'Laboratory', description: '' },
      spaces: ['uno: One'],
      members: [
        'jane@example.com ADMIN',
        'zoe@example.com ADMIN',
        'uno: jane@example.com ADMIN',
        'uno: zoe@example.com MEMBER',
      ],
      bindings: [],
      restricted: [],
      projects: ['uno/robot'],
    });
    expect(
      rig
        .state()
        .roles.filter(({ is_predefined }) => !is_predefined)
        .map(({ name, description, permissions }) => `${name}: ${description}: ${[...permissions].sort().join()}`),
    ).toContain('Author: Writes: DATASET_CREATE,DATASET_UPDATE');
    const end = await rig.run(['plan', '--detailed-exitcode', ...flags]);
    expect(end.stdout).toContain('No changes in what can be seen');
    expect(end.exitCode).toBe(0);
  }, 600_000);
});

function steps(json: string): readonly string[] {
  const plan = JSON.parse(json) as {
    readonly steps: readonly {
      readonly address: string;
      readonly kind: string;
      readonly action: string;
      readonly destructive: boolean;
    }[];
  };
  return plan.steps.map(
    ({ action, kind, address, destructive }) => `${destructive ? '!' : ' '}${action} ${kind} ${address}`,
  );
}

/** Everything in one organization, in a form that reads. */
function lab({ state }: Rig, name: string) {
  const { organizations, spaces, memberships, bindings, restrictions, projects } = state();
  const inside = <T extends { readonly organization: string }>(list: readonly T[]) =>
    list.filter(({ organization }) => organization === name);
  const found = organizations.find((organization) => organization.name === name);
  return {
    organization: { name: found?.name, description: found?.description },
    spaces: inside(spaces)
      .map((space) => `${space.name}: ${space.description}`)
      .sort(),
    members: inside(memberships)
      .map(({ space, user, role }) => `${space === undefined ? '' : `${space}: `}${user} ${role}`)
      .sort((a, b) => Number(a.includes(':')) - Number(b.includes(':')) || (a < b ? -1 : 1)),
    bindings: inside(bindings)
      .map(({ space, project, user, role }) => `${space}${project === undefined ? '' : `/${project}`}: ${user} ${role}`)
      .sort(),
    restricted: inside(restrictions).map(({ space, project }) => `${space}/${project}`),
    projects: inside(projects)
      .map((project) => `${project.space}/${project.name}`)
      .sort(),
  };
}
