import type { Result } from '../../model/result.js';
import { ok } from '../../model/result.js';
import type { MemberPlace, RemoteFailure, RosterMember } from '../port.js';
import type { QueryBudget } from './budget.js';
import type { GraphqlAnswer } from './graphql.js';
import type { OrganizationSchema, Page, Part, Query } from './queries.js';
import {
  costOf,
  firstLook,
  largestCost,
  largestPage,
  matchesLookedAt,
  membersQuery,
  nextBatch,
  pageOf,
} from './queries.js';

export interface Reading {
  readonly members: ReadonlyMap<string, readonly RosterMember[]>;
  /** Of places that were not read to their end: who was looked for. */
  readonly lookedFor: ReadonlyMap<string, ReadonlySet<string>>;
  readonly problems: readonly string[];
}

export interface ReadOptions {
  readonly ask: (query: Query) => Promise<Result<GraphqlAnswer, RemoteFailure>>;
  readonly schema: OrganizationSchema | undefined;
  readonly budget: QueryBudget;
  /** Whether every place is read to its end, however long it takes. */
  readonly isWhole: boolean;
}

/** How far one place has been read. */
interface Progress {
  readonly place: MemberPlace;
  readonly members: RosterMember[];
  readonly lookedFor: Set<string>;
  /** Those of them who are members. */
  readonly found: RosterMember[];
  listed: number;
  total?: number;
  state: 'open' | 'complete' | 'unreadable';
}

/**
 * Reads members by need. A first small page of each place tells how many it has. A place where the rest costs no more than
 * looking up the people that are asked for is read to its end; in a larger one only those are looked up. What the budget does
 * not reach stays unread.
 */
export async function readMembers(
  places: readonly MemberPlace[],
  options: ReadOptions,
  signal?: AbortSignal,
): Promise<Result<Reading, RemoteFailure>> {
  const all = places.map((place): Progress => ({
    place,
    members: [],
    lookedFor: new Set(),
    found: [],
    listed: 0,
    state: 'open',
  }));
  const errors = new Set<string>();
  const progressOf = new Map(all.map((progress) => [progress.place.id, progress]));
  const first = firstLook(places.length);
  const next = new Map<string, string>();
  const taken = (batch: readonly Part[], answer: GraphqlAnswer): readonly Part[] =>
    batch.flatMap((part, index) => {
      const progress = progressOf.get(part.place.id);
      if (progress === undefined) return [];
      const alias = `p${String(index)}`;
      const isWhole = answer.incomplete?.has(alias) !== true;
      const page = isWhole ? pageOf(answer.data[alias], part) : undefined;
      if (page === undefined) for (const error of answer.errors) errors.add(error);
      return take(progress, part, page, next);
    });
  const round = async (parts: readonly Part[]): Promise<RemoteFailure | undefined> => {
    let open = parts;
    const isShort = priceOf(parts, progressOf) > options.budget.left();
    while (open.length > 0) {
      const { batches, others } = await batchesOf(open, options.budget, signal);
      if (batches.length === 0) return undefined;
      const answers = await Promise.all(batches.map((batch) => options.ask(membersQuery(batch, options.schema))));
      const more: Part[] = [];
      for (const [index, batch] of batches.entries()) {
        const answer = answers[index];
        if (answer === undefined) continue;
        if (!answer.ok) return answer.error;
        more.push(...taken(batch, answer.value));
      }
      // Small last pages that come together share a query; but a place half read is not read.
      open = isShort ? [...more, ...others] : [...others, ...more];
    }
    return undefined;
  };
  const looked = await round(all.map(({ place }) => ({ place, first })));
  if (looked !== undefined) return { ok: false, error: looked };
  const further = all.map((progress) => furtherParts(progress, next, options));
  // Where the budget does not reach for all, most places are told with it when the cheap ones come first.
  const prices = new Map(further.map((parts) => [parts, priceOf(parts, progressOf)]));
  const cheapFirst = further.toSorted((a, b) => (prices.get(a) ?? 0) - (prices.get(b) ?? 0));
  const rest = await round(cheapFirst.flat());
  if (rest !== undefined) return { ok: false, error: rest };
  return ok(outcomeOf(all, errors, options.budget));
}

/** Queries under way at a time. */
const atOnce = 4;

/** The next queries that the budget lets through, and the parts that are left for later. */
async function batchesOf(
  parts: readonly Part[],
  budget: QueryBudget,
  signal?: AbortSignal,
): Promise<{ readonly batches: readonly (readonly Part[])[]; readonly others: readonly Part[] }> {
  const batches: (readonly Part[])[] = [];
  let others = parts;
  while (others.length > 0 && batches.length < atOnce && (await budget.take(signal))) {
    const batch = nextBatch(others);
    const asked = new Set(batch);
    batches.push(batch);
    others = others.filter((part) => !asked.has(part));
  }
  return { batches, others };
}

