import type { Effects } from '../effects.js';
import { amend, described, make, nothing, refused, thing } from '../effects.js';

export const effects = {
  'roles.create': (account, { name, description, permissions }) => {
    if (permissions.length === 0) return refused('a role needs a permission');
    if (account.named('role', name) !== undefined) return refused(`there is a role ${name} already`);
    return make(account, {
      kind: 'role',
      name,
      attributes: { description: description ?? '', permissions: [...permissions].sort() },
    });
  },
  'roles.update': (account, { role, name, description, permissions }) => {
    if (permissions?.length === 0) return refused('a role needs a permission');
    if (account.find(role)?.builtIn === true) return refused('a built-in role stays as it is');
    const replaced = permissions === undefined ? {} : { permissions: [...permissions].sort() };
    return amend(account, 'role', role, { ...described(description), ...replaced }, name);
  },
  'roles.delete': (account, { role }) => {
    const found = thing(account, 'role', role);
    if (found === undefined) return nothing;
    if (found.builtIn === true) return refused('a built-in role stays');
    if (account.isBound(role)) return refused(`the role ${found.name} is still bound`);
    const removed = [account.entryOf(found)];
    account.remove(role);
    return { ok: true, changed: [], removed };
  },
} satisfies Partial<Effects>;
