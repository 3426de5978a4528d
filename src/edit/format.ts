import { equal } from '../model/equal.js';
import type { Document, Node, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isAlias, isCollection, isMap, isNode, isScalar, isSeq, parseAllDocuments, visit } from 'yaml';
import { keyOf, meaningOf } from './meaning.js';
import type { Meaning } from './meaning.js';
import { mannerOf } from './render.js';
import type { Splice } from './splices.js';
import { withSplices } from './splices.js';
import { compareText } from '../model/compare-text.js';

/** The part of a JSON Schema that says in which order a map is written. */
export interface OrderSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, OrderSchema>>;
  readonly additionalProperties?: OrderSchema | boolean;
  readonly items?: OrderSchema;
  readonly oneOf?: readonly OrderSchema[];
  readonly anyOf?: readonly OrderSchema[];
  readonly definitions?: Readonly<Record<string, OrderSchema>>;
  readonly enum?: readonly unknown[];
}

/** The longest line that a list or an entry may make; longer ones stand on several. */
const lineWidth = 100;

/**
 * A file in the one style: fields in the order of the schema, names in alphabetical order, a person's entry on one line,
 * quotes only where they are needed. Comments stay with what they are about, and line ends are as they were. Nothing that the file says changes; a file
 * for which that can't be made sure of (invalid YAML, several documents) is given back as it is, with the reason. `isQuoted`
 * names texts that stand in double quotes all the same.
 */
export function formatFile(
  text: string,
  schema: OrderSchema,
  isQuoted: (text: string) => boolean = () => false,
): Formatted {
  // A comment may find its place only when what is around it has found its own.
  let result = formatOnce(text, schema, isQuoted);
  for (let tries = 0; tries < 3 && 'text' in result; tries++) {
    const again = formatOnce(result.text, schema, isQuoted);
    if ('problem' in again || again.text === result.text)
      return { text: result.text.replaceAll('\n', mannerOf(text).lineEnd) };
    result = again;
  }
  return 'problem' in result ? result : { problem: 'its comments or anchors stand where they would be lost' };
}

type Formatted = { readonly text: string } | { readonly problem: string };

function formatOnce(text: string, schema: OrderSchema, isQuoted: (text: string) => boolean): Formatted {
  const documents = parseAllDocuments(text.replace(/^\uFEFF/, ''), options);
  const [document, second] = 'empty' in documents ? [] : documents;
  if (document === undefined || document.contents === null) return { text: tidy(text) };
  if (second !== undefined) return { problem: 'it holds more than one YAML document' };
  if (document.errors.length > 0) return { problem: 'it is not valid YAML' };
  const before = asSets(meaningOf(document.contents));
  const comments = commentsOf(text);
  new Formatter(schema, usesAnchors(document), isQuoted).format(document);
  const written = withTightLists(
    document.toString({ lineWidth: 0, flowCollectionPadding: true, singleQuote: true }).replaceAll(sameLine, ' #$1'),
  );
  const again = parseAllDocuments(written, options);
  const [same] = 'empty' in again ? [] : again;
  const isSame =
    same?.errors.length === 0 &&
    equal(asSets(meaningOf(same.contents)), before) &&
    equal(commentsOf(written), comments);
  return isSame ? { text: tidy(written) } : { problem: 'its comments or anchors stand where they would be lost' };
}

const options = {
  prettyErrors: false,
  uniqueKeys: false,
  merge: false,
  logLevel: 'silent',
  keepSourceTokens: true,
} as const;

/** Marks a comment that stands behind a key whose value begins on the next line; the library would move it there too. */
const behindKey = '\uE000';
const sameLine = new RegExp(`\\n *#${behindKey}([^\\n]*)`, 'g');

/** `[a, b]`: the library pads lists as it pads maps. */
function withTightLists(text: string): string {
  const splices: Splice[] = [];
  const documents = parseAllDocuments(text, options);
  for (const document of 'empty' in documents ? [] : documents)
    visit(document, {
      Seq: (_key, node) => {
        const [start, end] = node.range ?? [0, 0];
        if (node.flow !== true || text[start + 1] !== ' ' || text[end - 2] !== ' ') return;
        splices.push({ from: start + 1, to: start + 2, text: '' }, { from: end - 2, to: end - 1, text: '' });
      },
    });
  return withSplices(text, splices);
}

function tidy(text: string): string {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .trimEnd();
  return lines === '' ? '' : `${lines}\n`;
}

