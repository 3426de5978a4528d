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
 * `--only` may leave out a rename, while something else still has the name: in a chain or a swap. What the files say of it, grants
 * above all, would go to that.
 */
export function renamesLeftOut(
  { resources, managed, rest, locate }: DesiredState,
  live: LiveState,
  past: PastRenames,
): readonly Diagnostic[] {
  const renamed = (rest?.resources ?? []).filter(({ renamedFrom }) => renamedFrom !== undefined);
  if (rest === undefined || renamed.length === 0) return [];
  const spokenOf = [
    ...resources.flatMap((resource) => [resource.address, ...kinds[resource.kind].references(resource)]),
    ...managed.flatMap(({ container }) => container ?? []),
  ];
  const isSpokenOf = ({ address }: DesiredResource) =>
    spokenOf.some((other) => other === address || other.startsWith(`${address}/`));
  return unsettled(rest.resources, renamed, live, past)
    .filter(isSpokenOf)
    .flatMap((resource): readonly Diagnostic[] => {
      const { kind, names, renamedFrom } = resource;
      if (renamedFrom === undefined) return [];
      const { title } = kinds[kind];
      const [own, former] = [names[nameField(kind)], renamedFrom.name].map((name) => JSON.stringify(name));
      return [
        {
          code: 'left-out',
          severity: 'error',
          message: `${title} ${String(own)} is still to be renamed from ${String(former)}, or that can't be seen, and the rename is left out of this run: what the files say of it would go to the ${title} that has this name now.`,
          span: locate(renamedFrom.source, 'value'),
          hint: `add ${kind} to --only, or use --target, which takes along what is needed`,
        },
      ];
    });
}

/** Those that something else has the name of, or may have. */
function unsettled(
  all: readonly DesiredResource[],
  renamed: readonly DesiredResource[],
  live: LiveState,
  past: PastRenames,
): readonly DesiredResource[] {
  const { renames, diagnostics } = applyRenames(all, live, () => nowhere, past);
  const pending = new Set<Address>(renames.map(({ desired: { address } }) => address));
  return renamed.filter(
    ({ kind, address }) => (diagnostics.length > 0 || pending.has(address)) && live.resources[kind].has(address),
  );
}

const at = { line: 1, column: 1 };
const nowhere = { file: '', start: at, end: at };
