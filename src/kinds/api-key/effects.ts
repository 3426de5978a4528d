import type { Effects } from '../effects.js';
import { amend, make, missing, nothing, refused, thing } from '../effects.js';

export const effects = {
  'api-keys.create': (account, { name }) => make(account, { kind: 'api-key', name, attributes: {} }),
  'api-keys.create-service': (account, { name, organizations }) => {
    for (const { organization, spaces } of organizations) {
      if (thing(account, 'organization', organization) === undefined) return missing('organization', organization);
      for (const { space, role } of spaces) {
        if (thing(account, 'space', space)?.parent !== organization) return missing('space', space);
        if (typeof role !== 'string' && thing(account, 'role', role.role) === undefined)
          return missing('role', role.role);
      }
    }
    return organizations.length === 0
      ? refused('a service key needs an organization')
      : make(account, { kind: 'api-key', name, attributes: {} });
  },
  'api-keys.refresh': (account, { key }) => amend(account, 'api-key', key, {}),
  'api-keys.revoke': (account, { key }) => {
    const found = thing(account, 'api-key', key);
    if (found === undefined) return nothing;
    const removed = [account.entryOf(found)];
    account.remove(key);
    return { ok: true, changed: [], removed };
  },
} satisfies Partial<Effects>;
