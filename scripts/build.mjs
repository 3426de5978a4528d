// Builds dist/: the command line in a few files instead of hundreds, since opening files is most of what starting costs,
// beside them what is read at run time; and the action for GitHub. Types are checked by `npm run check`, not here.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { billOfMaterials, bundledPackages, licenses } from './bundled.mjs';
import { writeJoined } from './joined.mjs';
import { generateCode } from './setup.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist', 'cli');

/** What CommonJS packages expect to find, and a module does not have. Made where it is called for: most files never do. */
const forCommonJs = [
  "import { createRequire as createRequire_ } from 'node:module';",
  "import { dirname as dirname_ } from 'node:path';",
  "import { fileURLToPath as fileURLToPath_ } from 'node:url';",
  'let require_;',
  'const require = (name) => (require_ ??= createRequire_(import.meta.url))(name);',
  'const __filename = fileURLToPath_(import.meta.url);',
  'const __dirname = dirname_(__filename);',
].join('\n');

/** What ink debugs itself with, and never loads here; a server of web sockets comes along with it. */
const withoutDevtools = {
  name: 'without-devtools',
  setup: ({ onLoad }) => onLoad({ filter: /\/ink\/build\/devtools\.js$/ }, () => ({ contents: '' })),
};

/** commander starts commands that are programs of their own with it; there are none here, and loading it takes as long as commander. */
const withoutChildren = {
  name: 'without-children',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/commander\/lib\/command\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace("require('node:child_process')", 'undefined'),
    })),
};

/** How code is written. Names stay, and lines are short: what a defect says must be readable. */
const layout = { minifyWhitespace: true, lineLimit: 160, legalComments: 'none', target: 'node20' };

/** How everything is bundled. */
export const options = {
  ...layout,
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  metafile: true,
  minifySyntax: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  // The package's own build without Node: that for Node asks the environment at each token whether to print it, which is an
  // eighth of the time that a large file takes.
  alias: { yaml: join(root, 'node_modules', 'yaml', 'browser', 'index.js') },
  plugins: [withoutDevtools, withoutChildren],
  banner: { js: forCommonJs },
  logLevel: 'warning',
};

/** Says what dist/ was built from; there only where that build came to its end. */
const stamp = join(root, 'node_modules', '.build-stamp');

/** Builds where anything has changed since the last time. */
export async function buildIfChanged() {
  await generateCode();
  const isFresh = existsSync(join(out, 'main.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs();
  if (!isFresh) await build();
}

/** Everything that is shipped; ends with an exception where it can't be built. */
export async function build() {
  await generateCode();
  const builtFrom = inputs();
  rmSync(stamp, { force: true });
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const metafile = await bundleAll();
  // All of the output lies in one folder, and so does what its modules look for beside themselves.
  for (const entry of readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && !/\.(tsx?|pyc)$|^tsconfig\.json$/.test(entry.name))
      cpSync(join(entry.parentPath, entry.name), join(out, basename(entry.name)));
  }
  declareTypes();
  // A part of that package's table was generated into the code.
  const packages = bundledPackages(root, [...Object.keys(metafile.inputs), 'node_modules/unhomoglyph/data.json']);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(root, 'dist', 'THIRD-PARTY-LICENSES.txt'), licenses(packages));
  writeFileSync(join(root, 'dist', 'sbom.cdx.json'), billOfMaterials(manifest, packages));
  chmodSync(join(out, 'main.js'), 0o755);
  writeFileSync(stamp, builtFrom);
}

/** Bundles the command line, the library and the action into dist/. */
async function bundleAll() {
  // The action for GitHub runs the command line as a process of its own; what all need is there once.
  const entries = { 'cli/main': 'src/cli/main.ts', 'cli/index': 'src/index.ts', 'action/main': 'src/action/main.ts' };
  const split = mkdtempSync(join(tmpdir(), 'ax-gitops-build-'));
  try {
    const { metafile } = await bundle({
      ...options,
      entryPoints: entries,
      outdir: split,
      chunkNames: 'cli/[name]-[hash]',
      splitting: true,
    });
    await writeJoined({ from: split, to: join(root, 'dist'), entries, outputs: metafile.outputs, layout });
    return metafile;
  } finally {
    rmSync(split, { recursive: true, force: true });
  }
}

/** The types of the library: those that can be reached from its index, and no others. */
function declareTypes() {
  const types = join(root, 'dist', 'types');
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const made = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.types.json')], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`the types could not be declared: ${made.stdout}${made.stderr}`);
  const reached = new Set();
  const reach = (path) => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const [, to] of readFileSync(path, 'utf8').matchAll(/(?:from |import\()'(\.[^']*)\.js'/g))
      reach(join(dirname(path), `${to}.d.ts`));
  };
  const index = join(types, 'index.d.ts');
  reach(index);
  // Each kind adds its name to the model from its own folder, which no other declaration needs.
  const kinds = readdirSync(join(types, 'kinds'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of kinds) {
    reach(join(types, 'kinds', name, 'index.d.ts'));
    appendFileSync(index, `import './kinds/${name}/index.js';\n`);
  }
  for (const entry of readdirSync(types, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !reached.has(path)) rmSync(path);
  }
}

/** A hash of all that dist/ depends on; the lock file stands for the packages. */
function inputs() {
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const others = [
    'package.json',
    'package-lock.json',
    'tsconfig.types.json',
    'scripts/build.mjs',
    'scripts/bundled.mjs',
    'scripts/joined.mjs',
  ].map((file) => join(root, file));
  const hash = createHash('sha256');
  for (const file of [...files, ...others]) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

const isCalled =
  process.argv[1] !== undefined && existsSync(process.argv[1]) && fileURLToPath(import.meta.url) === process.argv[1];
if (isCalled && dirname(process.argv[1]).endsWith('scripts')) await build();
