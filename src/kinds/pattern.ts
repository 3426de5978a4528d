import type { Address } from '../model/address.js';
import { isEmail } from '../model/address.js';
import { globPieces, segmentGlob } from '../model/glob.js';
import type { KindName } from '../model/resource.js';
import { nearest } from '../model/suggestion.js';
import { kindNames, kinds, wordsOf } from './index.js';

/*
 * What globs over addresses can mean, told from the globs alone. Addresses have few shapes, so a glob is the same as a few
 * lists of what may stand in the place of each name: questions about all names that there could be become questions about
 * those lists.
 */

/** What stands in a shape for what people choose: no text that could be a name. */
const name = '\0name';
const email = '\0email';

/** The form of every address: words as they are, and a mark for each name and each email. */
export const addressShapes: readonly Shape[] = [
  ...new Map(kindNames.map(shapeOf).map((shape) => [shape.join('/'), shape])).values(),
];

/** Its own name is at the end; a flag has none, and a grant is somebody's. */
function shapeOf(kind: KindName): Shape {
  const { role } = kinds[kind];
  const shape = wordsOf(kind).flatMap((word) => [word, name]);
  return [...shape.slice(0, -1), ...(role === 'flag' ? [] : [role === 'person' || role === 'grant' ? email : name])];
}

type Shape = readonly string[];

/** Where an access test looks: `ORGANIZATION/SPACE/PROJECT`, or a part of it. */
const placeShapes: readonly Shape[] = [[name], [name, name], [name, name, name]];

export interface PatternProblem {
  /** Why nothing can be meant by it. */
  readonly message: string;
  /** What was meant, as far as can be told. */
  readonly suggestion?: string;
}

/** What is wrong with a glob that can match no address, whatever there is. `known`: addresses that it may have been meant for. */
export function patternProblem(pattern: string, known: readonly string[] = []): PatternProblem | undefined {
  return problemOf(pattern, addressShapes, known, addressForm);
}

/** The same for the places of access tests. */
export function placeProblem(pattern: string, known: readonly string[] = []): PatternProblem | undefined {
  const isAddress = pattern.startsWith('organization/') && patternProblem(pattern) === undefined;
  if (!isAddress) return problemOf(pattern, placeShapes, known, placeForm);
  const written = pattern.split('/').filter((segment, index) => index % 2 === 1 || segment === '**');
  return { message: `it is written as an address; ${placeForm}`, suggestion: written.join('/') };
}

const addressForm = `addresses are ${outerForms().join(', ')} and what is in one: ${innerForms().join(', ')}`;

/** Those that hold nothing come first. */
function outerForms(): readonly string[] {
  const holders = new Set(kindNames.map((kind) => kinds[kind].holder));
  const outer = kindNames.filter((kind) => kinds[kind].holder === undefined);
  return [...outer.filter((kind) => !holders.has(kind)), ...outer.filter((kind) => holders.has(kind))].map(formOf);
}

function innerForms(): readonly string[] {
  const inner = kindNames.filter((kind) => kinds[kind].holder !== undefined);
  return [...new Set(inner.map((kind) => `…/${formOf(kind)}`))];
}

function formOf(kind: KindName): string {
  const last = shapeOf(kind).at(-1);
  const { word } = kinds[kind];
  return last === email ? `${word}/EMAIL` : last === name ? `${word}/NAME` : word;
}

const placeForm = 'a place is ORGANIZATION/SPACE/PROJECT, or a part of it';

function problemOf(
  pattern: string,
  shapes: readonly Shape[],
  known: readonly string[],
  form: string,
): PatternProblem | undefined {
  const fits = (text: string) => shapes.some((shape) => readings(text.split('/'), shape).length > 0);
  const segments = pattern.split('/');
  const message = messageFor(pattern, segments, form);
  if (message === undefined && fits(pattern)) return undefined;
  const meant = corrections(pattern).filter((text) => text !== pattern && isWell(text) && fits(text));
  const found = meant.find((text) => known.includes(text)) ?? meant[0] ?? nearest(pattern, known);
  return { message: message ?? form, ...(found !== undefined && { suggestion: found }) };
}

function isWell(text: string): boolean {
  return messageFor(text, text.split('/'), '') === undefined;
}

