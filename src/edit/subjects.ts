import type { Address } from '../model/address.js';
import { addressOf, memberAt } from '../model/address.js';
import type { Edits } from './edits.js';

/**
 * The addresses that edits are about, for a plan of just that. Nothing where they are about something that has no address of
 * its own, such as a group: then a plan of everything tells what comes of it.
 */
export function subjectsOf({ wishes }: Pick<Edits, 'wishes'>): readonly Address[] | undefined {
  const found = wishes.map(({ wish }) => subjectOf(wish.path));
  return found.includes(undefined) ? undefined : [...new Set(found as readonly Address[])];
}

function subjectOf([section, name, ...inside]: readonly string[]): Address | undefined {
  if (name === undefined) return undefined;
  if (section === 'users') return addressOf.user(name);
  if (section === 'roles') return addressOf.role(name);
  return section === 'organizations'
    ? inPlace(addressOf.organization(name), { organization: name }, inside)
    : undefined;
}

function inPlace(
  place: Address,
  names: { readonly organization: string; readonly space?: string },
  [field, key, ...inside]: readonly string[],
): Address | undefined {
  if (field === 'members')
    return key === undefined || key.startsWith('@') ? undefined : memberAt(place, addressOf.user(key));
  const { organization, space } = names;
  if (field === 'spaces' && key !== undefined)
    return inPlace(addressOf.space(organization, key), { organization, space: key }, inside);
  if (field === 'projects' && key !== undefined && space !== undefined)
    return inPlace(addressOf.project(organization, space, key), { organization, space }, inside);
  return field === 'restricted' ? (`${place}/restriction` as Address) : place;
}
