import type { ErrorObject, ValidateFunction } from 'ajv';
import { equal } from '../model/equal.js';
import type { Path } from '../model/source.js';
import { nearest } from '../model/suggestion.js';
import { schema as root, validate as generated } from './validator.gen.js';

const validate = generated as unknown as ValidateFunction;

/** One thing wrong with the shape of a value. `isKey`: it is the key at the end of the path that is wrong. */
export type Problem = { readonly path: Path; readonly isKey: boolean } & (
  | {
      readonly type: 'unknown-key';
      readonly key: string;
      readonly known: readonly string[];
      readonly where: string | undefined;
    }
  | { readonly type: 'missing-key'; readonly key: string; readonly where: string | undefined }
  | {
      readonly type: 'wrong-type';
      readonly value: unknown;
      readonly expected: readonly string[];
      readonly form: Form;
    }
  | { readonly type: 'not-allowed'; readonly value: unknown; readonly allowed: readonly string[] }
  | { readonly type: 'bad-email'; readonly text: string; readonly orGroup: boolean }
  | { readonly type: 'bad-text'; readonly text: string; readonly form: Form }
  | { readonly type: 'outer-blanks'; readonly text: string }
  | { readonly type: 'too-long'; readonly length: number; readonly limit: number }
  | { readonly type: 'empty'; readonly what: string }
  | { readonly type: 'out-of-range'; readonly value: unknown; readonly least: number }
);

/** What the schema says of a value that is right. */
export interface Form {
  readonly description?: string;
  readonly examples: readonly unknown[];
  /** What a text must match. */
  readonly pattern?: string;
  /** Whether an empty map would not do. */
  readonly needsKeys: boolean;
}

type Schema = Readonly<Record<string, unknown>>;

/**
 * What the schema's validator finds, less what only says that a value is not of some other form that it could have
 * had: of a choice, only the branch that was evidently meant is reported.
 */
export function relevantErrors(value: unknown): readonly Problem[] {
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  const unions = errors.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf');
  const choices = new Map(unions.map((error) => [error.instancePath, choose(error)]));
  const problems = new Map<string, Problem>();
  for (const error of errors) {
    const problem = problemOf(error, choices);
    if (problem === undefined) continue;
    const key = `${problem.type} ${String(problem.isKey)} ${JSON.stringify(problem.path)}`;
    if (!problems.has(key)) problems.set(key, problem);
  }
  return [...problems.values()];
}

interface Choice {
  /** The branches that the value's type fits. */
  readonly fitting: readonly Schema[];
  readonly all: readonly Schema[];
}

function choose(error: ErrorObject): Choice {
  const all = branches(error.parentSchema as Schema);
  const data = error.data;
  const fitting = all.filter((branch) => fits(branch, data));
  if (typeof data !== 'object' || data === null || Array.isArray(data) || fitting.length < 2) return { all, fitting };
  const complete = fitting.filter((branch) => requiredOf(branch).every((key) => key in data));
  const best = complete[0] ?? fitting.toSorted((a, b) => shared(b, data) - shared(a, data))[0];
  return { all, fitting: best === undefined ? [] : [best] };
}

function branches(schema: Schema): readonly Schema[] {
  const inner = (schema['oneOf'] ?? schema['anyOf'] ?? schema['allOf']) as readonly Schema[] | undefined;
  if (inner !== undefined) return inner.flatMap(branches);
  const ref = schema['$ref'];
  return typeof ref === 'string' ? branches(definition(ref)) : [schema];
}

function definition(ref: string): Schema {
  const { definitions } = root as { readonly definitions: Readonly<Record<string, Schema>> };
  return definitions[ref.replace('#/definitions/', '')] ?? {};
}

function fits(branch: Schema, data: unknown): boolean {
  if ('const' in branch) return typeof data === typeof branch['const'];
  if ('enum' in branch) return typeof data === 'string';
  const type = branch['type'];
  if (type === 'object') return typeof data === 'object' && data !== null && !Array.isArray(data);
  if (type === 'array') return Array.isArray(data);
  if (type === 'integer') return Number.isInteger(data);
  return typeof data === type;
}

function requiredOf(branch: Schema): readonly string[] {
  return (branch['required'] as readonly string[] | undefined) ?? [];
}

/** Keys that belong to a branch, well spelt or nearly. */
function shared(branch: Schema, data: object): number {
  const known = Object.keys((branch['properties'] as object | undefined) ?? {});
  return Object.keys(data).filter((key) => nearest(key, known) !== undefined).length;
}

