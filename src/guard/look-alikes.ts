import { domainToUnicode } from 'node:url';
import { kindNames, kinds, outermostKind, placesByName } from '../kinds/index.js';
import type { Address } from '../model/address.js';
import { segmentsOf } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveState } from '../model/live.js';
import type { Plan, Step } from '../model/plan.js';
import type { Violation } from '../model/policy.js';
import type { DesiredResource, KindName, LiveResource } from '../model/resource.js';
import { formerAddress, resourceKey } from '../model/resource.js';
import type { Position, Span } from '../model/source.js';
import { areSimilar, folded, quotedApart } from '../model/similar.js';

/** What has a name of its own; grants and restrictions have none. */
const named: ReadonlySet<KindName> = new Set(kindNames.filter((kind) => kinds[kind].ownName !== undefined));

/** So many comparisons are done in a moment; where there would be more only names that are the same to the eye are found. */
const mostComparisons = 2_000_000;

/**
 * What would be created, or get its name, beside something live that no file declares and that is called nearly the same, or as its `renamed_from`
 * has it: most likely that is meant. Where the plan removes it too it is refused, since a typo would end all that hangs on the
 * old name; a rename says what is meant. `elsewhere`: spaces of organizations that the files do not speak of.
 */
export function lookAlikes(
  plan: Plan,
  { resources, rest, locate }: Pick<DesiredState, 'resources' | 'rest' | 'locate'>,
  live: LiveState,
  elsewhere: readonly LiveResource[] = [],
): { readonly warnings: Plan['warnings']; readonly violations: readonly Violation[] } {
  const creations = plan.steps.filter(
    ({ action, kind }) => (action === 'create' || action === 'rename') && named.has(kind),
  );
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
  const renamed = new Map(resources.flatMap((one) => (one.renamedFrom === undefined ? [] : [[resourceKey(one), one]])));
  const like = likeIn(strangers, creations.length * strangers.length > mostComparisons);
  const found = creations.flatMap((step): readonly Pair[] => {
    const former = step.action === 'rename' ? undefined : formerOf(renamed.get(resourceKey(step)), locate);
    const meant = former && like({ kind: step.kind, address: former.address });
    const byFormer = former !== undefined && meant !== undefined ? [{ step, alike: meant, former }] : [];
    const alike = like(step);
    const isTold = alike === undefined || alike.address === step.address || alike === meant;
    return isTold ? byFormer : [...byFormer, { step, alike }];
  });
  return {
    warnings: found.map(warningOf),
    violations: found
      .filter(
        ({ alike, step }) =>
          // No rename could make one of another kind of it.
          alike.kind === step.kind && step.action === 'create' && gone.has(alike.address) && isClear(step),
      )
      .map(violationOf),
  };
}

/** Something that is to be made, and what it, or the name that it had before, is like. */
interface Pair {
  readonly step: Step;
  readonly alike: LiveResource;
  readonly former?: Former;
}

/** Where `renamed_from` leads to, and where that stands. */
interface Former {
  readonly address: Address;
  readonly span: Span;
}

function formerOf(resource: DesiredResource | undefined, locate: DesiredState['locate']): Former | undefined {
  if (resource?.renamedFrom === undefined) return undefined;
  return { address: formerAddress(resource), span: locate(resource.renamedFrom.source, 'value') };
}

/**
 * Finds what is like something that is not there: in the same place, or, of organizations and spaces, under the same name among
 * all of them.
 */
function likeIn(strangers: readonly LiveResource[], areMany: boolean): (wanted: Placed) => LiveResource | undefined {
  const siblings = new Map<string, { readonly key: string; readonly resource: LiveResource }[]>();
  const elsewhere = new Map<string, LiveResource>();
  for (const resource of strangers) {
    const key = keyOf(resource);
    const place = placeOf(resource);
    const found = siblings.get(place);
    if (found === undefined) siblings.set(place, [{ key, resource }]);
    else found.push({ key, resource });
    if (placesByName.includes(resource.kind)) elsewhere.set(`${resource.kind} ${key}`, resource);
  }
  return (wanted) => {
    const key = keyOf(wanted);
    const near = siblings.get(placeOf(wanted)) ?? [];
    const found =
      near.find((one) => one.key === key) ?? (areMany ? undefined : near.find((one) => areSimilar(one.key, key)));
    if (found !== undefined || !placesByName.includes(wanted.kind)) return found?.resource;
    const others = placesByName.filter((kind) => kind !== wanted.kind);
    return [wanted.kind, ...others].map((kind) => elsewhere.get(`${kind} ${key}`)).find((one) => one !== undefined);
  };
}

