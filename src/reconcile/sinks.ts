import { stat } from 'node:fs/promises';
import { nameOf } from '../apply/secrets.js';
import type { Deliver } from '../apply/secrets.js';
import { deliver, fileOfSink, sinkProblem } from '../apply/sinks.js';
import type { SinkPlace } from '../apply/sinks.js';
import type { DesiredState } from '../model/desired.js';
import type { Step } from '../model/plan.js';
import type { Sink } from '../model/sink.js';
import { foldedPath, variableName } from '../model/sink.js';
import type { Surroundings } from './surroundings.js';
import { holdsOwnKey } from './own-key.js';

/** Puts secrets into the files' sinks. They are printed nowhere, not even for a CI runner to hide them. */
export async function deliverTo(
  sinks: DesiredState['sinks'],
  surroundings: Pick<Surroundings, 'cwd' | 'env' | 'home'>,
): Promise<Deliver> {
  const place = await placeOf(surroundings);
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
  surroundings: Pick<Surroundings, 'cwd' | 'env' | 'home'>,
): Promise<ReadonlyMap<Step, string>> {
  const place = await placeOf(surroundings);
  const refused = new Map<Step, string>();
  const taken: Taken[] = [];
  for (const step of steps) {
    const name = step.delivery?.sink;
    const sink = name === undefined ? undefined : sinks.get(name);
    if (name === undefined || sink === undefined) continue;
    const problem = (await sinkProblem(sink, subjectOf(step), place)) ?? (await takenBefore(step, sink, taken, place));
    if (problem !== undefined)
      refused.set(step, `the sink ${JSON.stringify(name)} can't be used: ${problem}; it was not begun`);
  }
  return refused;
}

/** A place that an earlier step's secret goes to. */
interface Taken {
  readonly step: Step;
  readonly file: string;
  readonly variable: string | undefined;
}

/** What the files can't tell: two paths that links lead to one file. */
async function takenBefore(step: Step, sink: Sink, taken: Taken[], place: SinkPlace): Promise<string | undefined> {
  if ('command' in sink) return undefined;
  const subject = subjectOf(step);
  const path = await fileOfSink(sink, subject, place);
  const file = await identityOf(path);
  const variable = 'envFile' in sink ? variableName(subject.name) : undefined;
  const other = taken.find(
    (one) => one.file === file && (one.variable === undefined || variable === undefined || one.variable === variable),
  );
  taken.push({ step, file, variable });
  return other && `the secret of ${other.step.address} goes to ${path} too, and only one would be kept`;
}

/** One text for all paths of a file, whether it is there yet or not. */
async function identityOf(path: string): Promise<string> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${String(dev)} ${String(ino)}`;
  } catch {
    return foldedPath(path);
  }
}

async function placeOf(surroundings: Pick<Surroundings, 'cwd' | 'env' | 'home'>): Promise<SinkPlace> {
  const { cwd, env } = surroundings;
  return { cwd, env, isOwnKey: await holdsOwnKey(surroundings) };
}

function subjectOf(step: Step) {
  return { name: nameOf(step), address: step.address };
}
