import { accountRoleWords } from '../kinds/words.js';
import type { LiveResource } from '../model/resource.js';
import { isEmail } from './grants.js';
import { Commented, OnOneLine } from './yaml.js';

/** A person's entry; nothing for whom a file can't name, or whose invitation has run out. */
export function userValue({ names, attributes }: LiveResource): unknown {
  const { name, role, developer, status } = attributes;
  if (!isEmail(names.user ?? '') || status === 'expired' || status === 'inactive') return undefined;
  const isWord = typeof role === 'string' && accountRoleWords.some((word) => word === role);
  const entry = new OnOneLine({
    name: typeof name === 'string' && name !== '' ? name : undefined,
    role: isWord ? role : undefined,
    developer: developer === true ? true : undefined,
  });
  if (status === 'invited') return new Commented('invited, has not answered yet', entry);
  if (isWord || role === null || role === undefined) return entry;
  const custom =
    typeof role === 'object' && !Array.isArray(role) ? (role as { readonly custom?: unknown }).custom : role;
  return new Commented(`account role ${JSON.stringify(custom)}, which files can't say`, entry);
}

/** A custom role's entry; nothing where it has permissions that this version does not know. */
export function roleValue(known: ReadonlySet<string>): (role: LiveResource) => unknown {
  return ({ attributes }) => {
    const { description, permissions } = attributes;
    const list = Array.isArray(permissions) ? (permissions as readonly string[]) : [];
    if (list.length === 0 || list.some((permission) => !known.has(permission))) return undefined;
    return { description: textOrNothing(description), permissions: list };
  };
}

export function textOrNothing(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
