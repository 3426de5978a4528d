import { kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { LiveState } from '../model/live.js';
import type { DesiredResource } from '../model/resource.js';
import { applyRenames } from './rename.js';
import type { PastRenames } from './swap.js';
import { nameField } from './swap.js';

/**
 * `--only` may leave out a rename. What the files say of what is to be renamed, grants above all, would go to something else that
 * still has the name, in a chain or a swap; and what is to be removed there would be looked for where nothing is.
 */
export function renamesLeftOut(
  { resources, managed, rest, locate }: DesiredState,
  live: LiveState,
  past: PastRenames,
): readonly Diagnostic[] {
  const renamed = (rest?.resources ?? []).filter(({ renamedFrom }) => renamedFrom !== undefined);
  if (rest === undefined || renamed.length === 0) return [];
  const spokenOf = new Set<string>(
    [
      ...resources.flatMap((resource) => [resource.address, ...kinds[resource.kind].references(resource)]),
      ...managed.flatMap(({ container }) => container ?? []),
    ].flatMap(withAllAbove),
  );
  return unsettled(rest.resources, renamed, live, past)
    .filter(({ address }) => spokenOf.has(address))
    .flatMap((resource): readonly Diagnostic[] => {
      const { kind, names, renamedFrom } = resource;
      if (renamedFrom === undefined) return [];
      const { title } = kinds[kind];
      const [own, former] = [names[nameField(kind)], renamedFrom.name].map((name) => JSON.stringify(name));
      return [
        {
          code: 'left-out',
          severity: 'error',
          message: `${title} ${String(own)} is still to be renamed from ${String(former)}, or that can't be seen, and the rename is left out of this run: what the files say of it would go to another ${title} that has this name now, or to none.`,
          span: locate(renamedFrom.source, 'value'),
          hint: `add ${kind} to --only, or use --target, which takes along what is needed`,
        },
      ];
    });
}

/** An address, and all that it lies in. */
function withAllAbove(address: Address): readonly string[] {
  const segments = address.split('/');
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}

/** Those that have yet to get their name, and those that something else may have the name of. */
function unsettled(
  all: readonly DesiredResource[],
  renamed: readonly DesiredResource[],
  live: LiveState,
  past: PastRenames,
): readonly DesiredResource[] {
  const { renames, diagnostics } = applyRenames(all, live, () => nowhere, past);
  const pending = new Set<Address>(renames.map(({ desired: { address } }) => address));
  return renamed.filter(
    ({ kind, address }) => pending.has(address) || (diagnostics.length > 0 && live.resources[kind].has(address)),
  );
}

const at = { line: 1, column: 1 };
const nowhere = { file: '', start: at, end: at };
