import { kinds } from '../kinds/index.js';
import { segmentsOf } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { DesiredResource } from '../model/resource.js';
import { folded, quotedApart } from '../model/similar.js';

/** Two siblings whose names look the same, in one file or in two: Arize takes them for two, and most likely one is meant. */
export function lookAlikeDoubts({ resources, locate }: DesiredState): readonly Diagnostic[] {
  const first = new Map<string, DesiredResource>();
  return resources.flatMap((resource): readonly Diagnostic[] => {
    const { kind, ensure, address, source } = resource;
    if (ensure === 'absent' || kinds[kind].ownName === undefined) return [];
    const key = `${kind} ${address.slice(0, address.lastIndexOf('/'))} ${folded(nameOf(resource))}`;
    const other = first.get(key);
    if (other === undefined) return (first.set(key, resource), []);
    const [own, former] = quotedApart(nameOf(resource), nameOf(other));
    return [
      {
        code: 'look-alike',
        severity: 'warning',
        message: `the ${kinds[kind].title} ${own} looks the same as ${former}, which is declared too: they are two.`,
        span: locate(source, 'key'),
        related: [{ span: locate(other.source, 'key'), message: `${former} is declared here` }],
        hint: 'if they are one, give both the same spelling',
      },
    ];
  });
}

function nameOf({ address }: DesiredResource): string {
  return segmentsOf(address).at(-1) ?? '';
}
