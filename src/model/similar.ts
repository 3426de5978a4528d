import { distance } from 'fastest-levenshtein';
import { homoglyphs } from './homoglyphs.gen.js';
import { once } from './once.js';

/** A name without what the eye does not see: Unicode forms, case, blanks of every width, and whose alphabet a letter is of. */
export function folded(name: string): string {
  return inLowerCase(name, '');
}

function inLowerCase(name: string, blank: '' | ' '): string {
  // Some letters look like another alphabet's in lower case alone.
  return asSeen(asSeen(name, blank).toLowerCase(), blank);
}

function asSeen(name: string, blank: '' | ' '): string {
  const visible = name
    .normalize('NFKC')
    .replaceAll(/\p{Cf}+/gu, '')
    .replaceAll(/[\p{Z}\s]/gu, blank);
  return isAscii.test(visible) ? visible : visible.replaceAll(/[^ -~]/gu, likeness).normalize('NFKC');
}

const isAscii = /^[ -~]*$/;

/** The ASCII character that it looks like, or itself. */
function likeness(character: string): string {
  const looks = lookAlikes().get(character) ?? character;
  // The table has one likeness for `I` and `l`.
  return looks === 'l' && /\p{Lu}/u.test(character) ? 'I' : looks;
}

const lookAlikes = once(
  () => new Map(homoglyphs.flatMap(([looks = '', ...characters]) => characters.map((one) => [one, looks] as const))),
);

/** Whether two folded names are the same, or one or two letters apart where both have five or more. */
export function areSimilar(one: string, other: string): boolean {
  if (one === other) return true;
  const isLong = Math.min(one.length, other.length) >= 5;
  return isLong && Math.abs(one.length - other.length) <= 2 && distance(one, other) <= 2;
}

/** Two names in quotes, spelled out by their characters where they look the same otherwise. */
export function quotedApart(one: string, other: string): readonly [string, string] {
  return looksTheSame(one, other) ? [spelled(one), spelled(other)] : [JSON.stringify(one), JSON.stringify(other)];
}

/** Whether the eye can't tell two texts apart, also between quotes: blanks and the case of letters it can. */
export function looksTheSame(one: string, other: string): boolean {
  if (isAscii.test(one + other) || one === other) return false;
  // The sign for ohm is an omega in lower case, and looks like one in upper case too.
  return (
    one.normalize('NFKC') === other.normalize('NFKC') ||
    (one.toLowerCase() !== other.toLowerCase() && inLowerCase(one, ' ') === inLowerCase(other, ' '))
  );
}

/** As YAML takes it between double quotes. */
function spelled(name: string): string {
  return JSON.stringify(name).replaceAll(/[^ -~]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}
