import { kinds, roleKind } from '../kinds/index.js';
import { memberRoleWords } from '../kinds/words.js';
import type { DesiredState, ExternalReference } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { didYouMean } from '../model/suggestion.js';
import { keyDoubts } from './key-doubts.js';
import { lookAlikeDoubts } from './look-alike-doubts.js';
import { organizationDoubts } from './organization-doubts.js';

/**
 * What may be a mistake, and is none where the account says otherwise: people whom no file declares although the files
 * declare people, roles that look like a word, names of roles that newer servers refuse, and keys that can't be made. For `validate`, which does not
 * know the account; a plan tells what is so.
 */
export function doubts(desired: DesiredState, now: Date): readonly Diagnostic[] {
  const people = desired.resources.filter(({ kind }) => kinds[kind].role === 'person');
  const declared = people.flatMap(({ ensure, names }) => (ensure === 'absent' ? [] : [names.user ?? '']));
  const first = new Map(desired.references.toReversed().map((reference) => [reference.address, reference]));
  return [
    ...[...first.values()].toReversed().flatMap((reference) => {
      const { kind } = reference;
      if (kind === roleKind) return looksLikeWord(reference, desired);
      return people.length === 0 ? [] : [undeclared(reference, declared, desired)];
    }),
    ...desired.resources.flatMap((resource) => oddRoleName(resource, desired)),
    ...organizationDoubts(desired),
    ...keyDoubts(desired, now),
    ...lookAlikeDoubts(desired),
  ];
}

function undeclared(
  { name, source }: ExternalReference,
  declared: readonly string[],
  { locate }: DesiredState,
): Diagnostic {
  return {
    code: 'undeclared-user',
    severity: 'warning',
    message: `${name} is not under \`users:\`; a plan is an error unless they are in the account already.`,
    span: locate(source, 'key'),
    hint: didYouMean(name, declared) ?? `add \`${name}: {}\` under \`users:\` to have them invited`,
  };
}

function looksLikeWord({ name, source }: ExternalReference, { locate }: DesiredState): readonly Diagnostic[] {
  const hint = memberRoleWords.some((word) => word === name)
    ? undefined
    : didYouMean(name.toLowerCase(), [...memberRoleWords, 'absent']);
  if (hint === undefined) return [];
  return [
    {
      code: 'role-like-word',
      severity: 'warning',
      message: `${JSON.stringify(name)} is read as the name of a custom role, which no file declares.`,
      span: locate(source, 'value'),
      hint,
    },
  ];
}

/** Letters, digits, blanks and punctuation of ASCII: the pattern of newer servers (contract §7 "Roles"). */
const roleName = /^[ -~]+$/;

function oddRoleName(
  { kind, names: { role = '' }, ensure, source }: DesiredState['resources'][number],
  { locate }: DesiredState,
): readonly Diagnostic[] {
  if (kind !== roleKind || ensure !== 'present' || roleName.test(role)) return [];
  return [
    {
      code: 'role-name',
      severity: 'warning',
      message: `Arize refuses to create a role that is called ${JSON.stringify(role)}: it takes only unaccented letters, digits, blanks and punctuation.`,
      span: locate(source, 'key'),
      hint: 'choose a name without other characters; a role that has this name already can stay',
    },
  ];
}
