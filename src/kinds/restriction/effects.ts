import type { Effects, Narrowing } from '../effects.js';
import { holders, missing, nothing, pairs, thing } from '../effects.js';

export const effects = {
  'resource-restrictions.restrict': (account, { resource }) => {
    const project = thing(account, 'project', resource);
    if (project === undefined) return missing('project', resource);
    account.raise('restriction', resource);
    return { ok: true, changed: [account.entryOfFlag('restriction', project)], removed: [] };
  },
  'resource-restrictions.unrestrict': (account, { resource }) => {
    const project = thing(account, 'project', resource);
    if (project === undefined || !account.lower('restriction', resource)) return nothing;
    return { ok: true, changed: [], removed: [account.entryOfFlag('restriction', project)] };
  },
} satisfies Partial<Effects>;

export const narrowing: Narrowing = {
  'resource-restrictions.restrict': (account, { resource }) =>
    pairs(account, resource, holders(account, account.find(resource)?.parent)),
};
