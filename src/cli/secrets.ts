import { nameOf } from '../apply/secrets.js';
import type { Deliver } from '../apply/secrets.js';
import { deliver, sinkProblem } from '../apply/sinks.js';
import type { SinkPlace } from '../apply/sinks.js';
import type { DesiredState } from '../model/desired.js';
import type { Step } from '../model/plan.js';
import type { Context } from './context.js';
import { holdsOwnKey } from './own-key.js';

/** Puts secrets into the files' sinks. They are printed nowhere, not even for a CI runner to hide them. */
export async function deliverTo(sinks: DesiredState['sinks'], context: Context): Promise<Deliver> {
  const place = { cwd: context.cwd, env: await withoutOwnKey(context) };
  return async (step, secret) => {
    const sink = sinks.get(step.delivery?.sink ?? '');
    if (sink === undefined) throw new Error('no sink is configured');
    await deliver(sink, secret, subjectOf(step), place);
  };
}

/** Looks at the sinks before anything is begun: a step whose secret could not be kept is not begun. */
export async function refusedSinks(
  steps: readonly Step[],
  sinks: DesiredState['sinks'],
  { cwd, env }: Context,
): Promise<ReadonlyMap<Step, string>> {
  const refused = new Map<Step, string>();
  for (const step of steps) {
    const name = step.delivery?.sink;
    const sink = name === undefined ? undefined : sinks.get(name);
    if (name === undefined || sink === undefined) continue;
    const problem = await sinkProblem(sink, subjectOf(step), { cwd, env });
    if (problem !== undefined)
      refused.set(step, `the sink ${JSON.stringify(name)} can't be used: ${problem}; it was not begun`);
  }
  return refused;
}

/** No sink needs our own key. */
async function withoutOwnKey(context: Context): Promise<SinkPlace['env']> {
  const isOwn = await holdsOwnKey(context);
  return Object.fromEntries(Object.entries(context.env).filter(([name]) => !isOwn(name)));
}

function subjectOf(step: Step) {
  return { name: nameOf(step), address: step.address };
}
