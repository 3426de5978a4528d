import { distance } from 'fastest-levenshtein';

/** A name without what the eye does not see: Unicode forms, case, and blanks of every width. */
export function folded(name: string): string {
  return visible(name).toLowerCase().normalize('NFKC');
}

function visible(name: string): string {
  return name.normalize('NFKC').replaceAll(/[\p{Cf}\p{Z}\s]+/gu, '');
}

/** Whether two folded names are the same, or one or two letters apart where both have five or more. */
export function areSimilar(one: string, other: string): boolean {
  if (one === other) return true;
  const isLong = Math.min(one.length, other.length) >= 5;
  return isLong && Math.abs(one.length - other.length) <= 2 && distance(one, other) <= 2;
}

/** Two names in quotes, spelled out by their characters where they look the same otherwise. */
export function quotedApart(one: string, other: string): readonly [string, string] {
  const isSameToTheEye = visible(one) === visible(other);
  return isSameToTheEye ? [spelled(one), spelled(other)] : [JSON.stringify(one), JSON.stringify(other)];
}

/** As YAML takes it between double quotes. */
function spelled(name: string): string {
  return JSON.stringify(name).replaceAll(/[^ -~]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}
