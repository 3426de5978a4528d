import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { buildDesiredState } from '../../src/desired/index.js';
import { kinds } from '../../src/kinds/index.js';
import { loadDocuments } from '../../src/load/index.js';
import type { Attributes, LiveResource } from '../../src/model/resource.js';
import type { RawObject } from '../../src/remote/port.js';
import { memoryTree } from '../support/files.js';
import { runs } from '../support/runs.js';

/** Servers trim in their own ways: JavaScript's and Python's blanks are not the same. */
const servers: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.trim(),
  (text) => text.replaceAll(/^[\s\u001c-\u001f\u0085]+|[\s\u001c-\u001f\u0085]+$/g, ''),
];

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ' ',
        '\n',
        '\t',
        '\u00a0',
        '\u0085',
        '\u001f',
        '\ufeff',
        '\u200b',
        'a',
        'é',
        '😀',
        '${',
        '$${',
        ':',
        '#',
        '"',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(
    'x'.repeat(1000),
    '😀'.repeat(1000),
    'null',
    '~',
    '007',
    '%00',
    '\\',
    '<script>',
    '{{7*7}}',
    '\u202Eabc',
    '﷽',
  ),
);

it('every text either is refused, or is what a server gives back, whichever blanks it trims', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(...servers), async (given, stored) => {
      const literal = given.replaceAll('${', () => '$${');
      const files = {
        'access.yaml': stringify({
          version: 1,
          users: { 'a@example.com': { name: literal } },
          roles: { R: { description: literal, permissions: ['ROLE_READ'] } },
        }),
      };
      const { documents, diagnostics } = await loadDocuments({
        paths: [],
        cwd: '/w',
        env: {},
        tree: memoryTree(files, '/w'),
      });
      if (diagnostics.length > 0) return;
      const { state } = buildDesiredState(documents, { now: new Date(0) });
      const [user, role] = ['user', 'role'].map(
        (kind) => state?.resources.find((one) => one.kind === kind)?.attributes,
      );
      const sent = { name: user?.['name'] as string, description: role?.['description'] as string };
      const live = { id: 'x', email: 'a@example.com', name: stored(sent.name) };
      expect(read('user', live)['name']).toBe(sent.name);
      const raw = { id: 'x', name: 'R', description: stored(sent.description), permissions: [] };
      expect(read('role', raw)['description']).toBe(sent.description);
    }),
    { numRuns: runs },
  );
});

function read(kind: 'user' | 'role', raw: RawObject): Attributes {
  const nowhere = { of: () => new Map<string, LiveResource>(), isListed: () => true };
  const found = kinds[kind].reading?.read(raw, { list: `${kind}s` }, nowhere);
  return found !== undefined && 'address' in found ? found.attributes : {};
}
