import { equal } from '../model/equal.js';
import { grantsIn, kinds, takesWords } from '../kinds/index.js';
import { personIn } from '../kinds/names.js';
import { memberRoleWord } from '../kinds/words.js';
import { normaliseEmail } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import { groupBy } from '../model/group-by.js';
import { lastKept } from '../model/last-kept.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { DesiredResource, KindName, Term } from '../model/resource.js';
import type { Locate, Source } from '../model/source.js';
import type { Collected, MemberMap, Report } from './collected.js';
import { below } from './collected.js';
import { unknownGroup } from './groups.js';
import { termOf } from './term.js';

/** What an entry gives: a predefined role by its word, a role by its name, or nothing any more. */
type Grant = { readonly word: string } | { readonly role: string } | 'absent';

/** One person's entry in one map, direct or through a group. */
interface Entry {
  readonly user: string;
  readonly grant: Grant;
  readonly source: Source;
  readonly group?: string;
  readonly term?: Term;
}

/** Expands the members of every map into one grant per person. */
export function expandMembers(collected: Collected, now: Date, report: Report): readonly DesiredResource[] {
  return collected.memberMaps.flatMap((map) => {
    const entries = map.parts.flatMap(({ source, members }) =>
      Object.entries(members).flatMap(([key, value]) =>
        entriesOf({ key, value, source: below(source, key) }, map, collected, now, report),
      ),
    );
    const isEachOnce = new Set(entries.map(({ user }) => user)).size === entries.length;
    if (isEachOnce) return entries.flatMap((entry) => resourcesOf(entry, map));
    const people = groupBy(entries, ({ user }) => user);
    return [...people.values()].flatMap((found) =>
      settle(found, map, collected.locate, report).flatMap((entry) => resourcesOf(entry, map)),
    );
  });
}

function entriesOf(
  { key, value, source }: { readonly key: string; readonly value: unknown; readonly source: Source },
  map: MemberMap,
  { groups, locate }: Collected,
  now: Date,
  report: Report,
): readonly Entry[] {
  const term = typeof value === 'object' && value !== null ? termOf(value, source, now, locate, report) : undefined;
  const grant = grantOf(value, map.of);
  if (grant === 'absent' && term?.until !== undefined) report(endOfNothing(below(source, 'until'), locate));
  const entry = {
    // From its end on an entry counts as `absent`.
    grant: term?.isOver === true ? ('absent' as const) : grant,
    source,
    ...(term !== undefined && { term }),
  };
  if (!key.startsWith('@')) return [{ user: normaliseEmail(key), ...entry }];
  const name = key.slice(1);
  const group = groups.get(name);
  if (group === undefined) {
    report(unknownGroup(name, [...groups.keys()], locate(source, 'key')));
    return [];
  }
  return [...group.people.keys()].map((user) => ({ user, ...entry, group: name }));
}

/** Nobody can know whether they are to come back then; they would not. */
function endOfNothing(until: Source, locate: Locate): Diagnostic {
  return {
    code: 'bad-date',
    severity: 'error',
    message: '`absent` gives no access that could end: nothing happens on this date.',
    span: locate(until, 'key'),
    hint: 'leave `until` out; to end their access on this date, write the role that they have until then',
  };
}

function grantOf(value: unknown, of: MemberMap['of']): Grant {
  if (value === 'absent') return 'absent';
  if (typeof value === 'string') return roleIn(value, of);
  const entry = value as { readonly custom?: string; readonly role?: unknown };
  return entry.custom === undefined ? grantOf(entry.role, of) : { role: entry.custom };
}

/** Of the thousands in a map most have the same role. */
const roleIn = lastKept(roleOf);

/** On a project every role goes by its name. */
export function roleOf(text: string, of: MemberMap['of']): Exclude<Grant, 'absent'> {
  const word = takesWords(of) ? memberRoleWord(text) : undefined;
  return word === undefined ? { role: text } : { word };
}

/** One entry for one person: a direct one wins over groups; groups, and files, must agree. */
function settle(found: readonly Entry[], map: MemberMap, locate: Locate, report: Report): readonly Entry[] {
  if (found.length === 1) return found;
  const direct = found.filter(({ group }) => group === undefined);
  // What a group gave and that is over gives way to what another group still gives.
  const current = found.filter(({ term }) => term?.isOver !== true);
  const candidates = direct.length > 0 ? direct : current.length > 0 ? current : found;
  const [first, ...others] = candidates;
  if (first === undefined) return [];
  const isSame = (entry: Entry) =>
    nameOf(entry.grant) === nameOf(first.grant) && (direct.length === 0 || equal(entry.term, first.term));
  const other = others.find((entry) => !isSame(entry));
  if (other === undefined) return [longest(candidates)];
  const isGroup = direct.length === 0;
  report({
    code: isGroup ? 'conflicting-groups' : 'conflicting-values',
    severity: 'error',
    message: isGroup
      ? `the groups ${JSON.stringify(first.group)} and ${JSON.stringify(other.group)} give ${first.user} different roles here: ${nameOf(first.grant)} and ${nameOf(other.grant)}.`
      : `${first.user} is given two roles here: ${describe(first)} and ${describe(other)}.`,
    span: locate(other.source, 'key'),
    related: [{ message: 'the other one', span: locate(first.source, 'key') }],
    hint: isGroup ? `settle it with an entry of ${first.user}'s own in the ${map.of}'s members` : 'keep one of the two',
  });
  return [first];
}

/** Of several agreeing entries the one that lasts longest, then the first group by name: never the order in the files. */
function longest(entries: readonly Entry[]): Entry {
  return entries.reduce((best, entry) => {
    const order =
      compareText(best.term?.until ?? forever, entry.term?.until ?? forever) ||
      compareText(entry.group ?? '', best.group ?? '');
    return order < 0 ? entry : best;
  });
}

/** Later than every date. */
const forever = '~';

function describe({ grant, term }: Entry): string {
  return `${nameOf(grant)}${term?.until === undefined ? '' : ` until ${term.until}`}`;
}

function nameOf(grant: Grant): string {
  if (grant === 'absent') return 'absent';
  return 'word' in grant ? grant.word : `the custom role ${JSON.stringify(grant.role)}`;
}

function resourcesOf(
  { user, grant, source, group, term }: Entry,
  { of, names }: MemberMap,
): readonly DesiredResource[] {
  const make = (kind: KindName, ensure: 'present' | 'absent', role?: string): DesiredResource => {
    const own = personIn(names, user);
    return {
      kind,
      address: kinds[kind].addressOf(own),
      names: own,
      ensure,
      attributes: attributesOf(role),
      source,
      ...(group !== undefined && { group }),
      ...(term !== undefined && { term }),
    };
  };
  const here = grantsIn(of);
  // Whether somebody to be removed has a predefined or a custom role is known only live.
  if (grant === 'absent') return here.map((kind) => make(kind, 'absent'));
  const sort = here.find((kind) => (kinds[kind].isMembership === true) === 'word' in grant);
  return (sort === undefined ? here : [sort]).map((kind) => make(kind, 'present', roleText(grant)));
}

const attributesOf = lastKept((role: string | undefined) => (role === undefined ? {} : { role }));

function roleText(grant: Exclude<Grant, 'absent'>): string {
  return 'word' in grant ? grant.word : grant.role;
}
