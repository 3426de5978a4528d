import { clean, safeJson } from './style.js';

export interface IdOfObject {
  readonly address: string;
  readonly kind: string;
  readonly id: string;
}

/** One line each: the address, a tab, the ID. */
export function printIds(ids: readonly IdOfObject[]): string {
  return ids.map(({ address, id }) => `${clean(address)}\t${clean(id)}\n`).join('');
}

export function idsToJson(ids: readonly IdOfObject[]): string {
  return `${safeJson(ids, 2)}\n`;
}
