import type { Blocked } from '../model/change.js';
import { addressGlob } from '../model/glob.js';
import type { Outline } from './outline.js';

/** Addresses that some removals must not hit. */
interface Rule {
  readonly patterns: readonly string[];
  readonly spares: (outline: Outline) => boolean;
  readonly says: (pattern: string) => string;
}

/**
 * Takes out every removal that would hit a protected address, directly or by a cascade, and every removal of something
 * unmanaged that would take along what is ignored; the rest of the plan stays. A grant that replaces what stays goes with it.
 */
export function withoutProtected(
  outlines: readonly Outline[],
  { protect, ignore }: { readonly protect: readonly string[]; readonly ignore: readonly string[] },
): { readonly steps: readonly Outline[]; readonly blocked: readonly Blocked[] } {
  const rules: readonly Rule[] = [
    {
      patterns: protect,
      spares: ({ attributes }) => attributes === undefined,
      says: (pattern) =>
        `protected by \`policy.protect\`: ${JSON.stringify(pattern)}; remove that line first, in a change of its own`,
    },
    {
      patterns: ignore,
      spares: ({ cause }) => cause === 'unmanaged',
      says: (pattern) => `left alone by \`policy.ignore\`: ${JSON.stringify(pattern)}; remove that line, or declare it`,
    },
  ];
  const globs = rules.flatMap(({ patterns, ...rule }) =>
    patterns.map((pattern) => ({ ...rule, pattern, matches: addressGlob(pattern) })),
  );
  if (globs.length === 0) return { steps: outlines, blocked: [] };
  const blocked: Blocked[] = [];
  const kept = outlines.filter((outline) => {
    const { address, kind, taken } = outline;
    const own = globs.filter(({ spares }) => spares(outline));
    if (own.length === 0) return true;
    for (const hit of [address, ...taken.map((resource) => resource.address)]) {
      const glob = own.find(({ matches }) => matches(hit));
      if (glob === undefined) continue;
      const through = hit === address ? '' : `it would take ${hit} along, which is `;
      blocked.push({ address, kind, reason: `${through}${glob.says(glob.pattern)}` });
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
