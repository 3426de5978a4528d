import { isSameMoment } from './api-key.js';
import { kinds } from '../kinds/index.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { LiveIndex } from '../model/live-index.js';
import type { DesiredResource } from '../model/resource.js';
import type { Locate } from '../model/source.js';

/**
 * Keys that would be made, and would have ended by then: Arize refuses that. With `rotate_before` this is all that tells, since the
 * declared end is that of the first key alone.
 */
export function endedKeys(
  open: readonly DesiredResource[],
  live: LiveIndex,
  locate: Locate,
  now: Date,
): readonly Diagnostic[] {
  return open.flatMap((key): readonly Diagnostic[] => {
    const { expires } = key.attributes;
    if (kinds[key.kind].role !== 'key' || key.ensure !== 'present' || typeof expires !== 'string') return [];
    if (Date.parse(expires) > now.getTime() || !isToBeMade(key, live)) return [];
    return [
      {
        code: 'expired-key',
        severity: 'error',
        message: `the key would be created, and ended ${expires}: Arize does not create a key that has already ended.`,
        span: locate({ ...key.source, path: [...key.source.path, 'expires'] }, 'value'),
        hint: 'give a later `expires`, or remove the key',
      },
    ];
  });
}

/** What can't be changed in place is made anew: its end alone, where nothing renews it. */
function isToBeMade({ kind, address, attributes, delivery }: DesiredResource, live: LiveIndex): boolean {
  const found = live.find(kind, address);
  if (found === undefined) return true;
  const { expires } = found.attributes;
  return (
    delivery?.rotateBeforeMs === undefined &&
    expires !== undefined &&
    !isSameMoment(expires, attributes['expires'] ?? null)
  );
}
