import { normaliseWord } from '../kinds/words.js';
import { normaliseEmail } from '../model/address.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { didYouMean } from '../model/suggestion.js';
import type { Declared, PlaceNames } from './declared.js';
import { isMap, placePath, placeText } from './declared.js';
import type { EditRefusal, Edits, FileWish } from './edits.js';
import { homeOf } from './home.js';

/**
 * A person leaves: `absent` in `users`, and gone from every group and every map of members. The notes say what the files
 * show of what stays behind.
 */
export function offboard(declared: Declared, email: string): Result<Edits, EditRefusal> {
  const own = normaliseEmail(email);
  const known = declared.people();
  if (!known.includes(own)) {
    const hint = didYouMean(own, known);
    if (hint !== undefined) return failed({ message: `no file mentions ${email}.`, hint });
  }
  const wishes: FileWish[] = [];
  const [entry, ...others] = declared.user(own);
  if (entry?.value !== 'absent')
    wishes.push({
      file: entry?.file ?? homeOf(declared, ['users']),
      wish: { path: ['users', entry?.key ?? own], patch: { type: 'value', value: 'absent' } },
    });
  for (const { file, key } of others) wishes.push({ file, wish: { path: ['users', key], patch: { type: 'remove' } } });
  wishes.push(...outOfEverything(declared, own));
  return ok({ wishes, notes: leftBehind(declared, own) });
}

/** Out of every group and every map of members. */
export function outOfEverything(declared: Declared, own: string): readonly FileWish[] {
  const wishes: FileWish[] = [];
  for (const { file, key, value } of declared.entries(['groups'])) {
    const items = Array.isArray(value) ? value.map(String).filter((item) => normaliseEmail(item) === own) : [];
    if (items.length > 0)
      wishes.push({ file, wish: { path: ['groups', key], patch: { type: 'list', add: [], remove: items } } });
  }
  for (const place of declared.places())
    for (const { file, key } of declared.members(place))
      if (normaliseEmail(key) === own)
        wishes.push({
          file,
          wish: {
            path: [...placePath(place), 'members', key] as unknown as FileWish['wish']['path'],
            patch: { type: 'remove' },
          },
        });
  return wishes;
}

function leftBehind(declared: Declared, own: string): readonly string[] {
  return [
    'their own API keys are deleted with them; service keys that they made stay active',
    ...declared
      .places()
      .filter((place) => place.project === undefined && isOnlyAdmin(declared, place, own))
      .map(
        (place) =>
          `they are the only admin that the files name in ${placeText(place)}: grant somebody else admin there`,
      ),
    ...declared.documents.flatMap(({ lists }) =>
      [...(lists ?? [])].flatMap(([group, { file, people }]) =>
        people.some((email) => normaliseEmail(email) === own)
          ? [`the group ${group} is kept in ${file}: they have to be taken out there too`]
          : [],
      ),
    ),
    ...(declared.documents.some(({ content }) =>
      JSON.stringify(content.tests ?? [])
        .toLowerCase()
        .includes(`"${own}"`),
    )
      ? ['an access test names them: take it out, or let it name somebody else']
      : []),
  ];
}

function isOnlyAdmin(declared: Declared, place: PlaceNames, own: string): boolean {
  const admins = declared.members(place).filter(({ value }) => {
    const role: unknown = isMap(value) ? value['role'] : value;
    return typeof role === 'string' && normaliseWord(role) === 'admin';
  });
  return admins.length > 0 && admins.every(({ key }) => normaliseEmail(key) === own);
}
