import type { Policy, Unmanaged } from '../model/policy.js';
import type { KindName } from '../model/resource.js';
import { kinds } from './index.js';

/**
 * What the files say of unmanaged objects of a kind. What gives or takes access by itself alerts. Objects alone are only listed, so
 * that adopting one team is not an alarm for all others.
 */
export function unmanagedAction({ unmanaged }: Policy, kind: KindName): Unmanaged {
  return unmanaged[kind]?.action ?? (['grant', 'flag'].includes(kinds[kind].role) ? 'alert' : 'report');
}
