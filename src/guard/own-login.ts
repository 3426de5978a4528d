import { givenRole, isAdminIn } from '../model/resource.js';
import { indexLive } from '../kinds/live-index.js';
import {
  bindingKinds,
  grantsIn,
  holdersOf,
  isOutermost,
  kinds,
  membershipKinds,
  personKind,
  placeKinds,
  roleKind,
  wordsOf,
} from '../kinds/index.js';
import { addressOf, memberAt, placeOfMember } from '../model/address.js';
import type { Address } from '../model/address.js';
import type { Json } from '../model/json.js';
import type { LiveIndex } from '../model/live-index.js';
import type { LiveState } from '../model/live.js';
import type { Plan, Step } from '../model/plan.js';
import type { Violation } from '../model/policy.js';
import type { LiveResource } from '../model/resource.js';
import type { Visibility } from '../model/visibility.js';
import { isReadEverywhere, mayHide } from '../model/visibility.js';

/**
 * Whoever applies must be able to go on afterwards, after each step. What can't be told is taken to hit the login. An account
 * admin can do everything whatever their entries say; still they are not lowered in an organization, nor in a space where
 * they are an admin or their role can't be read.
 */
export function ownLogin({ plan, live }: { readonly plan: Plan; readonly live: LiveState }): readonly Violation[] {
  const index = indexLive(live);
  const self = live.visibility.login?.user;
  const person = self === undefined ? undefined : index.find(personKind, self);
  return plan.steps.flatMap((step): readonly Violation[] => {
    const found = keyInUse(step, live) ?? (person === undefined ? undefined : cutOff(step, person, index));
    return found === undefined ? [] : [violation(step, found)];
  });
}

/** Whoever a plan takes something from may be the login that applies it, where nothing tells whose that is. */
export function unknownLogin({ plan, live }: { readonly plan: Plan; readonly live: LiveState }): Plan['warnings'] {
  const because = live.visibility.login?.unknownBecause;
  const affected = plan.steps.filter(mayLower).map(({ address }) => address);
  const [first] = affected;
  if (because === undefined || first === undefined) return [];
  const shown = affected.slice(0, 3).join(', ');
  const more = affected.length > 3 ? ` and ${String(affected.length - 3)} more` : '';
  const message = `ax-gitops can't tell whether this concerns the login that applies the plan: ${because}. Check first that it is none of ${shown}${more}`;
  return [{ address: first, message }];
}

function mayLower({ kind, action, destructive, after }: Step): boolean {
  const { role, isMembership } = kinds[kind];
  if (action === 'assert' && isMembership === true) return !isAdminIn(after);
  return destructive && (role === 'person' || role === 'grant');
}

interface Found {
  /** What would happen to what the step is about. */
  readonly what: string;
  /** How that is about the login. */
  readonly because?: string;
}

const applies = 'that is the login that applies the plan';

function violation({ address, source }: Step, { what, because = applies }: Found): Violation {
  const line = source === null ? 'the entry' : `${source.file}:${String(source.line)}:${String(source.column)}`;
  return {
    rule: 'self',
    message: `${address} would be ${what}, but ${because}`,
    hint: `let another administrator apply it, or change ${line}`,
  };
}

/** The key whose secret this run uses may be told by what is shown of it; else every key that it can be is spared. */
function keyInUse({ kind, call, replaces }: Step, { keysInUse }: LiveState): Found | undefined {
  if (kinds[kind].role !== 'key' || keysInUse === undefined) return undefined;
  const ended = replaces ?? ('key' in call && 'id' in call.key ? call.key.id : undefined);
  if (ended === undefined || !keysInUse.has(ended)) return undefined;
  const what = call.do === 'api-keys.revoke' ? 'revoked' : 'rotated';
  const because = keysInUse.size === 1 ? 'that is the API key' : 'that may be the API key';
  return { what, because: `${because} that this run uses` };
}

function cutOff(step: Step, person: LiveResource, live: LiveIndex): Found | undefined {
  const { address } = step;
  if (address === person.address) return ofPerson(step);
  if (address === memberAt(placeOfMember(address), person.address)) return ofEntry(step, person, live);
  return isAccountAdmin(person) ? undefined : ofOthers(step, person, live);
}

function ofPerson({ action, after }: Step): Found | undefined {
  if (action === 'delete') return { what: 'removed' };
  return after?.['developer'] === false ? { what: 'without developer access' } : undefined;
}

