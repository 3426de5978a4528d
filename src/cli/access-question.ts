import type { AccessQuestion } from '../access/grants.js';
import type { AccessMap } from '../access/index.js';
import type { Address } from '../model/address.js';
import { normaliseEmail } from '../model/address.js';
import { addressGlob } from '../model/glob.js';
import { commandText } from '../model/command-text.js';
import { didYouMean } from '../model/suggestion.js';
import type { ReadRequest } from '../reconcile/request.js';
import type { Context } from './context.js';
import { impossibleGlob } from '../reconcile/globs.js';
import { tell } from '../report/endings.js';
import { problem } from '../report/say.js';

export interface AccessFlags extends ReadRequest {
  /** A snapshot, or a commit whose files are compared with those here. */
  readonly compare?: string;
  /** Earlier snapshots, for the chart of changes. */
  readonly snapshot?: readonly string[];
  readonly user?: string;
  readonly on?: string;
  readonly can?: string;
  /** What is listed one by one instead of folded together. */
  readonly expand?: readonly ('permissions' | 'places')[];
  readonly format: 'text' | 'json' | 'jsonl' | 'csv' | 'html' | 'markdown';
}

type Asked = Pick<AccessFlags, 'user' | 'on' | 'can'>;

/** What the flags ask for. */
export function questionOf({ user, on, can }: Asked): AccessQuestion {
  const isOn = on === undefined ? undefined : addressGlob(on);
  return {
    ...(user !== undefined && { user: normaliseEmail(user) }),
    ...(isOn !== undefined && { isOn: (place: string) => isOn(place as Address) }),
    ...(can !== undefined && { can }),
  };
}

/** Whether the flags ask about nothing that there could be; told before the account is read. */
export function isVoid({ user, on }: Asked, context: Context): boolean {
  if (user !== undefined && !user.includes('@')) {
    problem(context, `--user ${JSON.stringify(user)} is not an email address.`, 'write name@example.com');
    return true;
  }
  return on !== undefined && isImpossible(on, [], context);
}

function isImpossible(on: string, known: readonly string[], context: Context): boolean {
  const impossible = impossibleGlob('--on', on, known);
  if (impossible !== undefined) tell(impossible, context);
  return impossible !== undefined;
}

/** Whether there is what the flags ask about; says what is not there. */
export function isKnown(
  { user, on, can }: Pick<AccessFlags, 'user' | 'on' | 'can'>,
  { people, places, everything }: AccessMap,
  context: Context,
): boolean {
  if (user !== undefined && !people.includes(normaliseEmail(user))) {
    const hint = didYouMean(normaliseEmail(user), people) ?? `look at ${commandText('ids', ['user/*'])}`;
    problem(context, `there is no user ${normaliseEmail(user)} in the account.`, hint);
    return false;
  }
  if (can !== undefined && !everything.has(can)) {
    const hint = didYouMean(can, [...everything]) ?? '`ax-gitops schema` lists all';
    problem(context, `there is no permission ${can}.`, hint);
    return false;
  }
  if (on === undefined) return true;
  const isOn = addressGlob(on);
  if (places.some((place) => isOn(place as Address))) return true;
  if (isImpossible(on, places, context)) return false;
  const example = 'give an address or a glob over addresses, like "organization/Platform Team/**"';
  problem(context, `there is no place ${JSON.stringify(on)}.`, didYouMean(on, places) ?? example);
  return false;
}
