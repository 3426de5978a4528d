import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { editYaml } from '../../src/edit/edit-yaml.js';
import { patchOf } from '../../src/edit/patch.js';
import type { Value, Wish } from '../../src/edit/patch.js';
import { oddShape, scalar, write } from '../support/odd-yaml.js';
import { cheapRuns, timeout } from '../support/runs.js';

function edited(text: string, ...wishes: readonly Wish[]): string {
  const result = editYaml(text, patchOf(wishes));
  if (!result.ok)
    throw new Error(`${String(result.error.line)}:${String(result.error.column)}: ${result.error.message}`);
  return result.value;
}

function refused(text: string, ...wishes: readonly Wish[]): string {
  const result = editYaml(text, patchOf(wishes));
  if (result.ok) throw new Error(`this was not refused:\n${result.value}`);
  return `${String(result.error.line)}:${String(result.error.column)}: ${result.error.message}`;
}

const set = (path: Wish['path'], value: Value): Wish => ({ path, patch: { type: 'value', value } });
const remove = (...path: Wish['path']): Wish => ({ path, patch: { type: 'remove' } });
const list = (path: Wish['path'], add: readonly string[], gone: readonly string[] = []): Wish => ({
  path,
  patch: { type: 'list', add, remove: gone },
});

describe('an entry that is added', () => {
  it.each<[name: string, before: string, wishes: readonly Wish[], after: string]>([
    [
      'in quotes where the file is JSON',
      '{"m": {"a": 1, "n": {}}}\n',
      [set(['m', 'b@x.org'], { role: 'x' }), set(['m', 'n', 'c'], 'y')],
      '{"m": {"a": 1, "n": { "c": "y" }, "b@x.org": { "role": "x" }}}\n',
    ],
    [
      'below the others',
      'm:\n  b: 1 # first\n  a: 2\n# end\n',
      [set(['m', 'c'], 'x')],
      'm:\n  b: 1 # first\n  a: 2\n  c: x\n# end\n',
    ],
    [
      'in its place where names are in order',
      'm:\n    a: 1\n    # of c\n    c: 2\n',
      [set(['m', 'b'], 'x')],
      'm:\n    a: 1\n    b: x\n    # of c\n    c: 2\n',
    ],
    [
      'before the first',
      'm:\n  # of b\n  b: 1\n  c: 2\n',
      [set(['m', 'a'], 0)],
      'm:\n  a: 0\n  # of b\n  b: 1\n  c: 2\n',
    ],
    ['between braces', 'm: {a: 1, b: 2} # c\n', [set(['m', 'c'], 'x')], 'm: {a: 1, b: 2, c: x} # c\n'],
    ['behind a last comma', 'm: { a: 1, }\n', [set(['m', 'c'], 'x')], 'm: { a: 1, c: x, }\n'],
    [
      'between braces over several lines',
      'm: {\n  a: 1, # one\n  b: 2 # two\n}\n',
      [set(['m', 'c'], 'x')],
      'm: {\n  a: 1, # one\n  b: 2, # two\n  c: x\n}\n',
    ],
    ['in an empty map', 'm: {} # none\nn: 1\n', [set(['m', 'a'], 'x')], 'm: # none\n  a: x\nn: 1\n'],
    ['in a file without an end of line', 'm:\n  a: 1', [set(['m', 'b'], 'x')], 'm:\n  a: 1\n  b: x'],
    ['with the line ends of the file', 'm:\r\n  a: 1\r\n', [set(['m', 'b'], 'x')], 'm:\r\n  a: 1\r\n  b: x\r\n'],
    [
      'with all maps around it',
      'version: 1\n',
      [set(['o', 'p', 'q'], 'admin')],
      'version: 1\no:\n  p:\n    q: admin\n',
    ],
    [
      'with line breaks in its text',
      'm: { a: 1 }\nn:\n  a: 1\n',
      [set(['m', 'b'], 'two\nlines'), set(['n', 'b'], 'two\nlines')],
      'm: { a: 1, b: "two\\nlines" }\nn:\n  a: 1\n  b: "two\\nlines"\n',
    ],
    ['to an empty file', '# nothing yet\n', [set(['o', 'p'], 'x')], '# nothing yet\no:\n  p: x\n'],
    ['behind a BOM', '\uFEFFm:\n  a: 1\n', [set(['m', 'b'], 'x')], '\uFEFFm:\n  a: 1\n  b: x\n'],
    [
      'with what has to be quoted',
      "m:\n  'x': 1\n",
      [set(['m', '@team'], '007'), set(['m', 'a: b'], 'y #z')],
      "m:\n  'x': 1\n  '@team': '007'\n  'a: b': 'y #z'\n",
    ],
    [
      'of one person on one line',
      'm:\n  a: admin\n',
      [set(['m', 'b'], { role: 'member', until: '2026-12-31' })],
      'm:\n  a: admin\n  b: { role: member, until: 2026-12-31 }\n',
    ],
    [
      'behind a block of text',
      'm:\n  a: |\n    one\n    two\n\nn: 1\n',
      [set(['m', 'b'], 'x')],
      'm:\n  a: |\n    one\n    two\n  b: x\n\nn: 1\n',
    ],
    ['with ${ escaped', 'm:\n  a: 1\n', [set(['m', 'b'], 'costs ${X}')], 'm:\n  a: 1\n  b: costs $${X}\n'],
  ])('%s', (_name, before, wishes, after) => {
    expect(edited(before, ...wishes)).toBe(after);
  });
});

