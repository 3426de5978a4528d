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
  outcomes: readonly [StepOutcome, ApplyReport['outcomes'][number]['step'], string?][],
  interrupted = false,
): ApplyReport {
  return {
    outcomes: outcomes.map(([outcome, of, reason]) => ({ step: of, outcome, ...(reason !== undefined && { reason }) })),
    interrupted,
  };
}

const nothing = { remaining: [], blocked: [] };

describe('the report', () => {
  it('is a line where all went well', () => {
    expect(
      printReport(
        report([
          ['done', member],
          ['done', org],
        ]),
        nothing,
        plain,
      ),
    ).toBe('Applied 2 steps.\n');
  });

  it('lists what failed, what was not tried, and says how to go on', () => {
    const mixed = report([
      ['done', step('user/a@example.com', 'create')],
      ['failed', org, '403 Forbidden: only an account admin may create organizations'],
      ['blocked', member, 'needs organization/Platform Team'],
      ['withheld', bob],
      ['withheld', step('role/Old', 'create')],
    ]);
    const command = ['ax-gitops', 'apply', '-f', 'my access.yaml', '--auto-approve'];
    expect(printReport(mixed, { ...nothing, command }, plain)).toMatchInlineSnapshot(`
      "Failed (1):
        + organization/Platform Team
            403 Forbidden: only an account admin may create organizations

      Not tried, because a step they need did not get done (1):
        + organization/Platform Team/member/raj@example.com
            needs organization/Platform Team

      Withheld: destructive, not approved (2):
        - user/bob@example.com  irreversible
        + role/Old  needs a destructive step

      Applied 1 of 5 steps: 1 failed, 1 blocked, 2 withheld.

      To continue (completed steps are skipped):
        ax-gitops apply -f 'my access.yaml' --auto-approve
      To let the destructive steps through:
        ax-gitops apply -f 'my access.yaml' --auto-approve --allow-destructive
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

      Interrupted. Applied 1 of 2 steps: 1 skipped.

      To continue (completed steps are skipped):
        ax-gitops apply
      "
    `);
  });

  it('of one after which live still differs', () => {
    const blocked = [{ address: 'user/eve@example.com', reason: 'role: change it in the UI' }];
    expect(printReport(report([['done', org]]), { remaining: [member], blocked }, plain)).toMatchInlineSnapshot(`
      "Applied, but live still differs (1):
        + organization/Platform Team/member/raj@example.com

      Blocked, no step can do it (1):
        ! user/eve@example.com  role: change it in the UI

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
