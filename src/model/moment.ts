/* Moments as people write them: nothing that would depend on where it is read. */

const form = /^(\d{4}-\d{2}-\d{2})[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** A moment with its zone, or nothing for a text that is none. */
export function moment(text: string): Date | undefined {
  const [, date] = form.exec(text) ?? [];
  const at = new Date(text.replace(' ', 'T'));
  return date === undefined || Number.isNaN(at.getTime()) || startOfDay(date) === undefined ? undefined : at;
}

/** The beginning of a day, UTC, or nothing for a text that is no day of the calendar. */
export function startOfDay(text: string): Date | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  const start = new Date(`${text}T00:00:00Z`);
  // Dates that no calendar has roll over silently otherwise.
  const isReal = start.getUTCFullYear() === year && start.getUTCMonth() + 1 === month && start.getUTCDate() === day;
  return isReal ? start : undefined;
}
