import { formerAddress, resourceKey } from '../model/resource.js';
import { equal } from '../model/equal.js';
import { kinds } from '../kinds/index.js';
import type { Address, Names } from '../model/address.js';
import { siblingOf } from '../model/address.js';
import type { LiveIndex } from '../model/live-index.js';
import { passingName } from '../model/passing-name.js';
import type { DesiredResource, KindName, LiveResource } from '../model/resource.js';
import { isReadEverywhere } from '../model/visibility.js';

/** What is known of renames that were asked for, or done, before. */
export interface PastRenames {
  /** The former address of what got its name in a run, by kind and its address today. */
  readonly renamedTo?: { get(subject: string): string | undefined };
  /** What the files asked for at `--since`. */
  readonly former?: readonly DesiredResource[];
}

/**
 * Whether names that go round in a circle have been given already. The same names are live before and afterwards, so that only
 * this tells: that a run did it, that the files asked for it at `--since`, or that what has each name is as the files have what
 * is to have it, or else as they have what it had. Where none of that tells, nothing may be done: it could be done back.
 */
export function isSwapped(
  circle: readonly DesiredResource[],
  wanted: readonly DesiredResource[],
  live: LiveIndex,
  past: PastRenames,
): boolean | 'unclear' {
  if (wasDone(circle, past) || wasAsked(circle, past)) return true;
  const own = ({ address }: DesiredResource) => address;
  for (const fits of [areAsDeclared, holdTheirs]) {
    const after = fits(circle, own, wanted, live);
    if (after !== fits(circle, formerAddress, wanted, live)) return after;
    if (!after) return 'unclear';
  }
  return 'unclear';
}

type Fit = (
  circle: readonly DesiredResource[],
  at: (desired: DesiredResource) => Address,
  wanted: readonly DesiredResource[],
  live: LiveIndex,
) => boolean;

/** Whether each is live as declared, at one address or the other. */
const areAsDeclared: Fit = (circle, at, _wanted, live) =>
  circle.every((desired) => {
    const found = live.find(desired.kind, at(desired));
    return found !== undefined && isAsDeclared(desired, found);
  });

/** Whether each holds what the files put into it, as far as that can be seen; what is renamed in it, under any of its names. */
const holdTheirs: Fit = (circle, at, wanted, live) =>
  circle.every((desired) => {
    const inside = wanted.filter(
      ({ address, ensure }) => ensure !== 'absent' && address.startsWith(`${desired.address}/`),
    );
    const renamed = inside.filter(({ renamedFrom }) => renamedFrom !== undefined).map(({ address }) => `${address}/`);
    return inside.every((part) => {
      if (kinds[part.kind].isMembership === true && !isReadEverywhere(live.state.visibility, part.kind)) return true;
      if (renamed.some((place) => part.address.startsWith(place))) return true;
      const names =
        part.renamedFrom === undefined ? [part.address] : [part.address, formerAddress(part), passingAddress(part)];
      return names.some(
        (name) => live.find(part.kind, `${at(desired)}${name.slice(desired.address.length)}` as Address) !== undefined,
      );
    });
  });

function wasDone(circle: readonly DesiredResource[], { renamedTo }: PastRenames): boolean {
  return circle.every((desired) => {
    const from = renamedTo?.get(resourceKey(desired));
    return from !== undefined && (from === formerAddress(desired) || from === passingAddress(desired));
  });
}

function wasAsked(circle: readonly DesiredResource[], { former = [] }: PastRenames): boolean {
  const then = new Map(former.map((desired) => [resourceKey(desired), desired.renamedFrom?.name]));
  return circle.every((desired) => then.get(resourceKey(desired)) === desired.renamedFrom?.name);
}

/** As far as is known of it. */
function isAsDeclared({ attributes }: DesiredResource, live: LiveResource): boolean {
  return Object.entries(attributes).every(
    ([field, value]) => !(field in live.attributes) || equal(live.attributes[field] ?? null, value),
  );
}

/** The declared ones that give each other their names, in order; each one's former name is another's. */
export function circlesOf(wanted: readonly DesiredResource[]): readonly (readonly DesiredResource[])[] {
  const declared = new Map(wanted.map((desired) => [resourceKey(desired), desired]));
  const seen = new Set<DesiredResource>();
  const circles: DesiredResource[][] = [];
  for (const start of wanted) {
    const way: DesiredResource[] = [];
    for (let next: DesiredResource | undefined = start; next?.renamedFrom !== undefined && !seen.has(next);) {
      seen.add(next);
      way.push(next);
      next = declared.get(formerKey(next));
      if (next === start) circles.push(way);
    }
  }
  return circles;
}

/** Its kind, and the address that it had before. */
export function formerKey(desired: DesiredResource): string {
  return resourceKey({ kind: desired.kind, address: formerAddress(desired) });
}

export function passingAddress({ kind, address, names }: DesiredResource): Address {
  return siblingOf(address, passingName(names[nameField(kind)] ?? ''));
}

/** Which of the names in its address is its own. */
export function nameField(kind: KindName): keyof Names {
  const { ownName: field, rename } = kinds[kind];
  if (field === undefined || rename === undefined) throw new TypeError(`a ${kind} can't be renamed`);
  return field;
}
