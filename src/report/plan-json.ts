import type { DiagnosticCode } from '../model/diagnostic-code.js';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { equal } from '../model/equal.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Counted, Plan, Step, Summary, Target } from '../model/plan.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Position } from '../model/source.js';
import type { PlanDocument as Generated } from './plan-document.gen.js';
import { validate as generated } from './plan-validator.gen.js';
import { sealOf } from './plan-seal.js';
import { clean, safeJson } from './style.js';
import { compareText } from '../model/compare-text.js';

const validate = generated as unknown as ValidateFunction;

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** A plan as it is saved and shown: `schema/plan.schema.json`. Every printer of plans takes this form. */
export type PlanDocument = DeepReadonly<Generated>;
export type PlanStep = PlanDocument['steps'][number];

export interface PlanFacts {
  /** Of ax-gitops. */
  readonly version: string;
  readonly createdAt: Date;
  readonly summary: Summary;
  readonly digest: string;
  readonly destructiveDigest: string;
  /** What it was made from, where it is to be made again. */
  readonly madeFrom?: NonNullable<PlanDocument['made_from']>;
}

/** A plan as a document that is not `sealed` yet. The same plan and facts give the same bytes, whatever the order of fields in the files. */
export function planToJson(plan: Plan, facts: PlanFacts): PlanDocument {
  const { target, steps, unmanaged, blocked, unobserved, expiring, warnings } = plan;
  const { access, accessOmitted, escalations, causes, verdict, unknownTests, policyChanges = [] } = plan;
  return {
    format_version: '1.0',
    tool: { name: 'ax-gitops', version: facts.version },
    created_at: facts.createdAt.toISOString(),
    target: targetToJson(target),
    ...(facts.madeFrom !== undefined && { made_from: facts.madeFrom }),
    digest: facts.digest,
    destructive_digest: facts.destructiveDigest,
    summary: { ...facts.summary },
    steps: steps.map(stepToJson),
    unmanaged: unmanaged.map(({ kind: _kind, ...object }) => object),
    blocked: blocked.map(({ address, reason, source }) => ({
      address,
      reason,
      ...(source !== undefined && { source: { ...source } }),
    })),
    unobserved: unobserved.map((entry) => ({ ...entry })),
    ...(plan.login !== undefined && { login: plan.login }),
    expiring: expiring.map((entry) => ({ ...entry })),
    warnings: warnings.map((entry) => ({ ...entry })),
    escalations: escalations.map((entry) => ({ ...entry })),
    causes: causes.map((cause) => ({ ...cause })),
    ...(verdict !== undefined && { access_summary: { ...verdict } }),
    ...(policyChanges.length > 0 && { policy_changes: policyChanges.map((entry) => ({ ...entry })) }),
    ...(unknownTests.length > 0 && { unknown_tests: unknownTests }),
    ...(accessOmitted > 0 && { access_omitted: accessOmitted }),
    access: access.map(({ isPartlyUnknown, ...change }) => ({
      ...change,
      ...(isPartlyUnknown === true && { partly_unknown: true }),
    })),
  };
}

/** The account in the words of documents. */
export function targetToJson({ transport, axVersion, profile, host, takenAt }: Target): PlanDocument['target'] {
  return {
    transport,
    ...(axVersion !== undefined && { ax_version: axVersion }),
    ...(profile !== undefined && { profile }),
    // Before the last, so that a text without it is the same but for this line.
    ...(takenAt !== undefined && { snapshot_taken_at: takenAt }),
    host,
  };
}

function stepToJson(step: Step): PlanStep {
  return {
    address: step.address,
    kind: step.kind,
    action: step.action,
    destructive: step.destructive,
    irreversible: step.irreversible,
    risk: step.risk,
    before: step.before === null ? null : sorted(step.before),
    after: step.after === null ? null : sorted(step.after),
    changes: step.changes.map(({ field, before, after }) => ({ field, before: sorted(before), after: sorted(after) })),
    cascade: step.cascade,
    depends_on: step.dependsOn,
    command: step.command,
    source:
      step.source === null ? null : { file: step.source.file, line: step.source.line, column: step.source.column },
    reason: step.reason,
    ...(step.loss !== undefined && { loss: { who: step.loss.who, why: step.loss.why } }),
    ...(step.replaces !== undefined && { replaces: step.replaces }),
    ...(step.lifeMs !== undefined && { life_ms: step.lifeMs }),
    ...(step.sink !== undefined && { sink: { ...step.sink } }),
    ...(step.origin !== undefined && { origin: step.origin }),
  };
}

/** The same value with the keys of its objects in order. */
function sorted<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted) as T;
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)])) as T;
}

/** The text of a plan document, as it is written to files and standard output. Ends with a newline. */
export function stringifyPlan(document: PlanDocument): string {
  return `${safeJson(document, 2)}\n`;
}

/** What a digest is taken of. */
export type DigestedStep = Omit<Step, 'call' | 'source' | 'reason' | 'loss' | 'origin' | 'cause' | 'delivery'>;

/** The steps of a document in the form that digests are taken of. */
export function digestedSteps({ steps }: PlanDocument): readonly DigestedStep[] {
  return steps.map(({ depends_on: dependsOn, life_ms: lifeMs, ...step }) => ({
    ...step,
    dependsOn,
    lifeMs,
  })) as unknown as readonly DigestedStep[];
}

