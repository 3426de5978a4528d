// The doors between the rooms: who may import whom (CONTRIBUTING.md, "Rooms and doors").

/** A room may import itself, the model, and the rooms that are named. */
function room(name, others, comment) {
  const allowed = ['model', name, ...others].join('|');
  return {
    name: `door-of-${name}`,
    comment,
    severity: 'error',
    from: { path: `^src/${name}/` },
    to: { path: '^src/', pathNot: `^src/(${allowed})/` },
  };
}

/** Outside world, for the rooms that have effects. */
const effects = '^(node:)?(fs|child_process|net|http|https|http2|tls|dgram|os|worker_threads)(/|$)';

module.exports = {
  forbidden: [
    room('kinds', ['remote'], 'A kind knows the model, and of the remote port the types.'),
    room('machine', [], 'What this machine is asked for in more than one room: Git, folders, signals.'),
    room('load', ['kinds', 'machine'], 'Loading turns text into documents and knows no stage after it.'),
    room('desired', ['kinds', 'load'], "Documents to desired state; of load it sees the documents' generated types."),
    room('remote', ['machine'], 'Adapters know Arize and nothing of plans.'),
    room('live', ['kinds', 'remote'], 'Reads through the port.'),
    room('diff', ['kinds', 'remote'], 'Pure; of the port it sees the capabilities.'),
    room('plan', ['kinds', 'remote'], 'Pure; of the port it sees the capabilities.'),
    room('simulation', ['kinds', 'remote'], 'Pure; of the port it sees the capabilities.'),
    room('guard', ['kinds'], 'Pure.'),
    room('access', ['kinds'], 'Pure.'),
    room('export', ['kinds'], 'Pure.'),
    room('edit', ['kinds', 'load', 'export'], 'Pure: what is to change in which file, and the text with that changed.'),
    room('apply', ['kinds', 'remote', 'machine'], 'Runs a plan through the port.'),
    room(
      'report',
      ['kinds', 'reconcile'],
      'Prints the model, with what a kind is, and what the engine tells and comes to.',
    ),
    room('action', ['report', 'machine'], 'The action for GitHub runs the command line as anybody does: as a process.'),
    {
      name: 'model-stands-alone',
      comment: 'The model is what all rooms share, so it depends on none.',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { path: '^src/', pathNot: '^src/model/' },
    },
    {
      name: 'sandbox-stands-alone',
      comment:
        'The sandbox is written from the contract, not from our code, so that each can show the other wrong. How a file is written says nothing of Arize.',
      severity: 'error',
      from: { path: '^src/sandbox/' },
      to: { path: '^src/', pathNot: '^src/(machine|model|sandbox)/' },
    },
    {
      name: 'door-of-reconcile',
      comment: 'The engine passes the data from stage to stage. It prints nothing and knows no exit codes.',
      severity: 'error',
      from: { path: '^src/reconcile/' },
      to: { path: '^src/(cli|report|action|sandbox)/' },
    },
    {
      name: 'door-of-the-library',
      comment: 'The library is the engine and what it takes and gives; it prints nothing.',
      severity: 'error',
      from: { path: '^src/index' },
      to: { path: '^src/(cli|report|action|sandbox)/' },
    },
    {
      name: 'only-cli-sees-all',
      comment: 'The command line is a user of the rooms; no room knows it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'port-by-type-only',
      comment: 'Pure rooms see of the port its types; a call of it would be an effect.',
      severity: 'error',
      from: { path: '^src/(kinds|live|diff|plan|simulation|apply)/' },
      to: { path: '^src/remote/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'outcomes-by-type-only',
      comment: 'What is printed of a run is what it told and came to; nothing is run from here.',
      severity: 'error',
      from: { path: '^src/report/' },
      to: { path: '^src/reconcile/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'documents-by-type-only',
      comment: 'What desired needs of load is the shape of a document.',
      severity: 'error',
      from: { path: '^src/desired/' },
      to: { path: '^src/load/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'effects-at-the-edges',
      comment:
        'Only machine, load, remote, apply, reconcile, sandbox, cli, the action and the library touch files, processes or the network.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/((machine|load|remote|apply|reconcile|sandbox|cli|action)/|index)' },
      to: { path: `${effects}|node_modules/(execa|hono|@hono|@arizeai)/` },
    },
    {
      name: 'terminal-in-report-and-cli',
      comment: 'Only report and cli write to the terminal.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(report|cli)/' },
      to: { path: 'node_modules/(ink|react|commander)/' },
    },
    { name: 'no-cycles', comment: 'A cycle is one file in two.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-tests-in-src',
      comment: 'What is shipped does not depend on how it is tested.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
