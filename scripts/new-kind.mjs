// `npm run new-kind NAME [HOLDER]` writes the folder of a new kind of object, and its line in the registry. Its calls, its list and
// its place in the files are still to be said: CONTRIBUTING.md, "A new kind of object", says where.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.env['AX_GITOPS_ROOT'] ?? fileURLToPath(new URL('..', import.meta.url));
const [name = '', holder] = process.argv.slice(2);
const folder = join(root, 'src', 'kinds', name);
const registry = join(root, 'src', 'kinds', 'index.ts');

const isKind = (kind) => existsSync(join(root, 'src', 'kinds', kind, 'index.ts'));
if (!/^[a-z]+(-[a-z]+)*$/.test(name))
  fail('usage: npm run new-kind NAME [HOLDER], in lower case: npm run new-kind evaluator space');
if (isKind(name)) fail(`there is a kind ${name} already: src/kinds/${name}`);
if (holder !== undefined && !isKind(holder)) fail(`there is no kind ${holder} that could hold it`);

const variable = name.replaceAll(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const key = name.includes('-') ? `'${name}'` : name;
const calls = `${name}s`;
const within =
  holder === undefined
    ? ''
    : `
  holder: '${holder}',`;

const files = {
  'index.ts': `import { addressOf } from '../../model/address.js';
import type { Kind } from '../kind.js';
import { nameIn } from '../names.js';
import { effects } from './effects.js';
import { reading } from './read.js';
import { steps, traces } from './steps.js';

declare module '../../model/resource.js' {
  interface Kinds {
    readonly ${key}: unknown;
  }
}

/** Say what it is, and which section of docs/arize.md its facts are from. */
export const ${variable}: Kind<typeof traces, typeof effects> = {
  name: '${name}',
  role: 'place',
  ownName: '${variable}',${within}
  title: '${name.replaceAll('-', ' ')}',
  word: '${name}',
  addressOf: (names) => addressOf.${variable}(nameIn(names, '${variable}')),
  references: () => [],
  createOnly: [],
  fixed: () => undefined,
  cascade: () => [],

  ...steps,
  reading,
  traces,
  effects,
};
`,
  'steps.ts': `import { changedFields, describedCreate } from '../described.js';
import { creating, deleting, granting } from '../drafts.js';
import type { Steps } from '../kind.js';
import { nameIn } from '../names.js';
import type { Traces } from '../trace.js';

export const steps: Steps = {
  create: ({ names, attributes }) => [
    creating(
      { do: '${calls}.create', name: nameIn(names, '${variable}'), ...describedCreate(attributes) },
      attributes,
    ),
  ],

  update: (live, _desired, changes, ids) => [
    granting({ action: 'update', call: { do: '${calls}.update', ${variable}: ids(live.address) }, ...changedFields(changes) }),
  ],

  remove: (live, ids) =>
    deleting({ do: '${calls}.delete', ${variable}: ids(live.address) }, live, { irreversible: true }),
};

/** How one is found again after an unclear end: by a name that is unique, or \`'never-repeated'\`. */
export const traces = {
  '${calls}.create': (call) => ({ listing: { list: '${calls}' }, isIt: ({ name }) => name === call.name }),
} satisfies Partial<Traces>;
`,
  'read.ts': `import { addressOf } from '../../model/address.js';
import { given, required } from '../raw.js';
import type { Reading } from '../reading.js';
import { textOf } from '../reading.js';

export const reading: Reading = {
  isNeeded: (wishes) => wishes.has('${name}'),

  listings: () => [{ list: '${calls}' }],

  read(raw) {
    const name = required(raw, 'name', '${name}');
    return {
      kind: '${name}',
      address: addressOf.${variable}(name),
      names: { ${variable}: name },
      id: required(raw, 'id', '${name}'),
      attributes: given('description', textOf(raw, 'description')),
    };
  },
};
`,
  'effects.ts': `import type { Effects } from '../effects.js';
import { amend, described, make, refused, removeWhole } from '../effects.js';

export const effects = {
  '${calls}.create': (account, { name, description }) =>
    account.named('${name}', name) === undefined
      ? make(account, { kind: '${name}', name, attributes: described(description) })
      : refused(\`there is a ${name} \${name} already\`),
  '${calls}.update': (account, { ${variable}, name, description }) =>
    amend(account, '${name}', ${variable}, described(description), name),
  '${calls}.delete': (account, { ${variable} }) => removeWhole(account, '${name}', ${variable}),
} satisfies Partial<Effects>;
`,
};

mkdirSync(folder, { recursive: true });
for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
const listed = readFileSync(registry, 'utf8')
  .replace(/^(?=import \{ organization \})/m, `import { ${variable} } from './${name}/index.js';\n`)
  .replace(/\n\} satisfies /, `\n  ${variable === name ? name : `'${name}': ${variable}`},$&`);
writeFileSync(registry, listed);
process.stdout.write(`src/kinds/${name}/ and its line in src/kinds/index.ts are written.
Now follow CONTRIBUTING.md, "A new kind of object", from step 2; \`npm run check\` names what is still missing.
`);

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
