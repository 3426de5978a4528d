import { describe, expect, it } from 'vitest';
import type { Address } from '../../src/model/address.js';
import { readPlanJson, stringifyPlan } from '../../src/report/plan-json.js';
import { planToMarkdown } from '../../src/report/plan-markdown.js';
import { printPlan } from '../../src/report/plan-text.js';
import { document, plain, richPlan, step } from './factory.js';

const space = 'organization/Platform Team/space/team-alpha';

function members(number: number) {
  return Array.from({ length: number }, (_, index) =>
    step(`${space}/member/p${String(index)}@example.com`, 'assert', {
      kind: 'space-member',
      after: { role: 'member' },
    }),
  );
}

describe('a plan with something of everything', () => {
  it('at 80 columns', () => {
    expect(printPlan(richPlan(), plain)).toMatchInlineSnapshot(`
      "Plan for profile prod at api.arize.com (ax 0.39.0)

      1 setting can't be applied
        ! user/eve@example.com
            role: the account role cannot be changed through ax; change it in the UI

      DESTRUCTIVE: 4 steps, 1 irreversible
        ~ update role/Data Scientist  permissions: +DATASET_CREATE, -PROJECT_READ
            [escalates]  # access.yaml:12
        - delete organization/Platform Team/space/team-alpha/member/mei@example.com
            role: read_only  # replaced by a space role binding (access.yaml:12)
            the grant that replaces it comes right after it: until then, there is no
                access
        ? assert organization/Platform Team/space/team-alpha/member/old@example.com
            absent
            # declared absent; whether it is live can't be read (access.yaml:12)
            whether it is there can't be read; if it is, it is removed
        - delete user/bob@example.com  name: "Bob"  role: member  [irreversible]
            # declared absent (access.yaml:8)
            Arize also removes 2:
              organization/Platform Team/space/team-alpha/member/bob@example.com
              organization/Platform Team/space/team-alpha/project/chatbot/member/bob@example.com
            Arize also removes memberships that can't be read

      Account
        + create user raj@example.com  invite: email_link  name: "Raj Patel"
            role: member  # access.yaml:12
        + create user root2@example.com  name: "Root"  role: admin  [escalates]
            # access.yaml:12
        ~ update user jane@example.com  developer: (none) → true
            name: "Jane" → "Jane Doe"  # access.yaml:12

      Platform Team
        > rename organization Platform Team  name: "ML Platform" → "Platform Team"
            # renamed from "ML Platform" (access.yaml:20)
        + create member raj@example.com  role: member
            # through group data-science (access.yaml:12)

      Platform Team / team-alpha
        + create member mei@example.com  role: "Data Scientist"  (role binding)
            # access.yaml:12
        + create project chatbot restriction  # access.yaml:12

      Can't be seen
        ? 3 memberships of Platform Team can't be read; apply asserts them (escalates,
            where it is new: amy@example.com as admin)
        ? 1 membership of Platform Team / team-alpha can't be read; apply asserts it
        neither ax nor the REST API lists the members of an organization:
          organization/Platform Team/member/*
        neither ax nor the REST API lists the members of a space; custom roles are
            seen through their role bindings:
          organization/Platform Team/space/team-alpha/member/*

      1 live object is not in your files (left alone)
        role/Old Role

      Plan: 5 to create, 3 to update, 2 to delete (4 destructive), 5 to assert. 3
          steps escalate. 1 setting can't be applied. 1 live object is not in your
          files.

      Digest: sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      Destructive digest: sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
      "
    `);
  });

  it('at 40 columns', () => {
    expect(printPlan(richPlan(), { ...plain, width: 40 })).toMatchInlineSnapshot(`
      "Plan for profile prod at api.arize.com
          (ax 0.39.0)

      1 setting can't be applied
        ! user/eve@example.com
            role: the account role cannot be
            changed through ax; change it in
            the UI

      DESTRUCTIVE: 4 steps, 1 irreversible
        ~ update role/Data Scientist
            permissions: +DATASET_CREATE,
            -PROJECT_READ  [escalates]
            # access.yaml:12
        - delete organization/Platform Team/space/team-alpha/member/mei@example.com
            role: read_only
            # replaced by a space role binding
            (access.yaml:12)
            the grant that replaces it comes
                right after it: until then,
                there is no access
        ? assert organization/Platform Team/space/team-alpha/member/old@example.com
            absent
            # declared absent; whether it is
            live can't be read
            (access.yaml:12)
            whether it is there can't be read;
                if it is, it is removed
        - delete user/bob@example.com
            name: "Bob"  role: member
            [irreversible]
            # declared absent (access.yaml:8)
            Arize also removes 2:
              organization/Platform Team/space/team-alpha/member/bob@example.com
              organization/Platform Team/space/team-alpha/project/chatbot/member/bob@example.com
            Arize also removes memberships
                that can't be read

      Account
        + create user raj@example.com
            invite: email_link
            name: "Raj Patel"  role: member
            # access.yaml:12
        + create user root2@example.com
            name: "Root"  role: admin
            [escalates]  # access.yaml:12
        ~ update user jane@example.com
            developer: (none) → true
            name: "Jane" → "Jane Doe"
            # access.yaml:12

      Platform Team
        > rename organization Platform Team
            name: "ML Platform" → "Platform
            Team"
            # renamed from "ML Platform"
            (access.yaml:20)
        + create member raj@example.com
            role: member
            # through group data-science
            (access.yaml:12)

      Platform Team / team-alpha
        + create member mei@example.com
            role: "Data Scientist"
            (role binding)  # access.yaml:12
        + create project chatbot restriction
            # access.yaml:12

      Can't be seen
        ? 3 memberships of Platform Team can't
            be read; apply asserts them
            (escalates, where it is new:
            amy@example.com as admin)
        ? 1 membership of Platform Team /
            team-alpha can't be read; apply
            asserts it
        neither ax nor the REST API lists the
            members of an organization:
          organization/Platform Team/member/*
        neither ax nor the REST API lists the
            members of a space; custom roles
            are seen through their role
            bindings:
          organization/Platform Team/space/team-alpha/member/*

      1 live object is not in your files (left
          alone)
        role/Old Role

      Plan: 5 to create, 3 to update, 2 to
          delete (4 destructive), 5 to assert.
          3 steps escalate. 1 setting can't be
          applied. 1 live object is not in
          your files.

      Digest: sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      Destructive digest: sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
      "
    `);
  });

  it('at 120 columns, ASCII only', () => {
    expect(printPlan(richPlan(), { ...plain, width: 120, unicode: false })).toMatchInlineSnapshot(`
      "Plan for profile prod at api.arize.com (ax 0.39.0)

      1 setting can't be applied
        ! user/eve@example.com  role: the account role cannot be changed through ax; change it in the UI

      DESTRUCTIVE: 4 steps, 1 irreversible
        ~ update role/Data Scientist  permissions: +DATASET_CREATE, -PROJECT_READ  [escalates]  # access.yaml:12
        - delete organization/Platform Team/space/team-alpha/member/mei@example.com  role: read_only
            # replaced by a space role binding (access.yaml:12)
            the grant that replaces it comes right after it: until then, there is no access
        ? assert organization/Platform Team/space/team-alpha/member/old@example.com  absent
            # declared absent; whether it is live can't be read (access.yaml:12)
            whether it is there can't be read; if it is, it is removed
        - delete user/bob@example.com  name: "Bob"  role: member  [irreversible]  # declared absent (access.yaml:8)
            Arize also removes 2:
              organization/Platform Team/space/team-alpha/member/bob@example.com
              organization/Platform Team/space/team-alpha/project/chatbot/member/bob@example.com
            Arize also removes memberships that can't be read

      Account
        + create user raj@example.com  invite: email_link  name: "Raj Patel"  role: member  # access.yaml:12
        + create user root2@example.com  name: "Root"  role: admin  [escalates]  # access.yaml:12
        ~ update user jane@example.com  developer: (none) -> true  name: "Jane" -> "Jane Doe"  # access.yaml:12

      Platform Team
        > rename organization Platform Team  name: "ML Platform" -> "Platform Team"
            # renamed from "ML Platform" (access.yaml:20)
        + create member raj@example.com  role: member  # through group data-science (access.yaml:12)

      Platform Team / team-alpha
        + create member mei@example.com  role: "Data Scientist"  (role binding)  # access.yaml:12
        + create project chatbot restriction  # access.yaml:12

      Can't be seen
        ? 3 memberships of Platform Team can't be read; apply asserts them (escalates, where it is new: amy@example.com as
            admin)
        ? 1 membership of Platform Team / team-alpha can't be read; apply asserts it
        neither ax nor the REST API lists the members of an organization:
          organization/Platform Team/member/*
        neither ax nor the REST API lists the members of a space; custom roles are seen through their role bindings:
          organization/Platform Team/space/team-alpha/member/*

      1 live object is not in your files (left alone)
        role/Old Role

      Plan: 5 to create, 3 to update, 2 to delete (4 destructive), 5 to assert. 3 steps escalate. 1 setting can't be applied.
          1 live object is not in your files.

      Digest: sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      Destructive digest: sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
      "
    `);
  });

  it('is the same text in colour', () => {
    for (const width of [40, 80, 120, Infinity]) {
      const coloured = printPlan(richPlan(), { ...plain, width, color: true });
      expect(coloured.replaceAll(/\u001B\[\d+m/g, '')).toBe(printPlan(richPlan(), { ...plain, width }));
      expect(coloured).toContain('\u001B[31m- delete user/bob@example.com\u001B[39m');
    }
  });

  it('is the same text from a saved plan', () => {
    const saved = readPlanJson(stringifyPlan(richPlan()));
    expect(saved.ok && printPlan(saved.value, plain)).toBe(printPlan(richPlan(), plain));
  });

  it('never breaks an address or a digest', () => {
    const lines = printPlan(richPlan(), { ...plain, width: 40 }).split('\n');
    const tooLong = lines.filter(({ length }) => length > 40).map((line) => line.trim());
    for (const line of tooLong) expect(line).toMatch(/^([-?] \w+ )?organization\/.*(@example\.com|\*)$|igest: \S+$/);
    expect(tooLong).toContain('organization/Platform Team/space/team-alpha/project/chatbot/member/bob@example.com');
  });
});

describe('nothing to do', () => {
  it('at all', () => {
    expect(printPlan(document([]), plain)).toBe(
      'Plan for profile prod at api.arize.com (ax 0.39.0)\n\nNo changes: everything in your files is applied.\n',
    );
  });

  it('but to assert', () => {
    expect(printPlan(document(members(12)), plain)).toMatchInlineSnapshot(`
      "Plan for profile prod at api.arize.com (ax 0.39.0)

      Can't be seen
        ? 12 memberships of Platform Team / team-alpha can't be read; apply asserts
            them

      No changes: all that can be read is applied; 12 to assert.

      Digest: sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      "
    `);
  });

  it('that can be done', () => {
    const blocked = [{ address: 'user/eve@example.com' as Address, reason: 'role: change it in the UI' }];
    const target = { transport: 'api' as const, host: '127.0.0.1:8080' };
    expect(printPlan(document([], { blocked, target }), plain)).toMatchInlineSnapshot(`
      "Plan for 127.0.0.1:8080 (REST API)

      1 setting can't be applied
        ! user/eve@example.com  role: change it in the UI

      No changes. 1 setting can't be applied.
      "
    `);
  });

  it('says so where what is asserted is a removal', () => {
    const removal = step(`${space}/member/old@example.com`, 'assert', { kind: 'space-member', destructive: true });
    const text = printPlan(document([removal]), plain);
    expect(text).toContain(
      'DESTRUCTIVE: 1 step\n  ? assert organization/Platform Team/space/team-alpha/member/old@example.com',
    );
    expect(text).toContain('No changes: all that can be read is applied; 1 to assert (1 destructive).');
  });
});

describe('long lists', () => {
  const cascade = (number: number) =>
    Array.from({ length: number }, (_, index) => `${space}/member/p${String(index)}@example.com` as Address);
  const shown = (number: number) => {
    const text = printPlan(document([step(space, 'delete', { kind: 'space', cascade: cascade(number) })]), plain);
    return {
      addresses: text.match(/^ {8}organization\//gm)?.length,
      more: /… and (\d+) more/.exec(text)?.[1],
      count: /removes (\d+):/.exec(text)?.[1],
    };
  };

  it('spells a cascade out, and folds it only where it is very long', () => {
    expect(shown(1)).toEqual({ addresses: 1, more: undefined, count: '1' });
    expect(shown(20)).toEqual({ addresses: 20, more: undefined, count: '20' });
    // One more line says as much as “and 1 more”.
    expect(shown(21)).toEqual({ addresses: 21, more: undefined, count: '21' });
    expect(shown(500)).toEqual({ addresses: 20, more: '480', count: '500' });
  });

  it('counts what is unmanaged and shows the first', () => {
    const unmanaged = cascade(30).map((address) => ({ address, kind: 'space-member' as const, id: 'x' }));
    const text = printPlan(document([], { unmanaged }), plain);
    expect(text).toContain('30 live objects are not in your files (left alone)\n');
    expect(text).toContain('  … and 10 more (--format json lists all)\n');
  });

  it('shows a few of those who are made admins by an assertion', () => {
    const admins = members(9).map((member) => ({
      ...member,
      risk: ['escalates' as const],
      changes: [{ field: 'role', before: null, after: 'admin' }],
    }));
    expect(printPlan(document(admins), { ...plain, width: Infinity })).toContain(
      "  ? 9 memberships of Platform Team / team-alpha can't be read; apply asserts them (escalates, where it is new: p0@example.com as admin, p1@example.com as admin, p2@example.com as admin, p3@example.com as admin, p4@example.com as admin and 4 more)\n",
    );
  });

  it('takes 100,000 assertions as one line', () => {
    const text = printPlan(document(members(100_000)), plain);
    expect(text).toContain(
      "  ? 100000 memberships of Platform Team / team-alpha can't be read; apply\n      asserts them\n",
    );
    expect(text.split('\n').length).toBeLessThan(15);
  });
});

it('tells names apart that could be mistaken for something else', () => {
  const steps = ['a / b', ' x ', '', 'say "hi"', '50%'].map((name) =>
    step(`organization/${name.replaceAll('%', '%25').replaceAll('/', '%2F')}`, 'create', {
      kind: 'organization',
      after: {},
      source: null,
      reason: '',
    }),
  );
  expect(printPlan(document(steps), plain)).toMatchInlineSnapshot(`
    "Plan for profile prod at api.arize.com (ax 0.39.0)

    ""
      + create organization ""

    " x "
      + create organization " x "

    50%
      + create organization 50%

    "a / b"
      + create organization "a / b"

    "say \\"hi\\""
      + create organization "say \\"hi\\""

    Plan: 5 to create, 0 to update, 0 to delete.

    Digest: sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
    "
  `);
});

it('spells out two values that look the same', () => {
  const change = (before: string, after: string) =>
    printPlan(document([step('organization/A', 'update', { before: { name: before }, after: { name: after } })]), {
      ...plain,
      width: 200,
    });
  expect(change('\u00c9quipe', 'E\u0301quipe')).toContain('name: "\\u00c9quipe" → "E\\u0301quipe"');
  expect(change('D\u0430ta', 'Data')).toContain('name: "D\\u0430ta" → "Data"');
  expect(change('\u00c9quipe', 'Team')).toContain('name: "\u00c9quipe" → "Team"');
});

it('does not depend on the order of fields', () => {
  const one = document([step('user/a@b.c', 'create', { after: { name: 'A', role: 'member' } })]);
  const other = document([step('user/a@b.c', 'create', { after: { role: 'member', name: 'A' } })]);
  expect(stringifyPlan(other)).toBe(stringifyPlan(one));
});

it('shows first what weakens the guardrails, then what a reviewer should know', () => {
  const changes = [
    { field: 'protect', before: 'user/a@b.c', after: null, weakens: true },
    {
      field: 'max_destructive',
      before: '10',
      after: '5',
      weakens: false,
      source: { file: 'f.yaml', line: 3, column: 9 },
    },
  ];
  const warnings = [{ address: 'role/R' as Address, message: 'look' }];
  const made = document([step('role/R', 'create', { kind: 'role' })], { policyChanges: changes, warnings });
  expect(printPlan(made, plain).split('\n').slice(2, 11)).toEqual([
    'This change weakens its own guardrails',
    '  protect: removed user/a@b.c',
    'Guardrails that change otherwise',
    '  max_destructive: 10 → 5  (f.yaml:3)',
    '',
    'Warnings',
    '  ! role/R  look',
    '',
    'Account',
  ]);
  expect(planToMarkdown(made).indexOf('weakens its own guardrails: 1 line')).toBeGreaterThan(0);
  expect(planToMarkdown(made).indexOf('weakens its own guardrails')).toBeLessThan(
    planToMarkdown(made).indexOf('Warnings: 1'),
  );
});

it.each([40, 80])('wraps what ends soon between words and pieces, at %i columns', (width) => {
  const made = document([], {
    expiring: [
      {
        address: 'organization/Platform Team/space/team-alpha/member/eve@example.com' as never,
        until: '2026-12-01',
        reason: 'INC-123: helps with the move of the old dashboards to the new account',
      },
    ],
  });
  const text = printPlan(made, { ...plain, width });
  const section = text.slice(text.indexOf('Ends within'), text.indexOf('\n\n', text.indexOf('Ends within')));
  if (width === 40)
    expect(section).toMatchInlineSnapshot(`
    "Ends within 14 days: 1 grant
      organization/Platform Team/space/team-alpha/member/eve@example.com
          until 2026-12-01
          (INC-123: helps with the move of
          the old dashboards to the new
          account)"
  `);
  else
    expect(section).toMatchInlineSnapshot(`
    "Ends within 14 days: 1 grant
      organization/Platform Team/space/team-alpha/member/eve@example.com
          until 2026-12-01
          (INC-123: helps with the move of the old dashboards to the new account)"
  `);
});
