import type { ListEvent } from '../model/event.js';
import { count } from './layout.js';
import { clean } from './style.js';

/** How far one list has come; lists of one name (the spaces of each organization) are one. */
export interface ListState {
  readonly begun: number;
  readonly ended: number;
  readonly pages: number;
  readonly objects: number;
  /** Why some of it was not read. */
  readonly problem?: string;
}

export type ReadingState = ReadonlyMap<string, ListState>;

const nothing: ListState = { begun: 0, ended: 0, pages: 0, objects: 0 };

/** The state after an event; lists stand in the order in which they began. */
export function advanceReading(state: ReadingState, { list, at, objects, problem }: ListEvent): ReadingState {
  const before = state.get(list) ?? nothing;
  const after = {
    ...before,
    begun: before.begun + (at === 'begun' ? 1 : 0),
    ended: before.ended + (at === 'ended' ? 1 : 0),
    pages: before.pages + (at === 'page' ? 1 : 0),
    objects: before.objects + objects,
    ...(problem !== undefined && { problem }),
  };
  return new Map([...state, [list, after]]);
}

/** `12 lists, 15 pages, 345 objects; not shown: roles (403 Forbidden)`. */
export function describeReading(state: ReadingState): string {
  const sum = (of: (list: ListState) => number) => [...state.values()].reduce((total, list) => total + of(list), 0);
  const hidden = [...state].flatMap(([name, { problem }]) =>
    problem === undefined ? [] : [`${name} (${clean(problem)})`],
  );
  const read = [
    count(
      sum(({ begun }) => begun),
      'list',
    ),
    count(
      sum(({ pages }) => pages),
      'page',
    ),
    count(
      sum(({ objects }) => objects),
      'object',
    ),
  ].join(', ');
  return hidden.length === 0 ? read : `${read}; not shown: ${hidden.join(', ')}`;
}