describe('an entry that is removed', () => {
  it.each<[name: string, before: string, wishes: readonly Wish[], after: string]>([
    [
      'with its line',
      'm:\n  a: 1\n  # of b\n  b: 2 # two\n  c: 3\n',
      [remove('m', 'b')],
      'm:\n  a: 1\n  # of b\n  c: 3\n',
    ],
    ['with all of its lines', 'm:\n  a:\n    x: 1\n    y:\n      - 1\n  c: 3\n', [remove('m', 'a')], 'm:\n  c: 3\n'],
    ['between braces', 'm: { a: 1, b: 2, c: 3 }\n', [remove('m', 'b')], 'm: { a: 1, c: 3 }\n'],
    [
      'all between braces, for something else',
      'm: { a: 1, b: 2 } # c\n',
      [remove('m', 'a'), remove('m', 'b'), set(['m', 'c'], 3)],
      'm: { c: 3 } # c\n',
    ],
    ['the last between braces', 'm: { a: 1, b: 2 }\n', [remove('m', 'b')], 'm: { a: 1 }\n'],
    [
      'from several lines between braces',
      'm: {\n  a: 1, # one\n  b: 2, # two\n  c: 3 # three\n}\n',
      [remove('m', 'b')],
      'm: {\n  a: 1, # one\n  c: 3 # three\n}\n',
    ],
    ['the last two between braces', 'm: { a: 1, b: 2, c: 3 }\n', [remove('m', 'b'), remove('m', 'c')], 'm: { a: 1 }\n'],
    [
      'the last two between braces, and the one before is replaced',
      'm: [{ a: 1, b: 2, c: 3 }]\nn: { a: 1, b: 2, c: 3 }\n',
      [set(['n', 'a'], 'x'), remove('n', 'b'), remove('n', 'c')],
      'm: [{ a: 1, b: 2, c: 3 }]\nn: { a: x }\n',
    ],
    [
      'all between braces, with a # that is no comment',
      'm: { a: "x # y", b: 1 }\n',
      [remove('m', 'a'), remove('m', 'b')],
      'm: {}\n',
    ],
    ['the only one', 'm:\n  a: 1\nn: 2\n', [remove('m', 'a')], 'm: {}\nn: 2\n'],
    ['the only one between braces', 'm: { a: 1 } # c\n', [remove('m', 'a')], 'm: {} # c\n'],
    ['one that is not there', 'm: { a: 1 }\n', [remove('m', 'b'), remove('x', 'y')], 'm: { a: 1 }\n'],
  ])('%s', (_name, before, wishes, after) => {
    expect(edited(before, ...wishes)).toBe(after);
  });
});

