import { emptyResources } from '../../src/kinds/live-index.js';
import { diffStates } from '../../src/diff/index.js';
import { kinds } from '../../src/kinds/index.js';
import type { Address, Names } from '../../src/model/address.js';
import type { DesiredState } from '../../src/model/desired.js';
import type { Diagnostic } from '../../src/model/diagnostic.js';
import type { LiveState } from '../../src/model/live.js';
import type { Plan } from '../../src/model/plan.js';
import type { Attributes, DesiredResource, KindName, LiveResource } from '../../src/model/resource.js';
import type { Visibility } from '../../src/model/visibility.js';
import type { PlanInput } from '../../src/plan/index.js';
import { makePlan } from '../../src/plan/index.js';

/* Live and desired objects written down one by one, for the functions that compare them. */

export type Entry = readonly [kind: KindName, names: Names, attributes?: Attributes, more?: Partial<LiveResource>];

/** What the login was shown, in short: all but the members of places that are not among the `rosters`, and what it `hides`. */
export interface Seen {
  readonly rosters?: ReadonlySet<Address>;
  readonly self?: Address;
  readonly hides?: readonly KindName[];
}

export type More = Partial<LiveState> & Seen;

export function seen({ rosters = new Set(), self, hides = [] }: Seen = {}): Visibility {
  const read = [...rosters].map((place) => [place, { extent: 'read' }] as const);
  const unlisted = (reason: string) => ({ extent: 'hidden', reason }) as const;
  return {
    ...(self !== undefined && { login: { user: self, administers: 'account' } }),
    kinds: {
      'organization-member': unlisted('no roster of organizations'),
      'space-member': unlisted('no roster of spaces'),
      ...Object.fromEntries(hides.map((kind) => [kind, { extent: 'partly', reason: `hides ${kind}` }])),
    },
    places: {
      'organization-member': new Map(read.filter(([place]) => !place.includes('/space/'))),
      'space-member': new Map(read.filter(([place]) => place.includes('/space/'))),
    },
  };
}

/** Their IDs are `id1`, `id2` … in their order, unless one is given. */
export function liveState(entries: readonly Entry[], { rosters, self, hides, ...more }: More = {}): LiveState {
  const resources = emptyResources();
  entries.forEach(([kind, names, attributes = {}, extra], index) => {
    const address = kinds[kind].addressOf(names);
    resources[kind].set(address, { kind, address, names, id: `id${String(index + 1)}`, attributes, ...extra });
  });
  const visibility = seen({
    ...(rosters !== undefined && { rosters }),
    ...(self !== undefined && { self }),
    ...(hides !== undefined && { hides }),
  });
  return { resources, foreignBindings: [], visibility, ambiguousKeys: [], ...more };
}

/** Present, from a file of no interest, unless told otherwise. */
export function wanted(kind: KindName, names: Names, more: Partial<DesiredResource> = {}): DesiredResource {
  const address = kinds[kind].addressOf(names);
  return { kind, address, names, ensure: 'present', attributes: {}, source: { file: address, path: [] }, ...more };
}

/** The plan that leads from a live state to what is desired, or what is wrong with that. */
export function planFrom(
  desired: DesiredState,
  live: LiveState,
  more: Partial<PlanInput> = {},
): { readonly plan: Plan } | { readonly diagnostics: readonly Diagnostic[] } {
  const capabilities = more.capabilities ?? { privateSpaces: true };
  const now = more.now ?? new Date(0);
  const compared = diffStates(desired, live, capabilities, now);
  if ('diagnostics' in compared) return compared;
  return makePlan({
    diff: compared.diff,
    target: { transport: 'ax', host: 'h' },
    capabilities,
    desired,
    now,
    spell: ({ do: name }) => [name],
    ...more,
  });
}

/** The same, where there is nothing wrong. */
export function madePlan(...input: Parameters<typeof planFrom>): Plan {
  const made = planFrom(...input);
  if ('diagnostics' in made) throw new Error(JSON.stringify(made.diagnostics));
  return made.plan;
}
