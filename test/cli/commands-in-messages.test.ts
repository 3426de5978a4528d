import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { commandsOf } from '../../src/cli/command-run.js';
import { makeProgram } from '../../src/cli/program.js';

/*
 * Where a message names a command in its own words, that stands in backticks: so its printer finds it, and adds the flags of
 * the run. And there is such a command, with such flags.
 */

const src = fileURLToPath(new URL('../../src', import.meta.url));
/** Examples of `--help`, what shells are given to read, a page that is read elsewhere, and no command at all: about no run. */
const apart = new Set([
  'report/help.ts',
  'report/completion-scripts.ts',
  'report/html/plain-tables.ts',
  'sandbox/ids.ts',
]);

const commands = new Map(commandsOf(makeProgram(() => () => Promise.resolve())).filter(([name]) => name !== ''));
const verb = [...commands.keys()].sort((a, b) => b.length - a.length).join('|');

it('commands in messages are in backticks', () => {
  const bare = new RegExp(`(?<!\`)ax-gitops (?:${verb})\\b`);
  expect(textsOfSource().filter(({ text }) => bare.test(text))).toEqual([]);
});

it('commands in messages are there, with their flags', () => {
  const named = textsOfSource().flatMap(({ file, text }) =>
    [...text.matchAll(/`ax-gitops ([a-z][^`]*)/g)].map(([, line = '']) => ({ file, line })),
  );
  expect(named.length).toBeGreaterThan(20);
  for (const { file, line } of named) {
    const name = new RegExp(`^(?:${verb})\\b`).exec(line)?.[0] ?? '';
    const flags = (commands.get(name)?.options ?? []).flatMap(({ short, long }) => [short, long]);
    expect(flags, `${file}: ${line}`).not.toEqual([]);
    for (const flag of line.split(/[\s=]/).filter((word) => word.startsWith('-')))
      expect(flags, `${file}: ${line}`).toContain(flag);
  }
});

interface Said {
  readonly file: string;
  readonly text: string;
}

/** The texts of the code; what is put into one stands as `X`. */
function textsOfSource(): readonly Said[] {
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.gen)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !apart.has(relative(src, path)))
    .map((path) => ({ file: relative(src, path), source: readFileSync(path, 'utf8') }))
    .filter(({ source }) => source.includes('ax-gitops '))
    .flatMap(({ file, source }) => textsOf(source).map((text) => ({ file, text })));
}

function textsOf(source: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    if (ts.isTemplateExpression(node))
      found.push(node.head.text + node.templateSpans.map(({ literal }) => `X${literal.text}`).join(''));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.tsx', source, ts.ScriptTarget.Latest));
  return found;
}
