import { resourceKey } from '../model/resource.js';
import { kinds, roleKind } from '../kinds/index.js';
import type { Given } from '../kinds/permits.js';
import { permissionsIn, rolesOf } from '../kinds/permits.js';
import type { Standing } from '../kinds/standing.js';
import { addressOf } from '../model/address.js';
import type { LiveIndex } from '../model/live-index.js';
import type { Loss } from '../model/plan.js';
import type { DesiredResource, KindName } from '../model/resource.js';
import type { Outline } from './outline.js';
import { fieldChanges } from './outline.js';

/** What the files said before, under today's names. */
export interface Former {
  /** The commit, as the user named it. */
  readonly ref: string;
  readonly resources: readonly DesiredResource[];
}

/**
 * Marks as destructive whatever leaves somebody with less than they have, so that without an approval nobody can do less
 * than before. Each step is judged by what is live, as if it alone were carried out; what it may lean on is only what the
 * plan gives without an approval, and that comes first. So what is left holds in any part, too.
 */
export function withLosses(
  outlines: readonly Outline[],
  live: LiveIndex,
  desired: readonly DesiredResource[],
  former: Former | undefined,
): readonly Outline[] {
  const then = formerGrants(former);
  const judged = outlines.map((outline) => asBefore(outline, then.get(slotOf(outline)), former?.ref ?? ''));
  const was = ({ kind, draft: { action, before }, ...outline }: Outline): Given | undefined => {
    const found = action === 'assert' ? then.get(slotOf({ kind, ...outline })) : undefined;
    if (found !== undefined) return kinds[found.kind].gives?.(found.attributes);
    return before === null ? undefined : kinds[kind].gives?.(before);
  };
  const flagged = new Set(
    (former?.resources ?? []).flatMap((resource) => (resource.ensure === 'present' ? [resourceKey(resource)] : [])),
  );
  const byPlace = new Map(judged.map((outline) => [resourceKey(outline), outline]));
  const verdicts = new Map<Outline, Loss | undefined>();
  const lossBy = (outline: Outline): Loss | undefined => {
    if (verdicts.has(outline)) return verdicts.get(outline);
    const { draft, kind, names } = outline;
    const { action, after } = draft;
    // What was asked for before and can't be read is made sure of again.
    const isSame = action === 'assert' && kinds[kind].role === 'flag' && flagged.has(resourceKey(outline));
    const isJudged = !draft.destructive && after !== null && !isSame;
    const verdict = isJudged
      ? kinds[kind].reduces?.({ names, action, before: was(outline), after }, standing)
      : undefined;
    verdicts.set(outline, verdict);
    return verdict;
  };
  const standing: Standing = {
    live,
    ...permissions(live, desired),
    isPastKnown: former !== undefined,
    given(kind, address) {
      const outline = byPlace.get(resourceKey({ kind, address }));
      const isGiven =
        outline?.attributes !== undefined && outline.draft.action !== 'assert' && lossBy(outline) === undefined;
      return isGiven ? outline.attributes : undefined;
    },
  };
  return judged.map((outline) => {
    const loss = lossBy(outline);
    return loss === undefined ? outline : asLoss(outline, loss);
  });
}

function asLoss(outline: Outline, loss: Loss): Outline {
  const { draft } = outline;
  const risk = [...new Set([...draft.risk, 'reduces' as const])];
  return { ...outline, draft: { ...draft, destructive: true, risk }, loss };
}

/** What roles permit now, and what they permit whether or not the plan has changed them yet. */
function permissions(live: LiveIndex, desired: readonly DesiredResource[]): Pick<Standing, 'had' | 'has'> {
  const had = permissionsIn(rolesOf(live.state.resources.role.values(), []));
  const wanted = new Map(
    desired.flatMap(({ kind, names, ensure, attributes: { permissions: listed } }) =>
      kind === roleKind && ensure !== 'absent' && Array.isArray(listed)
        ? [[names.role ?? '', new Set(listed as readonly string[])]]
        : [],
    ),
  );
  const has = (given: Given) => {
    const now = had(given);
    const then = 'role' in given ? wanted.get(given.role) : undefined;
    if (now === undefined || then === undefined)
      return (
        now ?? ('role' in given && live.find(roleKind, addressOf.role(given.role)) === undefined ? then : undefined)
      );
    return new Set([...then].filter((permission) => now.has(permission)));
  };
  return { had, has };
}

/** What the files gave before, by person and place. */
function formerGrants(former: Former | undefined): ReadonlyMap<string, DesiredResource> {
  return new Map(
    (former?.resources ?? []).flatMap((resource) =>
      resource.ensure === 'present' && kinds[resource.kind].gives !== undefined ? [[slotOf(resource), resource]] : [],
    ),
  );
}

/** Of a grant that can't be read the files may tell what it was: then it is shown as a change of that. */
function asBefore(outline: Outline, then: DesiredResource | undefined, ref: string): Outline {
  const { draft } = outline;
  if (then === undefined || draft.action !== 'assert' || draft.after === null) return outline;
  const changed = { ...draft, before: then.attributes };
  return {
    ...outline,
    draft: changed,
    changes: fieldChanges(changed),
    reason: `${outline.reason}; before is what the files said at ${ref}`,
  };
}

/** A person has one grant in a place, of whichever sort. */
function slotOf({ address, kind }: { readonly kind: KindName; readonly address: string }): string {
  return kinds[kind].gives === undefined ? resourceKey({ kind, address }) : address;
}
