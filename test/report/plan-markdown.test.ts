import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../src/model/address.js';
import { planToMarkdown } from '../../src/report/plan-markdown.js';
import { document, richPlan, step } from './factory.js';

/** What is outside of fenced code blocks, by the rules of CommonMark, with code spans taken out. */
function proseOf(markdown: string): string {
  const prose: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const run = /^ {0,3}(`{3,})/.exec(line)?.[1];
    if (fence === undefined && run !== undefined) fence = run;
    else if (fence !== undefined && run !== undefined && run.length >= fence.length && line.trim() === run)
      fence = undefined;
    else if (fence === undefined) prose.push(line);
  }
  expect(fence, 'an open code block').toBeUndefined();
  return prose.join('\n').replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
}

it('shows what is taken away first, then what escalates, then the rest', () => {
  expect(planToMarkdown(richPlan())).toMatchInlineSnapshot(`
    "### \`Plan for profile prod at api.arize.com (ax 0.39.0)\`

    **Plan: 5 to create, 3 to update, 2 to delete (4 destructive), 5 to assert. 3 steps escalate. 1 setting can't be applied. 1 live object is not in your files.**

    > [!CAUTION]
    > Can't be applied: \`user/eve@example.com\`

    #### 1 setting can't be applied

    \`\`\`diff
    ! user/eve@example.com: role: the account role cannot be changed through ax; change
    !      it in the UI
    \`\`\`

    #### 🔴 Destructive: 4 steps

    \`\`\`diff
    - ~ update role/Data Scientist  permissions: +DATASET_CREATE, -PROJECT_READ
    -      [escalates]  # access.yaml:12
    - delete organization/Platform Team/space/team-alpha/member/mei@example.com
    -      role: read_only  # replaced by a space role binding (access.yaml:12)
    #     the grant that replaces it comes right after it: until then, there is no
    #        access
    - ? assert organization/Platform Team/space/team-alpha/member/old@example.com
    -      absent  # declared absent; whether it is live can't be read (access.yaml:12)
    #     whether it is there can't be read; if it is, it is removed
    - delete user/bob@example.com  name: "Bob"  role: member  [irreversible]
    -      # declared absent (access.yaml:8)
    -     Arize also removes organization/Platform
    -        Team/space/team-alpha/member/bob@example.com
    -     Arize also removes organization/Platform
    -        Team/space/team-alpha/project/chatbot/member/bob@example.com
    #     Arize also removes memberships that can't be read
    \`\`\`

    <details><summary>Changes: 7 steps</summary>

    \`\`\`diff
    # Account
    + create user raj@example.com  invite: email_link  name: "Raj Patel"  role: member
    +      # access.yaml:12
    + create user root2@example.com  name: "Root"  role: admin  [escalates]
    +      # access.yaml:12
    ! ~ update user jane@example.com  developer: (none) → true
    !      name: "Jane" → "Jane Doe"  # access.yaml:12
    # Platform Team
    ! > rename organization Platform Team  name: "ML Platform" → "Platform Team"
    !      # renamed from "ML Platform" (access.yaml:20)
    + create member raj@example.com  role: member
    +      # through group data-science (access.yaml:12)
    # Platform Team / team-alpha
    + create member mei@example.com  role: "Data Scientist"  (role binding)
    +      # access.yaml:12
    + create project chatbot restriction  # access.yaml:12
    \`\`\`

    </details>

    <details><summary>Can't be seen: 4 grants to assert</summary>

    \`\`\`diff
    ! ? 3 memberships of Platform Team can't be read; apply asserts them (escalates,
    !      where it is new: amy@example.com as admin)
      ? 1 membership of Platform Team / team-alpha can't be read; apply asserts it
    # organization/Platform Team/member/*: neither ax nor the REST API lists the members
    #      of an organization
    # organization/Platform Team/space/team-alpha/member/*: neither ax nor the REST API
    #      lists the members of a space; custom roles are seen through their role
    #      bindings
    \`\`\`

    </details>

    <details><summary>1 live object is not in your files (left alone)</summary>

    \`\`\`diff
    # role/Old Role
    \`\`\`

    </details>

    Digest: \`sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\`  
    Destructive digest: \`sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\`
    "
  `);
});

