import type { Address } from '../model/address.js';
import { ByAddress } from '../model/by-address.js';
import { compareText } from '../model/compare-text.js';
import type { Blocked, Diff, Settlement } from '../model/change.js';
import type { Call } from '../model/call.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Origin, Plan, Step, Target, UnmanagedObject } from '../model/plan.js';
import type { Policy } from '../model/policy.js';
import { unmanagedAction } from '../kinds/unmanaged.js';
import type { DesiredState } from '../model/desired.js';
import type { Delivery, DesiredResource, KindName, LiveResource } from '../model/resource.js';
import { loginTitle } from '../model/visibility.js';
import type { Capabilities } from '../remote/port.js';
import { assertionWarnings } from './asserted.js';
import { withCascades } from './cascade.js';
import { fingerprintOf } from './digest.js';
import type { Former } from './loss.js';
import { withLosses } from './loss.js';
import { offboardingWarnings } from './offboarding.js';
import { orderSteps } from './order.js';
import type { Outline } from './outline.js';
import { outlineSettlements, outlineSteps } from './outline.js';

export interface PlanInput {
  readonly diff: Diff;
  /** What earlier applies have left over. */
  readonly settlements?: readonly Settlement[];
  readonly target: Target;
  readonly capabilities: Capabilities;
  readonly desired: DesiredState;
  readonly now: Date;
  /** Whether the files changed or live did, where it is known what the files said before. */
  readonly origin?: (step: { readonly kind: KindName; readonly address: Address }) => Origin | undefined;
  /** What the files said before, where that is known. */
  readonly former?: Former;
  /** How a call is written as an `ax` command line. */
  readonly spell: (call: Call) => readonly string[];
}

/** Turns differences into ordered steps. Pure: the same input gives the same plan. */
export function makePlan({
  diff,
  settlements = [],
  target,
  capabilities,
  desired,
  now,
  origin,
  former,
  spell,
}: PlanInput): { readonly plan: Plan } | { readonly diagnostics: readonly Diagnostic[] } {
  const { policy, sinks, locate } = desired;
  const outlines = [...outlineSteps(diff, capabilities), ...outlineSettlements(settlements, diff.live)];
  const cascaded = withCascades(outlines, diff.live, kept(desired), policy, locate);
  if (cascaded.diagnostics.length > 0) return { diagnostics: cascaded.diagnostics };
  const homeless = cascaded.steps.filter(isHomeless);
  const feasible = cascaded.steps.filter((step) => !isHomeless(step));
  const steps = orderSteps(withLosses(feasible, diff.live, desired.resources, former)).map(
    ({ step, dependsOn }): Step => {
      const { draft, source } = step;
      const place = source === undefined ? undefined : locate(source, 'key');
      return {
        address: step.address,
        kind: step.kind,
        action: draft.action,
        destructive: draft.destructive,
        irreversible: draft.irreversible,
        risk: draft.risk,
        before: draft.before,
        after: draft.after,
        changes: step.changes,
        cascade: cascadeOf(step),
        dependsOn,
        call: draft.call,
        command: spell(draft.call),
        source: place === undefined ? null : { file: place.file, line: place.start.line, column: place.start.column },
        reason: step.reason,
        ...(step.loss !== undefined && { loss: step.loss }),
        ...(draft.replaces !== undefined && { replaces: draft.replaces }),
        ...(draft.lifeMs !== undefined && { lifeMs: draft.lifeMs }),
        ...(step.delivery !== undefined && { delivery: step.delivery, ...sinkOf(step.delivery, sinks) }),
        ...originFor(step, origin),
        ...(step.settles !== undefined && { settles: step.settles }),
        ...(step.cause !== undefined && { cause: step.cause }),
      };
    },
  );
  return {
    plan: {
      target,
      steps,
      unmanaged: diff.unmanaged.map((resource) => unmanagedObject(resource, desired.policy)),
      blocked: withPlaces([...diff.blocked, ...cascaded.blocked, ...homeless.map(withoutSink)], desired),
      unobserved: diff.unobserved,
      ...(diff.live.state.visibility.login !== undefined && { login: loginTitle(diff.live.state.visibility.login) }),
      access: [],
      causes: [],
      accessOmitted: 0,
      escalations: [],
      unknownTests: [],
      expiring: expiringSoon(desired.resources, now),
      warnings: [...assertionWarnings(steps), ...offboardingWarnings(steps, diff.live, desired.resources)],
    },
  };
}

function withPlaces(blocked: readonly Blocked[], { resources, locate }: DesiredState): Plan['blocked'] {
  if (blocked.length === 0) return [];
  const declared = ByAddress.of(resources);
  return [...blocked]
    .sort((a, b) => compareText(a.address, b.address))
    .map((one) => ({
      address: one.address,
      reason: one.reason,
      ...placeOf(one, declared.get(one.kind, one.address), locate),
    }));
}

/** Where the files ask for it. */
function placeOf(
  { field }: Blocked,
  found: DesiredResource | undefined,
  locate: DesiredState['locate'],
): Pick<Plan['blocked'][number], 'source'> {
  if (found === undefined) return {};
  const { source } = found;
  const { file, start } =
    field === undefined ? locate(source, 'key') : locate({ ...source, path: [...source.path, field] }, 'value');
  return { source: { file, ...start } };
}

function originFor(step: Outline, tell: PlanInput['origin']): Pick<Step, 'origin'> {
  const origin = step.settles === undefined ? tell?.(step) : undefined;
  return origin === undefined ? {} : { origin };
}

function unmanagedObject({ address, kind, id, attributes: { role } }: LiveResource, policy: Policy): UnmanagedObject {
  return {
    address,
    kind,
    id,
    ...(typeof role === 'string' && { role }),
    ...(unmanagedAction(policy, kind) === 'alert' && { alert: true }),
  };
}

function sinkOf({ sink: name = '' }: Delivery, sinks: DesiredState['sinks']): Pick<Step, 'sink'> {
  const sink = sinks.get(name);
  return sink === undefined ? {} : { sink: { name, fingerprint: fingerprintOf(sink) } };
}

function isHomeless({ delivery }: Outline): boolean {
  return delivery !== undefined && delivery.sink === undefined;
}

function withoutSink({ address, kind }: Outline): Blocked {
  const reason =
    'its secret is shown once and would have nowhere to go; name a sink: `secret: NAME`, declared under `secrets:`';
  return { address, kind, reason };
}

/** Terms are announced this long before they end. */
const announcedMs = 14 * 24 * 60 * 60 * 1000;

function expiringSoon(desired: readonly DesiredResource[], now: Date): Plan['expiring'] {
  const last = new Date(now.getTime() + announcedMs).toISOString();
  return desired
    .flatMap(({ address, ensure, term }) =>
      ensure !== 'absent' && term?.until !== undefined && term.until <= last
        ? [{ address, until: term.until, ...(term.reason !== undefined && { reason: term.reason }) }]
        : [],
    )
    .sort((a, b) => compareText(a.until, b.until) || compareText(a.address, b.address));
}

function cascadeOf({ taken, address: own }: Outline): readonly Address[] {
  const addresses = new Set(taken.map(({ address }) => address));
  addresses.delete(own);
  return [...addresses].sort(compareText);
}

/** What must still be there in the end, whether it changes or not, and whether or not the run is about it. */
function kept({ resources, rest }: DesiredState): readonly DesiredResource[] {
  return [...resources, ...(rest?.resources ?? [])].filter(({ ensure }) => ensure !== 'absent');
}
