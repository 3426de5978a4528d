import { kindNames } from '../../src/kinds/index.js';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

/*
 * What a stage wants to know of a kind is a property of the kind, not a test on its name: else a new kind is passed over in
 * silence. This number may only go down: it was 810 when it was set.
 */
const most = 32;

/*
 * The command line holds flags, how a command ends, and exit codes. What grows in it is what a program that imports the engine
 * can't have, or words that belong beside all others: what is done is in reconcile, and what is said in report.
 */
const mostOfCli = 1_499;

const src = fileURLToPath(new URL('../../src', import.meta.url));
/** Here names are at home: the kinds themselves, the sandbox, and the spellings of calls. */
const home = new Set(['kinds', 'sandbox', 'remote']);

it('kinds are named in their own room, and hardly anywhere else', () => {
  const found = sources().flatMap((path) => {
    const count = kindsNamedIn(readFileSync(path, 'utf8'));
    return count === 0 ? [] : [{ file: relative(src, path), count }];
  });
  const total = found.reduce((sum, { count }) => sum + count, 0);
  const lines = found.sort((a, b) => b.count - a.count).map(({ file, count }) => `${String(count)} ${file}`);
  expect(total, `kinds are named in ${lines.join(', ')}`).toBeLessThanOrEqual(most);
});

it('the command line stays thin', () => {
  const lines = filesBelow(join(src, 'cli')).map((path) => readFileSync(path, 'utf8').split('\n').length - 1);
  expect(lines.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(mostOfCli);
});

it('counts literals of code, and nothing else', () => {
  expect(kindsNamedIn("const a = kind === 'space-member'; // 'role'\nconst b = { 'api-key': 1, user: 2 };")).toBe(2);
  expect(kindsNamedIn("type A = 'restriction'; const b = `project`; const c = `a 'role' ${b}`;")).toBe(2);
});

function sources(): readonly string[] {
  return filesBelow(src).filter((path) => !home.has(relative(src, path).split(sep)[0] ?? ''));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.gen)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function kindsNamedIn(text: string): number {
  const names = new Set<string>(kindNames);
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && names.has(node.text)) count += 1;
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.tsx', text, ts.ScriptTarget.Latest));
  return count;
}
