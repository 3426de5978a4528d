import { createHash } from 'node:crypto';

/**
 * The name that something has in the middle of a swap. It is made of its new name alone, so that every later run knows it, and
 * finishes what was begun, without anything written down. Of characters that names of roles may have, too (contract §7).
 */
export function passingName(to: string): string {
  const hash = createHash('sha256').update(to).digest('hex').slice(0, 8);
  return `${Array.from(to).slice(0, 100).join('')} (renaming ${hash})`;
}

/** Whether a name looks like one of those. */
export function isPassingName(name: string): boolean {
  return / \(renaming [0-9a-f]{8}\)$/.test(name);
}
