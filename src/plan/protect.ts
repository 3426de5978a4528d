import type { Blocked } from '../model/change.js';
import { addressGlob } from '../model/glob.js';
import type { Outline } from './outline.js';

/**
 * Takes out every removal that would hit a protected address, directly or by a cascade; the rest of the plan stays. A
 * grant that replaces what stays protected goes with it.
 */
export function withoutProtected(
  outlines: readonly Outline[],
  patterns: readonly string[],
): { readonly steps: readonly Outline[]; readonly blocked: readonly Blocked[] } {
  if (patterns.length === 0) return { steps: outlines, blocked: [] };
  const globs = patterns.map((pattern) => ({ pattern, matches: addressGlob(pattern) }));
  const blocked: Blocked[] = [];
  const kept = outlines.filter(({ attributes, address, kind, taken }) => {
    if (attributes !== undefined) return true;
    for (const hit of [address, ...taken.map((resource) => resource.address)]) {
      const glob = globs.find(({ matches }) => matches(hit));
      if (glob === undefined) continue;
      const through = hit === address ? '' : `it would take ${hit} along, which is `;
      const reason = `${through}protected by \`policy.protect\`: ${JSON.stringify(glob.pattern)}; remove that line first, in a change of its own`;
      blocked.push({ address, kind, reason });
      return false;
    }
    return true;
  });
  const stays = new Set(blocked.flatMap(({ address, kind }) => (kind === 'space-member' ? [address] : [])));
  const steps = kept.filter(
    ({ kind, address, draft }) => kind !== 'space-role-binding' || draft.action !== 'create' || !stays.has(address),
  );
  return { steps, blocked };
}
