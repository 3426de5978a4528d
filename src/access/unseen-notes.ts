import { groupBy } from '../model/group-by.js';
import type { LiveState } from '../model/live.js';
import { unseenOf } from '../kinds/unseen.js';

/** So many scopes are named for each reason. */
const named = 5;

/** What the login could not see, one sentence for each reason. */
export function unseenNotes(live: LiveState): readonly string[] {
  const byReason = groupBy(
    unseenOf(live),
    ({ reason, needs }) => `${reason}${needs === undefined ? '' : ` (needed: ${needs})`}`,
  );
  return [...byReason].map(([why, own]) => {
    const all = own.map(({ scope }) => scope);
    const more = all.length - named;
    const shown = more > 1 ? `${all.slice(0, named).join(', ')} and ${String(more)} more` : all.join(', ');
    return `not everything can be seen: ${shown}: ${why}`;
  });
}
