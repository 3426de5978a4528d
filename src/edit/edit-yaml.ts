import { equal } from '../model/equal.js';
import { LineCounter, parseAllDocuments } from 'yaml';
import type { ParsedNode } from 'yaml';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { Editor } from './editor.js';
import type { Meaning } from './meaning.js';
import { meaningOf, patched } from './meaning.js';
import type { Patch } from './patch.js';
import { withSplices } from './splices.js';
import { Unsafe } from './unsafe.js';

/** Why a file can't be edited safely, and where. */
export interface EditProblem {
  readonly message: string;
  readonly hint: string;
  /** Counted from 1, columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

/**
 * A YAML file with some of its values changed and everything else as it was, to the byte: comments, order, blank lines,
 * quotes, flow or block style, line ends. The result is parsed again and must say exactly what was asked for; what can't
 * be changed so (what an anchor gives, several documents) is a problem with its line.
 */
export function editYaml(text: string, patch: Patch & { readonly type: 'map' }): Result<string, EditProblem> {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(bom.length);
  const lines = new LineCounter();
  try {
    const root = parse(body, lines);
    refuseGenerated(body);
    const written = withSplices(body, new Editor(body, root).edit(patch));
    confirm(written, patched(meaningOf(root), patch));
    return ok(`${bom}${written}`);
  } catch (error) {
    if (!(error instanceof Unsafe)) throw error;
    const { line, col } = lines.linePos(error.offset);
    return failed({ message: error.message, hint: error.hint, line: Math.max(line, 1), column: Math.max(col, 1) });
  }
}

function parse(body: string, lineCounter: LineCounter): ParsedNode | null {
  // Which keys are there twice is looked for where it matters: the library compares every pair of a map.
  const options = { prettyErrors: false, uniqueKeys: false, merge: false, logLevel: 'silent' } as const;
  const documents = parseAllDocuments(body, { ...options, keepSourceTokens: true, lineCounter });
  const [document, second] = 'empty' in documents ? [] : documents;
  if (second !== undefined)
    throw new Unsafe(second.range[0], 'the file holds more than one YAML document', 'keep one document in each file');
  const [error] = document?.errors ?? [];
  if (error !== undefined)
    throw new Unsafe(error.pos[0], 'the file is not valid YAML', 'run `ax-gitops validate` and repair it first');
  return document?.contents ?? null;
}

/** Where a file says that a program writes it: it will be written anew, and an edit lost. */
export function generatedAt(body: string): number | undefined {
  const head = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*/.exec(body)?.[0] ?? '';
  return /@generated|do not edit/i.exec(head)?.index;
}

function refuseGenerated(body: string): void {
  const mark = generatedAt(body);
  if (mark === undefined) return;
  throw new Unsafe(
    mark,
    'the file says that it is generated',
    'change what it is generated from, or remove that comment',
  );
}

/** The last line of defence: what is written must say what was asked for, and nothing else may have changed. */
function confirm(written: string, wanted: Meaning): void {
  try {
    if (equal(meaningOf(parse(written, new LineCounter())), wanted)) return;
  } catch (error) {
    if (!(error instanceof Unsafe)) throw error;
  }
  throw new Unsafe(0, 'the change does not fit the way the file is written', 'make it by hand');
}
