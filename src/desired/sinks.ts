import { segmentsOf } from '../model/address.js';
import { fileOf, variableName } from '../model/sink.js';
import { didYouMean } from '../model/suggestion.js';
import type { DesiredResource } from '../model/resource.js';
import type { Collected, Report } from './collected.js';

/** Every sink that is named must be there, and no secret may take the place of another. */
export function checkSinks(
  resources: readonly DesiredResource[],
  { sinks, sinkUses, locate }: Collected,
  report: Report,
): void {
  for (const { kind, ensure, attributes, delivery, source } of resources) {
    if (kind !== 'user' || ensure === 'absent' || attributes['invite'] !== 'temporary_password') continue;
    if (delivery?.sink !== undefined) continue;
    report({
      code: 'no-sink',
      severity: 'error',
      message: 'the temporary password is shown once and would have nowhere to go.',
      span: locate(source, 'key'),
      hint: 'add `secret: NAME`, with a sink of that name under `secrets:`; or `invite: email_link`',
    });
  }
  for (const { name, source } of sinkUses) {
    if (sinks.has(name)) continue;
    report({
      code: 'unknown-sink',
      severity: 'error',
      message: `there is no sink ${JSON.stringify(name)}.`,
      span: locate(source, 'value'),
      hint: didYouMean(name, [...sinks.keys()]) ?? 'declare it under `secrets:`',
    });
  }
  const taken = new Map<string, DesiredResource>();
  for (const resource of resources) {
    const { ensure, delivery, address, source } = resource;
    const sink = sinks.get(delivery?.sink ?? '');
    // What a program does with a secret is its own business.
    if (ensure === 'absent' || sink === undefined || 'command' in sink) continue;
    const subject = { name: segmentsOf(address)[1] ?? '', address };
    const file = fileOf(sink, subject);
    const place = 'envFile' in sink ? `${variableName(subject.name)} in ${file}` : file;
    const other = taken.get(place);
    if (other === undefined) {
      taken.set(place, resource);
      continue;
    }
    report({
      code: 'sink-collision',
      severity: 'error',
      message: `the secrets of ${other.address} and ${address} would both go to ${place}, and only one be kept.`,
      span: locate(source, 'key'),
      related: [{ message: 'the other', span: locate(other.source, 'key') }],
      hint: 'put {name} into the path of the sink, or give them sinks of their own',
    });
  }
}
