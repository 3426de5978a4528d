import { grantsIn, nameKey, placeKinds } from '../kinds/index.js';
import type { Names } from '../model/address.js';
import { normaliseEmail } from '../model/address.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { didYouMean } from '../model/suggestion.js';
import type { Declared, Found, PlaceNames } from './declared.js';
import { placePath, placeText } from './declared.js';
import type { EditRefusal, Edits, FileWish } from './edits.js';
import { homeOf } from './home.js';

export interface RevokeRequest {
  /** An email, or `@group`. */
  readonly who: string;
  readonly place: PlaceNames;
  /** Take the line out instead of writing `absent`: for files whose runs compare with an earlier commit (`--since`). */
  readonly deleteLine?: boolean;
}

/**
 * Takes away what somebody has in a place and below it. A line that is only deleted does not remove access, so `absent` takes
 * its place, unless the files say that what they do not declare is removed.
 */
export function revoke(declared: Declared, request: RevokeRequest): Result<Edits, EditRefusal> {
  const { who, place } = request;
  const inside = declared.places().filter((other) => isBelow(other, place));
  const below = inside.filter((other) => hasGrant(declared, other, who));
  if (!isKnown(declared, request)) return failed(unknown(declared, request));
  const edits = [place, ...below].map((one) => revokeAt(declared, { ...request, place: one }));
  return ok({
    wishes: edits.flatMap(({ wishes }) => wishes),
    notes: [...new Set(edits.flatMap(({ notes }) => notes))],
  });
}

/** Whether a place lies inside another one, or is that very place. */
export function isInside(place: PlaceNames, other: PlaceNames): boolean {
  return placeText(place) === placeText(other) || isBelow(place, other);
}

function isBelow(place: PlaceNames, other: PlaceNames): boolean {
  return placeText(place).startsWith(`${placeText(other)}/`);
}

function revokeAt(declared: Declared, { who, place, deleteLine = false }: RevokeRequest): Edits {
  const { own: entries, through } = grantsAt(declared, place, who);
  if (entries.length > 0 && entries.every(({ value }) => value === 'absent'))
    return { wishes: [], notes: [`${who} is already absent from ${placeText(place)}`] };
  const isSeen = deleteLine || removesUnmanaged(declared, place);
  const path = [...placePath(place), 'members'] as const;
  const [first, ...others] = entries;
  const key = first?.key ?? who;
  const wishes: FileWish[] = others.map((entry) => remove(entry.file, [...path, entry.key]));
  const file = first?.file ?? homeOf(declared, path);
  // Who has it through a group keeps it, unless an entry of their own says otherwise.
  if (isSeen && through.length === 0 && first !== undefined) wishes.push(remove(file, [...path, key]));
  else
    wishes.push({
      file,
      wish: { path: [...path, key] as unknown as FileWish['wish']['path'], patch: { type: 'value', value: 'absent' } },
    });
  const notes = through.map(
    ({ key: group, file: at }) =>
      `${who} has a role in ${placeText(place)} through ${group} (${at}); the entry of their own wins over it`,
  );
  const isNew = first === undefined && through.length === 0;
  const nowhere = `the files name no role of ${who} in ${placeText(place)}; \`absent\` removes one that is live`;
  return { wishes, notes: isNew ? [nowhere] : notes };
}

/** The entries of a place that are about somebody, and those of groups that they are in. */
function grantsAt(
  declared: Declared,
  place: PlaceNames,
  who: string,
): { readonly own: readonly Found[]; readonly through: readonly Found[] } {
  const members = declared.members(place);
  const email = normaliseEmail(who);
  const groups = who.startsWith('@') ? new Set<string>() : declared.groupsOf(email);
  return {
    own: members.filter(({ key }) => (who.startsWith('@') ? key === who : normaliseEmail(key) === email)),
    through: members.filter(({ key, value }) => key.startsWith('@') && groups.has(key.slice(1)) && value !== 'absent'),
  };
}

function hasGrant(declared: Declared, place: PlaceNames, who: string): boolean {
  const { own, through } = grantsAt(declared, place, who);
  return own.length === 0 ? through.length > 0 : own.some(({ value }) => value !== 'absent');
}

/** Whoever the files mention somewhere; somebody else may be a misspelt name. */
function isKnown(declared: Declared, { who, place }: RevokeRequest): boolean {
  const { own, through } = grantsAt(declared, place, who);
  return own.length + through.length > 0 || mentioned(declared).includes(normaliseEmail(who));
}

function mentioned(declared: Declared): readonly string[] {
  return [...declared.people(), ...declared.names('groups').map((name) => `@${name}`)];
}

function unknown(declared: Declared, { who, place }: RevokeRequest): EditRefusal {
  return {
    message: `no file mentions ${who}.`,
    hint:
      didYouMean(normaliseEmail(who), mentioned(declared)) ??
      `to remove somebody that the files do not mention, write \`${who}: absent\` into the members of ${placeText(place)}`,
  };
}

function remove(file: string, path: readonly string[]): FileWish {
  return { file, wish: { path: path as unknown as FileWish['wish']['path'], patch: { type: 'remove' } } };
}

/** Whether the policy removes what is in no file at such a place. */
function removesUnmanaged(declared: Declared, names: Names): boolean {
  const place = placeKinds.findLast((kind) => names[nameKey(kind)] !== undefined);
  const grants = place === undefined ? [] : grantsIn(place);
  return declared.documents.some(({ content }) => {
    const unmanaged: unknown = content.policy?.unmanaged;
    const words = grants.map((kind) =>
      typeof unmanaged === 'object' && unmanaged !== null ? (unmanaged as Record<string, unknown>)[kind] : unmanaged,
    );
    return words.every((word) => String(word).toLowerCase() === 'remove');
  });
}
