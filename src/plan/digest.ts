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
  } = step;
  const fields = changes.map(({ field, before: from, after: to }) => ({ field, before: from, after: to }));
  return [
    ...[address, kind, action, destructive, irreversible, risk, before, after, fields, cascade, dependsOn, command],
    ...[replaces, sink],
  ];
}
