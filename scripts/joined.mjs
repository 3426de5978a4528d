// Joins the many small files that esbuild splits a bundle into. It gives what each combination of commands needs a file of its
// own; opening one costs as much as compiling some twenty thousand characters more, and `validate` needed forty of them.
import { basename, join } from 'node:path';
import { transform } from 'esbuild';
import { rolldown } from 'rolldown';

/**
 * The commands that count: what the same of them need is one file. Those that need least are among them, so that they load
 * nothing in vain; what none of them needs stays as it is. Each loads `ended` at its end.
 */
const commands = ['completion', 'history', 'show', 'snapshot', 'validate', 'plan'];
const always = 'src/cli/ended.ts';

/** Writes what esbuild has written to `from` to `to`, in fewer files. `outputs`: of its metafile. `layout`: how lines are set. */
export async function writeJoined({ from, to, entries, outputs, layout }) {
  const groupOf = groups(outputs);
  const bundle = await rolldown({
    input: Object.fromEntries(Object.keys(entries).map((name) => [name, join(from, `${name}.js`)])),
    platform: 'node',
    external: /^node:/,
    // A group holds what was asked for and nothing else: what it needs is in a group that is needed as often, or more.
    preserveEntrySignatures: 'allow-extension',
    checks: { pluginTimings: false },
    plugins: [{ name: 'layout', renderChunk: async (code) => (await transform(code, layout)).code }],
  });
  await bundle.write({
    dir: to,
    minify: false,
    entryFileNames: '[name].js',
    chunkFileNames: 'cli/[name]-[hash].js',
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ debugName: 'shared', name: (id) => groupOf.get(basename(id)) ?? null }],
    },
  });
  await bundle.close();
}

/** For each file that a command that counts needs, which of them do. Entries stay what they are. */
function groups(outputs) {
  const found = new Map();
  const start = needs(outputs, ['src/cli/main.ts']);
  for (const file of start) found.set(file, 'start');
  for (const command of commands)
    for (const file of needs(outputs, [`src/cli/commands/${command}.ts`, always]))
      if (!start.has(file)) found.set(file, found.has(file) ? `${found.get(file)}-${command}` : command);
  return new Map(
    [...found]
      .filter(([file]) => outputs[file].entryPoint === undefined)
      .map(([file, group]) => [basename(file), group]),
  );
}

/** All files that are loaded together with those that were made of some sources. */
function needs(outputs, sources) {
  const reached = new Set();
  const reach = (file) => {
    if (reached.has(file) || outputs[file] === undefined) return;
    reached.add(file);
    for (const { path, kind } of outputs[file].imports) if (kind === 'import-statement') reach(path);
  };
  for (const [file, { entryPoint }] of Object.entries(outputs)) if (sources.includes(entryPoint)) reach(file);
  return reached;
}
