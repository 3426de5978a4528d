import type { AccessEntry } from '../../model/access.js';
import { compareAddresses, placeTitle } from '../../model/address.js';
import { safeJson } from '../style.js';
import { script } from './script.js';
import { styleSheet } from './style-sheet.js';

export interface AccessPage {
  readonly title: string;
  readonly entries: readonly AccessEntry[];
  readonly notes: readonly string[];
}

/**
 * A page that stands alone: no network, no other files; people by places, with a search, a filter, and each cell's way.
 * Names come from live state and are only ever set as text. The same input gives the same bytes.
 */
export function accessToHtml({ title, entries, notes }: AccessPage): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(title)}</title>
<style>${styleSheet}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<form id="filters" role="search">
<label>Search <input id="search" type="search" autocomplete="off" placeholder="person or place"></label>
<label>Can <select id="permission"><option value="">anything</option></select></label>
<label><input id="all" type="checkbox"> also without access</label>
<span id="count" role="status" aria-live="polite"></span>
</form>
</header>
<noscript><p>This page needs JavaScript. Without it: ax-gitops access --format csv</p></noscript>
<main>
<div id="grid" tabindex="0" role="region" aria-label="People by places"><table><thead></thead><tbody></tbody></table></div>
<aside id="detail" tabindex="-1" hidden aria-label="Access of one person at one place"></aside>
</main>
<script type="application/json" id="data">${embedded(dataOf(entries, notes))}</script>
<script>${script}</script>
</body>
</html>
`;
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
  return { people, places: addresses.map(placeTitle), kinds, permissions, cells, notes };
}

/** JSON that can stand in a script element: nothing in it can end that. */
function embedded(data: PageData): string {
  return safeJson(data).replaceAll('<', '\\u003c');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
