import type { KindName } from '../model/resource.js';
import { givenRole, isAdminIn } from '../model/resource.js';
import { isOutermost, containerOf, kinds, sharing } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { addressOf, siblingOf } from '../model/address.js';
import type { Outline } from './outline.js';

/** For each step, the indexes of the steps that come first. */
export function neededSteps(steps: readonly Outline[]): readonly Set<number>[] {
  const places = placesOf(steps);
  const needs = steps.map((step, index) => {
    const needed = new Set([
      ...whatItRefersTo(step, index, places),
      ...renamesAbove(step, places),
      ...freesItsName(step, steps, places),
      ...passesBy(step, steps, places),
      ...whatItReplaces(step, index, places),
      ...grantsBeforeNarrowing(step, places),
      ...openingBeforeRevocation(step, places),
    ]);
    needed.delete(index);
    return needed;
  });
  // The other way round: what a step lets go of may go only afterwards.
  steps.forEach((step, index) => {
    for (const address of letGo(step)) {
      for (const other of places.removing.get(address) ?? []) if (other !== index) needs[other]?.add(index);
    }
  });
  return needs;
}

/** Steps by address and by what they do there. */
interface Places {
  readonly making: ReadonlyMap<Address, readonly number[]>;
  readonly renaming: ReadonlyMap<Address, readonly number[]>;
  /** Renames by the address that they free. */
  readonly freeing: ReadonlyMap<Address, readonly number[]>;
  readonly changing: ReadonlyMap<Address, readonly number[]>;
  readonly removing: ReadonlyMap<Address, readonly number[]>;
  /** Grants that are made or changed, by each place that they are in. */
  readonly grantedIn: ReadonlyMap<Address, readonly number[]>;
  /** New admins, by the organization or space. */
  readonly adminsOf: ReadonlyMap<Address, readonly number[]>;
  /** New admins again, by person and organization or space. */
  readonly promoting: ReadonlyMap<string, readonly number[]>;
  /** Grants further in, by person and each place that they are below. */
  readonly grantedTo: ReadonlyMap<string, readonly number[]>;
  /** What opens something to more people (a restriction lifted, a space made public), by each place that it is in. */
  readonly openedIn: ReadonlyMap<Address, readonly number[]>;
}

function placesOf(steps: readonly Outline[]): Places {
  const making = new Map<Address, number[]>();
  const renaming = new Map<Address, number[]>();
  const freeing = new Map<Address, number[]>();
  const removing = new Map<Address, number[]>();
  const changing = new Map<Address, number[]>();
  const grantedIn = new Map<Address, number[]>();
  const adminsOf = new Map<Address, number[]>();
  const promoting = new Map<string, number[]>();
  const grantedTo = new Map<string, number[]>();
  const openedIn = new Map<Address, number[]>();
  steps.forEach(({ address, draft, attributes, names, kind }, index) => {
    const isMade = draft.action === 'create' || draft.action === 'rename' || draft.action === 'assert';
    add(attributes === undefined ? removing : isMade ? making : changing, address, index);
    if (draft.action === 'rename') {
      add(renaming, address, index);
      const former = draft.before?.['name'];
      if (typeof former === 'string') add(freeing, siblingOf(address, former), index);
    }
    const isOpening = kinds[kind].role === 'flag' ? attributes === undefined : isMadePublic(draft);
    if (isOpening) for (const place of placesAround(names)) add(openedIn, place, index);
    const container = containerOf(kind, names);
    if (attributes === undefined || names.user === undefined || container === undefined) return;
    if (kinds[kind].isMembership === true && isAdminIn(attributes)) {
      add(adminsOf, container, index);
      add(promoting, personIn(container, names.user), index);
    }
    if (names.space === undefined) return;
    const space = addressOf.space(names.organization ?? '', names.space);
    for (const place of placesAround(names))
      if (place !== container) add(grantedTo, personIn(place, names.user), index);
    for (const place of new Set([space, container])) add(grantedIn, place, index);
  });
  return { making, renaming, freeing, removing, changing, grantedIn, adminsOf, promoting, grantedTo, openedIn };
}

/** It must be there first. */
function whatItRefersTo(
  { kind, names, attributes, address }: Outline,
  index: number,
  { making }: Places,
): readonly number[] {
  if (attributes === undefined) return [];
  const references = kinds[kind].references({ names, attributes }).flatMap((other) => making.get(other) ?? []);
  // A second step at one address (a field that can only be set afterwards) follows the one that makes it; where both make
  // something, as a built-in and a custom role in one space, they follow each other as they stand.
  const made = making.get(address) ?? [];
  return [...references, ...(made.includes(index) ? made.filter((other) => other < index) : made)];
}

/** A name that something else has can be given, or made anew, once that has its own new one. */
function freesItsName(
  { address, draft, live }: Outline,
  steps: readonly Outline[],
  { freeing }: Places,
): readonly number[] {
  if (draft.action === 'create') return freeing.get(address) ?? [];
  return draft.action === 'rename'
    ? (freeing.get(address) ?? []).filter((other) => steps[other]?.live?.id !== live?.id)
    : [];
}

