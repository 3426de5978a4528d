import { driftOf } from '../../plan/drift.js';
import type { DriftReport } from '../../report/drift.js';
import { driftToGithub, driftToJson, driftToMarkdown, outcomeOf, printDrift } from '../../report/drift.js';
import { sayHowToAdopt } from '../accepting.js';
import type { ConnectionFlags } from '../connect.js';
import type { LiveFlags } from '../live-source.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import type { FileFlags } from '../flags.js';
import { refusal, result } from '../say.js';
import { saved } from '../save.js';
import { plan, withSession } from '../session.js';

export type DriftFormat = 'text' | 'json' | 'markdown' | 'github';

/** `ax-gitops drift`: how the account differs from the files. Changes nothing. */
export async function drift(
  flags: FileFlags & ConnectionFlags & LiveFlags & { readonly format: DriftFormat; readonly out?: string },
  context: Context,
): Promise<ExitCode> {
  return withSession(flags, context, async (session) => {
    const planned = await plan(session, context);
    if (typeof planned === 'number') return planned;
    const report: DriftReport = {
      ...driftOf(planned.plan),
      violations: planned.violations,
      unknownTests: planned.plan.unknownTests,
    };
    if (flags.out !== undefined && !(await saved(flags.out, driftToJson(report), context))) return exitCode.invalid;
    // Its own annotations are commands, and meant to be.
    if (flags.format === 'github') context.stdout.write(driftToGithub(report));
    else result(context, print(report, flags.format, context));
    sayHowToAdopt(planned.plan, flags, context);
    if (planned.violations.length > 0) return refusal(context, planned.violations);
    return outcomeOf(report) === 'drift' ? exitCode.changes : exitCode.done;
  });
}

function print(report: DriftReport, format: Exclude<DriftFormat, 'github'>, { style }: Context): string {
  switch (format) {
    case 'json':
      return driftToJson(report);
    case 'markdown':
      return driftToMarkdown(report);
    case 'text':
      return printDrift(report, style.stdout);
  }
}
