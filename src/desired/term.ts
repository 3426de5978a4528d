import type { Term } from '../model/resource.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Locate, Source } from '../model/source.js';
import type { Report } from './collected.js';
import { below } from './collected.js';

/** A calendar day, or a moment with its zone; nothing that would depend on where it is read. */
const day = /^(\d{4})-(\d{2})-(\d{2})$/;
const moment = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/**
 * The moment from which an entry no longer counts, or nothing for a text that is no such date: a moment as it is, a date
 * as the end of that day, UTC.
 */
export function endOfTerm(text: string): Date | undefined {
  const parts = day.exec(text);
  if (parts !== null) {
    const [year, month, date] = parts.slice(1).map(Number);
    const start = new Date(`${text}T00:00:00Z`);
    const isReal = start.getUTCFullYear() === year && start.getUTCMonth() + 1 === month && start.getUTCDate() === date;
    return isReal ? new Date(start.getTime() + 24 * 60 * 60 * 1000) : undefined;
  }
  if (!moment.test(text)) return undefined;
  const [calendar] = text.split(/[Tt ]/);
  const at = new Date(text.replace(' ', 'T'));
  // Dates that no calendar has roll over silently otherwise.
  return Number.isNaN(at.getTime()) || endOfTerm(calendar ?? '') === undefined ? undefined : at;
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
