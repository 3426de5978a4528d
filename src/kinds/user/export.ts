import type { LiveResource } from '../../model/resource.js';
import { accountRoleWords } from '../words.js';
import { isEmail } from '../../model/address.js';
import { Commented, OnOneLine, textOrNothing } from '../written.js';

/** A person's entry; nothing for whom a file can't name, or whose invitation has run out. */
export function exported({ names, attributes }: LiveResource): unknown {
  const { name, role, developer, status } = attributes;
  if (!isEmail(names.user ?? '') || status === 'expired' || status === 'inactive') return undefined;
  const isWord = typeof role === 'string' && accountRoleWords.some((word) => word === role);
  const entry = new OnOneLine({
    name: textOrNothing(name, 255),
    role: isWord ? role : undefined,
    developer: developer === true ? true : undefined,
  });
  if (status === 'invited') return new Commented('invited, has not answered yet', entry);
  if (isWord || role === null || role === undefined) return entry;
  const custom =
    typeof role === 'object' && !Array.isArray(role) ? (role as { readonly custom?: unknown }).custom : role;
  return new Commented(`account role ${JSON.stringify(custom)}, which files can't say`, entry);
}
