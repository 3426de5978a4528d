import { innerPlaceKinds, kindNames, kinds } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { segmentsOf } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveState } from '../model/live.js';
import type { Plan, Step } from '../model/plan.js';
import type { Violation } from '../model/policy.js';
import type { KindName, LiveResource } from '../model/resource.js';
import { areSimilar, folded, quotedApart } from '../model/similar.js';

/** What has a name of its own; grants and restrictions have none. */
const named: ReadonlySet<KindName> = new Set(kindNames.filter((kind) => kinds[kind].ownName !== undefined));

/** So many comparisons are done in a moment; where there would be more only names that are the same to the eye are found. */
const mostComparisons = 2_000_000;

/**
 * What would be created beside something live that no file declares and that is called nearly the same: most likely that is
 * meant. Where the plan removes it too it is refused, since a typo would end all that hangs on the old name. `elsewhere`:
 * spaces of organizations that the files do not speak of.
 */
export function lookAlikes(
  plan: Plan,
  { resources, rest }: Pick<DesiredState, 'resources' | 'rest'>,
  live: LiveState,
  elsewhere: readonly LiveResource[] = [],
): { readonly warnings: Plan['warnings']; readonly violations: readonly Violation[] } {
  const creations = plan.steps.filter(({ action, kind }) => action === 'create' && named.has(kind));
  if (creations.length === 0) return { warnings: [], violations: [] };
  const kept = new Set<Address>(
    [...resources, ...(rest?.resources ?? [])].flatMap(({ ensure, address }) => (ensure === 'absent' ? [] : [address])),
  );
  const strangers = [...kindNames.flatMap((kind) => [...live.resources[kind].values()]), ...elsewhere].filter(
    ({ kind, builtIn, address }) => named.has(kind) && builtIn !== true && !kept.has(address),
  );
  const gone = new Set<Address>(
    plan.steps.flatMap(({ action, address, cascade }) => (action === 'delete' ? [address, ...cascade] : [])),
  );
  const like = likeIn(strangers, creations.length * strangers.length > mostComparisons);
  const found = creations.flatMap((step) => {
    const alike = like(step);
    return alike === undefined || alike.address === step.address ? [] : [{ step, alike }];
  });
  return {
    warnings: found.map(warningOf),
    violations: found.filter(({ alike, step }) => gone.has(alike.address) && isClear(step)).map(violationOf),
  };
}

/** Something that is to be made, and what it is like. */
interface Pair {
  readonly step: Step;
  readonly alike: LiveResource;
}

/** Finds what is like a new object: in the same place, or, of spaces, under the same name in another organization. */
function likeIn(strangers: readonly LiveResource[], areMany: boolean): (step: Step) => LiveResource | undefined {
  const siblings = new Map<string, { readonly key: string; readonly resource: LiveResource }[]>();
  const elsewhere = new Map<string, LiveResource>();
  for (const resource of strangers) {
    const key = folded(nameOf(resource));
    const place = placeOf(resource);
    const found = siblings.get(place);
    if (found === undefined) siblings.set(place, [{ key, resource }]);
    else found.push({ key, resource });
    if (innerPlaceKinds.includes(resource.kind)) elsewhere.set(`${resource.kind} ${key}`, resource);
  }
  return (step) => {
    const key = folded(nameOf(step));
    const near = siblings.get(placeOf(step)) ?? [];
    const found =
      near.find((one) => one.key === key) ?? (areMany ? undefined : near.find((one) => areSimilar(one.key, key)));
    return found?.resource ?? elsewhere.get(`${step.kind} ${key}`);
  };
}

interface Placed {
  readonly kind: KindName;
  readonly address: Address;
}

function nameOf({ address }: Placed): string {
  return segmentsOf(address).at(-1) ?? '';
}

/** The kind, and what it is in. */
function placeOf({ kind, address }: Placed): string {
  return `${kind} ${address.split('/').slice(0, -2).join('/')}`;
}

/** Of people with short names many are two letters apart and others; coming and going on one day is no typo. */
function isClear(step: Step): boolean {
  return kinds[step.kind].role !== 'person' || (nameOf(step).split('@')[0] ?? '').length >= 5;
}

function warningOf({ step, alike }: Pair): Plan['warnings'][number] {
  const [own, other] = quotedApart(nameOf(step), nameOf(alike));
  const title = kinds[step.kind].title;
  const message =
    placeOf(step) === placeOf(alike)
      ? `the ${title} ${own} would be created${placeIn(step)}, and ${other} is live and in no file: did you mean ${other}?`
      : `the ${title} ${own} would be created${placeIn(step)}, and ${alike.address} is live and in no file: did you mean the organization ${JSON.stringify(alike.names.organization)}?`;
  return { address: step.address, message };
}

function violationOf({ step, alike }: Pair): Violation {
  const [, other] = quotedApart(nameOf(step), nameOf(alike));
  // Nothing is read from the environment for it.
  const former = other.replaceAll('${', () => '$${');
  const isRename = kinds[step.kind].rename !== undefined && placeOf(step) === placeOf(alike);
  const apart = 'if they are two: make one in this change, and remove the other in the next';
  return {
    rule: 'look_alike',
    message: `the plan would create ${step.address}${placeIn(step)} and remove ${alike.address}, which is called nearly the same`,
    hint: isRename
      ? `if it is the same one: add \`renamed_from: ${former}\` to it, and it keeps all that it has; ${apart}`
      : apart,
  };
}

function placeIn({ source }: Step): string {
  return source === null ? '' : ` (${source.file}:${String(source.line)}:${String(source.column)})`;
}
