import type { LiveResource } from '../../model/resource.js';
import { texts } from '../names.js';
import { textOrNothing } from '../written.js';

/** A custom role's entry; nothing where it has permissions that this version does not know. */
export function exported({ attributes }: LiveResource, known: ReadonlySet<string>): unknown {
  const permissions = texts(attributes, 'permissions');
  if (permissions.length === 0 || permissions.some((permission) => !known.has(permission))) return undefined;
  return { description: textOrNothing(attributes['description']), permissions };
}
