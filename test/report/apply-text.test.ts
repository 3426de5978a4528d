import { describe, expect, it } from 'vitest';
import type { ApplyEvent, ApplyReport, StepOutcome } from '../../src/model/event.js';
import { eventToJson, reportToJson } from '../../src/report/apply-json.js';
import { printEvent, printReport } from '../../src/report/apply-text.js';
import { plain, step } from './factory.js';

const member = step('organization/Platform Team/member/raj@example.com', 'create', { kind: 'organization-member' });
const bob = step('user/bob@example.com', 'delete', { irreversible: true });
const org = step('organization/Platform Team', 'create', { kind: 'organization' });
const index = 2;

const events: readonly [ApplyEvent, string | undefined, object][] = [
  [{ type: 'step-started', step: member, index }, undefined, {}],
  [
    { type: 'step-retried', step: member, index, attempt: 2, reason: '429 Too Many Requests', delayMs: 1_540 },
    '[ 3/17] + organization/Platform Team/member/raj@example.com again in 1.5 s (attempt 2): 429 Too Many Requests',
    { attempt: 2, reason: '429 Too Many Requests', delay_ms: 1_540 },
  ],
  [
    { type: 'step-done', step: member, index },
    '[ 3/17] + organization/Platform Team/member/raj@example.com done',
    { note: null },
  ],
  [
    { type: 'step-done', step: bob, index, note: 'was already gone' },
    '[ 3/17] - user/bob@example.com done (was already gone)',
    { note: 'was already gone' },
  ],
  [
    { type: 'step-failed', step: member, index, reason: '403 Forbidden\n\u001B[2J', uncertain: false },
    '[ 3/17] + organization/Platform Team/member/raj@example.com failed: 403 Forbidden\\n\\u{1b}[2J',
    { reason: '403 Forbidden\n\u001B[2J', uncertain: false },
  ],
  [
    { type: 'step-failed', step: member, index, reason: 'timed out', uncertain: true },
    '[ 3/17] + organization/Platform Team/member/raj@example.com failed, maybe done all the same: timed out',
    { reason: 'timed out', uncertain: true },
  ],
  [
    { type: 'step-blocked', step: member, index, by: org },
    '[ 3/17] + organization/Platform Team/member/raj@example.com not tried: it needs organization/Platform Team',
    { by: 'organization/Platform Team' },
  ],
  [
    { type: 'step-withheld', step: bob, index },
    '[ 3/17] - user/bob@example.com withheld: destructive, not approved',
    {},
  ],
  [
    { type: 'step-withheld', step: member, index },
    '[ 3/17] + organization/Platform Team/member/raj@example.com withheld: it needs a destructive step',
    {},
  ],
  [{ type: 'step-skipped', step: bob, index }, '[ 3/17] - user/bob@example.com skipped: interrupted', { reason: null }],
];

describe('events', () => {
  it.each(events)('$type as a line', (event, line) => {
    expect(printEvent(event, 17, plain)).toBe(line);
  });

  it.each(events)('$type as JSON', (event, _line, details) => {
    const { address, kind, action, destructive } = event.step;
    const text = eventToJson(event);
    expect(JSON.parse(text)).toEqual({ type: event.type, index, address, kind, action, destructive, ...details });
    expect(text).toMatch(/^[ -~]+$/);
  });
});

function report(
  outcomes: readonly (readonly [StepOutcome, ApplyReport['outcomes'][number]['step'], string?])[],
  interrupted = false,
): ApplyReport {
  return {
    outcomes: outcomes.map(([outcome, of, reason]) => ({ step: of, outcome, ...(reason !== undefined && { reason }) })),
    interrupted,
  };
}

const next = (apply: string) => ({
  again: apply,
  withDestructive: `${apply} --allow-destructive`,
  plan: 'ax-gitops plan',
});
const nothing = { ...next('ax-gitops apply'), remaining: [], blocked: [] };

