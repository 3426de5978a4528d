import { readFile } from 'node:fs/promises';
import { digestOf } from '../plan/digest.js';
import { readPlanJson } from '../report/plan-json.js';
import type { Context } from './context.js';
import type { ExitCode } from './exit.js';
import { exitCode } from './exit.js';
import { diagnosticsProblem, problem } from './say.js';
import type { Planned } from './session.js';

export interface Expectations {
  readonly expectDigest?: string;
  readonly expectDestructiveDigest?: string;
}

/**
 * What was reviewed is what is applied: a saved plan, or the digest of one, must agree with what would be done now.
 * Gives the exit code of the refusal, or nothing where all agree.
 */
export async function checkReviewed(
  planned: Planned,
  saved: string | undefined,
  expected: Expectations,
  context: Context,
): Promise<ExitCode | undefined> {
  if (saved !== undefined) {
    let text: string;
    try {
      text = await readFile(saved, 'utf8');
    } catch (error) {
      problem(
        context,
        `the plan ${saved} can't be read: ${error instanceof Error ? error.message : String(error)}`,
        'save one with `ax-gitops plan --out PLAN.json`',
      );
      return exitCode.invalid;
    }
    const read = readPlanJson(text, saved, digestOf);
    if (!read.ok) {
      diagnosticsProblem(context, read.error, new Map([[saved, text]]));
      return exitCode.invalid;
    }
    const refused = compare(context, `the saved plan ${saved}`, read.value.digest, planned.digest);
    if (refused !== undefined) return refused;
  }
  return (
    compare(context, '--expect-digest', expected.expectDigest, planned.digest) ??
    compare(context, '--expect-destructive-digest', expected.expectDestructiveDigest, planned.destructiveDigest)
  );
}

function compare(context: Context, what: string, wanted: string | undefined, found: string): ExitCode | undefined {
  if (wanted === undefined || wanted === found) return undefined;
  problem(
    context,
    `${what} does not match what would be done now, so nothing was changed.\n  reviewed: ${wanted}\n  now:      ${found}`,
    'look at `ax-gitops plan` again: the files or the account have changed since the review',
  );
  return exitCode.refused;
}
