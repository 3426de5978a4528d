import { kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import type { Blocked } from '../model/change.js';
import { addressGlob } from '../model/glob.js';
import type { LiveIndex } from '../model/live-index.js';
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
  unseen: (outline: Outline) => Iterable<Address>,
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
        (hit) => `it would take ${hit} along, which is `,
      ) ||
      hitBy(unseen(outline), (hit) => `it may take ${hit} along, which can't be seen and would be `)
    );
  });
  const stays = new Set(blocked.flatMap(({ address, kind }) => (spaceGrants.has(kind) ? [address] : [])));
  // The one grant would stand beside the other.
  const steps = kept.filter(
    ({ kind, address, attributes }) => !spaceGrants.has(kind) || attributes === undefined || !stays.has(address),
  );
  return { steps, blocked };
}

const spaceGrants: ReadonlySet<string> = new Set(['space-member', 'space-role-binding']);

/**
 * Protection goes by names, and stands apart from the object: where a rename would lead something out of it, nobody could
 * tell afterwards. Gives for each such rename what would lose its protection.
 */
export function renamesOutOfProtection(
  outlines: readonly Outline[],
  protect: readonly string[],
  live: LiveIndex,
): readonly { readonly outline: Outline; readonly former: Address; readonly address: Address }[] {
  const globs = protect.map(addressGlob);
  const isProtected = (address: Address) => globs.some((matches) => matches(address));
  const renames = outlines.filter(({ draft }) => draft.action === 'rename');
  if (globs.length === 0 || renames.length === 0) return [];
  const formerOf = ({ kind, names, draft }: Outline) => {
    const name = draft.before?.['name'];
    return kinds[kind].addressOf({ ...names, ...(typeof name === 'string' && { [kind]: name }) });
  };
  const prefixes = renames.map((outline) => ({ outline, now: outline.address, former: formerOf(outline) }));
  // Under the former names of all that is renamed around it.
  const formerly = (address: Address) =>
    prefixes.reduceRight<Address>(
      (found, { now, former }) =>
        found === now || found.startsWith(`${now}/`) ? (`${former}${found.slice(now.length)}` as Address) : found,
      address,
    );
  return prefixes.flatMap(({ outline, now }) => {
    const affected = [now, ...live.inside(now).map(({ address }) => address)];
    const lost = affected.find((address) => isProtected(formerly(address)) && !isProtected(address));
    return lost === undefined ? [] : [{ outline, former: formerly(lost), address: lost }];
  });
}
