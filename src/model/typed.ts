import type { Result } from './result.js';
import { failed, ok } from './result.js';

/* Values as people type them. */

/** What a text stands for, or what it must be instead. */
export type Typed<T> = (text: string) => Result<T, string>;

/**
 * What may be given for a flag or an argument at all: something, and for a file no `-` and no `plans/`, which elsewhere are standard
 * output and a folder. `what`: what it is to be, as `--help` calls it.
 */
export function meant(what: string, isOutput = false): Typed<string> {
  const elsewhere = isOutput ? ' Without --out, the result goes to standard output.' : '';
  return (text) => {
    if (text.trim() === '') return failed('It is empty: give it a value, or leave it out. Is a variable not set?');
    if (text === '-' && ['file', 'path', 'folder', 'sheet'].includes(what))
      return failed(`It is the name of no ${what} here.${elsewhere} If one is called so, write ./-`);
    if (text.endsWith('/') && what === 'file')
      return failed(`It is the name of a folder: name a file in it, such as ${text}NAME`);
    return ok(text);
  };
}

/** A whole number in a range. */
export function wholeNumber(least: number, most: number): Typed<number> {
  return (text) => {
    const number = Number(text);
    const isOne = /^\d+$/.test(text) && number >= least && number <= most;
    return isOne ? ok(number) : failed(`It must be a whole number from ${String(least)} to ${String(most)}.`);
  };
}

/** Some of a few words, separated by commas. */
export function someOf<const T extends string>(words: readonly T[]): Typed<readonly T[]> {
  return separated((text) => {
    const found = words.find((word) => word === text);
    return found === undefined ? failed(`It must be one of ${words.join(', ')}.`) : ok(found);
  });
}

/** Several, separated by commas; the first that is none says what it must be. */
export function separated<T>(one: Typed<T>): Typed<readonly T[]> {
  return (text) => {
    const values: T[] = [];
    for (const part of text.split(',')) {
      const value = one(part.trim());
      if (!value.ok) return value;
      values.push(value.value);
    }
    return ok(values);
  };
}
