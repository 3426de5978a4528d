import { escapeHtml, table } from './frame.js';
import type { PageData } from './page/page-data.js';

/** For so many people there are plain tables, for browsers without JavaScript. */
const mostPeople = 200;

/** Who can do what, and what each role permits, without a script. */
export function plainTables(data: PageData): string {
  if (data.people.length > mostPeople)
    return '<p>For so many people this page needs JavaScript. Without it: ax-gitops access --format csv</p>';
  return `${table('Who can do what', ['Person', 'Place', 'Role', 'Way', 'Permissions'], lines(data))}
${table('Roles', ['Role', 'Dangerous permissions', 'Other permissions'], roles(data))}`;
}

const hows = ['direct', 'inherited', 'public'] as const;

function lines({ people, rows, places, kinds, roles: all, groups, ends }: PageData): readonly (readonly string[])[] {
  const titles: string[] = [];
  for (const [name, , parent] of places) titles.push(parent < 0 ? name : `${titles[parent] ?? ''} / ${name}`);
  return people.flatMap(([email, , , , row]) => {
    const cells = rows[row] ?? [];
    return cells.flatMap((place, at) => {
      if (at % 2 === 1) return [];
      const [ways, isPartlyUnknown] = kinds[cells[at + 1] ?? 0] ?? [[], 0];
      return ways.map(([role, how, group, end]) => {
        const [name = '', , permissions = []] = all[role] ?? [];
        const way = [
          hows[how],
          ...(group < 0 ? [] : [`by the group @${groups[group] ?? ''}`]),
          ...(end < 0 ? [] : [ends[end] ?? '']),
        ];
        const size = permissions.length === 0 ? 'not listed' : String(permissions.length);
        return [
          email,
          titles[place] ?? '',
          name,
          way.join(', '),
          isPartlyUnknown === 1 ? `${size}, may be more` : size,
        ];
      });
    });
  });
}

function roles({ roles: all, permissions, dangerous }: PageData): readonly (readonly string[])[] {
  const names = (list: readonly number[]) => list.map((one) => permissions[one] ?? '').join(', ');
  return all.map(([name, , own]) => [
    name,
    names(own.filter((one) => dangerous.includes(one))),
    names(own.filter((one) => !dangerous.includes(one))) || (own.length === 0 ? 'not listed' : ''),
  ]);
}

/** What could not be seen: without it, what is missing would pass for what is not there. */
export function notesList(notes: readonly string[]): string {
  if (notes.length === 0) return '';
  return `<section class="unseen" aria-label="What to know of this page"><h2>What to know of this page</h2><ul>${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join('')}</ul></section>`;
}
