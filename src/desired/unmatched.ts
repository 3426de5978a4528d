import { kindNames, containerOf, kinds } from '../kinds/index.js';
import { addressGlob } from '../model/glob.js';
import { couldMatchIn, patternProblem } from '../kinds/pattern.js';
import type { DesiredResource, KindName } from '../model/resource.js';
import { nearest } from '../model/suggestion.js';
import type { Collected, Report } from './collected.js';

/**
 * What `policy.protect` names and no file declares, where the files have every map that it could be in. It may be live all
 * the same; then it protects that, and only the account can tell. (`ignore` is for what no file declares.)
 */
export function warnOfUnmatched(
  resources: readonly DesiredResource[],
  { policy, managed, locate }: Pick<Collected, 'policy' | 'managed' | 'locate'>,
  report: Report,
): void {
  const maps = new Set(
    managed.flatMap(({ kinds: names, container }) => names.map((kind) => `${container ?? ''} ${wordOf(kind)}`)),
  );
  const isTold = (pattern: string) =>
    [undefined, ...resources.map(({ address }) => address)].every((container) =>
      words.every((word) => maps.has(`${container ?? ''} ${word}`) || !couldMatchIn(pattern, container, word)),
    );
  for (const pattern of policy.protect) {
    const source = policy.sources?.get(`protect ${pattern}`);
    const matches = addressGlob(pattern);
    if (patternProblem(pattern) !== undefined) continue;
    if (source === undefined || resources.some(({ address }) => matches(address)) || !isTold(pattern)) continue;
    const meant = nearest(
      pattern,
      resources.map(({ address }) => address),
    );
    report({
      code: 'unmatched-pattern',
      severity: 'warning',
      message: `${JSON.stringify(pattern)} in \`policy.protect\` matches nothing that the files declare.`,
      span: locate(source, 'value'),
      hint:
        meant === undefined
          ? 'it protects what is live under that name; `ax-gitops plan` tells whether there is such a thing'
          : `did you mean ${meant}?`,
    });
  }
}

const sample = { user: 'u@x.y', role: 'r', organization: 'o', space: 's', project: 'p', key: 'k' };

/** The word under which objects of a kind stand in what holds them. */
function wordOf(kind: KindName): string {
  const container = containerOf(kind, sample);
  const own = kinds[kind].addressOf(sample).split('/');
  return own[container?.split('/').length ?? 0] ?? '';
}

const words: readonly string[] = [...new Set(kindNames.map(wordOf))];
