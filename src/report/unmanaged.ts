import type { PlanDocument } from './plan-json.js';
import { clean } from './style.js';

/** What no file declares, administrators first, each with its role: `user/ann@example.com (admin)`. */
export function unmanagedLines(unmanaged: PlanDocument['unmanaged']): readonly string[] {
  const isAdmin = ({ role }: PlanDocument['unmanaged'][number]) => role === 'admin';
  return [...unmanaged.filter(isAdmin), ...unmanaged.filter((object) => !isAdmin(object))].map(({ address, role }) =>
    role === undefined ? clean(address) : `${clean(address)} (${clean(role)})`,
  );
}
