import { nextCommand } from './next-command.js';
import { note, result } from './say.js';
import { clean, safeJson } from './style.js';
import type { Terminal } from './terminal.js';

interface IdOfObject {
  readonly address: string;
  readonly kind: string;
  readonly id: string;
}

/** IDs by address, or how to find those that there are. */
export function showIds(ids: readonly IdOfObject[], format: 'text' | 'json', terminal: Terminal): void {
  const all = nextCommand(terminal, 'ids');
  if (ids.length === 0)
    note(terminal, `Nothing live has such an address. Without a glob, all addresses are listed: ${all}`);
  result(terminal, format === 'json' ? idsToJson(ids) : printIds(ids));
}

/** One line each: the address, a tab, the ID. */
function printIds(ids: readonly IdOfObject[]): string {
  return ids.map(({ address, id }) => `${clean(address)}\t${clean(id)}\n`).join('');
}

function idsToJson(ids: readonly IdOfObject[]): string {
  return `${safeJson(ids, 2)}\n`;
}
