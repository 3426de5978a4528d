import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  typeFromAST,
} from 'graphql';
import { defaultFirst } from './connection.js';

/** The most that one query may cost (contract §8). */
export const largestComplexity = 1000;

export interface Question {
  readonly schema: GraphQLSchema;
  /** Valid against the schema. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Coerced to their types, with defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * What a query costs, told from its text before anything is looked up. Arize says only "about one per node plus one per
 * field per node" (contract §8). Here: a field costs 1, a node 1 and its fields, and a list as many nodes as are asked
 * for, whether or not a page can be that large or there are as many. Introspection is free.
 */
export function complexityOf(question: Question): number {
  const { schema, document, operation } = question;
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const root = schema.getRootType(operation.operation);
  return root ? costOf({ ...question, fragments }, operation.selectionSet, root) : 0;
}

interface Counting extends Question {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

interface AskedField {
  readonly node: FieldNode;
  readonly field: GraphQLField<unknown, unknown>;
}

function costOf(counting: Counting, selections: SelectionSetNode, parent: GraphQLCompositeType): number {
  return sum(fieldsIn(counting, selections, parent), (asked) => costOfField(counting, asked));
}

function costOfField(counting: Counting, { node, field }: AskedField): number {
  const type = getNamedType(field.type);
  if (!isCompositeType(type) || node.selectionSet === undefined) return 1;
  if (!field.args.some(({ name }) => name === 'first'))
    return (isInterfaceType(type) ? 1 : 0) + costOf(counting, node.selectionSet, type);
  const { first } = getArgumentValues(field, node, counting.variables);
  const asked = fieldsIn(counting, node.selectionSet, type);
  const ofEach = asked.filter((inner) => inner.node.name.value === 'edges');
  const once = asked.filter((inner) => !ofEach.includes(inner));
  const nodes = Math.max(typeof first === 'number' ? first : defaultFirst, 0);
  return (
    nodes * (1 + sum(ofEach, (inner) => costOfField(counting, inner))) +
    sum(once, (inner) => costOfField(counting, inner))
  );
}

/** The fields that are asked for, with those of fragments; of types that exclude each other as well. */
function fieldsIn(
  counting: Counting,
  selections: SelectionSetNode,
  parent: GraphQLCompositeType,
): readonly AskedField[] {
  return selections.selections.flatMap((selection): readonly AskedField[] => {
    if (isLeftOut(counting, selection)) return [];
    if (selection.kind === Kind.FIELD) {
      const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {};
      const field = fields[selection.name.value];
      return field === undefined ? [] : [{ node: selection, field }];
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? counting.fragments.get(selection.name.value) : selection;
    if (fragment === undefined) return [];
    const on = fragment.typeCondition === undefined ? parent : typeFromAST(counting.schema, fragment.typeCondition);
    return isCompositeType(on) ? fieldsIn(counting, fragment.selectionSet, on) : [];
  });
}

function isLeftOut({ variables }: Counting, selection: SelectionNode): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] === true ||
    getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] === false
  );
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
