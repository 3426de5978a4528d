import { renamable } from '../kinds/index.js';
import type { LiveState } from '../model/live.js';
import type { DesiredResource, LiveResource } from '../model/resource.js';
import { applyRenames } from './rename.js';

/** An earlier state under the names that its objects have in a later one: the same ID is the same object. */
export function inLaterNames(
  earlier: LiveState,
  later: LiveState,
): { readonly live: LiveState; readonly renames: readonly string[] } {
  const wanted = renamable.flatMap((kind) => {
    const byId = new Map([...earlier.resources[kind].values()].map((resource) => [resource.id, resource]));
    return [...later.resources[kind].values()].flatMap((resource) => renamed(kind, byId.get(resource.id), resource));
  });
  const { live, renames } = applyRenames(wanted, earlier, () => nowhere);
  return {
    live,
    renames: renames.map(
      ({ desired, from }) => `${desired.address} was called ${JSON.stringify(from)}; it has the same ID`,
    ),
  };
}

/** These come from no file; what is refused with a place is left under its former name. */
const at = { line: 1, column: 1 };
const nowhere = { file: '', start: at, end: at };

function renamed(
  field: (typeof renamable)[number],
  before: LiveResource | undefined,
  after: LiveResource,
): readonly DesiredResource[] {
  const [from, to] = [before?.names[field], after.names[field]];
  if (from === undefined || from === to) return [];
  const source = { file: '', path: [] };
  const { kind, address, names } = after;
  return [{ kind, address, names, ensure: 'present', attributes: {}, renamedFrom: { name: from, source }, source }];
}
