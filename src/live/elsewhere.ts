import { spaceFrom } from '../kinds/space/read.js';
import { optional } from '../kinds/raw.js';
import type { LiveNeeds, LiveState } from '../model/live.js';
import type { LiveResource } from '../model/resource.js';
import type { Arize, RawObject } from '../remote/port.js';

/** With more organizations than this the others are not looked through: each is a call. */
const mostOrganizations = 50;

/**
 * The spaces of the organizations that a plan had no need of: one of them may be what somebody means to declare. What can't be
 * read is left out, since the plan itself does not hang on it.
 */
export async function spacesElsewhere(
  arize: Arize,
  { resources }: LiveState,
  { spacesOf }: Pick<LiveNeeds, 'spacesOf'>,
  signal?: AbortSignal,
): Promise<readonly LiveResource[]> {
  if (spacesOf === 'all') return [];
  const others = [...resources.organization.values()].filter(
    ({ names }) => !spacesOf.includes(names.organization ?? ''),
  );
  if (others.length > mostOrganizations) return [];
  const found = await Promise.all(
    others.map(async (organization) => {
      const listed = await arize.list({ list: 'spaces', organization: organization.id }, signal);
      return listed.ok ? listed.value.filter(isNamed).map((raw) => spaceFrom(raw, organization)) : [];
    }),
  );
  return found.flat();
}

function isNamed(raw: RawObject): boolean {
  return optional(raw, 'id') !== undefined && optional(raw, 'name') !== undefined;
}
