import { roleKind } from '../kinds/index.js';
import type { AccessCause, ComparedAccess } from '../model/access.js';
import { placeTitle } from '../model/address.js';
import type { Attributes } from '../model/resource.js';
import { csvLine } from './csv.js';
import { count } from './layout.js';
import { codeSpan, documentOf } from './markdown.js';
import { clean, safeJson } from './style.js';

/** Two moments of an account, and what is different between them. */
export interface ComparisonReport {
  /** What each moment is, as a person says it: `snapshot of api.arize.com, 2026-09-30T08:00:00Z`. */
  readonly before: string;
  readonly after: string;
  readonly changes: readonly ComparedAccess[];
  readonly causes: readonly AccessCause[];
  /** Whether both moments were seen whole. */
  readonly isAllSeen: boolean;
  /** What could not be seen, or was taken for the same under another name. */
  readonly notes: readonly string[];
}

/** For people: what changed in the account, then who gained and who lost by it. */
export function* comparisonAsText(report: ComparisonReport): Generator<string> {
  yield `Access from ${clean(report.before)}\n         to ${clean(report.after)}\n`;
  for (const { title, lines } of sectionsOf(report)) {
    yield `\n${title}\n`;
    for (const line of lines) yield `  ${line}\n`;
  }
  yield `\n${summaryOf(report)}\n`;
  for (const note of report.notes) yield `# ${clean(note)}\n`;
}

export function comparisonAsMarkdown(report: ComparisonReport): string {
  const head = `### Access compared: ${summaryOf(report)}\n\nFrom ${codeSpan(clean(report.before))} to ${codeSpan(clean(report.after))}.\n`;
  const sections = sectionsOf(report).map(({ title, lines }, index) => ({
    title,
    folded: index === 0 && report.changes.length > 0,
    lines: lines.map((line) =>
      /^[+~-] /.test(line) ? line.replace(/^~/, '!') : `${title.startsWith('Lost') ? '-' : '+'} ${line}`,
    ),
  }));
  const notes = { title: 'Not fully seen', folded: true, lines: report.notes.map((note) => `# ${clean(note)}`) };
  return documentOf(head, [...sections, notes], '', 'the same command with `--format json` has all of it');
}

/** One line for each person and place; with `isExpanded`, one for each permission that was gained or lost. */
export function* comparisonAsCsv({ changes }: ComparisonReport, isExpanded: boolean): Generator<string> {
  const last = isExpanded ? ['change', 'permission'] : ['gained_count', 'lost_count'];
  yield csvLine(['user', 'on', 'roles_before', 'roles_after', ...last, 'not_fully_seen']);
  for (const { user, on, before, after, gained, lost, doubts } of changes) {
    const cells = [user, on, before.join('; '), after.join('; ')];
    const moved = [...gained.map((one) => ['gained', one]), ...lost.map((one) => ['lost', one])];
    const none = moved.length === 0 ? [['roles', '']] : moved;
    for (const more of isExpanded ? none : [[String(gained.length), String(lost.length)]])
      yield csvLine([...cells, ...more, doubts.join('; ')]);
  }
}

export function* comparisonAsJson({ before, after, changes, causes, notes }: ComparisonReport): Generator<string> {
  yield `{\n"format_version": "1.0",\n"before": ${safeJson(before)},\n"after": ${safeJson(after)},\n"changed": [`;
  yield* listed(causes);
  yield '],\n"access": [';
  yield* listed(changes.map(renamed));
  yield `],\n"notes": ${safeJson(notes)}\n}\n`;
}

/** One object for each person and place, then one for each stretch that was not seen. */
export function* comparisonAsJsonLines({ changes, notes, ...moments }: ComparisonReport): Generator<string> {
  const { before: from, after: to } = moments;
  for (const change of changes) yield `${safeJson({ type: 'change', from, to, ...renamed(change) })}\n`;
  for (const message of notes) yield `${safeJson({ type: 'note', from, to, message })}\n`;
}

function renamed({ doubts, ...change }: ComparedAccess) {
  return { ...change, not_fully_seen: doubts };
}