/** What tells whether a plan is still as it was made. */
export interface PlanTruth {
  readonly digestOf: (steps: readonly DigestedStep[]) => string;
  readonly summarise: (plan: Counted) => Summary;
}

/**
 * Reads a saved plan. Gives one diagnostic: `plan-unreadable` (empty, cut off, not JSON), `not-a-plan`,
 * `plan-version`, `plan-invalid`, or, where `truth` is given, `plan-edited` (the file does not say what its
 * digests were taken of). `file` is for naming the place.
 */
export function readPlanJson(
  text: string,
  file?: string,
  truth?: PlanTruth,
): Result<PlanDocument, readonly Diagnostic[]> {
  const fail = (code: DiagnosticCode, message: string, hint = again, at: Position = { line: 1, column: 1 }) =>
    failed([
      {
        code,
        severity: 'error',
        message,
        hint,
        ...(file !== undefined && { span: { file, start: at, end: at } }),
      } as const,
    ]);

  if (text.trim() === '') return fail('plan-unreadable', 'the plan file is empty.');
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    const at = placeOf(error, text);
    return at === undefined
      ? fail('plan-unreadable', 'the plan file ends in the middle: it was cut off.', again, endOf(text))
      : fail('plan-unreadable', 'the plan file is not valid JSON.', again, at);
  }
  const version = isObject(value) ? value['format_version'] : undefined;
  if (typeof version !== 'string') {
    return fail(
      'not-a-plan',
      'this is JSON, but not a plan: it has no "format_version".',
      'save one with `ax-gitops plan --out PLAN.json`',
    );
  }
  if (!/^1\.\d+$/.test(version)) {
    const message = `the plan has the format "${clean(version)}"; this ax-gitops reads 1.x.`;
    return fail('plan-version', message, 'plan again with this ax-gitops, or show it with the one that made it');
  }
  if (!validate(value)) {
    return fail('plan-invalid', `the plan file does not have the form of a plan: ${problemOf(validate.errors?.[0])}.`);
  }
  const document = value as PlanDocument;
  let edited: string | undefined;
  try {
    edited = truth === undefined ? undefined : editedPart(document, truth);
  } catch (error) {
    // The values of steps are anything; what reads them follows every level.
    if (error instanceof RangeError) return fail('plan-invalid', 'the plan file is nested too deeply to be a plan.');
    throw error;
  }
  if (edited !== undefined) return fail('plan-edited', `the plan file was edited: ${edited}.`);
  return ok(truth === undefined || document.document_digest !== undefined ? document : stepsOnly(document));
}

/**
 * What stands for itself in a plan that somebody took the digest of the whole from: its steps, of which there is another one.
 * Nobody can tell whether the rest is what was planned.
 */
function stepsOnly({
  login: _,
  policy_changes: _policy,
  unknown_tests: _tests,
  ...document
}: PlanDocument): PlanDocument {
  return {
    ...document,
    steps: document.steps.map(({ loss: _loss, ...step }) => ({ ...step, reason: notKnown })),
    access: [],
    escalations: [],
    warnings: [
      {
        address: 'account',
        message:
          'the plan file has no `document_digest`, so who gains and who loses access is not shown: it may have been edited. `ax-gitops plan` shows it',
      },
    ],
  };
}

const notKnown = 'not shown: the plan file has no `document_digest`';

/** What in a plan is not as it was made, as far as that can be told; nothing where all is. */
function editedPart(document: PlanDocument, { digestOf, summarise }: PlanTruth): string | undefined {
  const steps = digestedSteps(document);
  const destructive = steps.filter((step) => step.destructive);
  if (digestOf(steps) !== document.digest || digestOf(destructive) !== document.destructive_digest)
    return 'its steps are not the ones that its digest was taken of';
  if (!equal({ ...document.summary }, summarise(document))) return 'its `summary` does not count what it lists';
  const { document_digest: seal = sealOf(document) } = document;
  return seal === sealOf(document) ? undefined : 'it does not say what its `document_digest` was taken of';
}

const again = 'make it again with `ax-gitops plan --out PLAN.json`';

/** Where JSON stopped making sense; nothing where it just ended. The text itself is not quoted: it may be any file. */
function placeOf(error: unknown, text: string): Position | undefined {
  const found = error instanceof Error ? /at position (\d+)/.exec(error.message) : null;
  const offset = found?.[1] === undefined ? undefined : Number(found[1]);
  if (offset === undefined) return isCutOff(error) ? undefined : { line: 1, column: 1 };
  return offset >= text.trimEnd().length || isCutOff(error) ? undefined : endOf(text.slice(0, offset));
}

function isCutOff(error: unknown): boolean {
  return error instanceof Error && /end of JSON input|Unterminated string/.test(error.message);
}

function endOf(text: string): Position {
  const lines = text.split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problemOf(error: ErrorObject | undefined): string {
  const path = (error?.instancePath ?? '')
    .split('/')
    .slice(1)
    .map((key) => clean(key.replaceAll('~1', '/').replaceAll('~0', '~')));
  const words = Array.isArray(error?.params['allowedValues'])
    ? ` (${error.params['allowedValues'].map(String).join(', ')})`
    : '';
  return `${path.length === 0 ? 'the top level' : path.join('.')} ${error?.message ?? 'is wrong'}${words}`;
}
