import { Document, isCollection, isMap, isScalar } from 'yaml';
import type { Node } from 'yaml';
import { Commented, OnOneLine } from '../kinds/written.js';

/** The same without comments and styles: text, numbers, booleans, lists and objects. Fields that are `undefined` are left out. */
export function plainValue(value: unknown): unknown {
  if (value instanceof Commented || value instanceof OnOneLine) return plainValue(value.value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null) return value;
  const entries: (readonly [string, unknown])[] =
    value instanceof Map ? [...(value as Map<string, unknown>)] : Object.entries(value);
  return Object.fromEntries(
    entries.flatMap(([key, inside]) => (inside === undefined ? [] : [[key, plainValue(inside)]])),
  );
}

/**
 * A YAML document of plain values and maps, in their order. Keys stay text as they are; texts that another reader could
 * take for something else are quoted.
 */
export function yamlDocument(value: unknown): Document {
  const document = new Document();
  document.contents = nodeOf(document, value);
  return document;
}

/** A comment ends with its line. */
export function onOneLine(comment: string): string {
  return comment.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

function nodeOf(document: Document, value: unknown): Node {
  if (value instanceof Commented) {
    const node = nodeOf(document, value.value);
    const comment = ` ${onOneLine(value.comment)}`;
    if (isMap(node) && node.items.length > 0 && node.flow !== true) node.commentBefore = comment;
    else node.comment = comment;
    return node;
  }
  if (value instanceof OnOneLine) {
    const node = nodeOf(document, value.value);
    if (isCollection(node)) node.flow = true;
    return node;
  }
  if (value instanceof Map || (typeof value === 'object' && value !== null && !Array.isArray(value))) {
    const entries: (readonly [string, unknown])[] =
      value instanceof Map ? [...(value as Map<string, unknown>)] : Object.entries(value);
    const map = document.createNode({});
    for (const [key, inner] of entries) {
      if (inner === undefined) continue;
      const pair = document.createPair(quoted(document, key), nodeOf(document, inner));
      map.items.push(pair as never);
    }
    map.flow = map.items.length === 0;
    return map;
  }
  if (Array.isArray(value)) {
    const list = document.createNode(value.map((item: unknown) => item));
    return list as Node;
  }
  return typeof value === 'string' ? text(document, value) : document.createNode(value);
}

/** `${` begins a variable in our files, but for keys. In the second text of `replaceAll` it would take four `$`. */
function text(document: Document, value: string): Node {
  return quoted(
    document,
    value.replaceAll('${', () => '$${'),
  );
}

function quoted(document: Document, value: string): Node {
  const node = document.createNode(value);
  const isAmbiguous = /^[\d.+-]|^(on|off|yes|no|y|n|true|false|null|~|<<)$/i.test(value) && !value.includes('@');
  if (isScalar(node) && (isAmbiguous || value.endsWith(':'))) node.type = 'QUOTE_DOUBLE';
  return node;
}

/** What a CI runner would take for a command where the file is printed in its log. Names that hold it are quoted. */
const command = /(?<=:):|(?<=#)#(?=\w*\[)/g;

/** A text in which none of that is left: in double quotes it is written as an escape of YAML. */
export function withoutCommands(text: string): string {
  return text.replace(command, (character) => `\\x${character.charCodeAt(0).toString(16)}`);
}
