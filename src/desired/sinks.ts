import { didYouMean } from '../model/suggestion.js';
import type { DesiredResource } from '../model/resource.js';
import type { Collected, Report } from './collected.js';

/** Every sink that is named must be there. */
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
}
