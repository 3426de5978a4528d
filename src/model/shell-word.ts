import { isUnsafe } from './unsafe-text.js';

/**
 * One word of a POSIX shell command, exactly the text given, on one line and harmless where it is printed: what a terminal or
 * a CI runner could take for a command is written through `printf`. NUL can't be in an argument and is left out.
 */
export function shellWord(argument: string): string {
  const text = argument.replaceAll('\0', '');
  if (!isUnsafe(text)) return /^(?!=)[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : singleQuoted(text);
  return partsOf(text)
    .map(({ text: part, isHarmless }) => (isHarmless ? apart(part) : printed(part)))
    .join('');
}

/** The words of a command, as it is typed. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

interface Part {
  readonly text: string;
  readonly isHarmless: boolean;
}

/** Runs of harmless characters, and of others. A line break takes the next character along. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  for (const character of text) {
    const last = parts.at(-1);
    const isHarmless = !isUnsafe(character) && last?.text.endsWith('\n') !== true;
    if (last?.isHarmless === isHarmless) parts[parts.length - 1] = { text: last.text + character, isHarmless };
    else parts.push({ text: character, isHarmless });
  }
  return parts;
}

/** In octal. The shell drops line breaks at the end of what `printf` gives, so those are taken from the start value of IFS. */
function printed(text: string): string {
  const kept = text.replace(/\n+$/, '');
  const octal = [...Buffer.from(kept, 'utf8')].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  return `${octal === '' ? '' : `"$(printf '${octal}')"`}${'"${IFS#??}"'.repeat(text.length - kept.length)}`;
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