describe('a value that is replaced', () => {
  it.each<[name: string, before: string, wishes: readonly Wish[], after: string]>([
    ['by another', 'm:\n  a: "x" # c\n', [set(['m', 'a'], 'y')], 'm:\n  a: y # c\n'],
    [
      'of several lines by a word',
      'm:\n  a: # who\n    name: A\n    # more\n    role: admin\n  b: 1\n',
      [set(['m', 'a'], 'absent')],
      'm:\n  a: absent # who\n  b: 1\n',
    ],
    ['between braces', 'm: { a: { x: 1 }, b: 2 }\n', [set(['m', 'a'], 'absent')], 'm: { a: absent, b: 2 }\n'],
    [
      'a block of text',
      'm:\n  a: >-\n    one\n    two\n  b: 1\n',
      [set(['m', 'a'], 'three')],
      'm:\n  a: three\n  b: 1\n',
    ],
    ['inside a map that stays', 'm:\n  a: { x: 1, y: 2 }\n', [set(['m', 'a', 'y'], 3)], 'm:\n  a: { x: 1, y: 3 }\n'],
  ])('%s', (_name, before, wishes, after) => {
    expect(edited(before, ...wishes)).toBe(after);
  });
});

describe('lists', () => {
  it.each<[name: string, before: string, wishes: readonly Wish[], after: string]>([
    ['take an item more', 'g:\n  a: [x, y] # c\n', [list(['g', 'a'], ['z'])], 'g:\n  a: [x, y, z] # c\n'],
    [
      'take an item more below the others',
      'g:\n  a:\n  - x # c\n  - y\nb: 1\n',
      [list(['g', 'a'], ['z'])],
      'g:\n  a:\n  - x # c\n  - y\n  - z\nb: 1\n',
    ],
    ['lose an item', 'g:\n  a: [x, y, z]\n', [list(['g', 'a'], [], ['y'])], 'g:\n  a: [x, z]\n'],
    [
      'lose an item with its line',
      'g:\n  a:\n    - x # c\n    - y\n',
      [list(['g', 'a'], [], ['x'])],
      'g:\n  a:\n    - y\n',
    ],
    ['lose the last item', 'g:\n  a:\n    - x\nb: 1\n', [list(['g', 'a'], [], ['x'])], 'g:\n  a: []\nb: 1\n'],
    ['begin', 'g: {}\n', [list(['g', 'a'], ['x', 'y'])], 'g:\n  a: [x, y]\n'],
  ])('%s', (_name, before, wishes, after) => {
    expect(edited(before, ...wishes)).toBe(after);
  });
});

describe('what can not be edited safely is refused with its line', () => {
  it.each<[name: string, before: string, wish: Wish, problem: string]>([
    [
      'what comes from an anchor',
      'a: &x\n  p: 1\nb: *x\n',
      set(['b', 'p'], 2),
      '3:4: this value comes from the anchor &x',
    ],
    [
      'what is used elsewhere',
      'a: &x\n  p: 1\nb: *x\n',
      set(['a', 'p'], 2),
      '2:3: this value is also used where *x stands',
    ],
    [
      'an anchor that would go',
      'a:\n  p: &x 1\n  q: 2\nb: *x\n',
      remove('a', 'p'),
      '2:9: this value is also used where *x stands',
    ],
    [
      'a generated file',
      '# Generated, do not edit\na: { p: 1 }\n',
      set(['a', 'p'], 2),
      '1:14: the file says that it is generated',
    ],
    ['a file that is not valid', 'a: [\n', set(['a', 'p'], 2), '2:1: the file is not valid YAML'],
    ['several documents', 'a: 1\n---\nb: 2\n', set(['c'], 2), '2:1: the file holds more than one YAML document'],
    ['one key twice', 'a:\n  p: 1\n  p: 2\n', set(['a', 'p'], 2), '3:3: "p" stands here twice'],
    [
      'something else than a map',
      'a: [x]\n',
      set(['a', 'p'], 2),
      '1:4: something else stands here than the change needs',
    ],
  ])('%s', (_name, before, wish, problem) => {
    expect(refused(before, wish)).toBe(problem);
  });
});

/** Every path to a value, through maps alone. */
function pathsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inside]) => pathsIn(inside, [...path, key]))];
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inside, key) => (inside as Record<string, unknown>)[key], value);
}

function keysIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inside]) => [key, ...keysIn(inside)]);
}

function linesOf(text: string): readonly string[] {
  return text.replace('\uFEFF', '').split(/\r?\n/);
}

