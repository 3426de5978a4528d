import { describe, expect, it } from 'vitest';
import type { Address } from '../../src/model/address.js';
import { destructiveDigestOf, digestOf } from '../../src/plan/digest.js';
import { summarise } from '../../src/plan/summary.js';
import type { PlanDocument } from '../../src/report/plan-json.js';
import { digestedSteps, planToJson, readPlanJson, stringifyPlan } from '../../src/report/plan-json.js';
import { sealed } from '../../src/report/plan-seal.js';
import { document, plan, richPlan, step, summaryOf } from './factory.js';

const steps = [
  step('organization/Platform Team/member/raj@example.com', 'create', {
    kind: 'organization-member',
    after: { role: 'member' },
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
    source: { file: 'access.yaml', line: 31, column: 7 },
  }),
  step('user/bob@example.com', 'delete', {
    irreversible: true,
    before: { role: 'member' },
    cascade: ['organization/X/member/bob@example.com' as Address],
  }),
];

/** A plan whose digests are true. */
function genuine(): PlanDocument {
  const made = plan(steps, { warnings: [{ address: 'user/bob@example.com' as Address, message: 'beware' }] });
  return sealed(
    planToJson(made, {
      version: '0.1.0',
      createdAt: new Date('2026-11-24T10:00:00Z'),
      summary: summaryOf(made),
      digest: digestOf(made.steps),
      destructiveDigest: destructiveDigestOf(made.steps),
    }),
  );
}

it('is the form that scripts rely on', () => {
  const [first, second] = steps;
  const over = {
    unmanaged: [{ address: 'role/Old' as Address, kind: 'role' as const, id: 'Um9sZTo0' }],
    blocked: [{ address: 'user/eve@example.com' as Address, reason: 'no way' }],
    unobserved: [{ scope: 'organization/X/member/*', reason: 'not listed' }],
  };
  expect(JSON.parse(stringifyPlan(sealed(document(first && second ? [first, second] : [], over))))).toEqual({
    format_version: '1.0',
    tool: { name: 'ax-gitops', version: '0.1.0' },
    created_at: '2026-11-24T10:00:00.000Z',
    target: { transport: 'ax', ax_version: '0.39.0', profile: 'prod', host: 'api.arize.com' },
    digest: `sha256:${'a'.repeat(64)}`,
    destructive_digest: `sha256:${'b'.repeat(64)}`,
    document_digest: expect.stringMatching(/^sha256:/) as unknown,
    summary: { create: 1, update: 0, delete: 1, assert: 0, destructive: 1, escalating: 0, unmanaged: 1, blocked: 1 },
    steps: [
      {
        address: 'organization/Platform Team/member/raj@example.com',
        kind: 'organization-member',
        action: 'create',
        destructive: false,
        irreversible: false,
        risk: [],
        before: null,
        after: { role: 'member' },
        changes: [{ field: 'role', before: null, after: 'member' }],
        cascade: [],
        depends_on: ['user/raj@example.com'],
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
        source: { file: 'access.yaml', line: 31, column: 7 },
        reason: 'new',
      },
      {
        address: 'user/bob@example.com',
        kind: 'user',
        action: 'delete',
        destructive: true,
        irreversible: true,
        risk: ['reduces'],
        before: { role: 'member' },
        after: null,
        changes: [{ field: 'role', before: 'member', after: null }],
        cascade: ['organization/X/member/bob@example.com'],
        depends_on: [],
        command: ['ax', 'users', 'delete'],
        source: { file: 'access.yaml', line: 12, column: 3 },
        reason: 'new',
      },
    ],
    unmanaged: [{ address: 'role/Old', id: 'Um9sZTo0' }],
    blocked: [{ address: 'user/eve@example.com', reason: 'no way' }],
    unobserved: [{ scope: 'organization/X/member/*', reason: 'not listed' }],
    expiring: [],
    warnings: [],
    escalations: [],
    causes: [],
    access: [],
  });
});