/** In a swap one gets its name by way of another one, which it must have first. */
function passesBy(
  { kind, address, draft, live }: Outline,
  steps: readonly Outline[],
  { renaming }: Places,
): readonly number[] {
  const former = draft.action === 'rename' ? draft.before?.['name'] : undefined;
  if (typeof former !== 'string') return [];
  return (renaming.get(siblingOf(address, former)) ?? []).filter((other) => {
    const step = steps[other];
    return step?.kind === kind && step.live?.id === live?.id;
  });
}

/** Its address uses the new names of what it is in. */
function renamesAbove({ names }: Outline, { renaming }: Places): readonly number[] {
  if (renaming.size === 0) return [];
  return placesAround(names).flatMap((address) => [...(renaming.get(address) ?? [])]);
}

/** One grant in the place of another. */
function whatItReplaces(
  { kind, live, attributes, address, draft }: Outline,
  index: number,
  { making, changing, removing }: Places,
): readonly number[] {
  // Grant before revocation: the predefined role is there before the custom one goes.
  if (live !== undefined && isSecondSort(live.kind) && attributes === undefined)
    return [...(making.get(address) ?? []), ...(changing.get(address) ?? [])].filter((other) => other !== index);
  // `remove-user` takes bindings along, so the custom role can only come after the predefined one went.
  return isSecondSort(kind) && draft.action === 'create' ? (removing.get(address) ?? []) : [];
}

/**
 * What narrows a place without removing anybody (a restriction, a space made private, an admin who is one no more) comes
 * after every grant in it and everything that opens it, so that whoever keeps access has the new way in before the old
 * one closes.
 */
function grantsBeforeNarrowing(
  { kind, names, attributes, draft, address }: Outline,
  { grantedIn, adminsOf, promoting, grantedTo, openedIn }: Places,
): readonly number[] {
  if (attributes === undefined || !draft.risk.includes('reduces')) return [];
  const organization = names.organization ?? '';
  if (kinds[kind].isMembership === true) {
    // What makes a membership is what grants further in wait for.
    if (draft.action !== 'update') return [];
    const place = containerOf(kind, names);
    if (place === undefined) return [];
    return [
      ...(grantedTo.get(personIn(place, names.user ?? '')) ?? []),
      ...(openedIn.get(place) ?? []),
      ...(!isOutermost(kind)
        ? (promoting.get(personIn(addressOf.organization(organization), names.user ?? '')) ?? [])
        : []),
    ];
  }
  if (kinds[kind].isDoor === undefined) return [];
  const place = kinds[kind].role === 'flag' ? containerOf(kind, names) : address;
  return [
    ...(place === undefined ? [] : (grantedIn.get(place) ?? [])),
    ...(adminsOf.get(addressOf.space(organization, names.space ?? '')) ?? []),
    ...(adminsOf.get(addressOf.organization(organization)) ?? []),
  ];
}

/** A place is opened before the single grants in it go. */
function openingBeforeRevocation({ kind, names, attributes }: Outline, { openedIn }: Places): readonly number[] {
  if (attributes !== undefined || names.user === undefined || kinds[kind].role === 'person') return [];
  const place = containerOf(kind, names);
  return place === undefined ? [] : (openedIn.get(place) ?? []);
}

/** A custom role where the person may have a predefined one instead. */
function isSecondSort(kind: KindName): boolean {
  return kinds[kind].namesRole === true && sharing(kind).length > 0;
}

function isMadePublic({ action, before, after }: Outline['draft']): boolean {
  return action === 'update' && before?.['private'] === true && after?.['private'] === false;
}

/** An object's organization, space and project. */
function placesAround({ organization, space, project }: Outline['names']): readonly Address[] {
  if (organization === undefined) return [];
  const places = [addressOf.organization(organization)];
  if (space !== undefined) places.push(addressOf.space(organization, space));
  if (space !== undefined && project !== undefined) places.push(addressOf.project(organization, space, project));
  return places;
}

/**
 * What a step stops using: what it refers to now, and the roles of the bindings that go with it. A membership that nobody
 * lists is no matter here: it goes along with whatever it refers to (see `isCovered`).
 */
function letGo({ kind, live, taken }: Outline): readonly Address[] {
  const own = live === undefined ? [] : kinds[kind].references(live);
  const roles = taken.flatMap(({ kind: other, attributes: grant }) => {
    const role = givenRole(grant);
    return kinds[other].namesRole === true && typeof role === 'string' ? [addressOf.role(role)] : [];
  });
  return [...own, ...roles];
}

function personIn(place: Address, user: string): string {
  return `${user}\0${place}`;
}

function add<K>(map: Map<K, number[]>, key: K, index: number): void {
  const found = map.get(key);
  if (found === undefined) map.set(key, [index]);
  else found.push(index);
}