/** The order of maps and of permissions says nothing. */
function asSets(meaning: Meaning): unknown {
  if (typeof meaning === 'string') return meaning;
  if (Array.isArray(meaning)) return (meaning as readonly Meaning[]).map(asSets).sort(byText);
  return Object.fromEntries(Object.entries(meaning).map(([key, value]) => [key, asSets(value)]));
}

function byText(a: unknown, b: unknown): number {
  return compareText(JSON.stringify(a), JSON.stringify(b));
}

/** The text of every comment, in no order. */
function commentsOf(text: string): readonly string[] {
  const found: string[] = [];
  const documents = parseAllDocuments(text.replace(/^\uFEFF/, ''), options);
  for (const document of 'empty' in documents ? [] : documents) {
    const add = (comment: string | null | undefined) => {
      for (const line of (comment ?? '').split('\n')) if (line.trim() !== '') found.push(line.trim());
    };
    add(document.commentBefore);
    add(document.comment);
    visit(document, {
      Node: (_key, node) => {
        add(node.commentBefore);
        add(node.comment);
      },
    });
  }
  return found.sort();
}

function usesAnchors(document: Document.Parsed): boolean {
  let found = false;
  visit(document, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

class Formatter {
  constructor(
    private readonly schema: OrderSchema,
    /** An alias must come after its anchor, so nothing changes its place then. */
    private readonly keepsOrder: boolean,
    private readonly isQuoted: (text: string) => boolean,
  ) {}

  format(document: Document.Parsed): void {
    const root = document.contents;
    if (!isMap(root)) return;
    this.node(root, this.schema, 0);
    for (const [index, { key }] of root.items.entries()) spaceBefore(key, index > 0);
  }

  private node(node: unknown, schema: OrderSchema | undefined, depth: number): void {
    if (isScalar(node)) this.scalar(node);
    else if (isMap(node)) this.map(node as YAMLMap.Parsed, this.shapeOf(schema), depth);
    else if (isSeq(node)) this.list(node as YAMLSeq.Parsed, this.shapeOf(schema), depth);
  }

  private scalar(node: Scalar): void {
    // Text of several lines keeps its form; everything else is quoted only where it must be.
    if (typeof node.value !== 'string') return;
    // The library writes `<<` as it stands, and that is no name but a merge key.
    if (node.value === '<<' || this.isQuoted(node.value)) node.type = 'QUOTE_DOUBLE';
    else if (!node.value.includes('\n')) delete node.type;
  }

  private map(map: YAMLMap.Parsed, shape: OrderSchema, depth: number): void {
    const { properties } = shape;
    keepWithFirst(map);
    for (const pair of map.items) {
      const { key, value } = pair;
      markBehindKey(pair);
      if (isScalar(key)) this.scalar(key);
      this.node(value, this.schemaFor(keyOf(key) ?? '', shape), depth + 1);
    }
    if (!this.keepsOrder) this.sort(map, properties);
    for (const [index, { key, value }] of map.items.entries()) {
      const isLine = !isCollection(value) || value.flow === true || value.items.length === 0;
      if (index === 0 || (isLine && !hasCommentBefore(key) && depth > 0)) spaceBefore(key, false);
    }
    const wasFlow = map.flow === true;
    map.flow = depth > 1 && properties !== undefined && isPlain(map) && widthOf(map) <= lineWidth - 20;
    if (map.items.length === 0) map.flow = true;
    if (wasFlow && !map.flow) keepBehindKey(map);
  }

  private sort(map: YAMLMap.Parsed, properties: OrderSchema['properties']): void {
    const order = properties === undefined ? undefined : Object.keys(properties);
    const rank = (pair: Pair<ParsedNode, ParsedNode | null>) => {
      const found = order?.indexOf(keyOf(pair.key) ?? '') ?? -1;
      return found < 0 ? Number.MAX_SAFE_INTEGER : found;
    };
    map.items.sort((a, b) =>
      order === undefined ? compareText(keyOf(a.key) ?? '', keyOf(b.key) ?? '') : rank(a) - rank(b),
    );
  }

  private list(list: YAMLSeq.Parsed, shape: OrderSchema, depth: number): void {
    for (const item of list.items) this.node(item, shape.items, depth + 1);
    const isSet = this.shapeOf(shape.items).enum !== undefined;
    if (isSet && !this.keepsOrder && !list.items.some((item) => hasComments(item)))
      list.items.sort((a, b) => compareText(textOf(a), textOf(b)));
    const wasFlow = list.flow === true;
    list.flow = list.items.every((item) => isScalar(item)) && isPlain(list) && widthOf(list) <= lineWidth - depth * 2;
    if (list.items.length === 0) list.flow = true;
    if (wasFlow && !list.flow) keepBehindKey(list);
  }

  private schemaFor(key: string, shape: OrderSchema): OrderSchema | undefined {
    const named = shape.properties?.[key];
    if (named !== undefined) return named;
    return typeof shape.additionalProperties === 'object' ? shape.additionalProperties : undefined;
  }

  /** The schema with references followed, and of several forms that of a map or a list. */
  private shapeOf(schema: OrderSchema | undefined): OrderSchema {
    if (schema === undefined) return {};
    if (schema.$ref !== undefined)
      return this.shapeOf(this.schema.definitions?.[schema.$ref.replace('#/definitions/', '')]);
    const forms = (schema.oneOf ?? schema.anyOf ?? []).map((form) => this.shapeOf(form));
    const properties = forms.flatMap((form) => Object.entries(form.properties ?? {}));
    const own = forms.find((form) => form.items !== undefined || typeof form.additionalProperties === 'object') ?? {};
    return properties.length === 0
      ? { ...own, ...schema }
      : { ...own, properties: Object.fromEntries(properties), ...schema };
  }
}

/** A comment right above the first entry is about that entry, and moves with it; one with a blank line below is about the map. */
function keepWithFirst(map: YAMLMap.Parsed): void {
  const [first] = map.items;
  const lines = map.commentBefore?.split('\n') ?? [];
  const behind = lines.filter((line) => line.startsWith(behindKey));
  const own = lines.filter((line) => !line.startsWith(behindKey));
  if (first === undefined || own.length === 0 || map.flow === true) return;
  const key = first.key as Node;
  if (key.spaceBefore === true) return;
  key.commentBefore = [...own, ...(key.commentBefore?.split('\n') ?? [])].join('\n');
  map.commentBefore = behind.length === 0 ? null : behind.join('\n');
}

/** What was said behind the brackets is said behind the key once there are none. */
function keepBehindKey(node: YAMLMap.Parsed | YAMLSeq.Parsed): void {
  const { comment } = node;
  if (comment === undefined || comment === null || comment.includes('\n')) return;
  node.commentBefore = [`${behindKey}${comment}`, ...(node.commentBefore?.split('\n') ?? [])].join('\n');
  node.comment = null;
}

/** Whether a comment stands on the line of the key, in front of a value on lines of its own. */
function markBehindKey({ value, srcToken }: Pair<ParsedNode, ParsedNode | null>): void {
  if (!isCollection(value) || value.flow === true || value.items.length === 0) return;
  const types = (srcToken?.sep ?? []).map(({ type }) => type);
  const comment = types.indexOf('comment');
  if (comment < 0 || types.slice(0, comment).includes('newline')) return;
  value.commentBefore = `${behindKey}${value.commentBefore ?? ''}`;
}

function spaceBefore(key: unknown, is: boolean): void {
  if (isNode(key)) key.spaceBefore = is;
}

function hasCommentBefore(key: unknown): boolean {
  return isNode(key) && (key.commentBefore ?? '') !== '';
}

/** Nothing in it that would not stand on one line. */
function isPlain(node: YAMLMap.Parsed | YAMLSeq.Parsed): boolean {
  let is = true;
  visit(node, {
    Node: (_key, inside) => {
      const isText = isScalar(inside) && typeof inside.value === 'string' && inside.value.includes('\n');
      const isNested = inside !== node && isCollection(inside) && isMap(inside);
      if (
        isText ||
        isNested ||
        isAlias(inside) ||
        (inside !== node && hasComments(inside)) ||
        hasOwnComments(inside, node)
      )
        is = false;
    },
  });
  return is;
}

function hasComments(node: Node): boolean {
  return (node.commentBefore ?? '') !== '' || (node.comment ?? '') !== '';
}

/** A comment behind the last entry of a map would end up behind its brace. */
function hasOwnComments(inside: Node, node: Node): boolean {
  return inside === node && (node.commentBefore ?? '') !== '';
}

function widthOf(node: YAMLMap.Parsed | YAMLSeq.Parsed): number {
  return JSON.stringify(meaningOf(node)).length;
}

function textOf(node: unknown): string {
  return isScalar(node) ? String(node.value) : '';
}
