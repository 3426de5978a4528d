import type { Address } from '../model/address.js';
import type { Source } from '../model/source.js';

/** Where a key's entry says that it is good for a space, `ORGANIZATION/SPACE`; of an organization, where its spaces are. */
export function sourceOfPlace({ file, path }: Source, place: Address): Source {
  const [, organization = '', , space] = place.split('/');
  return { file, path: [...path, 'spaces', ...(space === undefined ? [] : [`${organization}/${space}`])] };
}
