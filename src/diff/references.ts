import { givenRole } from '../model/resource.js';
import {
  containerOf,
  kindAt,
  kinds,
  nameKey,
  outermostKind,
  outermostMembership,
  personKind,
  placeKinds,
  roleKind,
  sharing,
  thingKinds,
} from '../kinds/index.js';
import { memberRoleWords } from '../kinds/words.js';
import type { Address } from '../model/address.js';
import { addressOf, isMember, segmentsOf, siblingOf } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { LiveIndex } from '../model/live-index.js';
import { sourceOfPlace } from '../kinds/key-place.js';
import { notInOrganization } from '../kinds/outsider.js';
import type { DesiredResource } from '../model/resource.js';
import { didYouMean } from '../model/suggestion.js';
import { mayHide } from '../model/visibility.js';
import type { Sorted } from './settled.js';
import { sortOut } from './settled.js';

/** What only the live state can tell about the files: names that are neither declared nor live. */
export function checkReferences(
  whole: DesiredState,
  live: LiveIndex,
  /** What is not live as it is declared: all others are where they may be. */
  open: Sorted['open'] = sortOut(whole.resources, live).open,
  /** What may be there unseen, and what needs it: nothing can be said of that. */
  unreached: { has(resource: DesiredResource): boolean } = new Set(),
): readonly Diagnostic[] {
  const desired = { ...whole, resources: whole.resources.filter((resource) => !unreached.has(resource)) };
  const toCheck = [...open].filter((resource) => !unreached.has(resource));
  const missing = [
    ...desired.references.flatMap((reference): Diagnostic[] => {
      if (live.find(reference.kind, reference.address) !== undefined) return [];
      if (mayHide(live.state.visibility, reference.kind)) return [];
      const known = [...live.state.resources[reference.kind].values()].map(
        ({ names }) => names[nameKey(reference.kind)] ?? '',
      );
      return [
        {
          code: kinds[reference.kind].role === 'person' ? 'unknown-user' : 'unknown-role',
          severity: 'error',
          message: `${kinds[reference.kind].title} ${JSON.stringify(reference.name)} is neither declared in the files nor live in the account.`,
          span: desired.locate(reference.source, kinds[reference.kind].role === 'person' ? 'key' : 'value'),
          hint:
            meantWord(reference) ??
            didYouMean(reference.name, known) ??
            `declare it under \`${kinds[reference.kind].section}:\`, or correct the name`,
        },
      ];
    }),
    ...toCheck.flatMap((resource) => missingObject(resource, desired, live)),
    ...toCheck.flatMap((resource) => builtIn(resource, desired, live)),
    ...ambiguousKeys(desired, live),
    ...placesOfKeys(desired, live),
    ...(desired.rest !== undefined ? leftOut(desired, live) : []),
    ...desired.resources
      .filter(({ kind }) => kinds[kind].isMembership === true)
      .flatMap((resource) => wrongAnnotator(resource, desired, live)),
    ...outsiders(toCheck, desired, live),
  ];
  return missing.sort(byPlace);
}

/** `memebr`, `Admin` and `absnet` are read as names of custom roles, and are meant as words. */
function meantWord({ kind, name }: DesiredState['references'][number]): string | undefined {
  return kind === roleKind ? didYouMean(name.toLowerCase(), [...memberRoleWords, 'absent']) : undefined;
}

/** Where a key is to be good must be declared or live. */
function placesOfKeys(desired: DesiredState, live: LiveIndex): readonly Diagnostic[] {
  const keys = desired.resources.filter(({ kind, ensure }) => kinds[kind].role === 'key' && ensure !== 'absent');
  if (keys.length === 0) return [];
  const declared = new Set(desired.resources.flatMap(({ address, ensure }) => (ensure === 'absent' ? [] : [address])));
  return keys.flatMap((resource): Diagnostic[] => {
    const missing = kinds[resource.kind]
      .references(resource)
      .filter((address) => !declared.has(address) && isPlace(address))
      .filter((address) => placeKinds.every((kind) => live.find(kind, address) === undefined));
    // Where the organization is not known, that is said of each of its spaces.
    const told = missing.filter((address) => !missing.some((other) => other.startsWith(`${address}/`)));
    return told.map((address) => ({
      code: 'unknown-space',
      severity: 'error',
      message: `${address} is neither declared in the files nor live in the account.`,
      span: desired.locate(sourceOfPlace(resource.source, address), 'key'),
      hint:
        didYouMean(
          address,
          placeKinds.flatMap((kind) => [...live.state.resources[kind].keys()]),
        ) ?? 'declare it, or correct the name',
    }));
  });
}

