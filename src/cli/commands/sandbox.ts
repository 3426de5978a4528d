import { runUntilInterrupted } from '../../machine/until-interrupted.js';
import { noSandbox, tellSandbox } from '../../report/sandbox-text.js';
import type { OpenRequest, OpenSandbox } from '../../sandbox/open.js';
import { openSandbox } from '../../sandbox/open.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done, wrong } from '../end.js';

/** `ax-gitops sandbox`: a local Arize until Ctrl-C, with a home directory of its own for `ax`. */
export async function sandbox(flags: OpenRequest, context: Context): Promise<CommandEnd> {
  const open = (home: string) => openSandbox(flags, home);
  const tell = ({ lines }: OpenSandbox) => {
    tellSandbox(lines, context);
  };
  const ran = await runUntilInterrupted('ax-gitops-sandbox-', open, tell);
  return ran.ok ? done : wrong(noSandbox(ran.error));
}
