import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/*
 * How this project speaks to people: the documents, the schema and every message in the code use the words of the field, and none
 * that only its authors understand.
 */

/** What is not written, and what is written in its place. */
const rules: readonly (readonly [pattern: RegExp, better: string])[] = [
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\b(?:can't|cannot|can not|could not|couldn't) be told\b/i, 'can\'t be determined, or "undetermined"'],
  [/\bas far as can be told\b/i, 'what is unknown, and what would make it known'],
  [/\b(?:is|are|be|was|were) no more\b(?! than)/i, 'no longer'],
  [/\bgo(?:es)? along\b/i, 'is deleted too'],
  [/\blive differs\b/i, 'the difference itself'],
  [/\bbeware\b/i, 'Warnings'],
  [/\b(?:he|she|him|his|hers|himself|herself)\b/i, 'they'],
  [/\bpredefined\b/i, 'built-in'],
  [/\bshall\b/i, 'must, or the present tense'],
  [/\b(?:simply|obviously|easily|of course)\b/i, 'nothing'],
  [/\b(?:sorry|oops)\b/i, 'nothing'],
  [/\b(?:behavior|color(?!\b\S)|colors|favorite|canceled|labeled|license (?:the|a|is))\b/, 'British spelling'],
  [/\b(?:that is|what is) hoped\b/i, 'plain words'],
  [/\bsince GitHub\b/, 'because'],
  [/\be\.g\.|\bi\.e\.|\betc\./i, 'such as, that is, and so on'],
];

interface Text {
  readonly at: string;
  readonly text: string;
}

const markdown = [
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  ...filesIn('docs', '.md').filter((name) => !name.endsWith('error-examples.md')),
  ...filesIn('.changeset', '.md'),
];

// The sandbox speaks as Arize does.
const messages = [...filesIn('src', '.ts'), ...filesIn('src', '.tsx')]
  .filter((name) => !name.startsWith(join('src', 'sandbox')))
  .flatMap(messagesOf);

describe.each([
  ['the documents', markdown.flatMap(proseOf)],
  ['the schemas', filesIn('schema', '.json').flatMap(descriptionsOf)],
  ['the messages', messages],
  ['the workflows', [...filesIn('examples', '.yml'), 'action.yml'].flatMap(linesOf)],
])('%s', (_name, texts) => {
  it('are there', () => {
    expect(texts.length).toBeGreaterThan(20);
  });

  it.each(rules)('do not say %s: %s', (pattern) => {
    expect(texts.filter(({ text }) => pattern.test(text)).map(({ at, text }) => `${at}: ${text}`)).toEqual([]);
  });
});

it('no sentence of the documents has more than 30 words', () => {
  const long = markdown
    .filter((file) => file !== 'CONTRIBUTING.md' && !file.startsWith('.changeset'))
    .flatMap((file) => sentencesOf(file).filter((sentence) => sentence.split(/\s+/).length > 30));
  expect(long).toEqual([]);
});

/** What ends with a full stop, a colon, a cell of a table, or an item of a list. */
function sentencesOf(file: string): readonly string[] {
  const prose = proseOf(file)
    .map(({ text }) => `${/^\s*(?:[-|#>]|\d+\.) ?/.test(text) ? '\n' : ' '}${text}${text.startsWith('#') ? '\n' : ''}`)
    .join('');
  return prose
    .replaceAll(/\]\([^)]*\)/g, ']')
    .split(/[|\n]|(?<=[.!?:;])\s/)
    .map((sentence) => sentence.trim());
}

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.includes('.gen.'))
    .map((name) => join(folder, name));
}

/** Lines of prose, without code. */
function proseOf(file: string): readonly Text[] {
  const lines = readFileSync(file, 'utf8')
    .replaceAll(/^( *)```[^]*?^\1```/gm, (block) => block.replaceAll(/[^\n]/g, ''))
    .replaceAll(/`[^`\n]*`/g, '`…`')
    .split('\n');
  return lines.map((text, index) => ({ at: `${file}:${String(index + 1)}`, text })).filter(({ text }) => text !== '');
}

function linesOf(file: string): readonly Text[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.map((text, index) => ({ at: `${file}:${String(index + 1)}`, text }));
}

function descriptionsOf(file: string): readonly Text[] {
  const found: Text[] = [];
  const walk = (value: unknown, at: string) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, one] of Object.entries(value)) {
      if ((key === 'description' || key === 'title') && typeof one === 'string') found.push({ at, text: one });
      walk(one, `${at}/${key}`);
    }
  };
  walk(JSON.parse(readFileSync(file, 'utf8')), file);
  return found;
}

/** Literals that hold more than a word or two; what is filled in stands as `…`. */
function messagesOf(file: string): readonly Text[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Text[] = [];
  const visit = (node: ts.Node) => {
    const text =
      ts.isStringLiteralLike(node) || ts.isJsxText(node)
        ? node.text
        : ts.isTemplateExpression(node)
          ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…')
          : '';
    if (/\s\S+\s/.test(text)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ at: `${file}:${String(line + 1)}`, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
