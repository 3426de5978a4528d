import { kinds } from '../kinds/index.js';
import { addressOf } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { NotPlanned } from './outcome.js';
import type { Session } from './session.js';

/** What an apply is about, and what the files say once it is done. */
export interface Purpose {
  readonly session: Session;
  readonly afterwards: DesiredState;
}

/** A session that is about one key alone, which is due. */
export function rotationOf(name: string, session: Session): Result<Purpose, NotPlanned> {
  const address = addressOf.apiKey(name);
  const { resources, references } = session.desired;
  const key = resources.find((resource) => kinds[resource.kind].role === 'key' && resource.address === address);
  if (key === undefined) {
    const declared = resources.flatMap(({ kind, names }) => (kinds[kind].role === 'key' ? [names.key ?? ''] : []));
    return failed({ type: 'no-such-key', name, declared });
  }
  // Nothing but this key; the new one is all that a look afterwards must find.
  const rest = { resources: resources.filter((resource) => resource !== key), references };
  const alone = { ...session.desired, resources: [key], managed: [], references: [], rest };
  const due = { ...alone, resources: [{ ...key, delivery: { ...key.delivery, rotateNow: 'asked' as const } }] };
  const isSelected: Session['isSelected'] = (step) => step.address === address;
  return ok({ session: { ...session, desired: due, isSelected }, afterwards: alone });
}