interface Placed {
  readonly kind: KindName;
  readonly address: Address;
}

function nameOf({ address }: Placed): string {
  return segmentsOf(address).at(-1) ?? '';
}

/** What two have in common that are the same to the eye; an email's domain has a form for people and one for machines. */
function keyOf(placed: Placed): string {
  const name = nameOf(placed);
  const from = kinds[placed.kind].role === 'person' && name.includes('xn--') ? name.lastIndexOf('@') + 1 : name.length;
  return folded(`${name.slice(0, from)}${domainToUnicode(name.slice(from))}`);
}

/** The kind, and what it is in. */
function placeOf({ kind, address }: Placed): string {
  return `${kind} ${address.split('/').slice(0, -2).join('/')}`;
}

/** Of people with short names many are two letters apart and others; coming and going on one day is no typo. */
function isClear(step: Step): boolean {
  return kinds[step.kind].role !== 'person' || (nameOf(step).split('@')[0] ?? '').length >= 5;
}

function warningOf(pair: Pair): Plan['warnings'][number] {
  const { step, former } = pair;
  const { own, other, question } = wordsOf(pair);
  const { title } = kinds[step.kind];
  const start =
    former === undefined
      ? `the ${title} ${own} would ${step.action === 'rename' ? 'get this name' : 'be created'}${placeIn(step)}`
      : `renamed_from of the ${title} ${JSON.stringify(nameOf(step))} names ${own} (${placeText(former.span.file, former.span.start)}), which is not live, so the ${title} would be created anew`;
  return { address: step.address, message: `${start}, and ${other} is live and in no file: did you mean ${question}?` };
}

/** What was written, what is live, and what is asked. */
function wordsOf({ step, alike, former }: Pair): Readonly<Record<'own' | 'other' | 'question', string>> {
  const written: Placed = { kind: step.kind, address: former?.address ?? step.address };
  const [own, name] = quotedApart(nameOf(written), nameOf(alike));
  if (placeOf(written) === placeOf(alike)) return { own, other: name, question: name };
  const { title } = kinds[alike.kind];
  if (alike.kind !== step.kind) return { own, other: `the ${title} ${alike.address}`, question: `that ${title}` };
  const [, organization] = quotedApart(outermostOf(written), outermostOf(alike));
  return { own, other: alike.address, question: `the ${kinds[outermostKind].title} ${organization}` };
}

/** The name of the organization that it is in. */
function outermostOf({ address }: Placed): string {
  return segmentsOf(address)[1] ?? '';
}

function violationOf({ step, alike, former: written }: Pair): Violation {
  const [, other] = quotedApart(nameOf(step), nameOf(alike));
  // Nothing is read from the environment for it.
  const former = other.replaceAll('${', () => '$${');
  const isRename = kinds[step.kind].rename !== undefined && placeOf(step) === placeOf(alike);
  const apart = 'if they are two: make one in this change, and remove the other in the next';
  return {
    rule: 'look_alike',
    message: `the plan would create ${step.address}${placeIn(step)} and remove ${alike.address}, which is ${written === undefined ? 'called nearly the same' : 'nearly what its `renamed_from` names'}`,
    hint: isRename
      ? `if it is the same one: ${written === undefined ? `add \`renamed_from: ${former}\` to it` : `write \`renamed_from: ${former}\``}, and it keeps all that it has; ${apart}`
      : apart,
  };
}

function placeIn({ source }: Step): string {
  return source === null ? '' : ` (${placeText(source.file, source)})`;
}

function placeText(file: string, { line, column }: Position): string {
  return `${file}:${String(line)}:${String(column)}`;
}
