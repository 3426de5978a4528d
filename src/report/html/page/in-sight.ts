/* Which rows and columns of a large table are in sight, and where the keyboard is in it. */

export type Range = readonly [first: number, end: number];

/** Where the keyboard is; -1 stands for the head and for the names. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}

export function spotOf(target: EventTarget | null): Spot | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  return cell === null ? undefined : { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
}

/** The first that is there, and the one after the last: those in sight, and those to spare. */
export function inSight(scroll: number, room: number, size: number, count: number, spare: number): Range {
  const seen = Math.floor(scroll / size / spare) * spare;
  const first = Math.min(Math.max(0, seen - spare), Math.max(0, count - 1));
  return [first, Math.min(count, seen + Math.ceil(Math.max(0, room) / size) + 2 * spare)];
}
