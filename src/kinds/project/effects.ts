import type { Account, Thing } from '../../model/account.js';
import type { Effects } from '../effects.js';
import { amend, make, missing, refused, removeWhole, thing } from '../effects.js';
import { letsIn as spaceLetsIn } from '../space/effects.js';

export const effects = {
  'projects.create': (account, { space, name }) => {
    if (thing(account, 'space', space) === undefined) return missing('space', space);
    if (account.named('project', name, space) !== undefined) return refused(`there is a project ${name} already`);
    return make(account, { kind: 'project', name, parent: space, attributes: {} });
  },
  'projects.update': (account, { project, name }) => amend(account, 'project', project, {}, name),
  'projects.delete': (account, { project }) => removeWhole(account, 'project', project),
} satisfies Partial<Effects>;

/** Whoever has a role on it, or gets into the space: as an administrator where it is restricted (contract §7 "Restrictions"). */
export function letsIn(account: Account, { id, parent }: Thing, user: string): boolean {
  const space = parent === undefined ? undefined : account.find(parent);
  if (space === undefined) return false;
  if (account.grant('project-role-binding', id, user) !== undefined) return true;
  if (!account.isRaised('restriction', id)) return spaceLetsIn(account, space, user);
  return (
    account.grant('space-member', space.id, user)?.role === 'admin' ||
    account.grant('organization-member', space.parent ?? '', user)?.role === 'admin'
  );
}
