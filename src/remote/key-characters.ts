/**
 * The first character in a key that no key has, with its place, in words; nothing where all are fine. A header takes printable
 * ASCII alone; what gets into a key on its way through editors and secret stores is worth a name.
 */
export function oddCharacterIn(key: string): string | undefined {
  let position = 0;
  for (const character of key) {
    position++;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x21 || code > 0x7e || quotes.includes(character))
      return `${nameOf(code)} (U+${code.toString(16).toUpperCase().padStart(4, '0')}) at position ${String(position)}`;
  }
  return undefined;
}

/** Without the line break and blanks at its ends that files and shells add; ax and the SDK leave those out too. */
export function trimmedKey(key: string): string {
  return key.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}

/** They come from files of settings whose reader takes them for a part of the value. */
const quotes = ['"', "'", '`'];

const names: Readonly<Record<number, string>> = {
  0x00: 'a null character',
  0x09: 'a tab',
  0x0a: 'a line break',
  0x0d: 'a line break',
  0x20: 'a blank',
  0x22: 'a quote',
  0x27: 'a quote',
  0x60: 'a quote',
  0xa0: 'a no-break space',
  0x200b: 'a zero-width space',
  0x2018: 'a curly quote',
  0x2019: 'a curly quote',
  0x201c: 'a curly quote',
  0x201d: 'a curly quote',
  0x201e: 'a curly quote',
  0x2026: 'an ellipsis',
  0xfeff: 'a byte order mark',
};

function nameOf(code: number): string {
  return names[code] ?? (code < 0x20 || code === 0x7f ? 'a control character' : 'a character beyond ASCII');
}