function ofEntry(step: Step, person: LiveResource, live: LiveIndex): Found | undefined {
  const { kind, action, destructive, before, after } = step;
  const isLess = destructive && (isOutermost(kind) || !isAccountAdmin(person));
  if (kinds[kind].isMembership === true) {
    if (isOutermost(kind) && after === null) return { what: 'removed' };
    if (isAdminIn(before) && !isAdminIn(after)) return { what: 'without the role admin' };
    if (action === 'assert' && before === null && !isAdminIn(after))
      return after === null
        ? { what: 'removed' }
        : { what: `${textOf(givenRole(after))}, and without the role admin if it has that today, which can't be read` };
  }
  // A custom role takes the place of another one, and in a public space of what the organization gives.
  const isBinding = kinds[kind].gives !== undefined && kinds[kind].isMembership !== true;
  const isUnseen = isBinding && action === 'assert' && before === null && after !== null;
  if (isUnseen && !isAccountAdmin(person) && !administers(step.address, person, live))
    return {
      what: `given ${textOf(givenRole(after))}, and able to do less if they have more today, which can't be read`,
    };
  if (!isLess) return undefined;
  return { what: after === null ? 'removed' : 'able to do less' };
}

/** What hits the login though it is about something else. */
function ofOthers(step: Step, person: LiveResource, live: LiveIndex): Found | undefined {
  const { kind, action, destructive, loss, address } = step;
  if (!destructive || administers(address, person, live)) return undefined;
  const email = emailOf(person);
  if (kind === roleKind) return ofRole(address, person, live);
  if (loss?.who === 'unknown')
    return { what: closed(kind), because: `ax-gitops can't see whether that cuts off ${email}, ${login}` };
  if (loss?.who.includes(email) === true) return { what: closed(kind), because: `that cuts off ${email}, ${login}` };
  const isPlace = kinds[kind].role === 'place';
  return isPlace && action === 'delete' ? ofPlace(step, person, live) : undefined;
}

const login = 'the login that applies the plan';

function closed(kind: Step['kind']): string {
  return kinds[kind].role === 'flag' ? 'put in place' : 'made private';
}

function ofRole(role: Address, person: LiveResource, live: LiveIndex): Found | undefined {
  const own = givenRole(person.attributes);
  const isOfAccount =
    typeof own === 'object' && own !== null && 'custom' in own && addressOf.role(textOf(own['custom'])) === role;
  const holds = isOfAccount || live.grantsOf(person.address).some((grant) => live.bindingsWith(role).includes(grant));
  const what = 'able to do less';
  if (holds) return { what, because: `${emailOf(person)} holds it, ${login}` };
  const isHidden = bindings.some((kind) => !isReadEverywhere(live.state.visibility, kind));
  return isHidden ? { what, because: `ax-gitops can't see whether ${emailOf(person)} holds it, ${login}` } : undefined;
}

const bindings = bindingKinds;

function ofPlace({ address, cascade }: Step, person: LiveResource, live: LiveIndex): Found | undefined {
  const isOwn = (entry: Address) => entry === memberAt(placeOfMember(entry), person.address);
  if (cascade.some(isOwn)) return { what: 'removed', because: `${emailOf(person)} is in it, ${login}` };
  return [address, ...cascade].some((place) => mayBeIn(place, person, live.state.visibility))
    ? { what: 'removed', because: `ax-gitops can't see whether ${emailOf(person)} is in it, ${login}` }
    : undefined;
}

const placesByWords = new Map(placeKinds.map((kind) => [wordsOf(kind).join('/'), kind]));

function mayBeIn(place: Address, person: LiveResource, visibility: Visibility): boolean {
  const words = place.split('/').filter((_, index) => index % 2 === 0);
  const kind = placesByWords.get(words.join('/'));
  return kind !== undefined && grantsIn(kind).some((grant) => mayHide(visibility, grant, place, person.address));
}

/** Whether somebody administers what a place is in, or where that is no place of its own, the space. */
function administers(address: Address, person: LiveResource, live: LiveIndex): boolean {
  const segments = address.split('/');
  return membershipKinds.some((kind) => {
    const place = segments.slice(0, 2 * holdersOf(kind).length).join('/');
    return place !== address && isAdminIn(live.find(kind, memberAt(place, person.address))?.attributes);
  });
}

function isAccountAdmin({ attributes }: LiveResource): boolean {
  return isAdminIn(attributes);
}

function emailOf({ names }: LiveResource): string {
  return names.user ?? '';
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
