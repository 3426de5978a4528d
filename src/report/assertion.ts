import { isOneOf, membershipKinds } from '../kinds/index.js';
import type { ShownStep } from './step-line.js';
import { count } from './layout.js';
import { label, placeOf } from './place.js';
import { clean } from './style.js';

/** Steps of one kind in one place that can't be compared with what is live, and take nothing away. */
export interface Assertion {
  readonly key: string;
  readonly heading: string;
  /** `memberships`, `space role bindings`. */
  readonly noun: readonly [one: string, many: string];
  readonly size: number;
  /** Those among them that may give more than there was, with what they give. */
  readonly escalating: readonly string[];
}

/** Gathers asserted steps by place and kind, in order of place. Linear. */
export function gatherAssertions(steps: readonly ShownStep[]): readonly Assertion[] {
  const found = new Map<string, { -readonly [K in keyof Assertion]: Assertion[K] } & { escalating: string[] }>();
  for (const step of steps) {
    const container = step.address.slice(0, Math.max(0, step.address.lastIndexOf('/')));
    const group = `${container}\0${step.kind}`;
    let assertion = found.get(group);
    if (assertion === undefined) {
      assertion = { ...whereOf(step), noun: nounOf(step.kind), size: 0, escalating: [] };
      found.set(group, assertion);
    }
    assertion.size += 1;
    if (step.risk.includes('escalates')) assertion.escalating.push(nameOf(step));
  }
  return [...found.values()].sort((a, b) => order(a.key, b.key) || order(a.noun[0], b.noun[0]));
}

const named = 5;

/** One line: “12 memberships of Platform Team / team-alpha can't be read; apply asserts them”. */
export function describeAssertion({ size, noun, heading, escalating }: Assertion): string {
  return `${count(size, ...noun)} of ${heading} can't be read; apply asserts ${size === 1 ? 'it' : 'them'}`.concat(
    escalating.length === 0 ? '' : ` (${escalatingText(escalating)})`,
  );
}

function escalatingText(names: readonly string[]): string {
  const more = names.length - named;
  const shown = names.slice(0, named).join(', ');
  return `escalates, where it is new: ${shown}${more > 0 ? ` and ${String(more)} more` : ''}`;
}

function whereOf({ address }: ShownStep): Pick<Assertion, 'key' | 'heading'> {
  const { key, heading, title } = placeOf(address);
  // Below a project the title starts with the project: it belongs to the place, and not to each of its members.
  const inner = title.startsWith('project ') ? title.replace(/ member .*$/, '') : undefined;
  return inner === undefined ? { key, heading } : { key: `${key}\0${inner}`, heading: `${heading}, ${inner}` };
}

function nounOf(kind: string): readonly [string, string] {
  const noun = isOneOf(membershipKinds, kind) ? 'membership' : clean(kind.replaceAll('-', ' '));
  return [noun, `${noun}s`];
}

function nameOf({ address, changes }: ShownStep): string {
  const role = changes.find(({ field }) => field === 'role')?.after;
  const name = label(address.slice(address.lastIndexOf('/') + 1));
  return typeof role === 'string' ? `${name} as ${label(role)}` : name;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