function messageFor(pattern: string, segments: readonly string[], form: string): string | undefined {
  if (pattern.trim() !== pattern || pattern === '') return `it begins or ends with a blank, or is empty; ${form}`;
  if (segments.at(-1) === '') return 'it ends in `/`, and no address does';
  if (segments.includes('')) return 'it has nothing between two slashes, or before the first';
  const encoded = /%(?!2F|25).{0,2}/.exec(pattern)?.[0];
  if (encoded !== undefined)
    return `${JSON.stringify(encoded)} stands for nothing: in names \`/\` is written %2F and \`%\` is written %25, in upper case, and nothing else is encoded`;
  return undefined;
}

/**
 * Every way in which a glob can be an address of a shape: what it asks for in the place of each name, `*` for anything.
 * None where it can't be. Addresses are short, so there are few, however many `**` it has.
 */
function readings(pattern: readonly string[], shape: Shape): readonly (readonly string[])[] {
  const pieces = globPieces(pattern);
  if (pieces.filter((piece) => piece !== '**').length > shape.length) return [];
  const found = new Map<string, readonly string[]>();
  const read = (piece: number, part: number, asked: readonly string[]): void => {
    const own = pieces[piece];
    const wanted = shape[part];
    if (own === '**') {
      read(piece + 1, part, asked);
      if (wanted !== undefined) read(piece, part + 1, isFree(wanted) ? [...asked, '*'] : asked);
    } else if (own === undefined || wanted === undefined) {
      if (own === undefined && wanted === undefined) found.set(asked.join('/'), asked);
    } else if (!isFree(wanted)) {
      if (segmentGlob(own)(wanted)) read(piece + 1, part + 1, asked);
    } else if (wanted === name || isEmailGlob(own)) {
      read(piece + 1, part + 1, [...asked, wanted === name ? own : own.toLowerCase()]);
    }
  };
  read(0, 0, []);
  return [...found.values()];
}

function isFree(part: string): boolean {
  return part === name || part === email;
}

function isEmailGlob(text: string): boolean {
  return text.includes('*') || isEmail(text);
}

/** What may have been meant, the likeliest first. */
function corrections(pattern: string): readonly string[] {
  const tidy = pattern
    .trim()
    .split('/')
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '')
    .map(encodedWell);
  // Nothing that was meant is far longer than any address.
  if (tidy.length > 20) return [];
  const worded = tidy.map((segment, index) => (index % 2 === 0 ? wordFor(segment) : segment));
  const anywhere = tidy.map(wordFor);
  const ways = [tidy, worded, anywhere];
  return [
    ...ways,
    ...ways.flatMap((way) => (way.at(-1) === '*' ? [[...way.slice(0, -1), '**']] : [])),
    ...ways.flatMap(joined),
    ...ways.flatMap(withWords),
    ...(tidy.length === 1 && pattern.includes('@') ? [['user', ...tidy]] : []),
    ...(words.includes(wordFor(tidy[0] ?? '')) ? [] : withWords(['organization', ...tidy])),
  ].map((segments) => segments.join('/'));
}

/** `/` and `%` are encoded, in upper case, and nothing else is. */
function encodedWell(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment).replaceAll('%', '%25').replaceAll('/', '%2F');
  } catch {
    return segment.replaceAll(/%(?!2f|25)/gi, '%25').replaceAll('%2f', '%2F');
  }
}

const words: readonly string[] = [...new Set(kindNames.map((kind) => kinds[kind].word))];

/** What people write for the words of addresses. */
const otherWords: Readonly<Record<string, string>> = {
  api_key: 'api-key',
  apikey: 'api-key',
  key: 'api-key',
  org: 'organization',
  organisation: 'organization',
  person: 'user',
  people: 'user',
  restricted: 'restriction',
};

function wordFor(segment: string): string {
  if (segment.includes('*')) return segment;
  const word = segment.toLowerCase();
  const singular = word.replace(/s$/, '');
  return otherWords[word] ?? otherWords[singular] ?? nearest(word, words) ?? segment;
}

/** `organization/Core/alpha` with the words that are missing. */
function withWords([first, organization, space, project]: readonly string[]): readonly (readonly string[])[] {
  if (first !== 'organization' || organization === undefined || space === undefined) return [];
  const inside = [first, organization, 'space', space];
  return [project === undefined ? inside : [...inside, 'project', project]];
}

