import type { AccessSummary } from '../../model/access.js';
import { safeJson } from '../style.js';
import { barChart, changesChart } from './charts.js';
import type { PageContent } from './data-of-page.js';
import { dataOfPage } from './data-of-page.js';
import { escapeHtml, standalone } from './frame.js';
import type { PageData } from './page/page-data.js';
import { notesList, plainTables } from './plain-tables.js';
import { script } from './script.gen.js';
import { styleSheet } from './style-sheet.js';

export interface AccessPage extends PageContent {
  readonly title: string;
  /** What it is a page of: each with its name. */
  readonly head?: readonly (readonly [name: string, value: string])[];
  readonly summary?: AccessSummary;
  /** What changed between earlier moments and this one. */
  readonly changes?: readonly { readonly name: string; readonly gained: number; readonly lost: number }[];
}

/**
 * A page that stands alone: no network, no other files. A summary; people by places; and a page for each person, place and role, all
 * with a search, filters and an address of their own. Names come from live state and are only ever set as text. The same input
 * gives the same bytes.
 */
export function accessToHtml({ title, head = [], summary, changes = [], ...content }: AccessPage): string {
  const data = dataOfPage(content);
  const body = `<header>
<h1>${escapeHtml(title)}</h1>
<nav id="tabs" aria-label="Views" hidden><a href="#/overview">Overview</a><a href="#/people">People</a><a href="#/places">Places</a><a href="#/roles">Roles</a></nav>
${filterBar}
</header>
<main>
<div id="overview">
${head.length === 0 ? '' : `<dl>${head.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>`}
${notesList(content.notes)}
${summary === undefined ? '' : summaryOf(summary, data, changes)}
</div>
<div id="matrix" hidden>
<div id="grid" role="region" aria-label="People by places"></div>
<aside id="detail" tabindex="-1" hidden aria-label="Access of one person at one place"></aside>
<p id="legend"><span class="key admin">admin</span><span class="key has direct">given here</span><span class="key has group">by a group</span><span class="key has inherited">from further out</span><span class="key has public">public space</span><span class="key has unknown">? may be more</span><span class="key inner"><b>+3</b> places inside</span><span id="columns"><button id="open-all" type="button">Open all columns</button><button id="close-all" type="button">Close all</button></span></p>
</div>
<div id="page" hidden></div>
<noscript>${plainTables(data)}</noscript>
</main>
<div id="print"></div>
<script type="application/json" id="data">${embedded(data)}</script>`;
  return standalone({ title, style: styleSheet, body, script });
}

const choice = (id: string, label: string, options: readonly (readonly [value: string, text: string])[]) =>
  `<label class="narrow"><span>${label}</span> <select id="${id}">${options.map(([value, text]) => `<option value="${value}">${text}</option>`).join('')}</select></label>`;

/** The page's script shows it. */
const filterBar = `<form id="filters" role="search" hidden>
<label class="find"><span class="sr">Search</span><input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="Search people, places, roles"></label>
<button id="narrow" type="button" aria-expanded="false">Filters</button>
${choice('permission', 'Can', [['', 'anything']])}
${choice('by-role', 'Role', [['', 'any']])}
${choice('status', 'Status', [['', 'any']])}
${choice('way', 'Way', [
  ['', 'any'],
  ['direct', 'direct'],
  ['group', 'group'],
  ['inherited', 'inherited'],
  ['public', 'public'],
])}
${choice('sort', 'Sort by', [
  ['', 'name'],
  ['number', 'number'],
  ['rank', 'permissions'],
])}
<label class="narrow check"><input id="all" type="checkbox"> also without access</label>
<button id="clear" type="button" hidden>Clear</button>
<span class="end"><span id="count" role="status" aria-live="polite"></span><a id="unseen" href="#/overview" hidden>not everything is seen</a></span>
</form>`;

function summaryOf(
  { sections, spread }: AccessSummary,
  data: PageData,
  changes: NonNullable<AccessPage['changes']>,
): string {
  const filled = sections.filter(({ items }) => items.length > 0);
  const cards = filled.map(
    ({ title, items }) =>
      `<section class="card"><h3>${escapeHtml(title)} <b>${String(items.length)}</b></h3><ul tabindex="0" role="list" aria-label="${escapeHtml(title)}">${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul></section>`,
  );
  const charts = [
    barChart(
      'People by number of places',
      spread.map(({ places, people }) => ({ name: placesText(places), size: people })),
    ),
    rolesChart(data),
    ...(changes.length === 0 ? [] : [changesChart('Changes of access since earlier snapshots', changes)]),
  ];
  return `<section id="summary" aria-label="Summary"><h2>Summary</h2><div class="charts">${charts.join('\n')}</div><div class="cards">${cards.join('\n')}</div></section>`;
}

function placesText(places: string): string {
  return places === 'none' ? 'no place' : places === '1' ? '1 place' : `${places} places`;
}

/** How many permissions each role has: the most at the top, those that are not listed left out. */
function rolesChart({ roles, dangerous }: PageData): string {
  const most = 10;
  const listed = roles
    .filter(([, , permissions]) => permissions.length > 0)
    .map(([name, , permissions]) => ({
      name,
      size: permissions.length,
      marked: permissions.filter((one) => dangerous.includes(one)).length,
    }))
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
  if (listed.length === 0) return '';
  const left = listed.length - most;
  const legend = `In parentheses, and first in each bar: dangerous permissions.${left > 0 ? ` ${String(left)} more roles are on the page of roles.` : ''}`;
  return barChart('Permissions by role', listed.slice(0, most), legend);
}

/** JSON that can stand in a script element: nothing in it can end that. */
function embedded(data: PageData): string {
  return safeJson(data).replaceAll('<', '\\u003c');
}
