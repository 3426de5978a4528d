import type { Address } from '../model/address.js';
import { normaliseEmail } from '../model/address.js';
import { addressGlob } from '../model/glob.js';
import type { AccessQuestion } from './grants.js';

/** Whose access is asked for, where, and to do what; what is left out is any. */
export interface Asked {
  /** An email. */
  readonly user?: string;
  /** A glob over addresses of places: `organization/Platform Team/**`. */
  readonly on?: string;
  /** A permission such as `PROJECT_READ`. */
  readonly can?: string;
}

export function questionOf({ user, on, can }: Asked): AccessQuestion {
  const isOn = on === undefined ? undefined : addressGlob(on);
  return {
    ...(user !== undefined && { user: normaliseEmail(user) }),
    ...(isOn !== undefined && { isOn: (place: string) => isOn(place as Address) }),
    ...(can !== undefined && { can }),
  };
}
