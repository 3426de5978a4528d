import { kindAt, outermostKind, roleKind } from '../kinds/index.js';
import { equal } from '../model/equal.js';
import type { AccessChange, Cause, Escalation, Verdict } from '../model/access.js';
import type { Address } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import { groupBy } from '../model/group-by.js';
import type { AttributedStep } from './attribution.js';
import { attribution } from './attribution.js';
import type { Told } from './cause-text.js';
import { detailsOf, notesOf, sentenceOf } from './cause-text.js';
import type { Moment } from './changes.js';
import type { Event } from './events.js';
import { eventOf, gives, isPersonal, takes } from './events.js';
import { spacesOfEach, withoutInner } from './place-titles.js';

export interface CauseInput {
  readonly before: Moment;
  readonly after: Moment;
  readonly changes: readonly AccessChange[];
  readonly escalations: readonly Escalation[];
  readonly steps: readonly AttributedStep[];
  /** There are too many changes for the plan to list them; they are counted. */
  readonly areTooMany: boolean;
}

/**
 * What brings the changes of access about, the worst first. Every change and every escalation is under exactly one cause: a
 * step that changes a role or a place is one, and so is what the same people gain, or lose, by entries of their own.
 */
export function causesOf(input: CauseInput): { readonly causes: readonly Cause[]; readonly verdict: Verdict } {
  const blocks = gather(input);
  const facts = { ...input, spaces: spacesOfEach(input.after.map.places) };
  const causes = blocks
    .map((block) => ({ cause: causeFrom(block, facts), rank: rankOf(block, input) }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        b.cause.people - a.cause.people ||
        compareText(a.cause.message, b.cause.message) ||
        (a.cause.steps[0] ?? 0) - (b.cause.steps[0] ?? 0),
    )
    .map(({ cause }) => cause);
  return { causes, verdict: verdictOf(blocks, input) };
}

/** What belongs together: one step that concerns many, or what the same people get or lose one by one. */
interface Block {
  readonly events: readonly Event[];
  readonly escalations: number[];
}

function gather(input: CauseInput): readonly Block[] {
  const { before, after, changes, escalations, steps, areTooMany } = input;
  const causesOfChange = attribution(before, after, steps, areTooMany);
  const events = new Map<number, { readonly changes: number[]; readonly steps: Set<number> }>();
  const leadOf = new Map<string, number>();
  const eventAt = (lead: number) => {
    const found = events.get(lead) ?? { changes: [], steps: new Set([lead]) };
    events.set(lead, found);
    return found;
  };
  for (const [index, change] of changes.entries()) {
    const { lead, steps: all } = causesOfChange(change);
    const event = eventAt(lead);
    event.changes.push(index);
    for (const step of all) event.steps.add(step);
    leadOf.set(`${change.user} ${change.on}`, lead);
  }
  // Those that concern nobody who can be seen have no change of access.
  const found = escalations.map((escalation) => {
    const lead = leadOf.get(`${escalation.user ?? ''} ${escalation.on}`) ?? stepAt(escalation, steps);
    eventAt(lead);
    return lead;
  });
  const told = [...events].map(([lead, { changes: own, steps: all }]) => eventOf(lead, own, [...all], input));
  const blocks = blocksOf(told);
  const blockOf = new Map(blocks.flatMap((block) => block.events.map(({ lead }) => [lead, block] as const)));
  for (const [index, lead] of found.entries()) blockOf.get(lead)?.escalations.push(index);
  return blocks;
}

/** The step of an escalation that is one of a role or a place. */
function stepAt({ rule, on }: Escalation, steps: readonly AttributedStep[]): number {
  const address = rule === 'unrestricted' ? `${on}/restriction` : on;
  return Math.max(
    0,
    steps.findLastIndex((step) => step.address === address),
  );
}

/** Events of people are one block where the same happens to them at one place, and where the same people are concerned. */
function blocksOf(events: readonly Event[]): readonly Block[] {
  const alike = groupBy(events.filter(isPersonal), ({ place, from, to, sense, groups }) =>
    JSON.stringify([place, from, to, sense, groups]),
  ).values();
  const people = (own: readonly Event[]) => [...new Set(own.flatMap(({ user }) => user ?? []))].sort(compareText);
  const same = groupBy(alike, (own) => JSON.stringify([own[0]?.sense, people(own)]));
  return [
    ...[...same.values()].map((parts) => ({ events: parts.flat(), escalations: [] })),
    ...events.filter((event) => !isPersonal(event)).map((event) => ({ events: [event], escalations: [] })),
  ];
}

function causeFrom(block: Block, facts: CauseInput & Pick<Told, 'spaces'>): Cause {
  const { changes, escalations, areTooMany } = facts;
  const all = block.events.flatMap((event) => event.changes);
  const shown = all.flatMap((index) => changes[index] ?? []).filter((change) => !hasAnyway(change, block));
  const people = [...new Set(shown.map(({ user }) => user))].sort(compareText);
  const places = withoutInner(shown.map(({ on }) => on));
  const own = block.escalations.flatMap((index) => escalations[index] ?? []);
  const [first] = own;
  const told: Told = { events: block.events, changes: shown, people, places, spaces: facts.spaces, steps: facts.steps };
  return {
    effect: effectOf(block, shown, own),
    ...(people.length === 0 && first !== undefined
      ? { message: first.message, notes: [] }
      : { message: sentenceOf(told), notes: notesOf(own, people.length) }),
    details: detailsOf(told),
    steps: [...new Set(block.events.flatMap(({ steps }) => steps))].sort((a, b) => a - b),
    people: people.length,
    places: places.length,
    changes: all.length,
    access: areTooMany ? [] : [...all].sort((a, b) => a - b),
    escalations: [...block.escalations],
  };
}

/**
 * Whoever administers the account has everything everywhere, and who administers an organization everything in it: that
 * roles, spaces and projects come and go is nothing new for them.
 */
function hasAnyway({ before, after }: AccessChange, { events }: Block): boolean {
  if (events.some(isPersonal)) return false;
  const isWhole = events.some(({ place }) => kindAt(place as Address) === outermostKind);
  return [...before, ...after].some(
    (role) => role === 'admin (account)' || (!isWhole && role === 'admin (organization)'),
  );
}

function effectOf(
  { events }: Block,
  shown: readonly AccessChange[],
  escalations: readonly Escalation[],
): Cause['effect'] {
  if (escalations.length > 0 || events.some(({ sense }) => sense === 'admin')) return 'escalates';
  const senses = events.map(({ sense }) => sense);
  if (shown.length === 0 || senses.every((sense) => sense === 'asserts')) return 'none';
  if (senses.some((sense) => sense === 'leaves' || sense === 'loses')) return 'loses';
  return 'gains';
}

const senses: readonly Event['sense'][] = ['leaves', 'loses', 'gains', 'asserts'];
const rules: readonly Escalation['rule'][] = ['self-grant', 'separate', 'public-space', 'unrestricted', 'wider-role'];

/** Admins first: of the account, of organizations, of spaces; then the other escalations; then what is lost. */
function rankOf({ events, escalations }: Block, input: CauseInput): number {
  const admins = events.filter(({ sense }) => sense === 'admin');
  if (admins.length > 0)
    return Math.min(...admins.map(({ place }) => (place === 'account' ? 0 : place.split('/').length)));
  const ranks = escalations.map((index) => rules.indexOf(input.escalations[index]?.rule ?? 'wider-role'));
  if (ranks.length > 0) return 10 + Math.min(...ranks);
  return 20 + Math.min(...events.map(({ sense }) => senses.indexOf(sense)));
}

/** How many people each thing happens to; who joins or leaves is not counted as gaining or losing too. */
function verdictOf(blocks: readonly Block[], { changes, steps, before, after }: CauseInput): Verdict {
  const people = { joining: new Set<string>(), leaving: new Set<string>(), admins: new Set<string>() };
  const moved = { gaining: new Set<string>(), losing: new Set<string>() };
  for (const { user, on, before: had, after: has } of changes) {
    if (on === 'account' && had.length === 0) people.joining.add(user);
    if (on === 'account' && has.length === 0) people.leaving.add(user);
  }
  for (const block of blocks) {
    for (const event of block.events) {
      if (event.sense === 'asserts') continue;
      if (event.sense === 'admin' && event.user !== undefined) people.admins.add(event.user);
      for (const index of event.changes) {
        const change = changes[index];
        if (change === undefined || hasAnyway(change, block)) continue;
        if (people.joining.has(change.user) || people.leaving.has(change.user)) continue;
        const isTold = change.gained.length + change.lost.length > 0;
        if (isTold ? takes(change) : event.sense === 'loses') moved.losing.add(change.user);
        if (event.sense !== 'admin' && (isTold ? gives(change) : event.sense !== 'loses'))
          moved.gaining.add(change.user);
      }
    }
  }
  const roles = steps.filter(({ kind, address }) => kind === roleKind && permitsOther(address, before, after));
  return {
    joining: people.joining.size,
    leaving: people.leaving.size,
    gaining: moved.gaining.size,
    losing: moved.losing.size,
    admins: people.admins.size,
    roles: new Set(roles.map(({ address }) => address)).size,
  };
}

function permitsOther(address: Address, before: Moment, after: Moment): boolean {
  const [old, fresh] = [before, after].map(
    ({ live }) => live.resources[roleKind].get(address)?.attributes['permissions'],
  );
  return old !== undefined && fresh !== undefined && !equal(old, fresh);
}
