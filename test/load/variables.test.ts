import { describe, expect, it } from 'vitest';
import type { LoadOptions } from '../../src/load/index.js';
import { loadDocuments } from '../../src/load/index.js';
import { memoryTree } from '../support/files.js';

const described = (text: string) => `version: 1\norganizations: { O: { description: "${text}" } }\n`;

async function codes(
  files: Readonly<Record<string, string>>,
  options: Partial<LoadOptions>,
): Promise<readonly string[]> {
  const { diagnostics } = await loadDocuments({
    paths: Object.keys(files),
    cwd: '/w',
    env: { A: 'a', AX_VAR_T: 't', AX_VAR_U: 'u' },
    tree: memoryTree(files, '/w'),
    ...options,
  });
  return diagnostics.map(({ code }) => code);
}

describe('a variable', () => {
  it.each([
    ['${AX_VAR_T}', undefined, []],
    ['${A}', undefined, ['variable-not-allowed']],
    ['${UNSET}', undefined, ['variable-not-allowed']],
    ['${AX_VAR_UNSET}', undefined, ['unset-variable']],
    ['${AX_VAR_T}', [], ['variable-not-allowed']],
    ['${A}', ['A'], []],
    ['${A}', ['?'], []],
    ['${constructor}', ['*'], ['unset-variable']],
    ['$${A}', [], []],
  ])('is read only where whoever runs the tool allows it: %s with %j', async (text, allowedVariables, wanted) => {
    expect(
      await codes({ 'access.yaml': described(text) }, allowedVariables === undefined ? {} : { allowedVariables }),
    ).toEqual(wanted);
  });

  it('can be taken away by the files, each list for all files, and never given back', async () => {
    const narrowed = (globs: string) => `policy: { allowed_variables: ${globs} }\n`;
    const uses = described('${AX_VAR_T}');
    expect(await codes({ 'a.yaml': uses, 'b.yaml': narrowed('[AX_VAR_T]') }, {})).toEqual([]);
    expect(await codes({ 'a.yaml': uses, 'b.yaml': narrowed('[AX_VAR_U]') }, {})).toEqual(['variable-not-allowed']);
    expect(await codes({ 'a.yaml': uses, 'b.yaml': narrowed('[]') }, {})).toEqual(['variable-not-allowed']);
    const both = { 'a.yaml': uses, 'b.yaml': narrowed('["*"]'), 'c.yaml': narrowed('[AX_VAR_U]') };
    expect(await codes(both, {})).toEqual(['variable-not-allowed']);
    expect(await codes({ 'a.yaml': described('${A}'), 'b.yaml': narrowed('["*"]') }, {})).toEqual([
      'variable-not-allowed',
    ]);
    expect(await codes({ 'a.yaml': narrowed('[A-B]') }, {})).toContain('invalid-value');
  });

  it('that makes a value hold the key of the login is an error, whatever stands around it', async () => {
    const ownKeys = ['ak-0123456789'];
    const env = { AX_VAR_K: 'ak-0123456789', AX_VAR_X: 'xak-0123456789x', AX_VAR_1: 'ak-01234', AX_VAR_2: '56789' };
    for (const text of [
      '${AX_VAR_K}',
      'x ${AX_VAR_X} y',
      '${AX_VAR_1}${AX_VAR_2}',
      'ak-0123456789',
      'x${AX_VAR_1}56789',
    ])
      expect(await codes({ 'access.yaml': described(text) }, { ownKeys, env }), text).toEqual(['secret-variable']);
    expect(await codes({ 'access.yaml': described('${AX_VAR_1}') }, { ownKeys, env })).toEqual([]);
  });

  it('is no error in files of an earlier commit, but where it gives a role', async () => {
    const past = { tree: memoryTree({ 'a.yaml': described('${A}') }, '/w'), namePrefix: 'HEAD:' };
    expect(await codes({ 'a.yaml': '' }, { past })).toEqual([]);
    const member = 'version: 1\norganizations: { O: { members: { a@b.co: "${A}" } } }\n';
    const role = { tree: memoryTree({ 'a.yaml': member }, '/w'), namePrefix: 'HEAD:' };
    expect(await codes({ 'a.yaml': '' }, { past: role })).toContain('variable-not-allowed');
  });
});
