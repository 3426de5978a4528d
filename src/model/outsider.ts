import type { Diagnostic } from './diagnostic.js';
import type { DesiredResource } from './resource.js';
import type { Locate, Source } from './source.js';

/**
 * Arize takes nobody into a space who is not in its organization (contract §7 "Spaces"). `above`: the organization's members
 * in the files, or the organization itself where they have no such map; `what` that is.
 */
export function notInOrganization(
  { names, attributes, source }: Pick<DesiredResource, 'names' | 'attributes' | 'source'>,
  above: Source | undefined,
  locate: Locate,
  what: string,
): Diagnostic {
  const { user = '', organization = '', space = '', project } = names;
  const place = `${project === undefined ? 'space' : 'project'} ${[organization, space, project].filter(Boolean).join('/')}`;
  const role = attributes['role'] === 'annotator' ? 'annotator' : 'member';
  const span = above === undefined ? undefined : locate(above, 'key');
  const at = span === undefined ? '' : ` (${span.file}:${String(span.start.line)})`;
  return {
    code: 'not-in-organization',
    severity: 'error',
    message: `${user} can't be added to ${place}: they are not a member of organization ${organization}.`,
    span: locate(source, 'key'),
    ...(span !== undefined && { related: [{ message: what, span }] }),
    hint: `add \`${user}: ${role}\` under \`organizations.${organization}.members\`${at}`,
  };
}
