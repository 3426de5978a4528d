import { keyKind } from '../kinds/index.js';
import type { LiveIndex } from '../model/live-index.js';
import { placeTitle } from '../model/address.js';
import type { Json } from '../model/json.js';
import type { LiveResource } from '../model/resource.js';

/** Service keys, which an export leaves out: a secret can't be read again. They are named, so that nobody forgets them. */
export function serviceKeys({ state }: LiveIndex): readonly string[] {
  return [...state.resources[keyKind].values()]
    .filter(({ attributes }) => attributes['type'] === 'service')
    .sort((a, b) => (a.address < b.address ? -1 : 1))
    .map(keyText);
}

function keyText({ names, attributes: { spaces, expires } }: LiveResource): string {
  const places = Object.entries(typeof spaces === 'object' && spaces !== null ? spaces : {}).map(
    ([space, role]) => `${placeTitle(space)} (${roleTitle(role)})`,
  );
  const end = typeof expires === 'string' ? `, until ${expires}` : '';
  return `${JSON.stringify(names.key ?? '')}: ${places.length === 0 ? 'its spaces are not known' : places.join(', ')}${end}`;
}

function roleTitle(role: Json): string {
  const custom =
    typeof role === 'object' && !Array.isArray(role) ? (role as { readonly custom?: Json } | null)?.custom : role;
  return typeof custom === 'string' ? custom : 'role not known';
}