describe('random files of odd styles', () => {
  const cases = fc.record({
    shape: oddShape,
    dice: fc.infiniteStream(fc.nat(1000)),
    which: fc.nat(),
    what: fc.constantFrom('add', 'add-map', 'replace', 'remove', 'list'),
    text: scalar,
  });
  it(
    `say what was asked for, and nothing else has changed: ${String(cheapRuns)} cases`,
    () => {
      const seen = { done: 0, refused: 0 };
      fc.assert(
        fc.property(cases, ({ shape: drawn, dice, which, what, text: put }) => {
          const stream = dice[Symbol.iterator]();
          const { text, value } = write(drawn, { pick: (count) => (stream.next().value as number) % count });
          const expected = structuredClone(value);
          const paths = pathsIn(value);
          const path = [...(paths[which % paths.length] ?? [])];
          const found = at(value, path);
          const isMap = typeof found === 'object' && !Array.isArray(found);
          let wish: Wish;
          if (what === 'remove' || (what === 'replace' && path.length === 0)) {
            if (path.length === 0) return;
            wish = remove(...(path as unknown as Wish['path']));
            const parent = at(expected, path.slice(0, -1)) as Record<string, unknown>;
            if (path.length === 1 && Object.keys(parent).length === 1) return;
            Reflect.deleteProperty(parent, path.at(-1) ?? '');
          } else if (what === 'list' && Array.isArray(found)) {
            const gone = String(found[0]) === put ? [] : [String(found[0])];
            wish = list(path as unknown as Wish['path'], [put], gone);
            const left = found.filter((item) => !gone.includes(item as string));
            (at(expected, path.slice(0, -1)) as Record<string, unknown>)[path.at(-1) ?? ''] = left.includes(put)
              ? left
              : [...left, put];
          } else if (isMap && what.startsWith('add')) {
            const added: Value = what === 'add' ? put : { zz1: { role: put }, zz2: { zz3: put } };
            wish = set([...path, 'zz'] as unknown as Wish['path'], added);
            (at(expected, path) as Record<string, unknown>)['zz'] = added;
          } else {
            if (path.length === 0) return;
            wish = set(path as unknown as Wish['path'], put);
            (at(expected, path.slice(0, -1)) as Record<string, unknown>)[path.at(-1) ?? ''] = put;
          }
          const result = editYaml(text, patchOf([wish]));
          if (!result.ok) {
            seen.refused++;
            expect(result.error.message, text).toMatch(/comment stands where|brackets would be replaced/);
            return;
          }
          seen.done++;
          const escape = (inside: unknown): unknown => (typeof inside === 'string' ? inside : inside);
          const got: unknown = parse(result.value);
          const meant = JSON.parse(JSON.stringify(expected)) as unknown;
          expect(normal(got, put), `${text}\n=== ${JSON.stringify(wish)}\n${result.value}`).toEqual(
            normal(escape(meant), put),
          );
          // A line that is gone names what the wish is about, or what stands around it.
          const about = new Set([...path, ...keysIn(found)]);
          const left = [...linesOf(result.value)];
          for (const line of linesOf(text)) {
            const index = left.indexOf(line);
            if (index >= 0) left.splice(index, 1);
            else
              expect(
                isAbout(line, about, found, left),
                `lost: ${line}\n${text}\n=== ${JSON.stringify(wish)}\n${result.value}`,
              ).toBe(true);
          }
        }),
        { numRuns: cheapRuns },
      );
      expect(seen.done).toBeGreaterThan(seen.refused * 10);
    },
    timeout,
  );
});

/** `${` in what is put into a file is escaped there. */
function normal(value: unknown, put: string): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(`$\${V}`, '${V}')) ?? put;
}

function isAbout(line: string, about: ReadonlySet<string>, found: unknown, kept: readonly string[]): boolean {
  if ([...about].some((key) => line.includes(`${key}:`))) return true;
  // Inside what was replaced: comments, blank lines, items, a bracket that closes, a block of text.
  if (typeof found === 'object')
    return (
      /^\s*(?:#|[}-]|$)/.test(line) ||
      JSON.stringify(found).includes(JSON.stringify(line.trim())) ||
      isWithComma(line, kept)
    );
  return line.trim() === found || /^\s*}/.test(line) || isWithComma(line, kept);
}

/** Only a comma was set behind it, since another one follows, or taken away. */
function isWithComma(line: string, kept: readonly string[]): boolean {
  const bare = (text: string) => text.replace(/,?(\s+# note \d+)?$/, '$1');
  return kept.some((other) => bare(other) === bare(line));
}