/** About how many queries it takes to read parts and what follows them. */
function priceOf(parts: readonly Part[], progressOf: ReadonlyMap<string, Progress>): number {
  return parts.reduce((sum, part) => {
    const progress = progressOf.get(part.place.id);
    const isPage = part.email === undefined && part.after !== undefined && progress !== undefined;
    return sum + costOf(isPage ? { first: leftIn(progress) } : part) / largestCost;
  }, 0);
}

/** Takes in what a part of an answer says; gives the part that follows it, where a place is being read to its end. */
function take(progress: Progress, part: Part, page: Page | undefined, next: Map<string, string>): readonly Part[] {
  if (part.email !== undefined) {
    // One of more matches than were looked at may be the one that is looked for.
    if (page !== undefined && (page.found !== undefined || page.next === undefined)) {
      progress.lookedFor.add(part.email);
      if (page.found !== undefined) progress.found.push(page.found);
    }
    return [];
  }
  if (page === undefined) {
    progress.state = 'unreadable';
    return [];
  }
  progress.members.push(...page.members);
  progress.listed += page.listed;
  if (page.total !== undefined) progress.total ??= page.total;
  if (page.next === undefined) {
    progress.state = 'complete';
    return [];
  }
  next.set(progress.place.id, page.next);
  return part.after === undefined ? [] : [nextPage(progress, page.next)];
}

/** How a place is read on after the first look. */
function furtherParts(
  progress: Progress,
  next: ReadonlyMap<string, string>,
  { isWhole, schema }: ReadOptions,
): readonly Part[] {
  const { place, state } = progress;
  const after = next.get(place.id);
  if (state !== 'open' || after === undefined) return [];
  const toTheEnd = nextPage(progress, after);
  const canLookUp = place.kind === 'space' || schema?.hasSearch === true;
  if (isWhole || place.people === undefined || !canLookUp) return [toTheEnd];
  const lookUps = place.people.map((email): Part => ({ place, first: matchesLookedAt, email }));
  const price = lookUps.reduce((sum, part) => sum + costOf(part), 0);
  return costOf({ first: leftIn(progress) }) <= price ? [toTheEnd] : lookUps;
}

function nextPage(progress: Progress, after: string): Part {
  return { place: progress.place, first: Math.min(leftIn(progress), largestPage), after };
}

function leftIn({ total, listed }: Progress): number {
  return total === undefined ? Infinity : Math.max(1, total - listed);
}

function outcomeOf(all: readonly Progress[], errors: ReadonlySet<string>, budget: QueryBudget): Reading {
  const complete = all.filter((progress) => progress.state === 'complete' && isConsistent(progress));
  const partly = all.filter(({ state, lookedFor }) => state === 'open' && lookedFor.size > 0);
  const unread = all.length - complete.length - partly.length;
  const failedPlaces = all.filter(
    (progress) => progress.state === 'unreadable' || (progress.state === 'complete' && !isConsistent(progress)),
  );
  const reason = errors.size === 0 ? 'the answer is not as expected' : [...errors].slice(0, 3).join('; ');
  const tooLarge = unread - failedPlaces.length;
  return {
    members: new Map([
      ...complete.map(({ place, members }) => [place.id, distinct(members)] as const),
      ...partly.map(({ place, found }) => [place.id, found] as const),
    ]),
    lookedFor: new Map(partly.map(({ place, lookedFor }) => [place.id, lookedFor])),
    problems: [
      ...(failedPlaces.length === 0
        ? []
        : [`${String(failedPlaces.length)} of ${String(all.length)} places: ${reason}`]),
      ...(tooLarge === 0
        ? []
        : [
            `${String(tooLarge)} of ${String(all.length)} places are left after ${String(budget.used)} queries; --roster-queries ${String(budget.used * 4)} reads more of them, --roster graphql all`,
          ]),
    ],
  };
}

/** Whether it can be believed: one person with two roles in one place is none that could be compared. */
function isConsistent({ place, members, listed, total }: Progress): boolean {
  // Whoever is counted and not listed may be anybody.
  if (total !== undefined && listed < total) return false;
  // A space lists the account's admins too, so that one without anybody is one that is not shown.
  if (place.kind === 'space' && listed === 0) return false;
  const roles = new Map<string, string>();
  return members.every(({ user, role, isCustom }) => {
    const said = `${role ?? ''} ${String(isCustom ?? false)}`;
    const known = roles.get(user);
    roles.set(user, said);
    return known === undefined || known === said;
  });
}

function distinct(members: readonly RosterMember[]): readonly RosterMember[] {
  return [...new Map(members.map((member) => [member.user, member])).values()];
}