function isPlace(address: Address): boolean {
  const kind = kindAt(address);
  return kind !== undefined && kinds[kind].role === 'place';
}

/** A declared key of which several are active: which one is meant is for a person to say. */
function ambiguousKeys(desired: DesiredState, live: LiveIndex): readonly Diagnostic[] {
  if (live.state.ambiguousKeys.length === 0) return [];
  const found = new Map(live.state.ambiguousKeys.map(({ address, keys }) => [address, keys.map(({ id }) => id)]));
  return desired.resources.flatMap(({ address, source }): Diagnostic[] => {
    const ids = found.get(address);
    if (ids === undefined) return [];
    return [
      {
        code: 'ambiguous-key',
        severity: 'error',
        message: `${String(ids.length)} active API keys have this name, so it is not known which one is meant: ${ids.join(', ')}.`,
        span: desired.locate(source, 'key'),
        hint: 'revoke all but one: `ax api-keys revoke ID`',
      },
    ];
  });
}

/** What Arize has of itself can be given, but neither changed, renamed nor removed (contract §7 "Roles"). */
function builtIn(
  { kind, address, renamedFrom, source }: DesiredResource,
  desired: DesiredState,
  live: LiveIndex,
): Diagnostic[] {
  const former = renamedFrom === undefined ? [] : [siblingOf(address, renamedFrom.name)];
  const found = [...former, address].find((one) => live.find(kind, one)?.builtIn === true);
  if (found === undefined) return [];
  // What is to be renamed is found by its new name, too.
  const name = JSON.stringify(renamedFrom?.name ?? segmentsOf(found).at(-1));
  return [
    {
      code: 'built-in-role',
      severity: 'error',
      message: `${kinds[kind].title} ${name} is built into Arize: it can be given, but neither declared, renamed nor removed.`,
      span: renamedFrom === undefined ? desired.locate(source, 'key') : desired.locate(renamedFrom.source, 'value'),
      hint: 'take it out of `roles:`; for other permissions declare a custom role of another name',
    },
  ];
}

/** Declared with its contents, but not to be created: a project without `create: true`. */
function missingObject(resource: DesiredResource, desired: DesiredState, live: LiveIndex): Diagnostic[] {
  if (resource.ensure !== 'existing' || live.find(resource.kind, resource.address) !== undefined) return [];
  const { title, holder } = kinds[resource.kind];
  const key = nameKey(resource.kind);
  const name = resource.names[key] ?? '';
  const former = resource.renamedFrom === undefined ? '' : `, nor is ${JSON.stringify(resource.renamedFrom.name)}`;
  const container = containerOf(resource.kind, resource.names);
  const known =
    container === undefined
      ? []
      : live.inside(container).flatMap(({ names, kind }) => (kind === resource.kind ? [names[key] ?? ''] : []));
  const place =
    holder === undefined
      ? 'in the account'
      : `in ${kinds[holder].title} ${JSON.stringify(resource.names[nameKey(holder)] ?? '')}`;
  return [
    {
      code: 'unknown-project',
      severity: 'error',
      message: `${title} ${JSON.stringify(name)} is not live ${place}${former}, and is not to be created.`,
      span: desired.locate(resource.source, 'key'),
      hint: didYouMean(name, known) ?? 'add `create: true` to have it created, or correct the name',
    },
  ];
}

