import type { Diagnostic } from '../model/diagnostic.js';
import type { DesiredResource } from '../model/resource.js';
import { givenRole } from '../model/resource.js';
import type { Locate, Source } from '../model/source.js';
import { holdersOf, kinds, nameKey } from './index.js';

/** What the files say of somebody's membership of an organization, as far as they say anything. */
export interface Outside {
  /** Where that is, and what it is. */
  readonly above: Source | undefined;
  readonly what: string;
  /** What to do about an entry that says they are not a member. */
  readonly instead?: string;
}

/**
 * Arize takes nobody into a space who is not in its organization (contract §7 "Spaces"). `above`: their own
 * entry there, the organization's members in the files, or the organization itself where they have no such map.
 */
export function notInOrganization(
  { kind, names, attributes, source }: Pick<DesiredResource, 'kind' | 'names' | 'attributes' | 'source'>,
  { above, what, instead }: Outside,
  locate: Locate,
): Diagnostic {
  const { user = '', organization = '' } = names;
  const holders = holdersOf(kind);
  const title = holders.slice(-1).map((holder) => kinds[holder].title);
  const place = `${title.join('')} ${holders.map((holder) => names[nameKey(holder)]).join('/')}`;
  const role = givenRole(attributes) === 'annotator' ? 'annotator' : 'member';
  const span = above === undefined ? undefined : locate(above, 'key');
  const at = span === undefined ? '' : ` (${span.file}:${String(span.start.line)})`;
  return {
    code: 'not-in-organization',
    severity: 'error',
    message: `${user} can't be added to ${place}: they are not a member of organization ${organization}.`,
    span: locate(source, 'key'),
    ...(span !== undefined && { related: [{ message: what, span }] }),
    hint: instead ?? `add \`${user}: ${role}\` under \`organizations.${organization}.members\`${at}`,
  };
}
