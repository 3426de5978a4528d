import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode, ValueNode } from 'graphql';
import { Kind } from 'graphql';

/** About one for each node and one for each field of it, as often as `first` says; introspection is free (contract §8). */
export function complexityOf(document: DocumentNode, variables: Readonly<Record<string, unknown>>): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);

  const costOf = (selections: SelectionSetNode | undefined): number =>
    (selections?.selections ?? []).reduce((sum, selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return sum + costOf(selection.selectionSet);
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        return sum + costOf(fragments.get(selection.name.value)?.selectionSet);
      if (selection.name.value.startsWith('__')) return sum;
      const first = selection.arguments?.find(({ name }) => name.value === 'first')?.value;
      const times = first === undefined ? (isList(selection.name.value) ? defaultPage : 1) : numberOf(first, variables);
      return sum + 1 + times * costOf(selection.selectionSet);
    }, 0);

  return document.definitions.reduce(
    (sum, definition) => sum + (definition.kind === Kind.OPERATION_DEFINITION ? costOf(definition.selectionSet) : 0),
    0,
  );
}

export const defaultPage = 50;

function isList(field: string): boolean {
  return field === 'spaceUsers' || field === 'accountOrganizationUsers';
}

function numberOf(value: ValueNode, variables: Readonly<Record<string, unknown>>): number {
  if (value.kind === Kind.INT) return Number(value.value);
  const given = value.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  return typeof given === 'number' ? given : defaultPage;
}
