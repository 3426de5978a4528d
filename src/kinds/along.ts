import type { Address } from '../model/address.js';
import { addressOf } from '../model/address.js';
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
