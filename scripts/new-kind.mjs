// `npm run new-kind NAME [HOLDER]` writes a new kind of object with a name and a description, in an object of another kind or in the
// account itself: its folder, its line in the registry, its calls and their two spellings as Arize has them of the others, its list,
// and its entry in the schemas. What is particular to it is then changed by hand: CONTRIBUTING.md, "A new kind of object", says where.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const here = fileURLToPath(new URL('..', import.meta.url));
const root = process.env['AX_GITOPS_ROOT'] ?? here;
const [name = '', holder] = process.argv.slice(2);

if (!/^[a-z]+(-[a-z]+)*$/.test(name))
  fail('usage: npm run new-kind NAME [HOLDER], in lower case: npm run new-kind evaluator space');
if (existsSync(indexOf(name))) fail(`there is a kind ${name} already: src/kinds/${name}`);
if (holder !== undefined && variableOf(holder) === undefined) fail(`there is no kind ${holder} that could hold it`);

const variable = name.replaceAll(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const key = name.includes('-') ? `'${name}'` : name;
const calls = `${name}s`;
const section = calls.replaceAll('-', '_');
const title = name.replaceAll('-', ' ');
const idField = `${name.replaceAll('-', '_')}_id`;

const held = holder !== undefined && {
  kind: holder,
  variable: variableOf(holder),
  /** What goes along with it, and takes its own along. */
  chain: chainOf(holder),
  idField: holder === 'organization' ? 'organization_id' : `${holder.replaceAll('-', '_')}_id`,
};

const folder = {
  'address.ts': `
import { childOf } from '../../model/address.js';
import type { Address, Names } from '../../model/address.js';
import { nameIn } from '../names.js';
${held ? `import { ${held.variable} } from '../${held.kind}/index.js';` : ''}

export function addressOf(names: Names): Address {
  return childOf(${held ? `${held.variable}.addressOf(names)` : 'undefined'}, '${name}', nameIn(names, '${name}'));
}
`,
  'index.ts': `
import type { Kind } from '../kind.js';
${held ? `import { ${held.variable} } from '../${held.kind}/index.js';` : ''}
import { addressOf } from './address.js';
import { effects } from './effects.js';
import { partly, reading } from './read.js';
import { steps, traces } from './steps.js';

declare module '../../model/resource.js' {
  interface Kinds {
    readonly ${key}: unknown;
  }
}
declare module '../../model/address.js' {
  interface Names {
    readonly ${key}?: string;
  }
}

/** Say what it is, and which section of docs/arize.md its facts are from. */
export const ${variable}: Kind<typeof traces, typeof effects> = {
  name: '${name}',
  role: 'object',
  ownName: '${name}',
  ${held ? `holder: '${held.kind}',` : ''}
  word: '${name}',
  title: '${title}',
  addressOf,
  references: (${held ? '{ names }' : ''}) => [${held ? `${held.variable}.addressOf(names)` : ''}],
  section: '${section}',
  fields: ['description'],
  accessFields: undefined,
  createOnly: [],
  assertable: ['description'],
  fixed: () => undefined,
  cascade: () => [],

  ...steps,
  partly,
  reading,
  traces,
  effects,
};
`,
  'steps.ts': `
import { changedFields, describedCreate, describedUpdate } from '../described.js';
import { creating, deleting, granting, makingSure } from '../drafts.js';
import type { Steps } from '../kind.js';
import { nameIn } from '../names.js';
${held ? `import { ${held.variable} } from '../${held.kind}/index.js';` : ''}
import type { Traces } from '../trace.js';

export const steps: Steps = {
  ...makingSure(({ names, attributes }${held ? ', ids' : ''}) => {
    const call = {
      do: '${calls}.create' as const,
      ${held ? `${held.variable}: ids(${held.variable}.addressOf(names)),` : ''}
      name: nameIn(names, '${name}'),
      ...describedCreate(attributes),
    };
    return [creating(call, attributes)];
  }),

  update(live, desired, changes, ids) {
    const call = {
      do: '${calls}.update' as const,
      ${variable}: ids(live.address),
      ...describedUpdate(nameIn(desired.names, '${name}'), live, desired.attributes),
    };
    return [granting({ action: 'update', call, ...changedFields(changes) })];
  },

  remove: (live, ids) =>
    deleting({ do: '${calls}.delete', ${variable}: ids(live.address) }, live, { irreversible: true }),
};

/** How one is found again after an unclear end: by a name that is unique, or \`'never-repeated'\`. */
export const traces = {
  '${calls}.create': (call) => ({
    listing: { list: '${calls}' },
    isIt: ({ name${held ? `, ${held.idField}: ${held.variable}` : ''} }) => name === call.name${held ? ` && ${held.variable} === call.${held.variable}` : ''},
    by: [${held ? `'${held.variable}', ` : ''}'name'],
  }),
} satisfies Partial<Traces>;
`,
  'read.ts': `
import { given, ${held ? 'optional, ' : ''}required } from '../raw.js';
import type { Reading, WhyUnseen } from '../reading.js';
import { administrator, textOf } from '../reading.js';
import { addressOf } from './address.js';

export const reading: Reading = {
  isNeeded: (wishes) => wishes.has('${name}')${held ? ` || wishes.deletes(${held.chain.map((kind) => `'${kind}'`).join(', ')})` : ''},

  listings: () => [{ list: '${calls}' }],

  read(raw${held ? ', _listing, known' : ''}) {
    ${held ? `const ${held.variable} = known.of('${held.kind}').get(optional(raw, '${held.idField}') ?? '');\n    if (${held.variable} === undefined) return undefined;` : ''}
    const names = { ${held ? `...${held.variable}.names, ` : ''}${key}: required(raw, 'name', '${title}') };
    return {
      kind: '${name}',
      address: addressOf(names),
      names,
      id: required(raw, 'id', '${title}'),
      attributes: given('description', textOf(raw, 'description')),
    };
  },
${held ? `\n  belongsBy: ['${held.idField}'],` : ''}
  refused: { reason: 'this login may not list ${title}s', needs: administrator },
};

/** Say who is shown which, or leave it out where everybody is shown all. */
export const partly: WhyUnseen = {
  reason: 'Arize may not show every ${title} to everybody',
  needs: administrator,
};
`,
  'effects.ts': `
import type { Effects } from '../effects.js';
import { amend, described, make, ${held ? 'missing, ' : ''}refused, removeWhole${held ? ', thing' : ''} } from '../effects.js';

export const effects = {
  '${calls}.create': (account, { ${held ? `${held.variable}, ` : ''}name, description }) => {
    ${held ? `if (thing(account, '${held.kind}', ${held.variable}) === undefined) return missing('${held.kind}', ${held.variable});` : ''}
    if (account.named('${name}', name${held ? `, ${held.variable}` : ''}) !== undefined) return refused(\`the name \${name} is taken\`);
    return make(account, { kind: '${name}', name, ${held ? `parent: ${held.variable}, ` : ''}attributes: { description: description ?? '' } });
  },
  '${calls}.update': (account, { ${variable}, name, description }) =>
    amend(account, '${name}', ${variable}, described(description), name),
  '${calls}.delete': (account, { ${variable} }) => removeWhole(account, '${name}', ${variable}),
} satisfies Partial<Effects>;
`,
};
/** What is added to files that are there: before or behind a place in them, which must be there once. */
const insertions = {
  'src/kinds/index.ts': [
    { before: /^import type \{ Kind \}/m, text: `import { ${variable} } from './${name}/index.js';\n` },
    {
      before: /^\} satisfies Readonly<Record<KindName, Kind>>;/m,
      text: `  ${variable === name ? name : `'${name}': ${variable}`},\n`,
    },
  ],
  'src/model/call.ts': [
    {
      behind: /^export type Call =\n/m,
      text: `
  | { readonly do: '${calls}.create'; ${held ? `readonly ${held.variable}: IdRef; ` : ''}readonly name: string; readonly description?: string }
  | ({ readonly do: '${calls}.update'; readonly ${variable}: IdRef } & Described)
  | { readonly do: '${calls}.delete'; readonly ${variable}: IdRef }
`,
    },
  ],
  'src/remote/port.ts': [{ behind: /^export type Listing =\n/m, text: `  | { readonly list: '${calls}' }\n` }],
  'src/remote/ax/argv.ts': [
    { before: /^ {4}case 'users':\n/m, text: `    case '${calls}':\n` },
    {
      behind: /^function argumentsOf\(.*\n {2}switch \(call\.do\) \{\n/m,
      text: `
    case '${calls}.create':
      return [
        ...['${calls}', 'create', '--name', call.name${held ? `, '--${held.kind}-id', call.${held.variable}` : ''}],
        ...option('--description', call.description),
        ...asJson,
      ];
    case '${calls}.update':
      return ['${calls}', 'update', call.${variable}, ...described(call), ...asJson];
    case '${calls}.delete':
      return ['${calls}', 'delete', call.${variable}, '--force'];
`,
    },
  ],
  'src/remote/api/requests.ts': [
    { before: /^ {4}case 'users':\n/m, text: `    case '${calls}':\n` },
    {
      behind: /^export function callRequest\(.*\n {2}switch \(call\.do\) \{\n/m,
      text: `
    case '${calls}.create':
      return post('/v2/${calls}', given({ name: call.name, ${held ? `${held.idField}: call.${held.variable}, ` : ''}description: call.description }));
    case '${calls}.update':
      return patch('/v2/${calls}/{${idField}}', { ${idField}: call.${variable} }, described(call));
    case '${calls}.delete':
      return remove('/v2/${calls}/{${idField}}', { ${idField}: call.${variable} });
`,
    },
  ],
  'src/remote/roster/remembered.ts': [
    {
      before: /^ {4}case 'users\.update':\n/m,
      text: ['create', 'update', 'delete'].map((step) => `    case '${calls}.${step}':\n`).join(''),
    },
  ],
  'schema/snapshot.schema.json': [{ behind: /"list": \{\s*"enum": \[/, text: `"${calls}", ` }],
};

const written = new Map(Object.entries(folder).map(([file, text]) => [`src/kinds/${name}/${file}`, text.trimStart()]));
for (const [file, places] of Object.entries(insertions)) written.set(file, places.reduce(inserted(file), read(file)));
written.set('schema/access.schema.json', schemaWith(JSON.parse(read('schema/access.schema.json'))));

// Nothing is written where one of the places is not there.
for (const [file, text] of written) {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  const options = { ...(await resolveConfig(join(here, 'package.json'))), filepath: path };
  writeFileSync(path, await format(text, options));
}
process.stdout.write(`${[...written.keys()].join('\n')}
are written. Now follow CONTRIBUTING.md, "A new kind of object"; \`npm run check\` names what is still missing.
`);

function inserted(file) {
  return (text, { before, behind, text: added }) => {
    const found = [...text.matchAll(new RegExp(before ?? behind, 'gm'))];
    if (found.length !== 1)
      fail(`${file} has ${found.length} places like ${before ?? behind}, not one: correct scripts/new-kind.mjs`);
    const at = found[0].index + (before === undefined ? found[0][0].length : 0);
    return `${text.slice(0, at)}${added.replace(/^\n/, '')}${text.slice(at)}`;
  };
}

/** The map of its entries in that of what holds it, and what the policy says of it. */
function schemaWith(schema) {
  const place = held ? schema.definitions[held.kind]?.properties : schema.properties;
  const unmanaged = schema.definitions.policy?.properties.unmanaged?.oneOf?.find((one) => one.properties)?.properties;
  if (place === undefined || unmanaged === undefined)
    fail('schema/access.schema.json has not the form that scripts/new-kind.mjs expects: correct one of the two');
  place[section] = {
    type: 'object',
    description: `Every ${title} that is managed, by name.`,
    additionalProperties: {
      oneOf: [{ $ref: `#/definitions/${variable}` }, { const: 'absent', description: 'Remove it if it exists.' }],
    },
    propertyNames: { $ref: '#/definitions/name' },
  };
  schema.definitions[variable] = {
    title: `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    type: 'object',
    description: `Say what a ${title} is.`,
    additionalProperties: false,
    properties: { description: { $ref: '#/definitions/description' } },
  };
  unmanaged[name] = { $ref: '#/definitions/unmanaged' };
  return JSON.stringify(schema, null, 2);
}

function indexOf(kind) {
  return join(root, 'src', 'kinds', kind, 'index.ts');
}

/** What the object of a kind is called in its folder; nothing where there is no kind of that name. */
function variableOf(kind) {
  return existsSync(indexOf(kind))
    ? /^export const (\w+): Kind</m.exec(readFileSync(indexOf(kind), 'utf8'))?.[1]
    : undefined;
}

/** A kind and what holds it, the outermost first. */
function chainOf(kind) {
  const above = /^ {2}holder: '([^']+)',/m.exec(readFileSync(indexOf(kind), 'utf8'))?.[1];
  return [...(above === undefined ? [] : chainOf(above)), kind];
}

function read(file) {
  return readFileSync(join(root, file), 'utf8');
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
