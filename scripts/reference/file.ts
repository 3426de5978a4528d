import { inCell } from './commands.js';

/* docs/reference/file.md: every field of the access files, from their schema. */

export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: string | number;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly default?: string | number | boolean;
  readonly examples?: readonly unknown[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

export function fileReference(root: Schema): string {
  return new FileReference(root).text();
}

class FileReference {
  /** Definitions with a section of their own, in the order in which they are come upon. */
  private readonly sections = new Map<string, Schema>();

  constructor(private readonly root: Schema) {}

  text(): string {
    const top = this.table(this.root);
    const below: string[] = [];
    // A section may come upon more of them.
    for (const [title, schema] of this.sections) below.push(this.section(title, schema));
    return [
      '<!-- Generated from schema/access.schema.json by `npm run reference`. Do not edit. -->',
      '# File reference',
      'Every field of an access file. [The file](../file-format.md) explains how they work together.',
      'A field that is left out is not managed. Words such as `read_only` may also be written `READ_ONLY` or `read-only`.',
      top,
      ...below,
      '## Permissions',
      'What a custom role can permit, and what `tests` can ask for.',
      permissionTable(this.definition('permission').enum ?? []),
      '',
    ].join('\n\n');
  }

  private section(title: string, schema: Schema): string {
    const alternatives = schema.oneOf?.filter(({ properties }) => properties !== undefined) ?? [schema];
    const tables = alternatives.map((one) => [one.description, this.table(one)].filter(isText).join('\n\n'));
    const intro = schema.oneOf === undefined ? [] : [schema.description, `Value: ${this.valueOf(schema, title)}`];
    return [`## ${title}`, ...intro, ...tables, ...examplesOf(schema)].filter(isText).join('\n\n');
  }

  private table({ properties = {}, required = [] }: Schema): string {
    const rows = Object.entries(properties).map(([name, field]) => {
      const meaning = [
        this.meaningOf(field),
        required.includes(name) && name !== 'version' && 'Required.',
        defaultOf(this.resolved(field)),
      ];
      return `| \`${name}\` | ${this.valueOf(field, undefined, name)} | ${meaning.filter(isText).join(' ')} |`;
    });
    return ['| field | value | meaning |', '| --- | --- | --- |', ...rows].join('\n');
  }

  private meaningOf(field: Schema): string | undefined {
    const text = field.description ?? this.resolved(field).description;
    return text === undefined ? undefined : inCell(text);
  }

  /** What may stand there; `own` is the section that asks, which does not link to itself, `name` that of the field. */
  private valueOf(schema: Schema, own?: string, name?: string): string {
    const { $ref } = schema;
    if ($ref === '#/definitions/permission') return '[permission](#permissions)';
    const target = this.resolved(schema);
    const title = target.title ?? name;
    if (hasFields(target) && title !== undefined && title !== own) {
      this.sections.set(title, target);
      return `[${title}](#${title.toLowerCase().replaceAll(' ', '-')})`;
    }
    return this.plainValue(target);
  }

  private plainValue(schema: Schema): string {
    // The second of two enums holds other spellings of the first.
    const [first, second] = schema.anyOf ?? [];
    if (first?.enum !== undefined)
      return `${words(first.enum)}${second?.enum === undefined ? ', or a custom role' : ''}`;
    if (schema.enum !== undefined) return words(schema.enum);
    if (schema.const !== undefined) return `\`${String(schema.const)}\``;
    if (schema.oneOf !== undefined) return [...new Set(schema.oneOf.map((one) => this.valueOf(one)))].join(' or ');
    if (schema.type === 'array') return `list of ${this.valueOf(schema.items ?? {})}`;
    if (schema.properties !== undefined) return `map with ${words(Object.keys(schema.properties))}`;
    if (typeof schema.additionalProperties === 'object')
      return `map of ${this.keyOf(schema.propertyNames)} to ${this.valueOf(schema.additionalProperties)}`;
    return { string: 'text', boolean: '`true` or `false`', integer: 'number' }[schema.type ?? ''] ?? 'text';
  }

  private keyOf(names: Schema = {}): string {
    return (this.resolved(names).title ?? 'name').replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  }

  private resolved(schema: Schema): Schema {
    return schema.$ref === undefined ? schema : this.definition(schema.$ref.replace('#/definitions/', ''));
  }

  private definition(name: string): Schema {
    return this.root.definitions?.[name] ?? {};
  }
}

/** Whether a schema has named fields of its own, in one of its forms at least. */
function hasFields({ properties, oneOf = [] }: Schema): boolean {
  return properties !== undefined || oneOf.some((one) => one.properties !== undefined);
}

function words(all: readonly string[]): string {
  return all.map((word) => `\`${word}\``).join(' \\| ');
}

function defaultOf({ default: value }: Schema): string | undefined {
  return value === undefined ? undefined : `Default: \`${String(value)}\`.`;
}

function examplesOf({ examples = [] }: Schema): readonly string[] {
  const [example] = examples;
  return example === undefined ? [] : [`Example: \`${inline(example)}\``];
}

/** As it is written in a flow of YAML. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([name, one]) => `${name}: ${inline(one)}`)
    .join(', ')} }`;
}

/** Permissions are GROUP_ACTION. */
function permissionTable(permissions: readonly string[]): string {
  const groups = new Map<string, string[]>();
  for (const permission of permissions) {
    const group = permission.slice(0, permission.lastIndexOf('_'));
    groups.set(group, [...(groups.get(group) ?? []), permission]);
  }
  const rows = [...groups].map(
    ([group, members]) =>
      `| ${group.toLowerCase().replaceAll('_', ' ')} | ${members.map((one) => `\`${one}\``).join(', ')} |`,
  );
  return ['| of | permissions |', '| --- | --- |', ...rows].join('\n');
}

function isText(text: string | false | undefined): text is string {
  return typeof text === 'string' && text !== '';
}
