import { rm } from 'node:fs/promises';
import { temporaryFolder } from '../../machine/folders.js';
import { reasonOf } from '../../machine/reason.js';
import { interrupted } from '../../machine/signals.js';
import { note, result } from '../../report/say.js';
import type { OpenRequest } from '../../sandbox/open.js';
import { openSandbox } from '../../sandbox/open.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done, wrong } from '../end.js';

/** `ax-gitops sandbox`: a local Arize until Ctrl-C, with a home directory of its own for `ax`. */
export async function sandbox(flags: OpenRequest, context: Context): Promise<CommandEnd> {
  const home = await temporaryFolder('ax-gitops-sandbox-');
  if (!home.ok) return wrong(home.error.message, home.error.hint);
  try {
    const { lines, close } = await openSandbox(flags, home.value);
    // Before anybody is told that it runs, and so may stop it.
    const ended = interrupted();
    for (const line of lines) result(context, line);
    note(context, 'Ctrl-C stops it.');
    await ended;
    await close();
    return done;
  } catch (error) {
    return wrong(reasonOf(error), 'another --port may be free; --seed and --state must be readable');
  } finally {
    await rm(home.value, { recursive: true, force: true });
  }
}
