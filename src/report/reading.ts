import type { ListEvent } from '../model/event.js';
import { count } from './layout.js';

/** How far one list has come; lists of one name (the spaces of each organization) are one. */
export interface ListState {
  readonly begun: number;
  readonly ended: number;
  readonly pages: number;
  readonly objects: number;
}

export type ReadingState = ReadonlyMap<string, ListState>;

const nothing: ListState = { begun: 0, ended: 0, pages: 0, objects: 0 };

/** The state after an event; lists stand in the order in which they began. */
export function advanceReading(state: ReadingState, { list, at, objects }: ListEvent): ReadingState {
  const before = state.get(list) ?? nothing;
  const after = {
    begun: before.begun + (at === 'begun' ? 1 : 0),
    ended: before.ended + (at === 'ended' ? 1 : 0),
    pages: before.pages + (at === 'page' ? 1 : 0),
    objects: before.objects + objects,
  };
  return new Map([...state, [list, after]]);
}

/** `12 lists, 15 pages, 345 objects`. */
export function describeReading(state: ReadingState): string {
  const sum = (of: (list: ListState) => number) => [...state.values()].reduce((total, list) => total + of(list), 0);
  return [
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
}
