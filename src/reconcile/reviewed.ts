import stringify from 'safe-stable-stringify';
import type { Difference, NotReviewed } from './outcome.js';
import type { MadeFrom, Making } from './made-from.js';
import { madeOtherwise } from './made-from.js';
import type { Planned } from './planned.js';
import type { FilesRequest } from './request.js';
import type { Session } from './session.js';
import type { Surroundings } from './surroundings.js';
import { allowedVariables, allowingMore } from './variables.js';
import { packageVersion } from './version.js';

export interface Expectations {
  readonly expectDigest?: string;
  readonly expectDestructiveDigest?: string;
}

/** A plan that was saved, and where: as much of it as is compared. */
export interface SavedPlan {
  readonly path: string;
  readonly document: Making & {
    readonly made_from?: MadeFrom;
    readonly tool: { readonly version: string };
    readonly target: { readonly host: string; readonly profile?: string };
    readonly digest: string;
    readonly steps: readonly ReviewedStep[];
  };
}

type ReviewedStep = Readonly<Record<'action' | 'kind' | 'address', string>> &
  Readonly<Partial<Record<'after' | 'before' | 'replaces' | 'sink', unknown>>>;

/** A saved plan is made again the way it was made; flags that are given again must agree with that. */
export function sameFlags(
  { path, document }: SavedPlan,
  { madeFrom, connection }: Pick<Session, 'madeFrom' | 'connection'>,
): NotReviewed | undefined {
  const other = madeOtherwise(document, madeFrom, connection.transport);
  return other && { type: 'made-otherwise', path, ...other };
}

/** A plan allows nothing: what the files may read is for whoever applies it to say. Told before anything is read. */
export function narrowerNow(
  { path, document }: SavedPlan,
  { allowVariable = [] }: FilesRequest,
  at: Pick<Surroundings, 'env'>,
): NotReviewed | undefined {
  const now = allowedVariables(allowVariable, at);
  // What is wrong with the variable is said where the files are read.
  const missing = now.ok ? allowingMore(document.made_from?.allow_variable ?? [], now.value) : [];
  return missing.length === 0 ? undefined : { type: 'fewer-variables', path, missing };
}

/**
 * What was reviewed is what is applied: a saved plan, or the digest of one, must agree with what would be done now. Nothing
 * where all agree.
 */
export function checkReviewed(
  planned: Planned,
  saved: SavedPlan | undefined,
  { expectDigest, expectDestructiveDigest }: Expectations,
): NotReviewed | undefined {
  const { digest, destructiveDigest } = planned;
  return (
    (saved && (sameOrigin(saved, planned) ?? sameSteps(saved, planned))) ??
    sameDigest({ flag: '--expect-digest' }, expectDigest, digest) ??
    sameDigest({ flag: '--expect-destructive-digest' }, expectDestructiveDigest, destructiveDigest)
  );
}

/** A plan is for one account, and was made by this very version: another may order or describe steps differently. */
function sameOrigin({ path, document: { target, tool } }: SavedPlan, { plan }: Planned): NotReviewed | undefined {
  const compared: readonly (readonly [what: string, then: string, now: string])[] = [
    ['version of ax-gitops', tool.version, packageVersion()],
    ['host', target.host, plan.target.host],
    ['profile', target.profile ?? '(none)', plan.target.profile ?? '(none)'],
  ];
  const other = compared.find(([, then, now]) => then !== now);
  return other && { type: 'other-origin', path, what: other[0], then: other[1], now: other[2] };
}

function sameSteps({ path, document }: SavedPlan, planned: Planned): NotReviewed | undefined {
  const refused = sameDigest({ path }, document.digest, planned.digest);
  return refused && { ...refused, differences: differences(document.steps, planned.plan.steps) };
}

function differences(then: readonly ReviewedStep[], now: readonly ReviewedStep[]): readonly Difference[] {
  const reviewed = new Map(then.map((step) => [keyOf(step), step]));
  const today = new Map(now.map((step) => [keyOf(step), step]));
  const pick = (type: Difference['type'], steps: Iterable<ReviewedStep>): readonly Difference[] =>
    [...steps].map(({ action, kind, address }) => ({ type, action, kind, address }));
  return [
    ...pick('only-reviewed', missingIn(today, reviewed)),
    ...pick('only-now', missingIn(reviewed, today)),
    ...pick(
      'other-values',
      [...today].flatMap(([key, step]) => {
        const before = reviewed.get(key);
        return before !== undefined && valuesOf(before) !== valuesOf(step) ? [step] : [];
      }),
    ),
  ];
}

function missingIn(
  there: ReadonlyMap<string, ReviewedStep>,
  steps: ReadonlyMap<string, ReviewedStep>,
): readonly ReviewedStep[] {
  return [...steps].flatMap(([key, step]) => (there.has(key) ? [] : [step]));
}

function valuesOf(step: ReviewedStep): string {
  return stringify([step.after, step.before, step.replaces ?? null, step.sink ?? null]);
}

function keyOf({ action, kind, address }: ReviewedStep): string {
  return `${action} ${kind} ${address}`;
}

type OtherDigest = Extract<NotReviewed, { readonly type: 'other-digest' }>;

function sameDigest(of: OtherDigest['of'], reviewed: string | undefined, now: string): OtherDigest | undefined {
  return reviewed === undefined || reviewed === now
    ? undefined
    : { type: 'other-digest', of, reviewed, now, differences: [] };
}
