import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('a new kind is written as a folder and a line in the registry, and nothing is written over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'new-kind-'));
  try {
    const kinds = join(folder, 'src', 'kinds');
    mkdirSync(join(kinds, 'space'), { recursive: true });
    cpSync(join(root, 'src', 'kinds', 'index.ts'), join(kinds, 'index.ts'));
    cpSync(join(root, 'src', 'kinds', 'space', 'index.ts'), join(kinds, 'space', 'index.ts'));
    const newKind = (...args: readonly string[]) =>
      execFileSync(process.execPath, [join(root, 'scripts', 'new-kind.mjs'), ...args], {
        encoding: 'utf8',
        env: { ...process.env, AX_GITOPS_ROOT: folder },
        stdio: 'pipe',
      });

    expect(newKind('eval-set', 'space')).toContain(
      'src/kinds/eval-set/ and its line in src/kinds/index.ts are written',
    );

    const registry = readFileSync(join(kinds, 'index.ts'), 'utf8');
    expect(registry).toContain("import { evalSet } from './eval-set/index.js';\n");
    expect(registry).toMatch(/ {2}'api-key': apiKey,\n {2}'eval-set': evalSet,\n\} satisfies /);
    expect(readdirSync(join(kinds, 'eval-set')).sort()).toEqual(['effects.ts', 'index.ts', 'read.ts', 'steps.ts']);
    for (const file of readdirSync(join(kinds, 'eval-set')))
      expect(mistakesIn(readFileSync(join(kinds, 'eval-set', file), 'utf8'))).toEqual([]);
    expect(() => newKind('eval-set')).toThrow('there is a kind eval-set already');
    expect(() => newKind('other', 'nothing')).toThrow('there is no kind nothing that could hold it');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('the files that CONTRIBUTING names for it are there', () => {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const section = text.slice(text.indexOf('## A new kind of object'), text.indexOf('## Tests'));
  const paths = [...section.matchAll(/`((?:src|schema|test)\/[^`]+)`/g)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(10);
  const missing = paths.filter((path) => !path.includes('NAME') && !isThere(path));
  expect(missing).toEqual([]);
});

function mistakesIn(text: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

function isThere(path: string): boolean {
  const at = path.lastIndexOf('/', path.length - 2);
  return readdirSync(join(root, path.slice(0, at))).includes(path.slice(at + 1).replace('/', ''));
}
