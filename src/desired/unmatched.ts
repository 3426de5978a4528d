import { kindNames, kinds } from '../kinds/index.js';
import { addressGlob } from '../model/glob.js';
import { couldMatchIn, patternProblem } from '../kinds/pattern.js';
import type { DesiredResource } from '../model/resource.js';
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
    managed.flatMap(({ kinds: names, container }) => names.map((kind) => `${container ?? ''} ${kinds[kind].word}`)),
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

/** The words under which objects stand in what holds them. */
const words: readonly string[] = [...new Set(kindNames.map((kind) => kinds[kind].word))];
