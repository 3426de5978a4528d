import type { Result } from './result.js';
import { failed, ok } from './result.js';

/* Values as people type them. */

/** What a text stands for, or what it must be instead. */
export type Typed<T> = (text: string) => Result<T, string>;

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
