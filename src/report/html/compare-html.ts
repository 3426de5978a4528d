import type { ComparisonReport } from '../access-compare.js';
import { causeLine, isOf, summaryOf } from '../access-compare.js';
import { placeTitle } from '../../model/address.js';
import type { ComparedAccess } from '../../model/access.js';
import { baseStyle, escapeHtml, standalone, table } from './frame.js';

/** What was gained and lost as a page: plain tables, for screens and for paper. */
export function comparisonToHtml(report: ComparisonReport): string {
  const { before, after, changes, causes, notes } = report;
  const side = (name: 'gained' | 'lost') => changes.filter((change) => isOf(change, name));
  const body = `<main>
<h1>Access compared</h1>
<p>From ${escapeHtml(before)}<br>to ${escapeHtml(after)}</p>
<p><strong>${escapeHtml(summaryOf(report))}</strong></p>
${notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('\n')}
${section('Gained', side('gained'), 'gained')}
${section('Lost', side('lost'), 'lost')}
${causes.length === 0 ? '' : `<h2>Changed in the account</h2>\n<ul>${causes.map((cause) => `<li>${escapeHtml(causeLine(cause))}</li>`).join('\n')}</ul>`}
</main>`;
  return standalone({
    title: 'Access compared',
    style: `${baseStyle}main { padding: 16px; max-width: 1200px; margin: auto; }`,
    body,
  });
}

function section(title: string, changes: readonly ComparedAccess[], side: 'gained' | 'lost'): string {
  if (changes.length === 0) return '';
  const rows = changes.map(({ user, on, before, after, doubts, ...moved }) => [
    user,
    placeTitle(on),
    before.join(', '),
    after.join(', '),
    moved[side].join(', '),
    doubts.map((moment) => (moment === 'before' ? 'not fully seen at first' : 'not fully seen afterwards')).join('; '),
  ]);
  const head = ['Person', 'Place', 'Roles before', 'Roles after', `Permissions ${side}`, 'Doubt'];
  return `<h2>${title}</h2>\n${table(title, head, rows)}`;
}