/** Some of the slashes as part of a name. */
function joined(segments: readonly string[]): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  let last: readonly (readonly string[])[] = [segments];
  // Nobody has more than three in a name.
  for (let slashes = 1; slashes <= 3; slashes++) {
    last = last.flatMap((way) =>
      way.flatMap((segment, index) =>
        index === 0
          ? []
          : [[...way.slice(0, index - 1), `${way[index - 1] ?? ''}%2F${segment}`, ...way.slice(index + 1)]],
      ),
    );
    found.push(...last.slice(0, 100));
    last = last.slice(0, 100);
  }
  return found;
}

/** Whether a glob could match something that stands right in a container (the account where there is none) under a word, or below that. */
export function couldMatchIn(pattern: string, container: Address | undefined, word: string): boolean {
  return askedIn(pattern, container, word).length > 0;
}

/** What a glob asks for right in a container under a word, or below that: addresses with globs in the place of names. */
export function askedIn(pattern: string, container: Address | undefined, word: string): readonly Address[] {
  const before = container?.split('/') ?? [];
  return addressShapes
    .filter((shape) => shape[before.length] === word && isInForm(before, shape))
    .map((shape) => [...before, ...shape.slice(before.length)])
    .flatMap((shape) => readings(pattern.split('/'), shape).map((asked) => filled(shape, asked) as Address));
}

/** The form of what a glob can match, the shortest; and what it asks for in the place of each name. */
export function shortestForm(pattern: string): {
  readonly words: readonly string[];
  readonly names: readonly string[];
} {
  const forms = addressShapes.flatMap((shape) =>
    readings(pattern.split('/'), shape).map((names) => ({ words: shape.filter((part) => !isFree(part)), names })),
  );
  const [first, ...others] = forms;
  return others.reduce(
    (best, form) => (form.names.length < best.names.length ? form : best),
    first ?? { words: [], names: [] },
  );
}

/** What a glob asks for below one address, as the rest of a glob: `**` of `organization/Core/**` below `organization/Core`. */
export function restBelow(pattern: string, address: Address): readonly string[] {
  const pieces = globPieces(pattern.split('/'));
  const found = new Set<string>();
  const follow = (piece: number, segments: readonly string[]): void => {
    const [segment, ...rest] = segments;
    if (segment === undefined) {
      found.add(pieces.slice(piece).join('/'));
      return;
    }
    const own = pieces[piece];
    if (own === undefined) return;
    if (own === '**') {
      follow(piece + 1, segments);
      follow(piece, rest);
    } else if (segmentGlob(own)(segment)) follow(piece + 1, rest);
  };
  follow(0, address.split('/'));
  return [...found];
}

/**
 * The patterns that could match something at or below `former` where none would match the same at or below `address`. What
 * `isApart` takes, an address with globs in it, has a new name of its own and is looked at by itself.
 */
export function lostMatches(
  patterns: readonly string[],
  former: Address,
  address: Address,
  isApart: (former: string) => boolean = () => false,
): readonly string[] {
  const before = former.split('/');
  const after = address.split('/');
  const lost = new Set<string>();
  for (const shape of addressShapes) {
    if (shape.length < before.length || !isInForm(before, shape)) continue;
    const rest = shape.slice(before.length);
    const now = patterns.flatMap((pattern) => readings(pattern.split('/'), [...after, ...rest]).map(asGlobs));
    for (const pattern of patterns) {
      const asked = readings(pattern.split('/'), [...before, ...rest]);
      const isLost = asked.some(
        (names) =>
          !isApart(filled([...before, ...rest], names)) &&
          !now.some((globs) => globs.every((covers, index) => covers(names[index] ?? ''))),
      );
      if (isLost) lost.add(pattern);
    }
  }
  return [...lost];
}

/** Whether a shape is that of an address, or of what is below it. */
function isInForm(address: readonly string[], shape: Shape): boolean {
  return address.every((segment, index) => isFree(shape[index] ?? '') || shape[index] === segment);
}

/** A glob covers another if it matches that as a text: a `*` there is taken by nothing but a `*` here. */
function asGlobs(asked: readonly string[]): readonly ((glob: string) => boolean)[] {
  return asked.map(segmentGlob);
}

/** A shape with globs in the place of its names. */
function filled(shape: Shape, asked: readonly string[]): string {
  let next = 0;
  return shape.map((part) => (isFree(part) ? (asked[next++] ?? '') : part)).join('/');
}
