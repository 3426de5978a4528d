import { containerOf, kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { siblingOf } from '../model/address.js';
import type { Blocked } from '../model/change.js';
import { addressGlob } from '../model/glob.js';
import { lostMatches } from '../kinds/pattern.js';
import type { Outline } from './outline.js';

/** Addresses that some removals must not hit. */
interface Rule {
  readonly patterns: readonly string[];
  readonly spares: (outline: Outline) => boolean;
  readonly says: (pattern: string) => string;
}

/**
 * Takes out every removal that would hit a protected address, directly, by a cascade or unseen, and every removal of
 * something unmanaged that would take along what is ignored; the rest of the plan stays. A grant that replaces what stays
 * goes with it.
 */
export function withoutProtected(
  outlines: readonly Outline[],
  { protect, ignore }: { readonly protect: readonly string[]; readonly ignore: readonly string[] },
  unseen: (outline: Outline, patterns: readonly string[]) => Iterable<Address>,
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
    const own = globs.filter(({ spares }) => spares(outline));
    if (own.length === 0) return true;
    const { address, kind, taken } = outline;
    const hitBy = (hits: Iterable<Address>, through: (hit: Address) => string) => {
      for (const hit of hits) {
        const glob = own.find(({ matches }) => matches(hit));
        if (glob === undefined) continue;
        blocked.push({ address, kind, reason: `${through(hit)}${glob.says(glob.pattern)}` });
        return true;
      }
      return false;
    };
    return !(
      hitBy([address], () => '') ||
      hitBy(
        taken.map((resource) => resource.address),
        (hit) => `it would also remove ${hit}, which is `,
      ) ||
      hitBy(
        unseen(
          outline,
          own.map(({ pattern }) => pattern),
        ),
        (hit) => `it may also remove ${hit}, which can't be seen and would be `,
      )
    );
  });
  const stays = new Set(blocked.flatMap(({ address, kind }) => (kinds[kind].slot !== undefined ? [address] : [])));
  // The one grant would stand beside the other.
  const steps = kept.filter(
    ({ kind, address, attributes }) =>
      kinds[kind].slot === undefined || attributes === undefined || !stays.has(address),
  );
  return { steps, blocked };
}

/** A rename after which something that a pattern protects would be protected no more, whether it is live or not. */
export interface Leaving {
  readonly outline: Outline;
  readonly former: Address;
  readonly address: Address;
  readonly patterns: readonly string[];
}

/**
 * Protection goes by names, and stands apart from the object: where a rename would lead something out of it, nobody could
 * tell afterwards. Decided on the patterns alone, never on what happened to be read.
 */
export function renamesOutOfProtection(outlines: readonly Outline[], protect: readonly string[]): readonly Leaving[] {
  if (protect.length === 0) return [];
  const all = outlines.filter(({ draft }) => draft.action === 'rename');
  // In a swap one passes by another name, where it does not stay.
  const renames = all
    .filter((outline) => !all.some((other) => comesBy(other, outline)))
    .map((outline) => ({ outline, address: outline.address, former: formerAddress(outline, outlines) }));
  const formers = renames.map(({ former }) => former);
  return renames.flatMap(({ outline, former, address }) => {
    // What is renamed inside of it has a former and a new name of its own.
    const inner = formers.filter((other) => other.startsWith(`${former}/`));
    const isApart = (found: string) => inner.some((other) => found === other || found.startsWith(`${other}/`));
    const patterns = lostMatches(protect, former, address, isApart);
    return patterns.length === 0 ? [] : [{ outline, former, address, patterns }];
  });
}

/** Whether one rename goes on from the name that another one gives. */
function comesBy({ kind, address, draft, live }: Outline, other: Outline): boolean {
  const from = draft.before?.['name'];
  return (
    kind === other.kind &&
    live?.id === other.live?.id &&
    typeof from === 'string' &&
    siblingOf(address, from) === other.address
  );
}

/** As it is called before the first step. */
function formerAddress(outline: Outline, outlines: readonly Outline[]): Address {
  const { kind, names, draft } =
    outlines.find((other) => other.draft.action === 'rename' && comesBy(outline, other)) ?? outline;
  const own = draft.before?.['name'];
  const former = kinds[kind].addressOf({ ...names, ...(typeof own === 'string' && { [kind]: own }) });
  const container = containerOf(kind, names);
  const above = outlines.find(({ draft: other, address }) => other.action === 'rename' && address === container);
  return above === undefined || container === undefined
    ? former
    : (`${formerAddress(above, outlines)}${former.slice(container.length)}` as Address);
}