it('is short where there is nothing to do', () => {
  expect(planToMarkdown(document([]))).toBe(
    '### `Plan for profile prod at api.arize.com (ax 0.39.0)`\n\n**No changes: everything in your files is applied.**\n\n',
  );
});

it('says first what refuses, and does not let a test that is open pass for one that holds', () => {
  const markdown = planToMarkdown(document([], { unknownTests: ['access.yaml:3:5: not everything can be seen'] }), [
    { rule: 'tests', message: 'an access test fails', hint: 'change it' },
  ]);
  expect(markdown).toContain('#### ⛔ Refused: 1 rule\n\n```diff\n- an access test fails\n#     change it\n```');
  expect(markdown).toContain('#### Undetermined access tests: 1\n\n```diff\n! access.yaml:3:5');
});

it('says how many changes of access there are where they are too many to list', () => {
  expect(planToMarkdown(document([], { accessOmitted: 20_001 }))).toContain(
    '#### Access: 20001 changes, too many to list one by one',
  );
});

describe('names are never markup', () => {
  const nasty = [
    '@octocat',
    '```\n</details><img src=x onerror=alert(1)>',
    '`````` @org/team',
    '| a | b |',
    '<script>alert(1)</script>',
    '[click](http://evil.example)',
    '#1 GH-2 **bold** _x_ ~~y~~',
    '\u202Eevil\u001B[31m',
    '~~~',
  ];

  function planWith(name: string) {
    return document(
      [
        step(`organization/${name}`, 'delete', {
          kind: 'organization',
          reason: name,
          cascade: [`organization/${name}/space/${name}` as Address],
        }),
        step(`user/${name}`, 'create', { after: { [name]: name }, risk: ['escalates'], reason: name }),
        step(`role/${name}`, 'update', {
          before: { description: name },
          after: { description: `${name}!` },
          source: { file: name, line: 1, column: 1 },
        }),
        step(`organization/${name}/member/${name}`, 'assert', {
          kind: 'organization-member',
          risk: ['escalates'],
          after: { role: name },
        }),
      ],
      {
        target: { transport: 'ax', profile: name, host: name },
        unmanaged: [{ address: `role/${name}` as Address, kind: 'role', id: name }],
        blocked: [{ address: `user/${name}` as Address, reason: name }],
        causes: [
          {
            effect: 'escalates' as const,
            message: `${name} joins ${name}`,
            notes: [name],
            details: [name],
            steps: [2],
            people: 1,
            places: 1,
            changes: 0,
            access: [],
            escalations: [],
          },
        ],
        unobserved: [{ scope: name, reason: name }],
      },
    );
  }

  const clean = proseOf(planToMarkdown(planWith('x')));

  it.each(nasty)('%j', (name) => {
    expect(proseOf(planToMarkdown(planWith(name)))).toBe(clean);
  });

  it('whatever they are', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(fc.constantFrom('`', '~', '\n', '<', '@', 'a', ' ', '\\')).map((parts) => parts.join('')),
        ),
        (name) => {
          expect(proseOf(planToMarkdown(planWith(name)))).toBe(clean);
        },
      ),
    );
  });
});

