import { kinds, sharing } from '../kinds/index.js';
import type { LiveIndex } from '../model/live-index.js';
import type { DesiredResource, LiveResource } from '../model/resource.js';
import { givenRole } from '../model/resource.js';

/** The resources of the files, by whether there is anything to find out about them. */
export interface Sorted {
  /** All that has to be compared. */
  readonly open: ReadonlySet<DesiredResource>;
  /** What is live of the rest. */
  readonly settled: ReadonlySet<LiveResource>;
}

/**
 * In a large account nearly all grants are live just as they are declared, and alone in their place. Then their place, their
 * person and their role are listed as well, and nothing more has to be asked of them.
 */
export function sortOut(resources: readonly DesiredResource[], live: LiveIndex): Sorted {
  const open = new Set<DesiredResource>();
  const settled = new Set<LiveResource>();
  for (const resource of resources) {
    const found = asDeclared(resource, live);
    if (found === undefined) open.add(resource);
    else settled.add(found);
  }
  return { open, settled };
}

function asDeclared({ kind, address, ensure, attributes }: DesiredResource, live: LiveIndex): LiveResource | undefined {
  if (ensure !== 'present' || kinds[kind].role !== 'grant') return undefined;
  const found = live.find(kind, address);
  if (found === undefined || givenRole(found.attributes) === undefined) return undefined;
  for (const field in attributes) if (attributes[field] !== found.attributes[field]) return undefined;
  for (const other of sharing(kind)) if (live.find(other, address) !== undefined) return undefined;
  return found;
}
