import type { Names } from '../model/address.js';
import type { Attributes } from '../model/resource.js';

/** The names of an object, those that its kind needs; a missing one is a defect in the caller. */
export function named<K extends keyof Names>(names: Names, ...needed: readonly K[]): Readonly<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  for (const key of needed) {
    const name = names[key];
    if (name === undefined) throw new TypeError(`an object without the name of its ${key}`);
    found[key] = name;
  }
  return found as Readonly<Record<K, string>>;
}

/** A text attribute; `undefined` where it is not there. */
export function text(attributes: Attributes, field: string): string | undefined {
  const value = attributes[field];
  return typeof value === 'string' ? value : undefined;
}

/** A yes/no attribute; `undefined` where it is not there. */
export function flag(attributes: Attributes, field: string): boolean | undefined {
  const value = attributes[field];
  return typeof value === 'boolean' ? value : undefined;
}

/** A list-of-text attribute; empty where it is not there. */
export function texts(attributes: Attributes, field: string): readonly string[] {
  const value = attributes[field];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