describe('reading a saved plan', () => {
  it('gives back what was written', () => {
    expect(readPlanJson(stringifyPlan(richPlan()))).toEqual({ ok: true, value: richPlan() });
    expect(readPlanJson(`\uFEFF${stringifyPlan(richPlan())}`, 'plan.json').ok).toBe(true);
  });

  it('takes a newer minor version', () => {
    expect(readPlanJson(stringifyPlan({ ...richPlan(), format_version: '1.7' })).ok).toBe(true);
  });

  it('is no matter of how the JSON is laid out, and takes plans of older versions', () => {
    const { document_digest: _, ...older } = genuine();
    for (const text of [JSON.stringify(genuine()), JSON.stringify(older)])
      expect(readPlanJson(text, 'plan.json', { digestOf, summarise }).ok).toBe(true);
  });

  it('believes only the steps of one that has no digest of the whole', () => {
    const { document_digest: _, ...saved } = genuine();
    const lie = { user: 'raj@example.com', on: 'account', before: [], after: ['member'], gained: [], lost: [] };
    const edited = { ...saved, access: [lie], warnings: [], login: 'somebody else' };
    const read = readPlanJson(JSON.stringify(edited), 'plan.json', { digestOf, summarise });
    if (!read.ok) throw new Error('it was not read');
    const { access, warnings = [], steps: shown, login } = read.value;
    expect({ access, login }).toEqual({ access: [], login: undefined });
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('no `document_digest`')]);
    expect(new Set(shown.map(({ reason }) => reason))).toEqual(
      new Set(['not shown: the plan file has no `document_digest`']),
    );
    expect(digestOf(digestedSteps(read.value))).toBe(saved.digest);
  });

  it('takes the digests for what they were taken of', () => {
    expect(digestOf(digestedSteps(genuine()))).toBe(digestOf(plan(steps).steps));
    expect(readPlanJson(stringifyPlan(genuine()), 'plan.json', { digestOf, summarise }).ok).toBe(true);
  });

  it.each<[string, (saved: PlanDocument) => PlanDocument]>([
    ['a step taken out', (saved) => ({ ...saved, steps: saved.steps.slice(1) })],
    [
      'a destructive step made harmless',
      (saved) => ({ ...saved, steps: saved.steps.map((one) => ({ ...one, destructive: false })) }),
    ],
    [
      'another command',
      (saved) => ({ ...saved, steps: saved.steps.map((one) => ({ ...one, command: ['ax', 'users', 'delete'] })) }),
    ],
    ['other counts', (saved) => ({ ...saved, summary: { ...saved.summary, destructive: 0 } })],
    [
      'other counts without a digest of the whole',
      ({ document_digest: _, ...saved }) => ({ ...saved, summary: { ...saved.summary, destructive: 0 } }),
    ],
    [
      'access that nobody gets',
      (saved) => ({
        ...saved,
        access: [{ user: 'raj@example.com', on: 'account', before: [], after: ['member'], gained: [], lost: [] }],
      }),
    ],
    ['another reason', (saved) => ({ ...saved, steps: saved.steps.map((one) => ({ ...one, reason: 'harmless' })) })],
    ['a warning taken out', (saved) => ({ ...saved, warnings: [] })],
    ['another account', (saved) => ({ ...saved, target: { ...saved.target, host: 'elsewhere.example.com' } })],
    ['another destructive digest', (saved) => ({ ...saved, destructive_digest: `sha256:${'0'.repeat(64)}` })],
  ])('notices %s', (_name, edit) => {
    const read = readPlanJson(stringifyPlan(edit(genuine())), 'plan.json', { digestOf, summarise });
    expect(!read.ok && read.error.map(({ code }) => code)).toEqual(['plan-edited']);
  });

  it('reads no deeper than there is room for', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = stringifyPlan(genuine()).replace('"after": {', `"after": { "a": ${deep},`);
    const read = readPlanJson(text, 'plan.json', { digestOf, summarise });
    expect(!read.ok && read.error.map(({ message }) => message)).toEqual([
      'the plan file is nested too deeply to be a plan.',
    ]);
  });

  const whole = stringifyPlan(richPlan());
  const wrong = (change: object) => JSON.stringify({ ...richPlan(), ...change });
  it.each([
    ['nothing', ' \n', 'plan-unreadable', 1, 1, 'the plan file is empty.'],
    [
      'half of it',
      '{\n  "format_version": "1.0",\n  "to',
      'plan-unreadable',
      3,
      6,
      'the plan file ends in the middle: it was cut off.',
    ],
    [
      'cut off after a value',
      '{\n  "a": 1',
      'plan-unreadable',
      2,
      9,
      'the plan file ends in the middle: it was cut off.',
    ],
    [
      'cut off after a comma',
      '{"a": [1,\n',
      'plan-unreadable',
      2,
      1,
      'the plan file ends in the middle: it was cut off.',
    ],
    ['a merge conflict', '{\n<<<<<<< HEAD\n', 'plan-unreadable', 2, 1, 'the plan file is not valid JSON.'],
    ['YAML', 'version: 1\n', 'plan-unreadable', 1, 1, 'the plan file is not valid JSON.'],
    ['other JSON', '{"version": 1}', 'not-a-plan', 1, 1, 'this is JSON, but not a plan: it has no "format_version".'],
    ['a list', '[]', 'not-a-plan', 1, 1, 'this is JSON, but not a plan: it has no "format_version".'],
    ['null', 'null', 'not-a-plan', 1, 1, 'this is JSON, but not a plan: it has no "format_version".'],
    [
      'a later format',
      wrong({ format_version: '2.0' }),
      'plan-version',
      1,
      1,
      'the plan has the format "2.0"; this ax-gitops reads 1.x.',
    ],
    [
      'an odd version',
      wrong({ format_version: '1.0\u001B' }),
      'plan-version',
      1,
      1,
      'the plan has the format "1.0\\u{1b}"; this ax-gitops reads 1.x.',
    ],
    [
      'no steps',
      wrong({ steps: undefined }),
      'plan-invalid',
      1,
      1,
      "the plan file does not have the form of a plan: the top level must have required property 'steps'.",
    ],
    [
      'an unknown action',
      wrong({ steps: [{ ...richPlan().steps[0], action: 'drop' }] }),
      'plan-invalid',
      1,
      1,
      'the plan file does not have the form of a plan: steps.0.action must be equal to one of the allowed values (create, update, rename, delete, assert, rotate).',
    ],
    [
      'a wrong type',
      wrong({ digest: 7 }),
      'plan-invalid',
      1,
      1,
      'the plan file does not have the form of a plan: digest must be string.',
    ],
  ])('says what is wrong with %s', (_name, text, code, line, column, message) => {
    const read = readPlanJson(text, 'plan.json');
    expect(read.ok ? [] : read.error).toMatchObject([
      { code, severity: 'error', message, span: { file: 'plan.json', start: { line, column } } },
    ]);
    expect(!read.ok && read.error[0]?.hint).toMatch(/ax-gitops/);
  });

  it('finds a cut anywhere', () => {
    for (let length = 1; length < whole.trimEnd().length; length += 97) {
      const read = readPlanJson(whole.slice(0, length));
      expect(!read.ok && read.error[0]?.message, String(length)).toBe(
        'the plan file ends in the middle: it was cut off.',
      );
    }
  });

  it('quotes nothing of a file that is no plan', () => {
    const read = readPlanJson('ARIZE_API_KEY=ak-secret-1', '.env');
    expect(JSON.stringify(read)).not.toContain('secret');
  });
});
