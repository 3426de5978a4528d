import { containerOf, kindNames, kinds, namesAt } from '../kinds/index.js';
import type { AccessCause, ComparedAccess } from '../model/access.js';
import type { Address } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { Json } from '../model/json.js';
import type { LiveState } from '../model/live.js';
import type { Attributes } from '../model/resource.js';
import type { Moment } from './changes.js';
import { accessChanges } from './changes.js';
import type { AccessQuestion } from './grants.js';

export interface AccessComparison {
  readonly changes: readonly ComparedAccess[];
  /** What is different in the account and gives or takes access. */
  readonly causes: readonly AccessCause[];
}

/**
 * Who gained and who lost what between two moments, and through what. Where one of the moments may hide something, a change
 * may be none: it is listed, and said.
 */
export function compareMoments(before: Moment, after: Moment, question: AccessQuestion = {}): AccessComparison {
  const { user, isOn = () => true, can } = question;
  const isAsked = (one: string | undefined) => user === undefined || one === undefined || one === user;
  const changes = accessChanges(before, after)
    .filter((change) => isAsked(change.user) && isOn(change.on))
    .filter(({ gained, lost }) => can === undefined || gained.includes(can) || lost.includes(can))
    .map(({ isPartlyUnknown: _, groups: __, ...change }): ComparedAccess => {
      const isNew = change.gained.length > 0 || change.after.some((role) => !change.before.includes(role));
      const isGone = change.lost.length > 0 || change.before.some((role) => !change.after.includes(role));
      const doubts = [
        ...(isNew && before.map.of(change.user, change.on).isUnseen ? (['before'] as const) : []),
        ...(isGone && after.map.of(change.user, change.on).isUnseen ? (['after'] as const) : []),
      ];
      return { ...change, doubts };
    });
  const isCause = (cause: AccessCause) =>
    isAsked(namesAt(cause.kind, cause.address as Address).user) &&
    (question.isOn === undefined || isOn(placeOf(cause)));
  return { changes, causes: causesOf(before.live, after.live).filter(isCause) };
}

function causesOf({ resources: old }: LiveState, { resources: fresh }: LiveState): readonly AccessCause[] {
  const causes: AccessCause[] = [];
  for (const kind of kindNames) {
    const names = kinds[kind].accessFields;
    if (names === undefined) continue;
    for (const address of new Set<Address>([...old[kind].keys(), ...fresh[kind].keys()])) {
      const [was, is] = [old[kind].get(address), fresh[kind].get(address)].map((one) => one?.attributes);
      // A field that was not read is not known to be another.
      const changed = names.filter(
        (name) => was?.[name] !== undefined && is?.[name] !== undefined && !isSame(was, is, name),
      );
      if (was !== undefined && is !== undefined && changed.length === 0) continue;
      const shown = (one: Attributes | undefined) =>
        one === undefined
          ? null
          : Object.fromEntries((changed.length > 0 ? changed : names).flatMap((name) => entry(one, name)));
      causes.push({ address, kind, before: shown(was), after: shown(is) });
    }
  }
  return causes.sort((a, b) => compareText(a.address, b.address) || compareText(a.kind, b.kind));
}

function isSame(was: Attributes, is: Attributes, name: string): boolean {
  return JSON.stringify(was[name]) === JSON.stringify(is[name]);
}

function entry(attributes: Attributes, name: string): readonly (readonly [string, Json])[] {
  const value = attributes[name];
  return value === undefined ? [] : [[name, value]];
}

/** Where something counts: an entry, or a flag, at what it is in; everything else where it is. */
function placeOf({ kind, address }: AccessCause): string {
  const isOfPlace = ['grant', 'flag'].includes(kinds[kind].role);
  return (isOfPlace ? containerOf(kind, namesAt(kind, address as Address)) : undefined) ?? address;
}
