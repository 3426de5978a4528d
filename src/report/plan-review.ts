import type { Violation } from '../model/policy.js';
import type { CauseLine } from './causes.js';
import { sourcesOf } from './causes.js';
import { notesOn } from './destructive.js';
import { lineText, placeOf } from './place.js';
import type { PlanDocument, PlanStep } from './plan-json.js';
import type { PolicyChangeLine } from './policy-changes.js';
import { describePolicyChange } from './policy-changes.js';
import { stepPieces } from './step-line.js';
import type { Paint } from './style.js';
import { clean } from './style.js';
import { gatherUnobserved } from './summary-text.js';
import type { Terminal } from './terminal.js';
import { compareText } from '../model/compare-text.js';

/** One thing to look at in a review: a line, and what opens below it. Its texts are clean. */
export interface ReviewItem {
  readonly mark: string;
  readonly paint: Paint;
  readonly text: string;
  /** Where in the files it comes from. */
  readonly at: string;
  readonly parts: readonly ReviewPart[];
  /** In lower case: the people and the places that it concerns. */
  readonly about: readonly string[];
}

export interface ReviewPart {
  readonly text: string;
  readonly paint?: Paint;
}

const looks: Readonly<Record<CauseLine['effect'], Pick<ReviewItem, 'mark' | 'paint'>>> = {
  escalates: { mark: '!', paint: ['bold', 'red'] },
  loses: { mark: '-', paint: 'red' },
  gains: { mark: '+', paint: 'green' },
  none: { mark: ' ', paint: 'dim' },
};

/**
 * What a plan comes to, the worst first: what refuses it, guardrails that are weakened, what can't be applied, the causes, what
 * is uncertain about it, and the steps of no cause by place.
 */
export function reviewItems(plan: PlanDocument, violations: readonly Violation[] = []): readonly ReviewItem[] {
  const { blocked, causes = [], warnings = [], policy_changes: policy = [], unknown_tests: tests = [] } = plan;
  const partsOf = stepParts(plan);
  const told = new Set(causes.flatMap(({ steps }) => steps));
  const rest = plan.steps.flatMap((step, index) => (told.has(index) ? [] : [{ step, index }]));
  const bad = { mark: '!', paint: 'yellow' as const, at: '' };
  return [
    ...violations.map(({ message, hint }) => {
      const text = `refused: ${clean(message)}`;
      return { ...looks.escalates, at: '', text, parts: [{ text: clean(hint) }], about: [text.toLowerCase()] };
    }),
    ...policy
      .filter(({ weakens }) => weakens)
      .map((change) => policyItem(change, 'a guardrail is weakened', looks.escalates)),
    ...blocked.map(({ address, reason, source }) => {
      const text = `can't be applied: ${clean(address)}`;
      const at = source === undefined ? '' : lineText(source);
      return { ...bad, at, text, parts: [{ text: clean(reason) }], about: [clean(address).toLowerCase()] };
    }),
    ...causes.map((cause) => causeItem(cause, plan, partsOf)),
    ...warnings.map(({ address, message }) => {
      const text = `warning: ${clean(address)}`;
      return { ...bad, text, parts: [{ text: clean(message) }], about: [clean(address).toLowerCase()] };
    }),
    ...tests.map((test) => ({
      ...bad,
      text: `undetermined test: ${clean(test)}`,
      parts: [],
      about: [test.toLowerCase()],
    })),
    ...gatherUnobserved(plan.unobserved).map((group) => unseenItem(group)),
    ...policy.filter(({ weakens }) => !weakens).map((change) => policyItem(change, 'a guardrail changes', looks.none)),
    ...byPlace(rest, partsOf),
  ].filter(({ text }) => text !== '');
}

function policyItem(
  { source, ...change }: PolicyChangeLine,
  what: string,
  look: Pick<ReviewItem, 'mark' | 'paint'>,
): ReviewItem {
  const text = `${what}: ${describePolicyChange(change)}`;
  return { ...look, text, at: source === undefined ? '' : lineText(source), parts: [], about: [text.toLowerCase()] };
}

function unseenItem({ reason, needs, scopes }: ReturnType<typeof gatherUnobserved>[number]): ReviewItem {
  return {
    ...looks.none,
    text: `can't be seen: ${clean(reason)}`,
    at: '',
    parts: [...scopes, ...(needs === undefined ? [] : [`needed: ${needs}`])].map((text) => ({ text: clean(text) })),
    about: scopes.map((scope) => clean(scope).toLowerCase()),
  };
}

type PartsOf = (step: PlanStep) => readonly ReviewPart[];

function causeItem(cause: CauseLine, plan: PlanDocument, partsOf: PartsOf): ReviewItem {
  const { effect, message, notes, details, steps, access } = cause;
  const own = steps.flatMap((index) => plan.steps[index] ?? []);
  const people = access.flatMap((index) => {
    const change = plan.access[index];
    return change === undefined ? [] : [change.user, change.on];
  });
  return {
    ...looks[effect],
    text: clean(message),
    at: sourcesOf(cause, plan),
    parts: [
      ...notes.map((note) => ({ text: clean(note), paint: 'red' as const })),
      ...details.map((text) => ({ text: clean(text) })),
      ...own.flatMap(partsOf),
    ],
    about: [...new Set([...people, ...own.map(({ address }) => address)])].map((text) => clean(text).toLowerCase()),
  };
}

function stepParts({ steps, unobserved }: PlanDocument): PartsOf {
  const notes = notesOn(steps, unobserved);
  return (step) => [
    {
      text: stepPieces(step, clean(step.address), { unicode: true })
        .map(({ text }) => text)
        .filter((text) => text !== '')
        .join('  '),
      paint: step.destructive ? 'red' : 'dim',
    },
    ...step.cascade.map((address) => ({ text: `    Arize also removes ${clean(address)}` })),
    ...notes(step).map((note) => ({ text: `    ${note}` })),
  ];
}

function byPlace(steps: readonly { readonly step: PlanStep }[], partsOf: PartsOf): readonly ReviewItem[] {
  const groups = new Map<string, { readonly heading: string; readonly own: PlanStep[] }>();
  for (const { step } of steps) {
    const { key, heading } = placeOf(step.address);
    const group = groups.get(key) ?? { heading, own: [] };
    group.own.push(step);
    groups.set(key, group);
  }
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, { heading, own }]) => {
      const parts = own.flatMap(partsOf);
      const isOne = own.length === 1;
      return {
        ...(own.some(({ destructive }) => destructive) ? looks.loses : looks.none),
        text: isOne ? (parts[0]?.text ?? '') : `${heading}: ${String(own.length)} other steps`,
        at: '',
        parts: isOne ? parts.slice(1) : parts,
        about: own.map(({ address }) => clean(address).toLowerCase()),
      };
    });
}

/** Whether somebody can go through a plan: at a terminal, with what is asked at one too. */
export function canReview({ stdin, stderr }: Pick<Terminal, 'stdin' | 'stderr'>): boolean {
  return stdin.isTTY === true && 'isTTY' in stderr && stderr.isTTY === true;
}
