import type { Address } from '../../src/model/address.js';
import type { Plan, Step, Summary } from '../../src/model/plan.js';
import type { PlanDocument } from '../../src/report/plan-json.js';
import { planToJson } from '../../src/report/plan-json.js';
import type { Style } from '../../src/report/style.js';

export const plain: Style = { color: false, width: 80, unicode: true };

/** A step with everything that a test does not care about filled in. */
export function step(
  address: string,
  action: Step['action'],
  over: Partial<Omit<Step, 'address' | 'action'>> = {},
): Step {
  const { before = null, after = null } = over;
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  const removes = action === 'delete';
  return {
    address: address as Address,
    action,
    kind: 'user',
    destructive: removes,
    irreversible: false,
    risk: removes ? ['reduces'] : [],
    before,
    after,
    changes: fields.map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null })),
    cascade: [],
    dependsOn: [],
    call: { do: 'users.delete', user: { id: 'x' } },
    command: ['ax', 'users', action],
    source: { file: 'access.yaml', line: 12, column: 3 },
    reason: 'new',
    ...over,
  };
}

export function plan(steps: readonly Step[], over: Partial<Plan> = {}): Plan {
  return {
    target: { transport: 'ax', axVersion: '0.39.0', profile: 'prod', host: 'api.arize.com' },
    steps,
    unmanaged: [],
    blocked: [],
    unobserved: [],
    expiring: [],
    warnings: [],
    access: [],
    causes: [],
    accessOmitted: 0,
    escalations: [],
    unknownTests: [],
    ...over,
  };
}

export function document(steps: readonly Step[], over: Partial<Plan> = {}): PlanDocument {
  const made = plan(steps, over);
  return planToJson(made, {
    version: '0.1.0',
    createdAt: new Date('2026-11-24T10:00:00Z'),
    summary: summaryOf(made),
    digest: `sha256:${'a'.repeat(64)}`,
    destructiveDigest: `sha256:${'b'.repeat(64)}`,
  });
}

export function summaryOf({ steps, unmanaged, blocked }: Plan): Summary {
  const count = (...actions: readonly Step['action'][]) =>
    steps.filter(({ action }) => actions.includes(action)).length;
  return {
    create: count('create'),
    update: count('update', 'rename'),
    delete: count('delete'),
    assert: count('assert'),
    destructive: steps.filter(({ destructive }) => destructive).length,
    escalating: steps.filter(({ risk }) => risk.includes('escalates')).length,
    unmanaged: unmanaged.length,
    blocked: blocked.length,
  };
}

const team = 'organization/Platform Team';
const alpha = `${team}/space/team-alpha`;

/** One plan with something of everything. */
export function richPlan(): PlanDocument {
  return document(
    [
      step(team, 'rename', {
        kind: 'organization',
        before: { name: 'ML Platform' },
        after: { name: 'Platform Team' },
        reason: 'renamed from "ML Platform"',
        source: { file: 'access.yaml', line: 20, column: 3 },
      }),
      step('user/raj@example.com', 'create', { after: { invite: 'email_link', name: 'Raj Patel', role: 'member' } }),
      step('user/root2@example.com', 'create', { after: { name: 'Root', role: 'admin' }, risk: ['escalates'] }),
      step('user/jane@example.com', 'update', {
        before: { name: 'Jane', developer: null },
        after: { name: 'Jane Doe', developer: true },
        reason: '',
      }),
      step('role/Data Scientist', 'update', {
        kind: 'role',
        destructive: true,
        risk: ['escalates', 'reduces'],
        before: { permissions: ['PROJECT_READ', 'DATASET_READ'] },
        after: { permissions: ['DATASET_READ', 'DATASET_CREATE'] },
        reason: '',
      }),
      step(`${team}/member/raj@example.com`, 'create', {
        kind: 'organization-member',
        after: { role: 'member' },
        reason: 'new, through group data-science',
        dependsOn: ['user/raj@example.com' as Address],
        command: [
          'ax',
          'organizations',
          'add-user',
          'QWNjOjE=',
          '--user-id',
          '{id:user/raj@example.com}',
          '--role',
          'MEMBER',
        ],
      }),
      step(`${alpha}/member/mei@example.com`, 'delete', {
        kind: 'space-member',
        before: { role: 'read_only' },
        reason: 'replaced by a space role binding',
      }),
      step(`${alpha}/member/mei@example.com`, 'create', {
        kind: 'space-role-binding',
        after: { role: 'Data Scientist' },
        dependsOn: [`${alpha}/member/mei@example.com` as Address],
      }),
      step(`${alpha}/project/chatbot/restriction`, 'create', { kind: 'restriction', after: {} }),
      ...['amy', 'ben', 'cy'].map((name) =>
        step(`${team}/member/${name}@example.com`, 'assert', {
          kind: 'organization-member',
          after: { role: name === 'amy' ? 'admin' : 'member' },
          risk: name === 'amy' ? ['escalates'] : [],
          reason: "declared; whether it is live can't be read",
        }),
      ),
      step(`${alpha}/member/amy@example.com`, 'assert', { kind: 'space-member', after: { role: 'member' } }),
      step(`${alpha}/member/old@example.com`, 'assert', {
        kind: 'space-member',
        destructive: true,
        risk: ['reduces'],
        reason: "declared absent; whether it is live can't be read",
      }),
      step('user/bob@example.com', 'delete', {
        irreversible: true,
        before: { name: 'Bob', role: 'member' },
        reason: 'declared absent',
        cascade: [`${alpha}/member/bob@example.com`, `${alpha}/project/chatbot/member/bob@example.com`] as Address[],
        source: { file: 'access.yaml', line: 8, column: 3 },
        command: ['ax', 'users', 'delete', '--id', 'VXNlcjo3', '--force'],
      }),
    ],
    {
      unmanaged: [{ address: 'role/Old Role' as Address, kind: 'role', id: 'Um9sZTo0' }],
      blocked: [
        {
          address: 'user/eve@example.com' as Address,
          reason: 'role: the account role cannot be changed through ax; change it in the UI',
        },
      ],
      unobserved: [
        { scope: `${team}/member/*`, reason: 'neither ax nor the REST API lists the members of an organization' },
        {
          scope: `${alpha}/member/*`,
          reason:
            'neither ax nor the REST API lists the members of a space; custom roles are seen through their role bindings',
        },
      ],
    },
  );
}
