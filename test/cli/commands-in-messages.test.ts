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

/**
 * Commands of other programs: each with the test that runs it as it is printed, and what that test holds of it. What installs
 * something from a registry, asks a person, or is no advice can't be run: it is said why.
 */
const ofOthers: Readonly<Record<string, readonly [test: string, holds: string] | 'installs' | 'asks' | 'names it'>> = {
  'ax --version': 'names it',
  'ax api-keys revoke ID': 'asks',
  'ax auth login': 'asks',
  'ax profiles create': 'asks',
  'ax profiles update': 'asks',
  'ax profiles use NAME': 'names it',
  'ax profiles use X': ['reconcile/parts.test.ts', "`ax profiles use 'p q'`"],
  'ax users list': ['sandbox/server.test.ts', "'  ax users list'"],
  'cd /path/to/the/files': 'names it',
  'export HOME="$(mktemp -d)"': ['e2e/environment.test.ts', 'without any home is told to name one'],
  'export HOME=X': ['e2e/packed.test.ts', 'export HOME='],
  'export TMPDIR=X': ['e2e/environment.test.ts', 'such as: (export .*)'],
  'git push': ['action/since.test.ts', 'git push'],
  'git status': 'names it',
  'pip install --upgrade arize-ax-cli': 'installs',
  'pipx inject arize-ax-cli PySocks': 'installs',
  'pipx install arize-ax-cli': 'installs',
  'pipx upgrade arize-ax-cli': 'installs',
  'tail -n 10000 X > recent.jsonl': ['apply/journal.test.ts', '(tail .*), then'],
  'ulimit -n 1024': ['cli/stuck.test.ts', 'ulimit -n 1024'],
  'uv tool install arize-ax-cli': 'installs',
  'uv tool upgrade arize-ax-cli': 'installs',
};

const program =
  'ax|cd|chmod|curl|docker|export|gh|git|kill|ln|mkdir|mv|npm|npx|pip|pipx|python3?|rm|sh|sudo|tail|ulimit|unset|uv';

it('commands of other programs are run by a test, as they are printed', () => {
  const inBackticks = new RegExp(`\`((?:${program}) [^\`]+)\``, 'g');
  const atTheEnd = new RegExp(`(?:: |^ {2})((?:${program}) [-./$\\w][^\`,;\\n]*)(?:$|, )`, 'gm');
  const found = textsOfSource(new RegExp(`\\b(?:${program}) `)).flatMap(({ text }) => {
    const rest = text.replaceAll(/`[^`]*`/g, '');
    return [...text.matchAll(inBackticks), ...rest.matchAll(atTheEnd)].map(([, line = '']) => line);
  });
  expect([...new Set(found)].sort()).toEqual(Object.keys(ofOthers).sort());
  for (const [line, run] of Object.entries(ofOthers))
    if (typeof run !== 'string') expect(readFileSync(join(src, '../test', run[0]), 'utf8'), line).toContain(run[1]);
});

interface Said {
  readonly file: string;
  readonly text: string;
}

/** The texts of the code; what is put into one stands as `X`. */
function textsOfSource(naming = /ax-gitops /): readonly Said[] {
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.gen)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !apart.has(relative(src, path)))
    .map((path) => ({ file: relative(src, path), source: readFileSync(path, 'utf8') }))
    .filter(({ source }) => naming.test(source))
    .flatMap(({ file, source }) => {
      const texts = parsed.get(file) ?? textsOf(source);
      parsed.set(file, texts);
      return texts.map((text) => ({ file, text }));
    });
}

/** What was read already: to parse the code is what takes time. */
const parsed = new Map<string, readonly string[]>();

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
