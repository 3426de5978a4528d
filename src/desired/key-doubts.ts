import { kindAt, kinds, outermostKind } from '../kinds/index.js';
import { sourceOfPlace } from '../kinds/key-place.js';
import { addressOf, segmentsOf } from '../model/address.js';
import type { Address } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { DesiredResource, KindName } from '../model/resource.js';
import { didYouMean } from '../model/suggestion.js';
import { below } from './collected.js';

/** Keys that would have ended before they are made, and keys for spaces that no file declares although the files declare organizations. */
export function keyDoubts(desired: DesiredState, now: Date): readonly Diagnostic[] {
  const keys = desired.resources.filter(({ kind, ensure }) => kinds[kind].role === 'key' && ensure === 'present');
  return keys.flatMap((key) => [...ended(key, desired, now), ...unknownSpaces(key, desired)]);
}

/** With `rotate_before` the declared end is the first key's, and may well be over. */
function ended(key: DesiredResource, { locate }: DesiredState, now: Date): readonly Diagnostic[] {
  const { expires } = key.attributes;
  if (typeof expires !== 'string' || Date.parse(expires) > now.getTime()) return [];
  if (key.delivery?.rotateBeforeMs !== undefined) return [];
  return [
    {
      code: 'expired-key',
      severity: 'error',
      message: `the key ended ${expires}: Arize does not create a key that has already ended.`,
      span: locate(below(key.source, 'expires'), 'value'),
      hint: 'give a later `expires`, or remove the key; `rotate_before: 30d` renews a key before it ends',
    },
  ];
}

function unknownSpaces({ attributes, source }: DesiredResource, desired: DesiredState): readonly Diagnostic[] {
  if (!desired.managed.some(({ kinds }) => kinds.includes(outermostKind))) return [];
  return Object.keys(spacesOf(attributes)).flatMap((address) => {
    const [, organization = '', , space = ''] = segmentsOf(address as Address);
    const hint = unknownHint(kindAt(address as Address), { organization, space }, desired);
    if (hint === undefined) return [];
    return [
      {
        code: 'unknown-space',
        severity: 'error' as const,
        message: `the space ${JSON.stringify(space)} of the organization ${JSON.stringify(organization)} is not in any of the files.`,
        span: desired.locate(sourceOfPlace(source, address as Address), 'key'),
        hint,
      },
    ];
  });
}

/** What is meant in place of a space that no file declares; nothing where one does, or where the files leave that open. */
function unknownHint(
  own: KindName | undefined,
  { organization, space }: { readonly organization: string; readonly space: string },
  { resources, managed }: DesiredState,
): string | undefined {
  const organizations = resources.flatMap(({ kind, names }) =>
    kind === outermostKind ? [names.organization ?? ''] : [],
  );
  const renamed = resources.find(
    ({ kind, renamedFrom }) => kind === outermostKind && renamedFrom?.name === organization,
  );
  if (renamed !== undefined) return `it is renamed to ${JSON.stringify(renamed.names.organization)}: write that name`;
  if (!organizations.includes(organization))
    return (
      didYouMean(organization, organizations) ??
      `declare it under \`organizations\`; \`${organization}: {}\` is enough where it is in the account already`
    );
  const container = addressOf.organization(organization);
  if (own === undefined || !managed.some((map) => map.container === container && map.kinds.includes(own)))
    return undefined;
  const spaces = resources.flatMap(({ kind, names }) =>
    kind === own && names.organization === organization ? [names.space ?? ''] : [],
  );
  if (spaces.includes(space)) return undefined;
  return (
    didYouMean(space, spaces) ??
    `declare it under \`spaces\` there; \`${space}: {}\` is enough where it is in the account already`
  );
}

function spacesOf({ spaces }: DesiredResource['attributes']): object {
  return typeof spaces === 'object' && spaces !== null ? spaces : {};
}
