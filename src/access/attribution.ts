import { givenRole, resourceKey } from '../model/resource.js';
import { emptyResources } from '../kinds/live-index.js';
import { flagsOf, grantsIn, kindAt, kindNames, kinds, personKind, roleKind } from '../kinds/index.js';
import { equal } from '../model/equal.js';
import type { AccessChange } from '../model/access.js';
import type { Address } from '../model/address.js';
import { addressOf, memberAt } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { Step } from '../model/plan.js';
import type { KindName, LiveResource } from '../model/resource.js';
import type { Moment } from './changes.js';
import type { Access } from './evaluation.js';

/** The steps that bring one change of access about, by their indexes. */
export interface Attribution {
  /** The one that moves most of it. */
  readonly lead: number;
  /** All that move some of it, in order; `lead` is among them. */
  readonly steps: readonly number[];
}

export type AttributedStep = Pick<Step, 'address' | 'kind' | 'action' | 'cascade' | 'risk'>;

/**
 * Which steps bring a change of access about. What somebody can do at a place hangs on a handful of objects; where only one
 * step touches any of them it is that one, else the model is asked before and after each of those steps. With `isBulk` it
 * is not asked, and the last of them counts: there are too many changes for anybody to look at.
 */
export function attribution(
  before: Moment,
  after: Moment,
  steps: readonly AttributedStep[],
  isBulk: boolean,
): (change: AccessChange) => Attribution {
  const touched = touches(before.live, after.live, steps);
  // Whoever has everything gains what a role brings for the first time.
  const roles = steps.flatMap((step, index) => (step.kind === roleKind ? [index] : []));
  return (change) => {
    const inputs = inputsOf(change, before.live, after.live);
    const relevant = [...new Set(inputs.flatMap((input) => touched.get(keyOf(...input)) ?? []))].sort((a, b) => a - b);
    const last = relevant.at(-1) ?? roles[0] ?? 0;
    if (relevant.length < 2 || isBulk) return { lead: last, steps: [last] };
    const moved = movedBy(change, relevant, inputs, { before, after, touched });
    const steps = relevant.filter((_, index) => (moved[index] ?? 0) > 0);
    const most = Math.max(...moved);
    return steps.length === 0 ? { lead: last, steps: [last] } : { lead: relevant[moved.indexOf(most)] ?? last, steps };
  };
}

type Input = readonly [kind: KindName, address: Address];

/** By kind and address: the steps after which an object is not as it was before the plan. */
function touches(
  before: LiveState,
  after: LiveState,
  steps: readonly AttributedStep[],
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  const add = (kind: KindName, address: Address, index: number) => {
    const [old, fresh] = [before.resources[kind].get(address), after.resources[kind].get(address)];
    if (old === fresh || (old !== undefined && fresh !== undefined && equal(old.attributes, fresh.attributes))) return;
    const key = keyOf(kind, address);
    const own = found.get(key);
    if (own === undefined) found.set(key, [index]);
    else own.push(index);
  };
  for (const [index, { kind, address, cascade }] of steps.entries()) {
    add(kind, address, index);
    for (const gone of cascade) for (const other of kindNames) add(other, gone, index);
  }
  return found;
}

/** A place and those that it is in, the outermost first. */
function placesTo(on: string): readonly Address[] {
  const segments = on.split('/');
  return segments.flatMap((_, index) => (index % 2 === 1 ? [segments.slice(0, index + 1).join('/') as Address] : []));
}

function keyOf(kind: KindName, address: Address): string {
  return resourceKey({ kind, address });
}

/** The objects that somebody's access at a place hangs on. */
function inputsOf({ user, on }: AccessChange, ...states: readonly LiveState[]): readonly Input[] {
  const person = addressOf.user(user);
  const inputs: Input[] = [[personKind, person]];
  const bindings: Input[] = [];
  for (const place of on === 'account' ? [] : placesTo(on)) {
    const kind = kindAt(place);
    if (kind === undefined) continue;
    const entries = grantsIn(kind).map((grant): Input => [grant, memberAt(place, person)]);
    inputs.push([kind, place], ...entries.filter(([grant]) => kinds[grant].namesRole !== true));
    inputs.push(...flagsOf(kind).map((flag): Input => [flag, `${place}/${kinds[flag].word}` as Address]));
    bindings.push(...entries.filter(([grant]) => kinds[grant].namesRole === true));
  }
  const roles = new Set<Address>();
  for (const { resources } of states) {
    for (const [kind, address] of bindings) {
      const role = givenRole(resources[kind].get(address)?.attributes);
      if (typeof role === 'string') roles.add(addressOf.role(role));
    }
    const own = givenRole(resources[personKind].get(person)?.attributes);
    if (typeof own === 'object' && own !== null && 'custom' in own && typeof own['custom'] === 'string')
      roles.add(addressOf.role(own['custom']));
  }
  return [...inputs, ...bindings, ...[...roles].map((address): Input => [roleKind, address])];
}

interface Course {
  readonly before: Moment;
  readonly after: Moment;
  readonly touched: ReadonlyMap<string, readonly number[]>;
}

/** For each of the steps how much of the change it brings: permissions and roles that come or go with it. */
function movedBy(
  { user, on, gained, lost, before: rolesBefore, after: rolesAfter }: AccessChange,
  steps: readonly number[],
  inputs: readonly Input[],
  { before, after, touched }: Course,
): readonly number[] {
  const came = rolesAfter.filter((role) => !rolesBefore.includes(role));
  const went = rolesBefore.filter((role) => !rolesAfter.includes(role));
  const held = (access: Access) => new Set(access.ways.map(({ label }) => label));
  let then = before.map.of(user, on);
  return steps.map((step) => {
    const state = stateAfter(step, inputs, before.live, after.live, touched);
    const now = step === steps.at(-1) ? after.map.of(user, on) : after.map.inPart(state, user, on);
    const [had, has] = [held(then), held(now)];
    const number =
      gained.filter((one) => !then.permissions.has(one) && now.permissions.has(one)).length +
      lost.filter((one) => then.permissions.has(one) && !now.permissions.has(one)).length +
      came.filter((role) => !had.has(role) && has.has(role)).length +
      went.filter((role) => had.has(role) && !has.has(role)).length;
    then = now;
    return number;
  });
}

/** The inputs as they are once a step is done, and nothing else. */
function stateAfter(
  step: number,
  inputs: readonly Input[],
  before: LiveState,
  after: LiveState,
  touched: ReadonlyMap<string, readonly number[]>,
): LiveState {
  const resources = emptyResources();
  for (const [kind, address] of inputs) {
    const last = touched.get(keyOf(kind, address))?.at(-1) ?? -1;
    const found: LiveResource | undefined = (last <= step ? after : before).resources[kind].get(address);
    if (found !== undefined) resources[kind].set(address, found);
  }
  return { ...after, resources };
}
