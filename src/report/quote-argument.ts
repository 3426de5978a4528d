import { isUnsafe } from './style.js';

/**
 * One word of a POSIX shell command, exactly the text given. What a terminal could take for a command is written
 * through `printf`; a line break as `$nl`, which the script sets, since command substitution would drop it. NUL
 * can't be in an argument and is left out.
 */
export function quoteArgument(argument: string): string {
  const text = argument.replaceAll('\0', '');
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text) && !isUnsafe(text)) return text;
  if (!isUnsafe(text)) return singleQuoted(text);
  return splitUnsafe(text)
    .map((part) => (part === '\n' ? '"$nl"' : isUnsafe(part) ? `"$(printf '${octal(part)}')"` : apart(part)))
    .join('');
}

/** In two quoted texts beside each other, what a CI runner takes for a command is none. */
function apart(text: string): string {
  return text
    .split(/(?<=:)(?=:)|(?<=#)(?=#)/)
    .map(singleQuoted)
    .join('');
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Runs of harmless characters, and what is unsafe one character at a time. */
function splitUnsafe(text: string): readonly string[] {
  const parts: string[] = [];
  let safe = '';
  for (const character of text) {
    if (isUnsafe(character)) {
      if (safe !== '') parts.push(safe);
      parts.push(character);
      safe = '';
    } else {
      safe += character;
    }
  }
  return safe === '' ? parts : [...parts, safe];
}

function octal(text: string): string {
  return [...Buffer.from(text, 'utf8')].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
