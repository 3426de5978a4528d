import { kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { addressOf, compareAddresses, memberAt } from '../model/address.js';
import type { Blocked } from '../model/change.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { LiveIndex } from '../model/live-index.js';
import type { DesiredResource } from '../model/resource.js';
import type { Locate } from '../model/source.js';
import type { Outline } from './outline.js';
import { renamesOutOfProtection, withoutProtected } from './protect.js';

/**
 * Spells out what Arize removes along with each removal, drops the removals that another one covers, and refuses
 * a removal that would take something the files keep.
 */
export function withCascades(
  outlines: readonly Outline[],
  live: LiveIndex,
  declared: readonly DesiredResource[],
  spared: { readonly protect: readonly string[]; readonly ignore: readonly string[] },
  locate: Locate,
): {
  readonly steps: readonly Outline[];
  readonly blocked: readonly Blocked[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const kept = new Map(declared.map((resource) => [keyOf(resource), resource]));
  const rebuilt = new Set(outlines.filter(({ draft }) => draft.action === 'create').map(keyOf));
  const whole = outlines.map((outline): Outline => {
    if (outline.live === undefined || outline.attributes !== undefined) return outline;
    return { ...outline, taken: kinds[outline.kind].cascade(outline, live) };
  });
  for (const { outline, former, address } of renamesOutOfProtection(whole, spared.protect, live))
    diagnostics.push(leavesProtection(outline, former, address, locate));
  const { steps, blocked: guarded } = withoutProtected(whole, spared, (outline) => mayTake(outline, live));
  const covered = new Set<string>();
  for (const outline of steps) {
    for (const resource of outline.taken) {
      const key = keyOf(resource);
      covered.add(key);
      const keeper = kept.get(key);
      if (keeper !== undefined && !rebuilt.has(key)) diagnostics.push(takesDeclared(outline, keeper, locate));
    }
  }
  const gone = new Set(steps.filter(({ attributes }) => attributes === undefined).map(({ address }) => address));
  const issued = steps.filter((outline) => outline.attributes !== undefined || !isCovered(outline, covered, gone));
  const bound = issued.flatMap((outline) => stillBound(outline, issued, covered, live));
  const impossible = new Set(bound.map(({ address }) => address));
  return {
    steps: issued.filter(({ kind, address }) => kind !== 'role' || !impossible.has(address)),
    blocked: [...guarded, ...bound],
    diagnostics,
  };
}

/** Arize refuses to delete a role that is bound to anybody (409, contract §6). */
function stillBound(
  outline: Outline,
  issued: readonly Outline[],
  covered: ReadonlySet<string>,
  live: LiveIndex,
): Blocked[] {
  if (outline.kind !== 'role' || outline.attributes !== undefined) return [];
  const changed = new Set(issued.map(keyOf));
  const own = live
    .bindingsWith(outline.address)
    .filter((binding) => !covered.has(keyOf(binding)) && !changed.has(keyOf(binding)));
  const foreign = live.state.foreignBindings.filter(({ role }) => role === outline.address);
  if (own.length + foreign.length === 0) return [];
  const holders = [
    ...own.map(({ address }) => address),
    ...foreign.map(
      ({ userId, id }) => `binding ${id} of ${userId}, who is no listed user (a service key, most likely)`,
    ),
  ].sort(compareAddresses);
  const reason = `the role is still bound, and Arize refuses to delete a bound role: ${holders.join('; ')}`;
  return [{ address: outline.address, kind: 'role', reason }];
}

function isCovered(outline: Outline, covered: ReadonlySet<string>, gone: ReadonlySet<Address>): boolean {
  if (outline.live !== undefined) return covered.has(keyOf(outline));
  // A membership that can't be read goes with its person, its place, or the membership above it.
  const { user, organization, space } = outline.names;
  if (user === undefined || organization === undefined) return false;
  const above = [addressOf.user(user), addressOf.organization(organization)];
  if (space !== undefined)
    above.push(addressOf.space(organization, space), addressOf.organizationMember(organization, user));
  return above.some((address) => gone.has(address));
}

function keyOf({ kind, address }: { readonly kind: string; readonly address: Address }): string {
  return `${kind} ${address}`;
}

/** Memberships that go along with a removal where nobody lists them. */
function* mayTake({ kind, names, address, attributes }: Outline, { state }: LiveIndex): Generator<Address> {
  if (attributes !== undefined) return;
  const { rosters, resources, believed } = state;
  const isUnseen = (place: Address) => !rosters.has(place) && believed?.places.has(place) !== true;
  const isInside = (place: Address) => place === address || place.startsWith(`${address}/`);
  const places = [...resources.organization.keys(), ...resources.space.keys()].filter(isUnseen);
  const ofPerson = names.user === undefined ? undefined : addressOf.user(names.user);
  const people = ofPerson === undefined ? [...resources.user.keys()] : [ofPerson];
  const above = kind === 'organization-member' ? `${addressOf.organization(names.organization ?? '')}/` : undefined;
  for (const place of places) {
    const isMeant =
      kind === 'user' ||
      (above !== undefined && place.startsWith(above)) ||
      ((kind === 'organization' || kind === 'space') && isInside(place));
    if (!isMeant) continue;
    for (const person of people) yield memberAt(place, person);
  }
}

function leavesProtection(
  { source, address: renamed }: Outline,
  former: Address,
  address: Address,
  locate: Locate,
): Diagnostic {
  return {
    code: 'rename-leaves-protection',
    severity: 'error',
    message: `${former} is protected by policy.protect, and would not be as ${address} once ${renamed} has its new name.`,
    span: locate(source, 'value'),
    hint: `protect the new name too: add ${JSON.stringify(address)} to \`policy.protect\``,
  };
}

function takesDeclared(outline: Outline, keeper: DesiredResource, locate: Locate): Diagnostic {
  return {
    code: 'cascade-takes-declared',
    severity: 'error',
    message: `removing ${outline.address} would also remove ${keeper.address}, which the files keep.`,
    span: locate(outline.source, 'key'),
    related: [{ message: 'kept here', span: locate(keeper.source, 'key') }],
    hint: 'remove both, or keep both',
  };
}
