import type { DesiredState } from '../model/desired.js';
import type { Unmanaged } from '../model/policy.js';
import type { KindName } from '../model/resource.js';

/** What the files ask for, as far as it tells which lists are needed. */
export interface Wishes {
  /** Whether they declare or manage one of some kinds. */
  has(...kinds: readonly KindName[]): boolean;
  /** Whether they declare or manage one that is of none of some kinds. */
  hasOther(...kinds: readonly KindName[]): boolean;
  /** Whether one of some kinds may be removed: by an entry or by the policy. */
  deletes(...kinds: readonly KindName[]): boolean;
  /** Whether the policy says anything of unmanaged ones. */
  manages(kind: KindName): boolean;
  refersTo(kind: KindName): boolean;
  /** Whether a door is opened or closed: who gets in or is cut off are the members of what it is in. */
  readonly movesDoors: boolean;
  /** Whether what is done reaches any place. */
  readonly isAnywhere: boolean;
  /** Whether somebody may get or lose something in a space or a project. */
  readonly grants: boolean;
  /** Whether somebody may join an organization. */
  readonly joins: boolean;
  /** Whoever is in a place that goes loses it, and what it takes along is shown; so is what somebody who leaves keeps inside. */
  readonly cascades: boolean;
  /** What somebody gains in a space they gain in its projects, but for the restricted ones; in an organization, in its public spaces. */
  readonly reachesProjects: boolean;
  readonly restricts: boolean;
  /** Whether the spaces of every organization are needed. */
  readonly needsEverySpace: boolean;
  /** Whether it must be known who is in every place. */
  readonly needsEveryMember: boolean;
}

export function wishesOf(
  { resources, managed, references }: Pick<DesiredState, 'resources' | 'managed' | 'references'>,
  /** What the policy says of unmanaged ones of each kind. */
  unmanaged: ReadonlyMap<KindName, Unmanaged>,
  movesDoors: boolean,
): Wishes {
  const declared = new Set<KindName>(resources.map(({ kind }) => kind));
  for (const map of managed) for (const kind of map.kinds) declared.add(kind);
  const deleted = new Set<KindName>(resources.flatMap(({ kind, ensure }) => (ensure === 'absent' ? [kind] : [])));

  const has = (...names: readonly KindName[]) => names.some((name) => declared.has(name));
  const manages = (kind: KindName) =>
    managed.some(({ kinds }) => kinds.includes(kind)) && unmanaged.get(kind) !== 'ignore';
  const removes = (kind: KindName) => manages(kind) && unmanaged.get(kind) === 'remove';
  for (const kind of unmanaged.keys()) if (removes(kind)) deleted.add(kind);
  const deletes = (...names: readonly KindName[]) => names.some((name) => deleted.has(name));
  const isAnywhere = deletes('user', 'role') || removes('organization') || removes('organization-member');
  const grants = has('space-member', 'space-role-binding', 'project-role-binding') || isAnywhere;
  const joins = has('organization-member');
  return {
    has,
    hasOther: (...names) => [...declared].some((kind) => !names.includes(kind)),
    deletes,
    manages,
    refersTo: (kind) => references.some((reference) => reference.kind === kind),
    movesDoors,
    isAnywhere,
    grants,
    joins,
    cascades: deletes('user', 'organization', 'organization-member', 'space', 'space-member', 'project'),
    reachesProjects: has('project') && (grants || joins),
    restricts: resources.some(({ kind }) => kind === 'restriction') || removes('restriction'),
    needsEverySpace: isAnywhere || has('api-key'),
    needsEveryMember: deletes('user', 'organization', 'organization-member') || removes('space') || removes('project'),
  };
}
