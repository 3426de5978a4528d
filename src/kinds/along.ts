import type { Address, Names } from '../model/address.js';
import { addressOf } from '../model/address.js';
import type { ResolvedCall } from '../model/call.js';
import type { MembershipIds } from '../model/journal.js';
import type { Step } from '../model/plan.js';
import type { KindName } from '../model/resource.js';
import { resourceKey } from '../model/resource.js';
import { holdersOf, kinds, namesAt, personKind } from './index.js';

/**
 * With what a grant goes (contract §7): its person, the places that it is in, the membership that it needs or that takes it along.
 * Subjects are as the journal has them: `KIND ADDRESS`.
 */
export function standsOn(subject: string): readonly string[] {
  const end = subject.indexOf(' ');
  const kind = subject.slice(0, end) as KindName;
  const names = namesAt(kind, subject.slice(end + 1) as Address);
  const { role, goesWith } = kinds[kind];
  const along = [...holdersOf(kind), ...(goesWith === undefined ? [] : [goesWith])];
  return [
    ...along.map((one) => resourceKey({ kind: one, address: kinds[one].addressOf(names) })),
    ...(role === 'grant' ? [resourceKey({ kind: personKind, address: addressOf.user(names.user ?? '') })] : []),
  ];
}

/** The subjects of the place that a membership is in and of its person, as the journal has them; nothing for what is none. */
export function placeAndPerson(kind: KindName, names: Names): MembershipIds | undefined {
  const { isMembership, holder } = kinds[kind];
  if (isMembership !== true || holder === undefined) return undefined;
  return {
    place: resourceKey({ kind: holder, address: kinds[holder].addressOf(names) }),
    user: resourceKey({ kind: personKind, address: addressOf.user(names.user ?? '') }),
  };
}

/** The IDs of the place and the person of the membership that a call gives. */
export function givenUnder(call: ResolvedCall): MembershipIds | undefined {
  if (call.do === 'organizations.add-user') return { place: call.organization, user: call.user };
  return call.do === 'spaces.add-user' ? { place: call.space, user: call.user } : undefined;
}

/**
 * Whether a step gives back, by another sort of role, what the one before it has taken: the platform allows no other order
 * where a predefined space role becomes a custom one, so the two belong together.
 */
export function completesReplacement(previous: Step | undefined, step: Step): boolean {
  return (
    previous?.action === 'delete' &&
    step.action === 'create' &&
    kinds[step.kind].goesWith === previous.kind &&
    previous.address === step.address
  );
}
