import type { Found } from './filter.js';
import { pairsOf } from './filter.js';
import type { Person, Place, Way } from './model.js';
import { holdersOf, kinds, places } from './model.js';

/* Which places have columns, and what a person has in each of them. */

/** What a person has at a column: at the place itself, and at how many places inside it that have no column. */
export interface Cell {
  readonly ways: readonly Way[];
  readonly isPartlyUnknown: boolean;
  readonly inside: number;
}

/** With words, every place that they lead to; otherwise the outermost ones, and what lies in those that are open. */
export function columnsOf({ query, at, inside, hasWords }: Found, isOpen: (place: Place) => boolean): readonly Place[] {
  const isHit = ({ index }: Place) => query.all === '1' || (inside[index] ?? 0) > 0;
  const byOpening = () => places.filter((place) => isHit(place) && holdersOf(place).every(isOpen));
  const named = hasWords ? places.filter(({ index }) => (at[index] ?? 0) > 0) : [];
  return hasWords && (named.length > 0 || query.all !== '1') ? named : byOpening();
}

/** The column that stands for each place, by the place's index: its own, or that of the nearest place around it that has one. */
export function columnOfEach(columns: readonly Place[]): readonly number[] {
  const at = new Map(columns.map((place, index) => [place.index, index]));
  return places.map((place) => {
    const around = [place, ...holdersOf(place).toReversed()];
    return around.map(({ index }) => at.get(index)).find((one) => one !== undefined) ?? -1;
  });
}

/** What a person has, by column. */
export function cellsOf(
  person: Person,
  found: Found,
  columns: readonly Place[],
  columnOf: readonly number[],
): ReadonlyMap<number, Cell> {
  const cells = new Map<number, Cell>();
  for (const [at, of] of pairsOf(person)) {
    const [place, kind, column = -1] = [places[at], kinds[of], columnOf[at]];
    if (place === undefined || kind === undefined || column < 0) continue;
    const ways = found.ways(person, place, kind);
    if (ways.length === 0) continue;
    const other = cells.get(column) ?? { ways: [], isPartlyUnknown: false, inside: 0 };
    const isItself = columns[column] === place;
    cells.set(
      column,
      isItself ? { ...other, ways, isPartlyUnknown: kind.isPartlyUnknown } : { ...other, inside: other.inside + 1 },
    );
  }
  return cells;
}
