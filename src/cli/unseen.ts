import type { LiveState } from '../model/live.js';
import { unseenOf } from '../kinds/unseen.js';

/** So many scopes are named for each reason. */
const named = 5;

/** What the login could not see, one sentence for each reason. */
export function unseenNotes({ resources, visibility }: LiveState): readonly string[] {
  const places = [...resources.organization.values(), ...resources.space.values()];
  const scopes = new Map<string, string[]>();
  for (const { scope, reason, needs } of unseenOf(visibility, places)) {
    const why = `${reason}${needs === undefined ? '' : ` (needed: ${needs})`}`;
    scopes.set(why, [...(scopes.get(why) ?? []), scope]);
  }
  return [...scopes].map(([why, all]) => {
    const more = all.length - named;
    const shown = more > 1 ? `${all.slice(0, named).join(', ')} and ${String(more)} more` : all.join(', ');
    return `not everything can be seen: ${shown}: ${why}`;
  });
}