function problemOf(error: ErrorObject, choices: ReadonlyMap<string, Choice>): Problem | undefined {
  const { keyword, params, instancePath } = error;
  const parent = error.parentSchema as Schema;
  const propertyName = error.propertyName;
  const path = pathOf(instancePath);
  const choice = propertyName === undefined ? choices.get(instancePath) : undefined;
  const data = error.data;

  if (keyword === 'oneOf' || keyword === 'anyOf')
    return choice === undefined ? undefined : unionProblem(choice, formOf(parent, choice.all), data, path);
  // Within a choice, the branches' own complaints are either summed up above or not meant.
  if (choice !== undefined && (keyword === 'type' || keyword === 'enum' || keyword === 'const')) return undefined;
  if (choice !== undefined && !choice.fitting.some((branch) => equal(branch, parent))) return undefined;

  const place = propertyName === undefined ? { path, isKey: false } : { path: [...path, propertyName], isKey: true };
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      return {
        path: [...path, key],
        isKey: true,
        type: 'unknown-key',
        key,
        known: Object.keys((parent['properties'] as object | undefined) ?? {}),
        where: nameOfPlace(path, parent),
      };
    }
    case 'required':
      return {
        path,
        isKey: path.length > 0,
        type: 'missing-key',
        key: String(params['missingProperty']),
        where: nameOfPlace(path, parent),
      };
    case 'type':
      return {
        ...place,
        type: 'wrong-type',
        value: data,
        expected: [typeName(parent)],
        form: formOf(parent, [parent]),
      };
    case 'enum':
      return { ...place, type: 'not-allowed', value: data, allowed: params['allowedValues'] as readonly string[] };
    case 'const':
      return { ...place, type: 'not-allowed', value: data, allowed: [JSON.stringify(params['allowedValue'])] };
    case 'pattern': {
      const pattern = String(params['pattern']);
      const text = String(data);
      // That a name is empty is said for its length.
      if (pattern.includes('\\u0085')) return text === '' ? undefined : { ...place, type: 'outer-blanks', text };
      return pattern.includes('@')
        ? { ...place, type: 'bad-email', text, orGroup: pattern.startsWith('^(@') }
        : { ...place, type: 'bad-text', text, form: formOf(parent, [parent]) };
    }
    case 'maxLength':
      return { ...place, type: 'too-long', length: Array.from(String(data)).length, limit: Number(params['limit']) };
    case 'minLength':
    case 'minItems':
      return {
        ...place,
        type: 'empty',
        what: keyword === 'minItems' ? `the list ${String(path.at(-1) ?? '')}`.trim() : 'the text',
      };
    case 'minimum':
      return { ...place, type: 'out-of-range', value: data, least: Number(params['limit']) };
    default:
      // `propertyNames`, `if` and the like only point at an error that is in the list itself.
      return undefined;
  }
}

function unionProblem({ all, fitting }: Choice, form: Form, data: unknown, path: Path): Problem | undefined {
  const expected = [...new Set(all.map(typeName))];
  if (fitting.length === 0) return { path, isKey: false, type: 'wrong-type', value: data, expected, form };
  if (typeof data !== 'string') return undefined;
  // A text that may be any text is refused for its length, which is said on its own.
  if (fitting.some((branch) => !('enum' in branch) && !('const' in branch))) return undefined;
  const words = fitting.flatMap((branch) =>
    'const' in branch ? [String(branch['const'])] : ((branch['enum'] as readonly string[] | undefined) ?? []),
  );
  // `absent` alone is no choice of words: what is meant is one of the other forms.
  if (words.length === 1) return { path, isKey: false, type: 'wrong-type', value: data, expected, form };
  return {
    path,
    isKey: false,
    type: 'not-allowed',
    value: data,
    allowed: words.filter((word) => /^[a-z_]+$/.test(word)),
  };
}

function formOf(parent: Schema, forms: readonly Schema[]): Form {
  const examplesOf = (schema: Schema) => (schema['examples'] as readonly unknown[] | undefined) ?? [];
  const own = examplesOf(parent);
  const maps = forms.filter((form) => form['type'] === 'object');
  const description = forms.map((form) => form['description']).find((text) => typeof text === 'string');
  const pattern = forms.map((form) => form['pattern']).find((text) => typeof text === 'string');
  return {
    ...(description !== undefined && { description }),
    examples: own.length > 0 ? own : forms.flatMap(examplesOf),
    ...(pattern !== undefined && { pattern }),
    needsKeys: maps.length > 0 && maps.every((form) => requiredOf(form).length > 0),
  };
}

function typeName(schema: Schema): string {
  if ('const' in schema)
    return typeof schema['const'] === 'string' ? `\`${schema['const']}\`` : JSON.stringify(schema['const']);
  if ('enum' in schema) return 'text';
  const names: Readonly<Record<string, string>> = {
    object: 'a map',
    array: 'a list',
    string: 'text',
    boolean: 'true or false',
    integer: 'a whole number',
    number: 'a number',
  };
  return names[String(schema['type'])] ?? String(schema['type']);
}

function nameOfPlace(path: Path, schema: Schema): string | undefined {
  const title = schema['title'];
  if (typeof title === 'string' && title !== 'AccessFile')
    return `${/^(?!us)[aeiou]/i.test(title) ? 'an' : 'a'} ${title.startsWith('API') ? title : title.toLowerCase()}`;
  const last = path.at(-1);
  return typeof last === 'string' ? `\`${last}\`` : undefined;
}

function pathOf(pointer: string): Path {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
