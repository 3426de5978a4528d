import { moment, startOfDay } from '../model/moment.js';
import type { Term } from '../model/resource.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Locate, Source } from '../model/source.js';
import type { Report } from './collected.js';
import { below } from './collected.js';

/**
 * The moment from which an entry no longer counts, or nothing for a text that is no such date: a moment as it is, a date
 * as the end of that day, UTC.
 */
export function endOfTerm(text: string): Date | undefined {
  const start = startOfDay(text);
  return start === undefined ? moment(text) : new Date(start.getTime() + 24 * 60 * 60 * 1000);
}

/** What an entry says of its term. */
export function termOf(
  entry: { readonly until?: string; readonly reason?: string },
  source: Source,
  now: Date,
  locate: Locate,
  report: Report,
): Term | undefined {
  const { until, reason } = entry;
  if (until === undefined) return reason === undefined ? undefined : { reason };
  const end = endOfTerm(until);
  if (end === undefined) {
    report(badDate(until, below(source, 'until'), locate));
    return undefined;
  }
  return {
    until: end.toISOString(),
    ...(reason !== undefined && { reason }),
    ...(end.getTime() <= now.getTime() && { isOver: true }),
  };
}

function badDate(until: string, source: Source, locate: Locate): Diagnostic {
  return {
    code: 'bad-date',
    severity: 'error',
    message: `${JSON.stringify(until)} is not a date on which an entry can end.`,
    span: locate(source, 'value'),
    hint: dateHint,
  };
}

export const dateHint =
  'write a date such as 2026-12-31 (its end, UTC), or a moment with a zone such as 2026-12-31T18:00:00+01:00';
