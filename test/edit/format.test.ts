import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { OrderSchema } from '../../src/edit/format.js';
import { formatFile } from '../../src/edit/format.js';
import { schema } from '../../src/load/validator.gen.js';
import { oddShape, write } from '../support/odd-yaml.js';
import { cheapRuns, timeout } from '../support/runs.js';

const order = schema as OrderSchema;

function formatted(text: string): string {
  const result = formatFile(text, order);
  if ('problem' in result) throw new Error(result.problem);
  return result.text;
}

describe('one style', () => {
  it.each<[name: string, before: string, after: string]>([
    [
      'sections in the order of the schema',
      'roles: {}\nversion: 1\nusers: {}\n',
      'version: 1\n\nusers: {}\n\nroles: {}\n',
    ],
    [
      'names in order, comments with what they are about',
      'users:\n  # Bob leads.\n  "bob@x.org": { role: "admin", name: Bob } # since May\n  ann@x.org: {name: Ann}\n',
      'users:\n  ann@x.org: { name: Ann }\n  # Bob leads.\n  bob@x.org: { name: Bob, role: admin } # since May\n',
    ],
    [
      'a comment behind a key stays there',
      'groups: # who\n  b: ["y@x.org"]\n  a: [ x@x.org ]\n',
      'groups: # who\n  a: [x@x.org]\n  b: [y@x.org]\n',
    ],
    [
      'an entry of a person on one line',
      'organizations:\n  O:\n    members:\n      a@x.org:\n        until: 2026-12-31\n        role: member\n',
      'organizations:\n  O:\n    members:\n      a@x.org: { role: member, until: 2026-12-31 }\n',
    ],
    [
      'permissions are a set, people of a group are in their order',
      'roles: { R: { permissions: [PROMPT_READ, DATASET_READ] } }\ngroups: { g: [b@x.org, a@x.org] }\n',
      'groups:\n  g: [b@x.org, a@x.org]\n\nroles:\n  R: { permissions: [DATASET_READ, PROMPT_READ] }\n',
    ],
    ['blank lines at the end', 'version: 1\nusers: {}\n\n\n', 'version: 1\n\nusers: {}\n'],
    [
      'line ends as they were',
      'version: 1\r\nroles:\r\n  R: { description: "a", permissions: [] } # r\r\nusers: {}\r\n',
      'version: 1\r\n\r\nusers: {}\r\n\r\nroles:\r\n  R: { description: a, permissions: [] } # r\r\n',
    ],
    [
      'quotes where they are needed',
      "users:\n  '2024@x.org': { name: '007' }\n",
      "users:\n  2024@x.org: { name: '007' }\n",
    ],
    [
      'a name that YAML takes for a merge key',
      "organizations:\n  '<<': {}\n  '=': {}\n",
      'organizations:\n  "<<": {}\n  =: {}\n',
    ],
    [
      'with an alias, nothing changes its place',
      'users:\n  b@x.org: &p { name: P }\n  a@x.org: *p\n',
      'users:\n  b@x.org: &p { name: P }\n  a@x.org: *p\n',
    ],
  ])('%s', (_name, before, after) => {
    expect(formatted(before)).toBe(after);
    expect(formatted(after)).toBe(after);
  });

  it('leaves a file alone that it can not read', () => {
    expect(formatFile('a: [\n', order)).toEqual({ problem: 'it is not valid YAML' });
    expect(formatFile('a: 1\n---\nb: 2\n', order)).toEqual({ problem: 'it holds more than one YAML document' });
  });

  it.each(['examples/access.yaml', 'examples/teams/platform.yaml', 'examples/teams/research.yaml'])('%s', (file) => {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    expect(parse(formatted(text))).toEqual(inOrder(parse(text)));
    expect(formatted(formatted(text))).toBe(formatted(text));
  });
});

/** Permissions are a set, and written in order. */
function inOrder(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, inside: unknown) =>
    key === 'permissions' && Array.isArray(inside) ? [...(inside as string[])].sort() : inside,
  );
}

it(
  `random files of odd styles: the same is said, every comment is kept, and a second time changes nothing: ${String(cheapRuns)} cases`,
  () => {
    const seen = { done: 0, refused: 0 };
    fc.assert(
      fc.property(oddShape, fc.infiniteStream(fc.nat(1000)), (shape, dice) => {
        const stream = dice[Symbol.iterator]();
        const { text, value } = write(shape, { pick: (count) => (stream.next().value as number) % count });
        const result = formatFile(text, order);
        if ('problem' in result) {
          seen.refused++;
          return;
        }
        seen.done++;
        expect(parse(result.text) ?? {}, result.text).toEqual(value);
        const comments = (of: string) => (of.match(/# (?:note|said) \d+/g) ?? []).sort();
        expect(comments(result.text)).toEqual(comments(text));
        expect(formatted(result.text), text).toBe(result.text);
      }),
      { numRuns: cheapRuns },
    );
    expect(seen.done).toBeGreaterThan(seen.refused * 20);
  },
  timeout,
);
