/*
 * What somebody writes by hand for the made-up kind `evaluator`, after `npm run new-kind evaluator space`: it has a role, and the
 * sandbox has it. Each place is in what the scaffold wrote, but for the sandbox's.
 */

interface Edit {
  readonly file: string;
  /** There once. */
  readonly at: RegExp;
  /** What stands there instead; `$&` is what stood there. */
  readonly text: string;
}

export const edits: readonly Edit[] = [
  {
    file: 'src/kinds/evaluator/index.ts',
    at: / {2}references: .*\n/,
    text: `  namesRole: true,
  references: ({ names, attributes }) => [space.addressOf(names), roleIn(attributes)],
`,
  },
  {
    file: 'src/kinds/evaluator/index.ts',
    at: /\['description'\](?=,\n {2}accessFields)/,
    text: "['description', 'role']",
  },
  { file: 'src/kinds/evaluator/index.ts', at: /import \{ addressOf \}/, text: 'import { addressOf, roleIn }' },

  {
    file: 'src/kinds/evaluator/address.ts',
    at: /import \{ nameIn \}/,
    text: "import type { Attributes } from '../../model/resource.js';\nimport { addressIn, nameIn, text }",
  },
  {
    file: 'src/kinds/evaluator/address.ts',
    at: /$(?![\s\S])/,
    text: `
/** Of the role that it acts with. */
export function roleIn(attributes: Attributes): Address {
  return addressIn.role({ role: text(attributes, 'role') ?? '' });
}
`,
  },

  {
    file: 'src/kinds/evaluator/steps.ts',
    at: / {6}\.\.\.describedCreate\(attributes\),\n/,
    text: '      role: ids(roleIn(attributes)),\n$&',
  },
  {
    file: 'src/kinds/evaluator/steps.ts',
    at: /(?<=describedUpdate\(.*\),)\n/,
    text: "\n      ...(changes.some(({ field }) => field === 'role') && { role: ids(roleIn(desired.attributes)) }),\n",
  },
  {
    file: 'src/kinds/evaluator/steps.ts',
    at: /import \{ space \}.*\n/,
    text: "$&import { roleIn } from './address.js';\n",
  },

  {
    file: 'src/kinds/evaluator/read.ts',
    at: /given\('description', textOf\(raw, 'description'\)\)/,
    text: `{
        ...$&,
        ...given('role', known.of('role').get(optional(raw, 'role_id') ?? '')?.names.role),
      }`,
  },

  {
    file: 'src/kinds/evaluator/effects.ts',
    at: /\{ space, name, description \}/,
    text: '{ space, name, role, description }',
  },
  {
    file: 'src/kinds/evaluator/effects.ts',
    at: / {4}if \(account\.named/,
    text: "    if (thing(account, 'role', role) === undefined) return missing('role', role);\n$&",
  },
  { file: 'src/kinds/evaluator/effects.ts', at: /description: description \?\? ''/, text: '$&, role' },
  {
    file: 'src/kinds/evaluator/effects.ts',
    at: /\{ evaluator, name, description \}/,
    text: '{ evaluator, name, role, description }',
  },
  {
    file: 'src/kinds/evaluator/effects.ts',
    at: /described\(description\)/,
    text: '{ ...$&, ...(role !== undefined && { role }) }',
  },

  { file: 'src/model/call.ts', at: /readonly do: 'evaluators\.create';/, text: '$& readonly role: IdRef;' },
  { file: 'src/model/call.ts', at: /readonly do: 'evaluators\.update';/, text: '$& readonly role?: IdRef;' },
  { file: 'src/remote/ax/argv.ts', at: /'evaluators', 'create'/, text: "$&, '--role-id', call.role" },
  {
    file: 'src/remote/ax/argv.ts',
    at: /'evaluators', 'update', call\.evaluator/,
    text: "$&, ...option('--role-id', call.role)",
  },
  {
    file: 'src/remote/api/requests.ts',
    at: /(?<='\/v2\/evaluators',\s*given\(\{)/,
    text: ' role_id: call.role,',
  },
  {
    file: 'src/remote/api/requests.ts',
    at: /(?<='evaluators\.update':[^;]*)described\(call\)/,
    text: '{ ...$&, ...given({ role_id: call.role }) }',
  },

  {
    file: 'schema/access.schema.json',
    at: /"title": "Evaluator",[^{]*"properties": \{/,
    text: '"required": ["role"], $& "role": { "$ref": "#/definitions/name" },',
  },

  {
    file: 'src/sandbox/app.ts',
    at: /import \{ organizationRoutes \}/,
    text: "import { evaluatorRoutes } from './routes/evaluators.js';\n$&",
  },
  {
    file: 'src/sandbox/app.ts',
    at: / {2}app\.route\('\/v2\/spaces'/,
    text: "  app.route('/v2/evaluators', evaluatorRoutes(account));\n$&",
  },
];

/** Files of its own, by what they are called beside this one. */
export const files: Readonly<Record<string, string>> = { 'routes.ts.txt': 'src/sandbox/routes/evaluators.ts' };
