import { givenRole, resourceKey } from '../model/resource.js';
import { equal } from '../model/equal.js';
import { bindingKinds, kinds, roleKind } from '../kinds/index.js';
import { groupBy } from '../model/group-by.js';
import type { Address } from '../model/address.js';
import { addressOf } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { Blocked } from '../model/change.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { restBelow } from '../kinds/pattern.js';
import type { LiveIndex } from '../model/live-index.js';
import type { DesiredResource } from '../model/resource.js';
import type { Locate } from '../model/source.js';
import { isReadEverywhere } from '../model/visibility.js';
import type { Outline } from './outline.js';
import { mayTake } from './unseen.js';
import type { Leaving } from './protect.js';
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
  const rebuilt = new Set(outlines.filter(({ draft }) => draft.action === 'create').map(resourceKey));
  const whole = outlines.map((outline): Outline => {
    if (outline.live === undefined || outline.attributes !== undefined) return outline;
    return { ...outline, taken: kinds[outline.kind].cascade(outline, live) };
  });
  for (const leaving of renamesOutOfProtection(whole, spared.protect))
    diagnostics.push(leavesProtection(leaving, locate));
  const { steps, blocked: guarded } = withoutProtected(whole, spared, (outline, patterns) =>
    mayTake(outline, patterns, live),
  );
  const gone = new Set(steps.filter(({ attributes }) => attributes === undefined).map(({ address }) => address));
  const issued = withoutCovered(steps, gone);
  const covered = new Set<string>();
  const takesAny = issued.some(({ taken }) => taken.length > 0);
  const kept = new Map(takesAny ? declared.map((resource) => [resourceKey(resource), resource]) : []);
  for (const outline of issued) {
    for (const resource of outline.taken) {
      const key = resourceKey(resource);
      covered.add(key);
      const keeper = kept.get(key);
      if (keeper !== undefined && !rebuilt.has(key)) diagnostics.push(takesDeclared(outline, keeper, locate));
    }
  }
  const bound = issued.flatMap((outline) => stillBound(outline, issued, covered, live));
  const impossible = new Set(bound.map(({ address }) => address));
  return {
    steps: issued.filter(({ kind, address }) => kind !== roleKind || !impossible.has(address)),
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
  if (outline.kind !== roleKind || outline.attributes !== undefined) return [];
  // A grant that is made again as it was holds the role as before.
  const changed = new Set(
    issued.filter(({ attributes }) => givenRole(attributes) !== outline.names.role).map((step) => resourceKey(step)),
  );
  const own = live
    .bindingsWith(outline.address)
    .filter((binding) => !covered.has(resourceKey(binding)) && !changed.has(resourceKey(binding)));
  const foreign = live.state.foreignBindings.filter(({ role }) => role === outline.address);
  const inAccount = [...live.state.resources.user.values()].filter(
    ({ kind, attributes, address }) =>
      equal(givenRole(attributes), { custom: outline.names.role }) && !changed.has(resourceKey({ kind, address })),
  );
  if (own.length + foreign.length + inAccount.length === 0) {
    if (areHoldersSeen(live, covered)) return [];
    const reason =
      'whether the role is still bound cannot be seen by this login, and Arize refuses to delete a bound role';
    return [{ address: outline.address, kind: roleKind, reason }];
  }
  const holders = [
    ...own.map(({ address }) => address),
    ...inAccount.map(({ address }) => `${address}, as the account role`),
    // Of those only IDs are known.
    ...foreign.map(
      ({ resource = 'a place that is not listed' }) => `${resource}, by a service key or somebody who is not listed`,
    ),
  ].sort(compareText);
  const reason = `the role is still bound, and Arize refuses to delete a bound role; give them another one first, or none: ${[...new Set(holders)].join('; ')}`;
  return [{ address: outline.address, kind: roleKind, reason }];
}

/** Whether every role binding was seen, with its role, but for those that go along with something else. */
function areHoldersSeen({ state }: LiveIndex, covered: ReadonlySet<string>): boolean {
  const kindsOfBindings = bindingKinds;
  return (
    kindsOfBindings.every((kind) => isReadEverywhere(state.visibility, kind)) &&
    state.foreignBindings.every(({ role }) => role !== undefined) &&
    kindsOfBindings.every((kind) =>
      [...state.resources[kind].values()].every(
        (binding) => givenRole(binding.attributes) !== undefined || covered.has(resourceKey(binding)),
      ),
    )
  );
}

/** Without the removals that another one covers. What a removal takes along goes by itself where that one is covered too. */
function withoutCovered(steps: readonly Outline[], gone: ReadonlySet<Address>): readonly Outline[] {
  const takers = groupBy(
    steps.flatMap((outline) => outline.taken.map((resource) => ({ key: resourceKey(resource), outline }))),
    ({ key }) => key,
  );
  const known = new Map<Outline, boolean>();
  const isIssued = (outline: Outline): boolean => {
    const found = known.get(outline) ?? !isCovered(outline);
    known.set(outline, found);
    return found;
  };
  const isCovered = (outline: Outline): boolean =>
    outline.attributes === undefined &&
    (outline.live === undefined
      ? goesUnseen(outline, gone)
      : (takers.get(resourceKey(outline)) ?? []).some((taker) => isIssued(taker.outline)));
  return steps.filter(isIssued);
}

function goesUnseen(outline: Outline, gone: ReadonlySet<Address>): boolean {
  // A membership that can't be read goes with its person, its place, or the membership above it.
  const { user, organization, space } = outline.names;
  if (user === undefined || organization === undefined) return false;
  const above = [addressOf.user(user), addressOf.organization(organization)];
  if (space !== undefined)
    above.push(addressOf.space(organization, space), addressOf.organizationMember(organization, user));
  return above.some((address) => gone.has(address));
}

function leavesProtection({ outline, former, address, patterns }: Leaving, locate: Locate): Diagnostic {
  const below = (pattern: string) =>
    restBelow(pattern, former).map((rest) => (rest === '' ? address : `${address}/${rest}`));
  const quoted = (texts: readonly string[]) => [...new Set(texts)].map((text) => JSON.stringify(text)).join(', ');
  return {
    code: 'rename-leaves-protection',
    severity: 'error',
    message: `\`policy.protect\` has ${quoted(patterns)}: what that protects at ${former} or below would not be protected as ${address}, its new name.`,
    ...(outline.source !== undefined && { span: locate(outline.source, 'value') }),
    hint: `protect the new name too: add ${quoted(patterns.flatMap(below))} to \`policy.protect\``,
  };
}

function takesDeclared(outline: Outline, keeper: DesiredResource, locate: Locate): Diagnostic {
  return {
    code: 'cascade-takes-declared',
    severity: 'error',
    message: `removing ${outline.address} would also remove ${keeper.address}, which the files keep.`,
    ...(outline.source !== undefined && { span: locate(outline.source, 'key') }),
    related: [{ message: 'kept here', span: locate(keeper.source, 'key') }],
    hint: 'remove both, or keep both',
  };
}
