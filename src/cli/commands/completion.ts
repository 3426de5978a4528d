import { kindNames } from '../../kinds/index.js';
import { lastSeen } from '../../reconcile/last-seen.js';
import { completionScripts, shells } from '../../report/completion-scripts.js';
import { candidatesFor, completed } from '../../report/completion.js';
import { noSuchShell } from '../../report/misuse.js';
import { result } from '../../report/say.js';
import type { AnyCommand } from '../commander.js';
import type { Context } from '../context.js';
import type { CommandEnd } from '../end.js';
import { done, wrong } from '../end.js';

/**
 * `ax-gitops completion SHELL`: what the shell is to read once. That asks at each Tab for `ax-gitops completion words -- WORDS...`:
 * what may stand in the place of the last word; nothing where that is a file or free. Addresses are those of the last snapshot.
 */
export async function completion(
  program: AnyCommand,
  what: string,
  words: readonly string[],
  context: Context,
): Promise<CommandEnd> {
  const shell = shells.find((known) => known === what);
  if (shell === undefined && what !== 'words') return wrong(noSuchShell(what, shells));
  const text = shell === undefined ? await nextWords(program, words, context) : completionScripts[shell];
  if (text !== '') result(context, text);
  return done;
}

async function nextWords(program: AnyCommand, words: readonly string[], context: Context): Promise<string> {
  const { words: known, ofLive, snapshot } = candidatesFor(program, words, { '--only': kindNames });
  const live = ofLive === undefined ? [] : ofLive(await lastSeen(snapshot, context));
  return completed(words, [...known, ...live]).join('\n');
}
