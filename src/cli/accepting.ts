import type { AdoptablePlan } from '../edit/adoptables.js';
import { adoptables } from '../edit/adoptables.js';
import { count } from '../report/layout.js';
import type { Context } from './context.js';
import { nextCommand } from '../report/next-command.js';
import { note } from '../report/say.js';

/** Says how what is live is taken over into the files, where anything can be. */
export function sayHowToAdopt(plan: AdoptablePlan, context: Context): void {
  const found = adoptables(plan).length;
  if (found === 0) return;
  const adopt = nextCommand(context, 'adopt');
  note(context, `To accept what is live instead (${count(found, 'difference')}), write it into the files: ${adopt}`);
}
