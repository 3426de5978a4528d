import type { AccessEntry, AccessSummary } from '../../model/access.js';
import { compareAddresses, placeTitle } from '../../model/address.js';
import { safeJson } from '../style.js';
import { escapeHtml, standalone, table } from './frame.js';
import { script } from './script.js';
import { styleSheet } from './style-sheet.js';

export interface AccessPage {
  readonly title: string;
  /** What it is a page of: each with its name. */
  readonly head?: readonly (readonly [name: string, value: string])[];
  readonly summary?: AccessSummary;
  readonly entries: readonly AccessEntry[];
  readonly notes: readonly string[];
}

/** For so many people there are plain tables too, for browsers without JavaScript. */
const mostInTables = 200;

/**
 * A page that stands alone: no network, no other files. A summary, then people by places, with a search, a filter, and each
 * cell's way. Names come from live state and are only ever set as text. The same input gives the same bytes.
 */
export function accessToHtml({ title, head = [], summary, entries, notes }: AccessPage): string {
  const data = dataOf(entries, notes);
  const body = `<header>
<h1>${escapeHtml(title)}</h1>
${head.length === 0 ? '' : `<dl>${head.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>`}
<div id="notes"></div>
${summary === undefined ? '' : summaryOf(summary)}
<form id="filters" role="search">
<label>Search <input id="search" type="search" autocomplete="off" placeholder="words of a person, place or role"></label>
<label>Can <select id="permission"><option value="">anything</option></select></label>
<label><input id="all" type="checkbox"> also without access</label>
<span id="count" role="status" aria-live="polite"></span>
</form>
</header>
<noscript>${withoutScript(entries, notes, data.people.length)}</noscript>
<main>
<div id="grid" tabindex="0" role="region" aria-label="People by places"><table><thead></thead><tbody></tbody></table></div>
<aside id="detail" tabindex="-1" hidden aria-label="Access of one person at one place"></aside>
</main>
<div id="print" aria-hidden="true"></div>
<script type="application/json" id="data">${embedded(data)}</script>`;
  return standalone({ title, style: styleSheet, body, script });
}

function summaryOf({ sections, spread }: NonNullable<AccessPage['summary']>): string {
  const filled = sections.filter(({ items }) => items.length > 0);
  const cards = filled.map(
    ({ title, items }) =>
      `<details${items.length <= 6 ? ' open' : ''}><summary>${escapeHtml(title)} <b>${String(items.length)}</b></summary><ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul></details>`,
  );
  return `<section id="summary" aria-label="Summary"><h2>Summary</h2><div class="cards">${spreadChart(spread)}${cards.join('\n')}</div></section>`;
}

/** A bar for each number of places; the numbers stand beside them. */
function spreadChart(spread: NonNullable<AccessPage['summary']>['spread']): string {
  const most = Math.max(1, ...spread.map(({ people }) => people));
  const bars = spread.map(({ places, people }, index) => {
    const y = index * 22;
    const width = Math.round((people / most) * 120);
    return `<text x="0" y="${String(y + 15)}">${escapeHtml(places)}</text><rect x="104" y="${String(y + 3)}" width="${String(width)}" height="14"/><text x="${String(110 + width)}" y="${String(y + 15)}">${String(people)}</text>`;
  });
  const said = spread.map(({ places, people }) => `${places} places: ${String(people)}`).join('; ');
  return `<figure><figcaption>People by number of places</figcaption><svg role="img" aria-label="${escapeHtml(said)}" viewBox="0 0 280 ${String(spread.length * 22)}" width="280" height="${String(spread.length * 22)}">${bars.join('')}</svg></figure>`;
}

function withoutScript(entries: readonly AccessEntry[], notes: readonly string[], people: number): string {
  const said = notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('');
  if (people > mostInTables)
    return `${said}<p>For so many people this page needs JavaScript. Without it: ax-gitops access --format csv</p>`;
  const rows = entries.map(({ user, on, roles, permissions, isPartlyUnknown }) => [
    user,
    placeTitle(on),
    roles.join(', '),
    `${String(permissions.length)}${isPartlyUnknown ? ' or more' : ''}`,
  ]);
  return `${said}<style>#grid, #filters, #print { display: none; } body { height: auto; }</style>${table('Who can do what', ['Person', 'Place', 'Role', 'Permissions'], rows)}`;
}

interface PageData {
  readonly people: readonly string[];
  readonly places: readonly string[];
  /** The same roles and permissions come up again and again: each is written once. */
  readonly kinds: readonly (readonly [
    roles: readonly string[],
    permissions: readonly number[],
    isPartlyUnknown: 0 | 1,
  ])[];
  readonly permissions: readonly string[];
  /** Person, place and kind, by index. */
  readonly cells: readonly number[];
  readonly notes: readonly string[];
}

function dataOf(entries: readonly AccessEntry[], notes: readonly string[]): PageData {
  const people = [...new Set(entries.map(({ user }) => user))].sort(compareAddresses);
  const addresses = [...new Set(entries.map(({ on }) => on))].sort(compareAddresses);
  const permissions = [...new Set(entries.flatMap((entry) => entry.permissions))].sort(compareAddresses);
  const index = (list: readonly string[]) => new Map(list.map((text, position) => [text, position]));
  const [personAt, placeAt, permissionAt] = [index(people), index(addresses), index(permissions)];
  const kindAt = new Map<string, number>();
  const kinds: PageData['kinds'][number][] = [];
  const cells = entries.flatMap(({ user, on, roles, permissions: own, isPartlyUnknown }) => {
    const key = JSON.stringify([roles, own, isPartlyUnknown]);
    let kind = kindAt.get(key);
    if (kind === undefined) {
      kind =
        kinds.push([roles, own.map((permission) => permissionAt.get(permission) ?? 0), isPartlyUnknown ? 1 : 0]) - 1;
      kindAt.set(key, kind);
    }
    return [personAt.get(user) ?? 0, placeAt.get(on) ?? 0, kind];
  });
  return {
    people,
    places: addresses.map(placeTitle),
    kinds,
    permissions,
    cells,
    notes,
  };
}

/** JSON that can stand in a script element: nothing in it can end that. */
function embedded(data: PageData): string {
  return safeJson(data).replaceAll('<', '\\u003c');
}
