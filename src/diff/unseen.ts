import {
  bindingKinds,
  kindNames,
  containerOf,
  kinds,
  personKind,
  placeKinds,
  sharing,
  thingKinds,
  wordsOf,
} from '../kinds/index.js';
import type { Address, Names } from '../model/address.js';
import { addressOf, isMember, segmentsOf } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { DesiredState } from '../model/desired.js';
import { lastKept } from '../model/last-kept.js';
import type { LiveIndex } from '../model/live-index.js';
import type { DesiredResource, KindName, LiveResource } from '../model/resource.js';
import type { Sight, Unobserved } from '../model/visibility.js';
import { isReadEverywhere, mayHide, sightOf } from '../model/visibility.js';
import type { Capabilities } from '../remote/port.js';
import type { Sorted } from './settled.js';

/** Whether something that is not listed may be there all the same. Never where the person is known not to be live. */
export function mayBeUnseen(
  {
    kind,
    names,
    attributes = {},
  }: Pick<DesiredResource, 'kind' | 'names'> & Partial<Pick<DesiredResource, 'attributes'>>,
  live: LiveIndex,
): boolean {
  const { visibility } = live.state;
  const person = names.user === undefined || kinds[kind].role === 'person' ? undefined : addressOf.user(names.user);
  if (person !== undefined && live.find(personKind, person) === undefined) return mayHide(visibility, personKind);
  const { holder } = kinds[kind];
  const container = containerOf(kind, names);
  if (holder === undefined || container === undefined) {
    const { extent } = sightOf(visibility, kind);
    return extent === 'hidden' || (extent === 'partly' && kinds[kind].isOwn?.(attributes) !== true);
  }
  // What is in something that is new is new, and in something unseen as unseen.
  return live.find(holder, container) === undefined
    ? mayBeUnseen({ kind: holder, names }, live)
    : mayHide(visibility, kind, container, person);
}

/** What was seen of what holds something that may be there unseen: of the outermost that is not listed. */
function hiddenBy({ kind, names }: { readonly kind: KindName; readonly names: Names }, live: LiveIndex): Sight {
  const { visibility } = live.state;
  const container = containerOf(kind, names);
  if (
    names.user !== undefined &&
    kinds[kind].role !== 'person' &&
    live.find(personKind, addressOf.user(names.user)) === undefined
  )
    return sightOf(visibility, personKind);
  const { holder } = kinds[kind];
  if (holder === undefined || container === undefined) return sightOf(visibility, kind);
  return live.find(holder, container) === undefined
    ? hiddenBy({ kind: holder, names }, live)
    : sightOf(visibility, kind, container);
}

/**
 * What no step can act on, with why it is not seen: its ID would be needed, or that of something that it refers to, and
 * the login may just not be shown it. It is neither created anew nor taken for gone.
 */
export function outOfReach(
  resources: Iterable<DesiredResource>,
  references: DesiredState['references'],
  live: LiveIndex,
  capabilities: Capabilities,
): ReadonlyMap<DesiredResource, Sight> {
  const found = new Map<DesiredResource, Sight>();
  const { visibility } = live.state;
  // A membership that is not seen is made sure of.
  if (kindNames.every((kind) => kinds[kind].isMembership === true || isReadEverywhere(visibility, kind))) return found;
  // A membership is never out of reach: one that is not seen is made sure of.
  /** Why something that is referred to is out of reach; `within` where it is not. */
  const known = new Map<Address, Sight | 'within'>();
  for (const { kind, address, ensure } of resources)
    if (ensure !== 'absent' && kinds[kind].role !== 'grant') known.set(address, 'within');
  for (const { kind, address } of references)
    if (live.find(kind, address) === undefined && mayHide(visibility, kind))
      known.set(address, sightOf(visibility, kind));
  const out = (address: Address): Sight | undefined => {
    if (isMember(address)) return undefined;
    const sight = known.get(address) ?? hiddenAt(address, live) ?? 'within';
    known.set(address, sight);
    return sight === 'within' ? undefined : sight;
  };
  for (const resource of resources) {
    const needed = resource.ensure === 'absent' ? [] : kinds[resource.kind].references(resource);
    const sight = firstOf(needed, out) ?? unreachable(resource, live, capabilities);
    if (sight === undefined) continue;
    found.set(resource, sight);
    // A grant is at its own address what it is in another form, and that may well be within reach.
    if (resource.names.user === undefined || kinds[resource.kind].role === 'person') known.set(resource.address, sight);
  }
  return found;
}

