import { count } from './layout.js';
import { applyingSaved, nextCommand } from './next-command.js';
import { note } from './say.js';
import { clean } from './style.js';
import type { Terminal } from './terminal.js';

/* What a command wrote into which file, and what that is good for. */

export function tellSavedPlan(path: string, terminal: Terminal): void {
  note(terminal, `Saved to ${path}. To apply exactly this: ${applyingSaved(terminal, path)}`);
}

export function tellSavedSnapshot(path: string, terminal: Terminal): void {
  note(terminal, `Saved to ${path}. To plan on it: ${nextCommand(terminal, 'plan', [], { '--live': path })}`);
}

/** What is in no snapshot, as the login can't see it. */
export function tellUnseen(
  unseen: readonly { readonly scope: string; readonly reason: string }[],
  terminal: Terminal,
): void {
  for (const { scope, reason } of unseen) note(terminal, `Not seen: ${clean(scope)}: ${clean(reason)}`);
}

export function tellExported(files: number, path: string, terminal: Terminal): void {
  note(terminal, `Wrote ${count(files, 'file')} to ${path}.`);
}
