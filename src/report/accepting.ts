import { count } from './layout.js';
import { nextCommand } from './next-command.js';
import { note } from './say.js';
import type { Terminal } from './terminal.js';

/** Says how what is live is taken over into the files. `found`: how much of it can be. */
export function sayHowToAdopt(found: number, terminal: Terminal): void {
  if (found === 0) return;
  const adopt = nextCommand(terminal, 'adopt');
  note(terminal, `To accept what is live instead (${count(found, 'difference')}), write it into the files: ${adopt}`);
}
