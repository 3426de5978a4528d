import { byId } from './dom.js';
import type { Found } from './filter.js';
import { permissionsColumn, personColumn, placeColumn, roleColumn, wayColumn } from './lines.js';
import { wholeTable } from './lists.js';
import type { Subject } from './pages.js';

/** On paper there is everything that the filters leave, as one list. */
export function printsAll(shown: () => readonly [found: Found, subject: Subject]): void {
  window.addEventListener('beforeprint', () => {
    const [found, subject] = shown();
    const columns = [personColumn, placeColumn, roleColumn, wayColumn, permissionsColumn];
    byId('print').replaceChildren(wholeTable('Who can do what', columns, [...found.lines(subject)]));
  });
  window.addEventListener('afterprint', () => {
    byId('print').replaceChildren();
  });
}
