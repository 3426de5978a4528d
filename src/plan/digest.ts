import { createHash } from 'node:crypto';
import stringify from 'safe-stable-stringify';
import type { Json } from '../model/json.js';
import type { Step } from '../model/plan.js';
import type { Sink } from '../model/sink.js';

/**
 * What was reviewed, in a few characters: a hash of what the steps do, in their order. It leaves out where in the
 * files a step comes from and why, so that comments, quoting, order and splitting of files make no difference.
 */
export function digestOf(steps: readonly Effect[]): string {
  const hash = createHash('sha256');
  for (const step of steps) hash.update(`${stringify(effectOf(step))}\n`);
  return `sha256:${hash.digest('hex')}`;
}

/** The digest of the destructive steps alone. */
export function destructiveDigestOf(steps: readonly Effect[]): string {
  return digestOf(steps.filter(({ destructive }) => destructive));
}

/** A hash of how a sink is defined: the definition itself may hold what is nobody's to see. */
export function fingerprintOf(sink: Sink): string {
  return `sha256:${createHash('sha256').update(stringify(sink)).digest('hex')}`;
}

type Effect = Omit<Step, 'call' | 'source' | 'reason' | 'loss' | 'origin' | 'cause' | 'delivery'>;

/** The end of a key that is reckoned from today is another one tomorrow; how long it lives is what was reviewed. */
function timeless({ lifeMs, ...step }: Effect): Effect {
  const end = step.after?.['expires'];
  if (lifeMs === undefined || typeof end !== 'string') return step;
  const life = `${String(lifeMs)} ms from the start of the day`;
  return {
    ...step,
    after: { ...step.after, expires: life },
    changes: step.changes.map((change) => (change.field === 'expires' ? { ...change, after: life } : change)),
    command: step.command.map((word) => (word === end ? life : word)),
  };
}

function effectOf(step: Effect): Json {
  const {
    address,
    kind,
    action,
    destructive,
    irreversible,
    risk,
    before,
    after,
    changes,
    cascade,
    dependsOn,
    command,
    replaces = null,
    sink = null,
  } = timeless(step);
  const fields = changes.map(({ field, before: from, after: to }) => ({ field, before: from, after: to }));
  return [
    ...[address, kind, action, destructive, irreversible, risk, before, after, fields, cascade, dependsOn, command],
    ...[replaces, sink],
  ];
}
