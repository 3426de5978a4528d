import { adopt as adoptEdits } from '../../edit/adopt.js';
import { ok } from '../../model/result.js';
import { addressGlob } from '../../model/glob.js';
import type { Context } from '../context.js';
import type { Decision, EditAndPlanFlags } from '../editing.js';
import { editFiles } from '../editing.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { isImpossible } from '../patterns.js';
import { plan, withSession } from '../session.js';

export type AdoptFlags = EditAndPlanFlags;

/** `ax-gitops adopt [GLOB]`: what is live and differs, or is in no file, is written into the files. */
export async function adopt(glob: string | undefined, flags: AdoptFlags, context: Context): Promise<ExitCode> {
  if (glob !== undefined && isImpossible('the glob', glob, [], context)) return exitCode.invalid;
  const matches = glob === undefined ? undefined : addressGlob(glob);
  return editFiles(flags, context, async (declared) => {
    let decision: Decision = exitCode.invalid;
    const code = await withSession(flags, context, async (session) => {
      const planned = await plan(session, context);
      if (typeof planned === 'number') return planned;
      const includes = matches === undefined ? {} : { includes: matches };
      decision = ok(adoptEdits(declared, { plan: planned.plan, live: planned.live, ...includes }));
      return exitCode.done;
    });
    return code === exitCode.done ? decision : code;
  });
}
