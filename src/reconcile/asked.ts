import type { AccessMap } from '../access/index.js';
import type { Asked } from '../access/question.js';
import type { Address } from '../model/address.js';
import { normaliseEmail } from '../model/address.js';
import { addressGlob } from '../model/glob.js';
import { impossibleGlob } from './globs.js';
import type { NothingAsked } from './outcome.js';

/** That a question is about nothing that there could be; told before the account is read. */
export function voidQuestion({ user, on }: Asked): NothingAsked | undefined {
  if (user !== undefined && !user.includes('@')) return { type: 'no-email', text: user };
  return on === undefined ? undefined : impossibleGlob('--on', on);
}

/** That there is nothing of what a question is about. */
export function nothingAsked(
  { user, on, can }: Asked,
  { people, places, everything }: Pick<AccessMap, 'people' | 'places' | 'everything'>,
): NothingAsked | undefined {
  const email = user === undefined ? undefined : normaliseEmail(user);
  if (email !== undefined && !people.includes(email)) return { type: 'no-such-user', email, known: people };
  if (can !== undefined && !everything.has(can))
    return { type: 'no-such-permission', permission: can, known: [...everything] };
  if (on === undefined) return undefined;
  const isOn = addressGlob(on);
  if (places.some((place) => isOn(place as Address))) return undefined;
  return impossibleGlob('--on', on, places) ?? { type: 'no-such-place', glob: on, known: places };
}