describe('is never longer than GitHub takes', () => {
  const many = (number: number, action: 'create' | 'delete', name = 'someone') =>
    Array.from({ length: number }, (_, index) =>
      step(`user/${name}${String(index)}@example.com`, action, {
        after: action === 'create' ? { role: 'member' } : null,
      }),
    );

  it.each([
    ['many creations', document(many(5_000, 'create'))],
    ['many deletions', document(many(5_000, 'delete'))],
    ['both', document([...many(5_000, 'delete'), ...many(5_000, 'create')])],
    [
      'a long cascade',
      document([step('organization/X', 'delete', { cascade: many(5_000, 'delete').map(({ address }) => address) })]),
    ],
    ['long names', document(many(300, 'create', '🚀'.repeat(5_000)))],
    ['long runs of backticks', document(many(50, 'create', '`'.repeat(1_900)))],
    ['a long target', document([], { target: { transport: 'ax', host: 'x'.repeat(100_000) } })],
  ])('%s', (_name, plan) => {
    const markdown = planToMarkdown(plan);
    expect(markdown.length).toBeLessThanOrEqual(65_536 - 1_000);
    proseOf(markdown);
    expect(markdown).not.toMatch(/\p{Cs}/u);
  });

  it('with every section full', () => {
    const name = 'n'.repeat(400);
    const list = Array.from({ length: 400 }, (_, index) => `${name}${String(index)}`);
    const full = document([...many(300, 'delete', name), ...many(300, 'create', name)], {
      unmanaged: list.map((id) => ({ address: `role/${id}` as Address, kind: 'role' as const, id })),
      blocked: list.map((id) => ({ address: `user/${id}` as Address, reason: name })),
      unobserved: list.map((scope) => ({ scope, reason: name })),
      expiring: list.map((id) => ({ address: `user/${id}` as Address, until: '2026-01-01T00:00:00Z' })),
      warnings: list.map((id) => ({ address: `user/${id}` as Address, message: name })),
      escalations: list.map((id) => ({ rule: 'wider-role' as const, on: `role/${id}`, message: name })),
      unknownTests: list,
      access: list.flatMap((user, index) => [
        { user, on: 'account', before: [], after: [`role ${String(index)}`], gained: ['PROJECT_READ'], lost: [] },
        { user, on: 'account', before: [`role ${String(index)}`], after: [], gained: [], lost: ['PROJECT_READ'] },
      ]),
    });
    const violations = list.map((message) => ({ rule: 'tests' as const, message, hint: name }));
    const markdown = planToMarkdown(full, violations);
    expect(markdown.match(/not shown here/g)?.length).toBeGreaterThan(8);
    expect(markdown.length).toBeLessThanOrEqual(65_536 - 1_000);
  });

  it('with more than 10,000 changes of access, each with a cause of its own', () => {
    const people = Array.from({ length: 10_500 }, (_, index) => `p${String(index)}@example.com`);
    const plan = document(many(10_500, 'create'), {
      access: people.map((user) => ({ user, on: 'account', before: [], after: ['member'], gained: [], lost: [] })),
      verdict: { joining: 10_500, leaving: 0, gaining: 0, losing: 0, admins: 0, roles: 0 },
      causes: people.map((user, index) => ({
        effect: index % 2 === 0 ? ('escalates' as const) : ('gains' as const),
        message: `${user} joins the account as member`,
        notes: [],
        details: ['x'.repeat(300)],
        steps: [index],
        people: 1,
        places: 1,
        changes: 1,
        access: [index],
        escalations: [],
      })),
    });
    const markdown = planToMarkdown(plan);
    expect(markdown.length).toBeLessThanOrEqual(65_536 - 1_000);
    expect(markdown).toContain('Escalations: 5250 causes');
    expect(markdown).toMatch(/\d+ more entries not shown here/);
    expect(markdown).toContain('| join |\n| :-: |\n| 10500 |');
    proseOf(markdown);
  });

  it('and says how much is missing, with the digests', () => {
    const markdown = planToMarkdown(document([...many(5_000, 'delete'), ...many(10, 'create')]));
    const shown = markdown.match(/^- delete /gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(500);
    expect(markdown).toContain(`**${String(5_000 - shown)} more lines not shown here**`);
    expect(markdown).toContain('<details><summary>Changes: 10 steps</summary>');
    expect(markdown).toMatch(/Digest: `sha256:a{64}` {2}\nDestructive digest: `sha256:b{64}`\n$/);
  });
});
