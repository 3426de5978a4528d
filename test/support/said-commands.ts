import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/* Commands that messages are made of in the code: calls of the functions that spell one, read from the source. */

const src = fileURLToPath(new URL('../../src', import.meta.url));

/** Which argument of each function is the verb; what comes before it says where the command is printed. */
const spellers = new Map([
  ['commandText', 0],
  ['nextCommand', 1],
  ['nextOnAll', 1],
]);
/** They are made of these, and of the command that runs: what that comes to is tested on any command line. */
const apart: ReadonlySet<string> = new Set(['model/command-text.ts', 'report/next-command.ts']);

/** Every command that a function spells, each once. `examples`: what stands for an expression that the code fills in; fails for any other. */
export function saidCommands(examples: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const found = new Set<string>();
  for (const { file, source } of sources()) {
    const visit = (node: ts.Node): void => {
      const at = ts.isCallExpression(node) ? spellers.get(node.expression.getText(source)) : undefined;
      if (ts.isCallExpression(node) && at !== undefined) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        const place = `${file}:${String(line + 1)}`;
        const [verb, args, flags] = node.arguments.slice(at);
        for (const words of valuesOf(verb, place, examples)) {
          const rest = [...wordsOf(args, place, examples), ...wordsOf(flags, place, examples)];
          found.add(['ax-gitops', words, ...rest].join(' '));
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return [...found];
}

function sources(): readonly { readonly file: string; readonly source: ts.SourceFile }[] {
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.gen)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !apart.has(relative(src, path)))
    .map((path) => ({
      file: relative(src, path),
      source: ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true),
    }));
}

type Examples = Parameters<typeof saidCommands>[0];

/** The words of a list of arguments, or of flags. */
function wordsOf(node: ts.Expression | undefined, place: string, examples: Examples): readonly string[] {
  if (node === undefined) return [];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((one) => wordsOf(one, place, examples));
  if (ts.isObjectLiteralExpression(node))
    return node.properties.flatMap((one) => {
      if (!ts.isPropertyAssignment(one)) return valuesOf(undefined, place, examples);
      const isAlone = one.initializer.kind === ts.SyntaxKind.TrueKeyword;
      const flag = ts.isStringLiteralLike(one.name) ? one.name.text : one.name.getText();
      return isAlone ? [flag] : [flag, ...wordsOf(one.initializer, place, examples)];
    });
  return valuesOf(ts.isSpreadElement(node) ? node.expression : node, place, examples).map(quoted);
}

/** What an expression may stand for. */
function valuesOf(node: ts.Expression | undefined, place: string, examples: Examples): readonly string[] {
  if (node !== undefined && ts.isStringLiteralLike(node)) return [node.text];
  if (node !== undefined && ts.isConditionalExpression(node))
    return [node.whenTrue, node.whenFalse].flatMap((one) => valuesOf(one, place, examples));
  const text = node?.getText() ?? '';
  const known = Object.hasOwn(examples, text) ? examples[text] : undefined;
  if (known === undefined) throw new Error(`${place}: say an example for ${text}, so that its command can be run`);
  return known;
}

function quoted(word: string): string {
  return /[^\w@./:-]/.test(word) ? `'${word}'` : word;
}
