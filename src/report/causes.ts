import type { PlanDocument } from './plan-json.js';
import { lineText } from './place.js';

export type CauseLine = NonNullable<PlanDocument['causes']>[number];
type Effect = CauseLine['effect'];

/** The causes that come to one thing, the worst first. */
export function causesWith({ causes = [] }: PlanDocument, effect: Effect): readonly CauseLine[] {
  return causes.filter((cause) => cause.effect === effect);
}

/** What a reviewer should look at before anything else. */
export function worstCause({ causes = [] }: PlanDocument): CauseLine | undefined {
  return causes.find(({ effect }) => effect !== 'none');
}

/** So many places in the files are named. */
const named = 3;

/** Where the lines stand that bring it about: `access.yaml:12, access.yaml:40 and 3 more`. */
export function sourcesOf({ steps }: CauseLine, plan: Pick<PlanDocument, 'steps'>): string {
  const places = steps.flatMap((index) => {
    const source = plan.steps[index]?.source;
    return source === undefined || source === null ? [] : [lineText(source)];
  });
  const all = [...new Set(places)];
  const more = all.length - named;
  return more > 1 ? `${all.slice(0, named).join(', ')} and ${String(more)} more` : all.join(', ');
}

/** What is to be said where single causes are not there: there are too many changes, or the plan is of an older version. */
export function accessRemark({ access, access_omitted: omitted = 0, causes }: PlanDocument): string {
  if (omitted > 0) return `Access: ${String(omitted)} changes, too many to list one by one`;
  return causes === undefined && access.length > 0
    ? `Access: ${String(access.length)} changes; show --format json lists them`
    : '';
}

const words = {
  joining: ['joins', 'join'],
  leaving: ['leaves', 'leave'],
  admins: ['becomes admin', 'become admin'],
  gaining: ['gains access', 'gain access'],
  losing: ['loses access', 'lose access'],
} as const;

/** How many people each thing happens to: `3 people join, 1 leaves, 11 gain access. 1 role changes.` Empty for nobody. */
export function verdictSentence({ access_summary: summary }: PlanDocument): string {
  if (summary === undefined) return '';
  const { roles, ...people } = summary;
  const parts = (Object.keys(words) as (keyof typeof words)[])
    .filter((key) => people[key] > 0)
    .map((key, index) => {
      const [one, many] = words[key];
      const noun = index > 0 ? '' : people[key] === 1 ? ' person' : ' people';
      return `${String(people[key])}${noun} ${people[key] === 1 ? one : many}`;
    });
  return [
    ...(parts.length === 0 ? [] : [`${parts.join(', ')}.`]),
    ...(roles === 0 ? [] : [`${String(roles)} ${roles === 1 ? 'role changes' : 'roles change'}.`]),
  ].join(' ');
}
