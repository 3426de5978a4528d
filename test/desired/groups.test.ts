import { describe, expect, it } from 'vitest';
import { buildDesiredState } from '../../src/desired/index.js';
import { parseYaml } from '../../src/load/yaml.js';
import type { AccessDocument } from '../../src/edit/declared.js';

function grants(text: string): readonly string[] {
  const { value, locate } = parseYaml('access.yaml', text, {});
  const { state, diagnostics } = buildDesiredState(
    [{ file: 'access.yaml', content: value, locate } as AccessDocument],
    { now: new Date('2026-11-24') },
  );
  expect(diagnostics).toEqual([]);
  return (state?.resources ?? [])
    .filter(({ kind }) => kind === 'organization-member')
    .map(({ names, attributes, source }) => {
      const { line } = state?.locate(source, 'key').start ?? { line: 0 };
      return `${names.user ?? ''} ${JSON.stringify(attributes['role'])} (line ${String(line)})`;
    });
}

describe('groups in groups', () => {
  it('everybody in them is a member, once', () => {
    const text = [
      'version: 1',
      'groups:',
      "  all: ['@science', '@ops', eve@x.org]",
      '  ops: [Bob@x.org, ann@x.org]',
      "  science: [ann@x.org, '@ops']",
      'organizations:',
      '  O:',
      '    members:',
      "      '@all': member",
      '      bob@x.org: admin',
    ].join('\n');
    expect(grants(text)).toEqual([
      'ann@x.org "member" (line 9)',
      'bob@x.org "admin" (line 10)',
      'eve@x.org "member" (line 9)',
    ]);
  });
});