describe('the report', () => {
  it('says what was done, and no more where all went well', () => {
    expect(
      printReport(
        report([
          ['done', member],
          ['done', org],
        ]),
        nothing,
        plain,
      ),
    ).toMatchInlineSnapshot(`
      "Done (2):
        + organization/Platform Team/member/raj@example.com
        + organization/Platform Team

      Applied 2 steps.
      "
    `);
  });

  const joins = { message: 'raj@example.com joins Platform Team as member', steps: [1, 2] };
  const leaves = { message: 'bob@example.com leaves the account (was member)', steps: [3] };
  const change = [
    step('role/Reader', 'update', { changes: [] }),
    member,
    step('organization/Platform Team/space/team-alpha/member/raj@example.com', 'create'),
    bob,
    step('organization/Platform Team/space/team-alpha/project/chat/member/eve@example.com', 'create'),
    step('organization/Platform Team/space/team-alpha/member/eve@example.com', 'update'),
    step('organization/Platform Team/space/team-alpha/project/chat/restriction', 'create'),
    step('organization/Platform Team/space/team-alpha', 'update'),
  ];

  it('tells by cause, person and place what was done', () => {
    const all = report(change.map((one) => ['done', one] as const));
    const at = (width: number) => printReport(all, { ...nothing, causes: [joins, leaves] }, { ...plain, width });
    expect(at(40)).toMatchInlineSnapshot(`
      "Done (8):
        raj@example.com joins Platform Team as
            member  (2 steps)
        bob@example.com leaves the account
            (was member)
        ~ role/Reader
        eve@example.com:
            + Platform Team / team-alpha,
            project chat
            ~ Platform Team / team-alpha
            (2 steps)
        Platform Team / team-alpha:
            + project chat restriction
            ~ space team-alpha  (2 steps)

      Applied 8 steps.
      "
    `);
    expect(at(80)).toMatchInlineSnapshot(`
      "Done (8):
        raj@example.com joins Platform Team as member  (2 steps)
        bob@example.com leaves the account (was member)
        ~ role/Reader
        eve@example.com:  + Platform Team / team-alpha, project chat
            ~ Platform Team / team-alpha  (2 steps)
        Platform Team / team-alpha:  + project chat restriction  ~ space team-alpha
            (2 steps)

      Applied 8 steps.
      "
    `);
    expect(at(200)).toMatchInlineSnapshot(`
      "Done (8):
        raj@example.com joins Platform Team as member  (2 steps)
        bob@example.com leaves the account (was member)
        ~ role/Reader
        eve@example.com:  + Platform Team / team-alpha, project chat  ~ Platform Team / team-alpha  (2 steps)
        Platform Team / team-alpha:  + project chat restriction  ~ space team-alpha  (2 steps)

      Applied 8 steps.
      "
    `);
  });

  it('tells a cause as done only where all of its steps are', () => {
    const mixed = report([
      ['done', change[0]!],
      ['done', change[1]!],
      ['failed', change[2]!, '403 Forbidden'],
      ['withheld', bob],
    ]);
    const text = printReport(mixed, { ...nothing, causes: [joins, leaves] }, plain);
    expect(text).not.toContain(joins.message);
    expect(text).not.toContain(leaves.message);
    expect(text.slice(0, text.indexOf('Applied'))).toMatchInlineSnapshot(`
      "Failed (1):
        + organization/Platform Team/space/team-alpha/member/raj@example.com
            403 Forbidden

      Withheld: destructive, not approved (1):
        - user/bob@example.com  irreversible

      Done (2):
        ~ role/Reader
        + organization/Platform Team/member/raj@example.com

      "
    `);
  });

  it('folds what was withheld for one reason, and what failed of one person', () => {
    const lost = { message: '12 people lose TRACE_READ in 3 places (role Reader changed)', steps: [0, 1] };
    const spaces = ['a', 'b', 'c', 'd', 'e'].map((space) =>
      step(`organization/Platform Team/space/${space}/member/raj@example.com`, 'create'),
    );
    const text = printReport(
      report([
        ['withheld', step('role/Reader', 'update', { destructive: true })],
        ['withheld', step('role/Reader', 'update', { destructive: true })],
        ...spaces.map((one) => ['failed', one, '429 Too Many Requests'] as const),
      ]),
      { ...nothing, causes: [lost] },
      plain,
    );
    expect(text.slice(0, text.indexOf('Applied'))).toMatchInlineSnapshot(`
      "Failed (5):
        raj@example.com:  + Platform Team / a  + Platform Team / b
            + Platform Team / c  and 2 more  (5 steps)  429 Too Many Requests

      Withheld: destructive, not approved (2):
        12 people lose TRACE_READ in 3 places (role Reader changed)  (2 steps)

      "
    `);
  });

  it('lists what failed, what was not tried, and says how to go on', () => {
    const mixed = report([
      ['done', step('user/a@example.com', 'create')],
      ['failed', org, '403 Forbidden: only an account admin may create organizations'],
      ['blocked', member, 'needs organization/Platform Team'],
      ['withheld', bob],
      ['withheld', step('role/Old', 'create')],
    ]);
    expect(printReport(mixed, { ...nothing, ...next("ax-gitops apply -f 'my access.yaml' --auto-approve") }, plain))
      .toMatchInlineSnapshot(`
      "Failed (1):
        + organization/Platform Team
            403 Forbidden: only an account admin may create organizations

      Not tried, because a step they need did not get done (1):
        + organization/Platform Team/member/raj@example.com
            needs organization/Platform Team

      Withheld: destructive, not approved (2):
        - user/bob@example.com  irreversible
        + role/Old  needs a destructive step

      Done (1):
        + user/a@example.com

      Applied 1 of 5 steps: 1 failed, 1 blocked, 2 withheld.

      To continue (completed steps are skipped):
        ax-gitops apply -f 'my access.yaml' --auto-approve
      To let the destructive steps through:
        ax-gitops apply -f 'my access.yaml' --auto-approve --allow-destructive
      "
    `);
  });

  it('takes nothing for a person that is only called like one', () => {
    const inside = (name: string) => step(`organization/O/space/s/project/${name}`, 'create');
    const failed = report([
      ['failed', inside('member a@example.com'), 'no'],
      ['failed', inside('user b@example.com'), 'no'],
      ['failed', step('organization/O/space/s/project/p/member/c@example.com', 'create'), 'no'],
      ['failed', step('user/c@example.com', 'create'), 'no'],
    ]);
    const text = printReport(failed, nothing, plain);
    expect(text.slice(0, text.indexOf('Applied'))).toMatchInlineSnapshot(`
      "Failed (4):
        O / s:  + project member a@example.com  + project user b@example.com
            (2 steps)  no
        c@example.com:  + O / s, project p  + Account  (2 steps)  no

      "
    `);
  });

  it('of an interrupted run', () => {
    expect(
      printReport(
        report(
          [
            ['done', org],
            ['skipped', member],
          ],
          true,
        ),
        nothing,
        plain,
      ),
    ).toMatchInlineSnapshot(`
      "Not tried, because the run was interrupted (1):
        + organization/Platform Team/member/raj@example.com

      Done (1):
        + organization/Platform Team

      Interrupted. Applied 1 of 2 steps: 1 skipped.

      To continue (completed steps are skipped):
        ax-gitops apply
      "
    `);
  });

  it('of one after which live still differs', () => {
    const blocked = [{ address: 'user/eve@example.com', reason: 'role: change it in the UI' }];
    expect(printReport(report([['done', org]]), { ...nothing, remaining: [member], blocked }, plain))
      .toMatchInlineSnapshot(`
      "Applied, but live still differs (1):
        + organization/Platform Team/member/raj@example.com

      Blocked, no step can do it (1):
        ! user/eve@example.com  role: change it in the UI

      Done (1):
        + organization/Platform Team

      Applied 1 step. 1 still different. 1 blocked in the plan.

      To see what is left:
        ax-gitops plan
      "
    `);
  });

  it('counts what is too much to list', () => {
    const many = report(
      Array.from({ length: 60 }, (_, n) => ['failed', step(`user/p${String(n)}@example.com`, 'create'), 'no'] as const),
    );
    const text = printReport(many, nothing, plain);
    expect(text).toContain('Failed (60):\n  + user/p0@example.com  no\n');
    expect(text).toContain('  + user/p49@example.com  no\n  and 10 more\n');
    expect(text).toContain('Applied 0 of 60 steps: 60 failed.\n');
    const done = report(
      Array.from({ length: 60 }, (_, n) => ['done', step(`user/p${String(n % 30)}@example.com`, 'create')] as const),
    );
    expect(printReport(done, nothing, plain)).toContain(
      '  p19@example.com:  + Account  + Account  (2 steps)\n  and 10 more (20 steps)\n\nApplied 60 steps.\n',
    );
  });

  it('as JSON has the counts and what was not done', () => {
    expect(
      JSON.parse(
        reportToJson(
          report([
            ['done', org],
            ['failed', member, 'no'],
            ['withheld', bob],
          ]),
        ),
      ),
    ).toEqual({
      type: 'report',
      interrupted: false,
      counts: { done: 1, failed: 1, blocked: 0, withheld: 1, skipped: 0 },
      not_done: [
        {
          index: 1,
          address: member.address,
          kind: 'organization-member',
          action: 'create',
          destructive: false,
          outcome: 'failed',
          reason: 'no',
        },
        {
          index: 2,
          address: 'user/bob@example.com',
          kind: 'user',
          action: 'delete',
          destructive: true,
          outcome: 'withheld',
          reason: null,
        },
      ],
    });
  });
});
