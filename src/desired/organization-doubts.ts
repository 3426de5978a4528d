import { outermostKind, outermostMembership } from '../kinds/index.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { DesiredResource } from '../model/resource.js';

/** Most people that one line names. */
const mostNamed = 5;

/**
 * Organizations without `members` whose spaces have some: where the organization is new, Arize takes nobody into its spaces, and
 * only the account tells whether it is.
 */
export function organizationDoubts({ resources, managed, locate }: DesiredState): readonly Diagnostic[] {
  return resources.flatMap((organization) => {
    const { kind, ensure, address, names, source } = organization;
    if (kind !== outermostKind || ensure !== 'present' || organization.renamedFrom !== undefined) return [];
    if (managed.some((map) => map.container === address && map.kinds.includes(outermostMembership))) return [];
    const people = peopleBelow(resources, names.organization ?? '');
    const [first] = people;
    if (first === undefined) return [];
    const shown = people.slice(0, mostNamed).map((user) => `${user}: member`);
    const more = people.length > shown.length ? ', …' : '';
    const name = names.organization ?? '';
    return [
      {
        code: 'no-organization-members',
        severity: 'warning',
        message: `organization ${name} has no \`members\` in the files; if it is new, nobody can be added to its spaces.`,
        span: locate(source, 'key'),
        hint: `where it is new, add \`members: { ${shown.join(', ')}${more} }\` under \`organizations.${name}\` (line ${String(locate(source, 'key').start.line)})`,
      },
    ];
  });
}

function peopleBelow(resources: readonly DesiredResource[], organization: string): readonly string[] {
  const people = resources.flatMap(({ kind, ensure, names }) =>
    kind !== outermostMembership && ensure === 'present' && names.organization === organization
      ? (names.user ?? [])
      : [],
  );
  return [...new Set(people)].sort();
}
