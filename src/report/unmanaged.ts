import { count } from './layout.js';
import type { PlanDocument } from './plan-json.js';
import { clean } from './style.js';

type Unmanaged = PlanDocument['unmanaged'];

export interface UnmanagedLine {
  readonly text: string;
  readonly isAdmin: boolean;
}

/** What no file declares, administrators first, each with its role: `user/ann@example.com (admin)`. */
export function unmanagedLines(unmanaged: Unmanaged): readonly UnmanagedLine[] {
  const lines = unmanaged.map(({ address, role }) => ({
    text: role === undefined ? clean(address) : `${clean(address)} (${clean(role)})`,
    isAdmin: role === 'admin',
  }));
  return [...lines.filter(({ isAdmin }) => isAdmin), ...lines.filter(({ isAdmin }) => !isAdmin)];
}

/** `9 live objects are not in your files`. */
export function countUnmanaged(number: number): string {
  return count(number, 'live object is not in your files', 'live objects are not in your files');
}

export function unmanagedTitle({ length }: Unmanaged): string {
  return `${countUnmanaged(length)} (left alone)`;
}
