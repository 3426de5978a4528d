import type { RawObject } from '../remote/port.js';

/*
 * Reading what the platform sent, field by field: every field may be missing and unknown ones may be there
 * (contract §6). What can't be done without is asked for with `required`.
 */

/** A listed object lacks something that can't be done without. */
export class UnreadableObject extends Error {}

export function required(object: RawObject, field: string, what: string): string {
  const value = optional(object, field);
  if (value === undefined || value === '') throw new UnreadableObject(`a ${what} without ${field}`);
  return value;
}

export function optional(object: RawObject, field: string): string | undefined {
  const value = object[field];
  return typeof value === 'string' ? value : undefined;
}

export function flag(object: RawObject, field: string): boolean | undefined {
  const value = object[field];
  return typeof value === 'boolean' ? value : undefined;
}

export function list(object: RawObject, field: string): readonly string[] | undefined {
  const value = object[field];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined;
}

/** A field of an object that has it only if it is known. */
export function given<T>(field: string, value: T | undefined): Readonly<Record<string, T>> {
  return value === undefined ? {} : { [field]: value };
}

export function nested(object: RawObject, field: string): RawObject | undefined {
  const value = object[field];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RawObject) : undefined;
}
