import { kinds } from '../kinds/index.js';
import type { DesiredState } from '../model/desired.js';
import type { PatternProblem } from '../kinds/pattern.js';
import { patternProblem, placeProblem } from '../kinds/pattern.js';
import { once } from '../model/once.js';
import type { DesiredResource } from '../model/resource.js';
import type { Source } from '../model/source.js';
import type { Collected, Report } from './collected.js';
import { below } from './collected.js';

/** What would be void in silence: globs that can be no address, domains that nobody has, permissions that are one. */
export function checkPatterns(
  resources: readonly DesiredResource[],
  { policy, locate }: Pick<Collected, 'policy' | 'locate'>,
  tests: DesiredState['tests'],
  report: Report,
): void {
  const known = once(() => [...new Set(resources.map(({ address }) => address))]);
  const fail = (where: string, text: string, problem: PatternProblem | undefined, source: Source | undefined) => {
    if (problem === undefined || source === undefined) return;
    report({
      code: 'impossible-pattern',
      severity: 'error',
      message: `${JSON.stringify(text)} in \`${where}\` can match nothing: ${problem.message}.`,
      span: locate(source, 'value'),
      ...(problem.suggestion !== undefined && { hint: `did you mean ${problem.suggestion}?` }),
    });
  };
  for (const field of ['protect', 'ignore'] as const)
    for (const pattern of policy[field])
      fail(`policy.${field}`, pattern, patternProblem(pattern, known()), policy.sources?.get(`${field} ${pattern}`));
  for (const domain of policy.allowedDomains)
    fail('policy.allowed_domains', domain, domainProblem(domain), policy.sources?.get(`allowed_domains ${domain}`));
  for (const permissions of policy.separate) {
    const listed = permissions.join(', ');
    if (new Set(permissions).size < permissions.length)
      fail('policy.separate', listed, sameTwice, policy.sources?.get(`separate ${listed}`));
  }
  const places = once(() => placesIn(resources));
  for (const { on, source } of tests)
    if (on !== undefined)
      fail('on', on, placeProblem(on, places()), below({ ...source, path: source.path.slice(0, -1) }, 'on'));
}

const sameTwice: PatternProblem = { message: "it names the same permission twice, and one can't be kept from itself" };

/** An email has one `@` and after it a name with a dot, and nobody writes more into the list. */
function domainProblem(domain: string): PatternProblem | undefined {
  if (/^[^\s@/*:.]+(?:\.[^\s@/*:.]+)+$/.test(domain)) return undefined;
  const tidy = domain
    .trim()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^.*@/, '')
    .replace(/^\*?\.+/, '')
    .replace(/[./]+$/, '');
  const isFine = tidy !== domain && domainProblem(tidy) === undefined;
  return {
    message: 'it is not a domain such as example.com; each domain is written out in full',
    ...(isFine && { suggestion: tidy }),
  };
}

/** The organizations, spaces and projects of the files, as tests name them. */
function placesIn(resources: readonly DesiredResource[]): readonly string[] {
  return resources.flatMap(({ kind, address }) =>
    kinds[kind].role === 'place'
      ? [
          address
            .split('/')
            .filter((_, index) => index % 2 === 1)
            .join('/'),
        ]
      : [],
  );
}
