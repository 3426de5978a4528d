import { kinds } from '../kinds/index.js';
import { segmentsOf } from '../model/address.js';
import type { Sink } from '../model/sink.js';
import { fileOf, foldedPath, variableName } from '../model/sink.js';
import type { Locate, Source } from '../model/source.js';
import { didYouMean, nearest } from '../model/suggestion.js';
import type { DesiredResource } from '../model/resource.js';
import type { Collected, Report } from './collected.js';
import { below } from './collected.js';
import { scriptsIn } from './scripts.js';

/** Every sink that is named must be there, and no secret may take the place of another. */
export function checkSinks(resources: readonly DesiredResource[], collected: Collected, report: Report): void {
  const { sinks, sinkUses, locate } = collected;
  for (const { kind, ensure, attributes, delivery, source } of resources) {
    if (kinds[kind].role !== 'person' || ensure === 'absent' || attributes['invite'] !== 'temporary_password') continue;
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
  checkDefinitions(collected, report);
  checkPlaces(resources, collected, report);
}

function checkDefinitions({ sinks, sinkSources, locate }: Collected, report: Report): void {
  for (const [name, sink] of sinks) {
    const source = sinkSources.get(name);
    if (source !== undefined) checkPlaceholders(sink, source, locate, report);
    if (!('command' in sink) || source === undefined) continue;
    const script = scriptsIn(sink.command).find((text) => /\{(name|address)\}/.test(text));
    if (script !== undefined)
      report({
        code: 'name-in-script',
        severity: 'error',
        message: `the name of a key would be part of the script of the sink ${JSON.stringify(name)}, and run as code there.`,
        span: locate(below(source, 'command', sink.command.indexOf(script)), 'value'),
        hint: `pass it as an argument: write "$0" in the script, and '{name}' after it`,
      });
    if (sink.env?.includes('ARIZE_API_KEY') === true)
      report({
        code: 'own-key-in-sink',
        severity: 'warning',
        message: `the sink ${JSON.stringify(name)} does not get ARIZE_API_KEY: no sink gets the key of the login that applies.`,
        span: locate(below(source, 'env', sink.env.indexOf('ARIZE_API_KEY')), 'value'),
        hint: 'take it out of `env`',
      });
  }
}

/** `{nam}` would be part of the path or of what a program gets, the same for all secrets. Other braces are a program's own. */
function checkPlaceholders(sink: Sink, source: Source, locate: Locate, report: Report): void {
  const texts =
    'command' in sink
      ? sink.command.map((text, index) => [text, below(source, 'command', index)] as const)
      : [
          'file' in sink
            ? ([sink.file, below(source, 'file')] as const)
            : ([sink.envFile, below(source, 'env_file')] as const),
        ];
  for (const [text, place] of texts)
    for (const [written, word = ''] of text.matchAll(/\{(\w+)\}/g)) {
      const meant = placeholders.includes(word) ? undefined : nearest(word, placeholders);
      if (meant === undefined) continue;
      report({
        code: 'unknown-placeholder',
        severity: 'error',
        message: `${JSON.stringify(written)} stands for nothing, and would be taken as it is.`,
        span: locate(place, 'value'),
        hint: `did you mean {${meant}}?`,
      });
    }
}

const placeholders: readonly string[] = ['name', 'address'];

/** What a program does with a secret is its own business; of files it can be said where links don't lead elsewhere. */
function checkPlaces(resources: readonly DesiredResource[], { sinks, locate }: Collected, report: Report): void {
  const taken = new Map<string, { readonly resource: DesiredResource; readonly variable: string | undefined }[]>();
  for (const resource of resources) {
    const { ensure, delivery, address, source } = resource;
    const sink = sinks.get(delivery?.sink ?? '');
    if (ensure === 'absent' || sink === undefined || 'command' in sink) continue;
    const subject = { name: segmentsOf(address)[1] ?? '', address };
    const file = fileOf(sink, subject);
    const variable = 'envFile' in sink ? variableName(subject.name) : undefined;
    const others = taken.get(foldedPath(file)) ?? [];
    taken.set(foldedPath(file), [...others, { resource, variable }]);
    const other = others.find(
      (one) => one.variable === undefined || variable === undefined || one.variable === variable,
    );
    if (other === undefined) continue;
    const place = variable !== undefined && other.variable === variable ? `${variable} in ${file}` : file;
    report({
      code: 'sink-collision',
      severity: 'error',
      message: `the secrets of ${other.resource.address} and ${address} would both go to ${place}, and only one be kept.`,
      span: locate(source, 'key'),
      related: [{ message: 'the other', span: locate(other.resource.source, 'key') }],
      hint: 'put {name} into the path of the sink, or give them sinks of their own',
    });
  }
}
