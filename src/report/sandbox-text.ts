import type { Misuse } from './misuse.js';
import { note, result } from './say.js';
import type { Terminal } from './terminal.js';

/** That a sandbox runs. `lines`: how to use it. */
export function tellSandbox(lines: readonly string[], terminal: Terminal): void {
  for (const line of lines) result(terminal, line);
  note(terminal, 'Ctrl-C stops it.');
}

/** That a sandbox does not run. */
export function noSandbox(why: { readonly message: string; readonly hint?: string }): Misuse {
  return { hint: 'another --port may be free; --seed and --state must be readable', ...why };
}