/** `--only` may leave out something that is not live yet and that what is selected can't do without. */
function leftOut(desired: DesiredState, live: LiveIndex): readonly Diagnostic[] {
  const selected = new Set(desired.resources.map(({ address }) => address));
  const external = new Set(desired.references.map(({ address }) => address));
  const isThere = (address: Address) =>
    selected.has(address) || external.has(address) || thingKinds.some((kind) => live.find(kind, address) !== undefined);
  return desired.resources
    .filter(({ ensure }) => ensure !== 'absent')
    .flatMap((resource) => {
      const missing = kinds[resource.kind]
        .references(resource)
        .find((address) => !isMember(address) && !isThere(address));
      if (missing === undefined) return [];
      return [
        {
          code: 'left-out',
          severity: 'error' as const,
          message: `${resource.address} needs ${missing}, which is not live yet and is left out of this run.`,
          span: desired.locate(resource.source, 'key'),
          hint: 'add its kind to --only, or use --target, which takes along what is needed',
        },
      ];
    });
}

/**
 * Of a membership: an account's annotators take only `annotator` elsewhere, and nobody else takes it (contract §7). Where the files
 * declare the person this was checked without the live state.
 */
function wrongAnnotator(
  { ensure, names, attributes, source }: DesiredResource,
  desired: DesiredState,
  live: LiveIndex,
): Diagnostic[] {
  if (ensure !== 'present' || names.user === undefined) return [];
  const accountRole = givenRole(live.find(personKind, addressOf.user(names.user))?.attributes);
  if (accountRole === undefined) return [];
  const isAnnotator = accountRole === 'annotator';
  if (isAnnotator === (givenRole(attributes) === 'annotator')) return [];
  return [
    {
      code: 'annotator-mix',
      severity: 'error',
      message: isAnnotator
        ? `${names.user} has the account role annotator, so the only role here is annotator; Arize refuses any other.`
        : `${names.user} does not have the account role annotator, so Arize refuses the role annotator here.`,
      span: desired.locate(source),
      hint: isAnnotator ? 'write `annotator`' : 'give another role',
    },
  ];
}

/**
 * Who is to get something in an organization that they are not in and do not join: told where it or they are new, or where its
 * members could be read. Where the files say who they are this was checked without the live state.
 */
function outsiders(
  open: readonly DesiredResource[],
  { resources, rest, locate }: DesiredState,
  live: LiveIndex,
): readonly Diagnostic[] {
  const newcomers = open.filter((resource) => isNewInSpace(resource, live));
  if (newcomers.length === 0) return [];
  const declared = [...resources, ...(rest?.resources ?? [])];
  const organizations = new Map(declared.flatMap((one) => (one.kind === outermostKind ? [[one.address, one]] : [])));
  const joining = new Set(
    declared.flatMap(({ kind, ensure, address }) =>
      kind === outermostMembership && ensure === 'present' ? [address] : [],
    ),
  );
  return newcomers.flatMap((resource): Diagnostic[] => {
    const { user = '', organization = '' } = resource.names;
    const above = addressOf.organization(organization);
    const membership = addressOf.organizationMember(organization, user);
    const person = addressOf.user(user);
    const isNew =
      (live.find(outermostKind, above) === undefined && !mayHide(live.state.visibility, outermostKind)) ||
      (live.find(personKind, person) === undefined && !mayHide(live.state.visibility, personKind));
    const isListed = live.find(outermostKind, above) !== undefined;
    const isTold = isNew || (isListed && !mayHide(live.state.visibility, outermostMembership, above, person));
    if (!isTold || joining.has(membership) || live.find(outermostMembership, membership) !== undefined) return [];
    const outside = { above: organizations.get(above)?.source, what: 'the organization' };
    return [notInOrganization(resource, outside, locate)];
  });
}

/** Whether it lets somebody into a space; whoever has something there, of whichever sort, was let in before. */
function isNewInSpace({ kind, address, ensure, names }: DesiredResource, live: LiveIndex): boolean {
  // Whether somebody can have a role in a project alone the platform does not say.
  const isInSpace = names.space !== undefined && names.project === undefined;
  return (
    isInSpace &&
    ensure === 'present' &&
    names.user !== undefined &&
    names.organization !== undefined &&
    live.find(kind, address) === undefined &&
    sharing(kind).every((other) => live.find(other, address) === undefined)
  );
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.span?.file ?? '', b.span?.file ?? '') ||
    (a.span?.start.line ?? 0) - (b.span?.start.line ?? 0) ||
    (a.span?.start.column ?? 0) - (b.span?.start.column ?? 0)
  );
}