function firstOf<T, Found>(all: readonly T[], look: (one: T) => Found | undefined): Found | undefined {
  for (const one of all) {
    const found = look(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Why something that is not listed may be at the address of a place, a person or a role all the same. */
function hiddenAt(address: Address, live: LiveIndex): Sight | undefined {
  const segments = segmentsOf(address);
  const kind = thingKinds.find((name) => kinds[name].word === segments.at(-2));
  if (kind === undefined || live.find(kind, address) !== undefined) return undefined;
  const names = Object.fromEntries(
    segments.flatMap((name, index) => (index % 2 === 1 ? [[segments[index - 1] ?? '', name]] : [])),
  );
  return mayBeUnseen({ kind, names }, live) ? hiddenBy({ kind, names }, live) : undefined;
}

function unreachable(resource: DesiredResource, live: LiveIndex, capabilities: Capabilities): Sight | undefined {
  const isLive = live.find(resource.kind, resource.address) !== undefined;
  return !isLive && needsItsId(resource, live, capabilities) && mayBeUnseen(resource, live)
    ? hiddenBy(resource, live)
    : undefined;
}

/** Whether nothing can be done with it while it is not seen. */
function needsItsId(
  { kind, names, ensure, renamedFrom, attributes }: DesiredResource,
  live: LiveIndex,
  capabilities: Capabilities,
): boolean {
  if (ensure === 'existing') return true;
  if (ensure === 'absent') {
    const container = containerOf(kind, names);
    const { holder } = kinds[kind];
    const isHeld = holder === undefined || container === undefined || live.find(holder, container) !== undefined;
    return kinds[kind].assertAbsent === undefined || !isHeld;
  }
  // Where it is not there it would be made, and a space that is to be private never as a public one.
  const isMadeOtherwise = attributes['private'] === true && !capabilities.privateSpaces;
  return renamedFrom !== undefined || kinds[kind].assertPresent === undefined || isMadeOtherwise;
}

/** What of the files' concerns was not seen, one entry for each map or object. In order. */
export function unobservedOf(
  { managed, resources }: Pick<DesiredState, 'managed' | 'resources'>,
  live: LiveIndex,
  open: Sorted['open'],
  unreached: ReadonlyMap<DesiredResource, Sight>,
): readonly Unobserved[] {
  const found = new Map<string, { readonly reasons: Set<string>; readonly needs: Set<string> }>();
  const add = (scope: string, { reason = 'not read', needs }: Pick<Sight, 'reason' | 'needs'>) => {
    const entry = found.get(scope) ?? { reasons: new Set(), needs: new Set() };
    found.set(scope, entry);
    entry.reasons.add(reason);
    if (needs !== undefined) entry.needs.add(needs);
  };
  /** Whether it has to be asked, and was not told yet, if somebody there may have a second role. What is in one place stands together. */
  const secondIn = lastKept((kind: KindName, container: Address | undefined) => ({
    isAsked:
      mayHideSecond(kind, container, live) &&
      found.get(scopeIn(kind, container))?.reasons.has(secondRole.reason) !== true,
  }));
  const addOwn = (resource: DesiredResource, container: Address | undefined) => {
    const { kind, names, address } = resource;
    const unreachedBy = unreached.get(resource);
    const listed = live.find(kind, address);
    const unknown = listed === undefined ? [] : unknownFields(resource, listed);
    if (unreachedBy !== undefined) add(address, unreachedBy);
    else if (unknown.length > 0)
      add(
        names.user === undefined || kinds[kind].role === 'person' ? address : scopeIn(kind, container),
        unsaid(unknown),
      );
    else if (listed === undefined && mayBeUnseen(resource, live))
      add(scopeIn(kind, container), believedSight(kind, container, live) ?? hiddenBy(resource, live));
  };
  for (const { kinds: names, container } of managed)
    for (const kind of names) {
      const sight = sightOf(live.state.visibility, kind, container);
      if (sight.extent === 'read' || (container !== undefined && !isLive(container, live))) continue;
      add(scopeIn(kind, container), believedSight(kind, container, live) ?? sight);
    }
  for (const resource of resources) {
    const { kind, names } = resource;
    const container = containerOf(kind, names);
    if (open.has(resource)) addOwn(resource, container);
    if (!holdsWord.has(kind)) continue;
    const second = secondIn(kind, container);
    if (!second.isAsked || !mayHoldMore(resource, live)) continue;
    add(scopeIn(kind, container), secondRole);
    second.isAsked = false;
  }
  return [...found]
    .sort(([a], [b]) => compareText(a, b))
    .map(([scope, { reasons, needs }]) => ({
      scope,
      reason: [...reasons].join('; '),
      ...(needs.size > 0 && { needs: [...needs].join('; ') }),
    }));
}

function believedSight(
  kind: KindName,
  container: Address | undefined,
  { state: { believed } }: LiveIndex,
): Pick<Sight, 'reason'> | undefined {
  const isBelieved = kinds[kind].isMembership === true && container !== undefined && believed?.places.has(container);
  return isBelieved === true
    ? { reason: `taken as they were in the files at ${believed?.ref ?? ''}; nothing lists them` }
    : undefined;
}

/** Managed fields that an answer left out, but for an empty text: what has none is listed without. */
export function unknownFields({ kind, ensure, attributes }: DesiredResource, live: LiveResource): readonly string[] {
  if (ensure === 'absent') return [];
  return Object.keys(attributes).filter(
    (field) => !(field in live.attributes) && !kinds[kind].createOnly.includes(field) && attributes[field] !== '',
  );
}

function unsaid(fields: readonly string[]): Pick<Sight, 'reason' | 'needs'> {
  return { reason: `Arize's answer does not contain: ${[...fields].sort(compareText).join(', ')}` };
}

/** For kinds of grants of custom roles, the kind of those of built-in ones that somebody may have in their place. */
const holdsWord: ReadonlyMap<KindName, KindName> = new Map(
  bindingKinds.flatMap((kind) =>
    sharing(kind).flatMap((one) => (kinds[one].isMembership === true ? [[kind, one]] : [])),
  ),
);

/** A place that is live, where nobody can tell of everybody whether they have a predefined role as well as a custom one. */
function mayHideSecond(kind: KindName, place: Address | undefined, live: LiveIndex): boolean {
  const { holder } = kinds[kind];
  const other = holdsWord.get(kind);
  if (holder === undefined || other === undefined || place === undefined) return false;
  return mayHide(live.state.visibility, other, place) && live.find(holder, place) !== undefined;
}

/** Somebody who is to have a custom role alone in such a place, and of whom nobody can tell. */
function mayHoldMore({ kind, names, ensure }: DesiredResource, live: LiveIndex): boolean {
  const other = holdsWord.get(kind);
  if (other === undefined || ensure !== 'present' || names.user === undefined) return false;
  const person = addressOf.user(names.user);
  return (
    live.find(personKind, person) !== undefined &&
    mayHide(live.state.visibility, other, containerOf(kind, names), person)
  );
}

const secondRole = {
  reason: 'whoever is to have a custom role alone may hold a built-in role as well',
  needs: 'the roster: `--roster auto` with the API key of somebody with developer access',
};

const scopeIn = lastKept((kind: KindName, container: Address | undefined): string => {
  if (container === undefined) return `${kind}/*`;
  // What is known of a place may be about what is further in.
  const further = wordsOf(kind).slice(container.split('/').length / 2, -1);
  const { word, role } = kinds[kind];
  return [container, ...further.map((between) => `${between}/*`), role === 'flag' ? word : `${word}/*`].join('/');
});

function isLive(container: Address, live: LiveIndex): boolean {
  return placeKinds.some((kind) => live.find(kind, container) !== undefined);
}
