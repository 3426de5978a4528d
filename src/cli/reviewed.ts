import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import stringify from 'safe-stable-stringify';
import { digestOf } from '../plan/digest.js';
import { summarise } from '../plan/summary.js';
import { quoteArgument } from '../report/plan-commands.js';
import type { PlanDocument } from '../report/plan-json.js';
import { readPlanJson } from '../report/plan-json.js';
import { clean } from '../report/style.js';
import type { Context } from './context.js';
import type { ExitCode } from './exit.js';
import { exitCode } from './exit.js';
import { diagnosticsProblem, note, problem } from './say.js';
import { madeOtherwise } from './made-from.js';
import type { Planned, Session } from './session.js';
import { packageVersion } from './version.js';

export interface Expectations {
  readonly expectDigest?: string;
  readonly expectDestructiveDigest?: string;
}

/** A plan that was saved, and where. */
export interface SavedPlan {
  readonly path: string;
  readonly document: PlanDocument;
}

/** A saved plan is made again the way it was made; flags that are given again must agree with that. */
export function sameFlags(
  { path, document }: SavedPlan,
  { madeFrom, connection }: Pick<Session, 'madeFrom' | 'connection'>,
  context: Context,
): ExitCode | undefined {
  const other = madeOtherwise(document, madeFrom, connection.transport);
  if (other === undefined) return undefined;
  problem(
    context,
    `the saved plan ${path} was made with ${other.what} ${clean(other.then)}, and this run has ${clean(other.now)}; nothing was changed.`,
    `leave the flag out: the plan records it; or make a plan with it: ax-gitops plan --out ${quoteArgument(path)}`,
  );
  return exitCode.invalid;
}

/**
 * What was reviewed is what is applied: a saved plan, or the digest of one, must agree with what would be done now.
 * Gives the exit code of the refusal, or nothing where all agree.
 */
export function checkReviewed(
  planned: Planned,
  saved: SavedPlan | undefined,
  expected: Expectations,
  context: Context,
): ExitCode | undefined {
  if (saved !== undefined) {
    const { path, document } = saved;
    const refused = sameOrigin(document, path, planned, context) ?? sameSteps(document, path, planned, context);
    if (refused !== undefined) return refused;
  }
  return (
    sameDigest(context, '--expect-digest', expected.expectDigest, planned.digest) ??
    sameDigest(context, '--expect-destructive-digest', expected.expectDestructiveDigest, planned.destructiveDigest)
  );
}

/** A saved plan as it was written, or the exit code for one that can't be read or was edited. */
export async function readSaved(path: string, context: Context): Promise<PlanDocument | ExitCode> {
  let text: string;
  try {
    text = await readFile(resolve(context.cwd, path), 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
    const hint = code === 'EISDIR' ? filesHint(path, context) : 'save one with `ax-gitops plan --out PLAN.json`';
    problem(context, `the plan ${path} can't be read: ${reason}.`, hint);
    return exitCode.invalid;
  }
  const read = readPlanJson(text, path, { digestOf, summarise });
  if (read.ok) return read.value;
  if (/\.ya?ml$/i.test(path)) {
    problem(context, `${path} is a YAML file, not a saved plan.`, filesHint(path, context));
    return exitCode.invalid;
  }
  diagnosticsProblem(context, read.error, new Map([[path, text]]));
  return exitCode.invalid;
}

/** The files of the desired state in the place of a plan. */
function filesHint(path: string, { command }: Context): string {
  const name = quoteArgument(path);
  const save = `ax-gitops plan -f ${name} --out PLAN.json`;
  return command[1] === 'apply'
    ? `name the files with -f: \`ax-gitops apply -f ${name}\`; to save a plan of them: \`${save}\``
    : `name the files with -f, and show the plan of them: \`ax-gitops plan -f ${name}\`; to save it: \`${save}\``;
}

/** A plan is for one account, and was made by this very version: another may order or describe steps differently. */
function sameOrigin(
  { target, tool }: PlanDocument,
  saved: string,
  { plan }: Planned,
  context: Context,
): ExitCode | undefined {
  const compared: readonly (readonly [what: string, then: string, now: string])[] = [
    ['version of ax-gitops', tool.version, packageVersion()],
    ['host', target.host, plan.target.host],
    ['profile', target.profile ?? '(none)', plan.target.profile ?? '(none)'],
  ];
  const other = compared.find(([, then, now]) => then !== now);
  if (other === undefined) return undefined;
  const [what, then, now] = other;
  problem(
    context,
    `the saved plan ${saved} was made with the ${what} ${clean(then)}, and this is ${clean(now)}; nothing was changed.`,
    'make and review a plan here: `ax-gitops plan --out PLAN.json`',
  );
  return exitCode.refused;
}

function sameSteps(document: PlanDocument, saved: string, planned: Planned, context: Context): ExitCode | undefined {
  const refused = sameDigest(context, `the saved plan ${saved}`, document.digest, planned.digest);
  if (refused === undefined) return undefined;
  const reviewed = new Map(document.steps.map((step) => [lineOf(step), valuesOf(step)]));
  const now = new Map(planned.plan.steps.map((step) => [lineOf(step), valuesOf(step)]));
  for (const [line] of reviewed) if (!now.has(line)) note(context, `  reviewed, not to be done any more: ${line}`);
  for (const [line] of now) if (!reviewed.has(line)) note(context, `  to be done now, not reviewed:        ${line}`);
  for (const [line, fields] of now) {
    if (reviewed.has(line) && reviewed.get(line) !== fields)
      note(context, `  reviewed with other values:          ${line}`);
  }
  return refused;
}

function valuesOf(step: Readonly<Partial<Record<'after' | 'before' | 'replaces' | 'sink', unknown>>>): string {
  return stringify([step.after, step.before, step.replaces ?? null, step.sink ?? null]);
}

function lineOf({
  action,
  kind,
  address,
}: {
  readonly action: string;
  readonly kind: string;
  readonly address: string;
}): string {
  return `${action} ${kind} ${clean(address)}`;
}

function sameDigest(context: Context, what: string, wanted: string | undefined, found: string): ExitCode | undefined {
  if (wanted === undefined || wanted === found) return undefined;
  problem(
    context,
    `${what} does not match what would be done now, so nothing was changed.\n  reviewed: ${clean(wanted)}\n  now:      ${found}`,
    'look at `ax-gitops plan` again: the files or the account have changed since the review',
  );
  return exitCode.refused;
}
