import { normaliseEmail } from '../model/address.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { didYouMean } from '../model/suggestion.js';
import type { Declared, PlaceNames } from './declared.js';
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
 * Takes somebody's role in a place away. A line that is only deleted does not remove access, so `absent` takes its place,
 * unless the files say that what they do not declare is removed.
 */
export function revoke(
  declared: Declared,
  { who, place, deleteLine = false }: RevokeRequest,
): Result<Edits, EditRefusal> {
  const own = normaliseEmail(who);
  const entries = declared
    .members(place)
    .filter(({ key }) => (who.startsWith('@') ? key === who : normaliseEmail(key) === own));
  const groups = who.startsWith('@') ? new Set<string>() : declared.groupsOf(own);
  const through = declared
    .members(place)
    .filter(({ key, value }) => groups.has(key.slice(1)) && key.startsWith('@') && value !== 'absent');
  const known = [...declared.people(), ...declared.names('groups').map((name) => `@${name}`)];
  if (entries.length === 0 && through.length === 0 && !known.includes(own))
    return failed({
      message: `no file mentions ${who}.`,
      hint:
        didYouMean(own, known) ??
        `to remove somebody that the files do not mention, write \`${who}: absent\` into the members of ${placeText(place)}`,
    });
  if (entries.length > 0 && entries.every(({ value }) => value === 'absent'))
    return ok({ wishes: [], notes: [`${who} is already absent from ${placeText(place)}`] });
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
      `${who} has a role there through ${group} (${at}); the entry of their own wins over it`,
  );
  return ok({ wishes, notes });
}

function remove(file: string, path: readonly string[]): FileWish {
  return { file, wish: { path: path as unknown as FileWish['wish']['path'], patch: { type: 'remove' } } };
}

/** Whether the policy removes what is in no file at such a place. */
function removesUnmanaged(declared: Declared, { space, project }: PlaceNames): boolean {
  const kinds =
    project !== undefined
      ? ['project-role-binding']
      : space !== undefined
        ? ['space-member', 'space-role-binding']
        : ['organization-member'];
  return declared.documents.some(({ content }) => {
    const unmanaged: unknown = content.policy?.unmanaged;
    const words = kinds.map((kind) =>
      typeof unmanaged === 'object' && unmanaged !== null ? (unmanaged as Record<string, unknown>)[kind] : unmanaged,
    );
    return words.every((word) => String(word).toLowerCase() === 'remove');
  });
}