function* listed(items: Iterable<unknown>): Generator<string> {
  let isFirst = true;
  for (const item of items) {
    yield `${isFirst ? '\n' : ',\n'}${safeJson(item)}`;
    isFirst = false;
  }
  if (!isFirst) yield '\n';
}

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

export function sectionsOf({ changes, causes }: Pick<ComparisonReport, 'changes' | 'causes'>): readonly Section[] {
  const gains = changes.filter((change) => isOf(change, 'gained'));
  const losses = changes.filter((change) => isOf(change, 'lost'));
  return [
    { title: `Changed in the account: ${String(causes.length)}`, lines: causes.map(causeLine) },
    { title: `Gained: ${peopleIn(gains)}`, lines: gains.map((change) => changeLine(change, 'gained')) },
    { title: `Lost: ${peopleIn(losses)}`, lines: losses.map((change) => changeLine(change, 'lost')) },
  ].filter(({ lines }) => lines.length > 0);
}

/** One sentence that says what happened. */
export function summaryOf({ changes, causes, isAllSeen }: ComparisonReport): string {
  const doubtful = changes.filter(({ doubts }) => doubts.length > 0).length;
  const doubt = doubtful === 0 ? '' : ` For ${String(doubtful)} of these, not everything was seen in both.`;
  if (changes.length > 0)
    return `${peopleIn(changes.filter((change) => isOf(change, 'gained')))} gained access, ${peopleIn(changes.filter((change) => isOf(change, 'lost')))} lost access.${doubt}`;
  const seen = isAllSeen ? '' : ' in what can be seen';
  return causes.length === 0 ? `No change of access${seen}.` : `Nobody gained or lost access${seen}.`;
}

/** Where no permission moves, new roles are a gain, and roles that only went a loss. */
export function isOf({ before, after, gained, lost }: ComparedAccess, side: 'gained' | 'lost'): boolean {
  const moved = side === 'gained' ? gained : lost;
  if (moved.length > 0 || gained.length + lost.length > 0) return moved.length > 0;
  return after.every((role) => before.includes(role)) === (side === 'lost');
}

const shownPermissions = 6;

function changeLine({ user, on, before, after, doubts, ...moved }: ComparedAccess, side: 'gained' | 'lost'): string {
  const permissions = moved[side];
  const names = permissions.length > shownPermissions ? [] : permissions;
  const what =
    permissions.length === 0
      ? ''
      : `: ${names.length > 0 ? names.join(', ') : count(permissions.length, 'permission')}`;
  const roles = (list: readonly string[]) => (list.length === 0 ? 'nothing' : list.join(', '));
  const unseen = doubts
    .map((moment) => ` [not fully seen ${moment === 'before' ? 'at first' : 'afterwards'}]`)
    .join('');
  return clean(`${user} on ${placeTitle(on)}${what} (${roles(before)} → ${roles(after)})${unseen}`);
}

export function causeLine({ address, kind, before, after }: AccessCause): string {
  const sign = before === null ? '+' : after === null ? '-' : '~';
  const isBoth = before !== null && after !== null;
  const values = isBoth ? `${valuesOf(before)} → ${valuesOf(after)}` : valuesOf(before ?? after ?? {});
  if (isBoth && kind === roleKind) return clean(`${sign} ${kind} ${address}: ${permissionsMoved(before, after)}`);
  return clean(`${sign} ${kind} ${address}${values === '' ? '' : `: ${values}`}`);
}

function valuesOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => {
      if (Array.isArray(value)) return count(value.length, 'permission');
      if (name === 'private') return value === true ? 'private' : 'public';
      return typeof value === 'string' ? value : JSON.stringify(value);
    })
    .join(', ');
}

function permissionsMoved(before: Attributes, after: Attributes): string {
  const [was, is] = [before, after].map(({ permissions }) =>
    Array.isArray(permissions) ? permissions.map(String) : [],
  );
  const plus = (is ?? []).filter((one) => was?.includes(one) !== true).map((one) => `+${one}`);
  const minus = (was ?? []).filter((one) => is?.includes(one) !== true).map((one) => `-${one}`);
  return [...plus, ...minus].join(', ');
}

function peopleIn(changes: readonly ComparedAccess[]): string {
  const size = new Set(changes.map(({ user }) => user)).size;
  return size === 1 ? '1 person' : `${String(size)} people`;
}
