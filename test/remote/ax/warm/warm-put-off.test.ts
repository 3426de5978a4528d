import { execa } from 'execa';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axEnvironment } from '../../../../src/remote/ax/environment.js';
import { plainRunner } from '../../../../src/remote/ax/plain-runner.js';
import type { AxOutcome } from '../../../../src/remote/ax/runner.js';
import { interpreterOf } from '../../../../src/remote/ax/warm/interpreter.js';
import { warmRunner } from '../../../../src/remote/ax/warm/warm-runner.js';
import type { Sandbox } from '../../../../src/sandbox/index.js';
import { startSandbox } from '../../../../src/sandbox/index.js';
import { writeSandboxProfile } from '../../../../src/sandbox/profile.js';

const realAx = process.env['AX_GITOPS_OWN_AX'] ?? '';
const helper = fileURLToPath(new URL('../../../../src/remote/ax/warm', import.meta.url));
let python: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ax-put-off-'));
  const found = await interpreterOf(realAx);
  if (!found.ok) throw new Error(found.error);
  python = found.value;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('with the real ax', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ clock: () => new Date('2026-11-24T12:00:00Z') });
    await writeSandboxProfile(folder, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
  });
  afterAll(() => sandbox.close());

  it('nothing that all commands need is left for each of them to import or to build, and tables are not there', async () => {
    const id = { user: sandbox.state.users[0]?.id ?? '', space: sandbox.state.spaces[0]?.id ?? '' };
    const commands = [
      ['users', 'list'],
      ['organizations', 'list'],
      ['spaces', 'list'],
      ['roles', 'list'],
      ['role-bindings', 'list', '--resource-type', 'SPACE'],
      ['spaces', 'add-user', id.space, '--user-id', id.user, '--role', 'MEMBER'],
      ['role-bindings', 'create', '--user-id', id.user, '--role-id', 'x', '--resource-type', 'SPACE'].concat(
        '--resource-id',
        id.space,
      ),
    ].map((args) => [...args, '-o', 'json']);
    const { stdout } = await execa(python, ['-c', watched, realAx, JSON.stringify(commands)], {
      env: { ...axEnvironment(process.env, folder), PYTHONPATH: helper, PYTHONDONTWRITEBYTECODE: '1' },
      extendEnv: false,
    });
    const nothing = { imported: [], built: [], compiled: [], tables: false };
    expect(JSON.parse(stdout)).toEqual(commands.map(() => nothing));
  });
});

/** Runs each command in a fork as the helper does, and prints what it had to do that was not done before. */
const watched = `
import json, os, sys, warm_ax
launcher, commands = sys.argv[1], json.loads(sys.argv[2])
program = warm_ax.prepare(launcher, False)
def watch(args):
    import pydantic._internal._generate_schema as pydantic
    built, make = [], pydantic.GenerateSchema.generate_schema
    def note(self, what):
        built.append(str(what))
        return make(self, what)
    pydantic.GenerateSchema.generate_schema = note
    import re
    compiled, compile_it = [], re._compiler.compile
    def note_pattern(pattern, flags=0):
        compiled.append(str(pattern))
        return compile_it(pattern, flags)
    re._compiler.compile = note_pattern
    before, sys.argv = set(sys.modules), [launcher, *args]
    sys.stdout = sys.stderr = open(os.devnull, "w")
    warm_ax.run_to_exit(program.code, {"__name__": "__main__"})
    return {"imported": sorted(set(sys.modules) - before), "built": built, "compiled": compiled, "tables": "numpy" in sys.modules}
found = []
for args in commands:
    program.get_ready(args)
    out, into = os.pipe()
    if os.fork() == 0:
        os.write(into, json.dumps(watch(args)).encode())
        os._exit(0)
    os.close(into)
    found.append(json.load(os.fdopen(out)))
print(json.dumps(found))
`;

describe('with an ax that shows what is imported', () => {
  /** Prints with each command what of it is there. */
  const group = (name: string) => `
import sys
import typer
import pandas as pd

DataFrame = pd.DataFrame
app = typer.Typer(name="${name}")

def made() -> pd.DataFrame:
    return pd.DataFrame([1])

def either(given: list[int] | pd.DataFrame, other: pd.DataFrame | None = None) -> DataFrame:
    class Named(DataFrame):
        pass
    return [type(each).__name__ for each in (Named([1]), DataFrame([1]))]

@app.command("list")
def show():
    print("datasets is there:", "ax.commands.datasets" in sys.modules, "tables:", "pandas.loaded" in sys.modules)

@app.command("table")
def table():
    print(type(made()) is pd.DataFrame, isinstance(made(), DataFrame), either([]), pd.NaT, pd.loaded.__name__)

@app.command("below")
def below():
    import pandas.loaded
    print(pandas.loaded.__name__, pandas.DataFrame.__name__)
`;
  const registered = `
import importlib
import pkgutil
import typer
import ax.commands

app = typer.Typer()
for each in pkgutil.iter_modules(ax.commands.__path__):
    module = importlib.import_module("ax.commands." + each.name)
    if isinstance(getattr(module, "app", None), typer.Typer):
        app.add_typer(module.app)
`;
  const tables = `
import pandas.loaded

class DataFrame(list):
    pass

NaT = "NaT"
`;
  const files = {
    'ax/__init__.py': '',
    'arize/__init__.py': '',
    'ax/cli.py': registered,
    'ax/commands/__init__.py': '',
    'ax/commands/users.py': group('users'),
    'ax/commands/datasets.py': group('datasets'),
    'pandas/__init__.py': tables,
    'pandas/loaded.py': '',
  };

  /** What plain and warm give, for each command. */
  async function both(
    name: string,
    changed: Partial<typeof files>,
    commands: readonly (readonly string[])[],
  ): Promise<readonly { readonly plain: AxOutcome; readonly warm: AxOutcome }[]> {
    const place = join(folder, name);
    for (const [path, text] of Object.entries({ ...files, ...changed })) {
      await mkdir(dirname(join(place, path)), { recursive: true });
      await writeFile(join(place, path), text);
    }
    const ax = join(place, 'ax-launcher');
    await writeFile(ax, `#!${python}\nimport sys\nfrom ax.cli import app\nsys.argv[0] = 'ax'\nsys.exit(app())\n`);
    await chmod(ax, 0o755);
    const env = { ...axEnvironment(process.env, folder), PYTHONPATH: place };
    const started = await warmRunner({ ax, env, concurrency: 2 });
    if (!started.ok) throw new Error(started.error);
    const plain = plainRunner({ ax, env });
    try {
      return await Promise.all(
        commands.map(async (args) => ({ plain: await plain.run(args), warm: await started.value.run(args) })),
      );
    } finally {
      await started.value.close();
    }
  }

  const printed = (stdout: string) => ({ type: 'exited', exitCode: 0, stdout, stderr: '' });

  it('only the commands that are used are there, and tables once they are needed', async () => {
    const [list, table, below] = await both('used', {}, [
      ['users', 'list'],
      ['users', 'table'],
      ['users', 'below'],
    ]);
    expect(list?.plain).toEqual(printed('datasets is there: True tables: True\n'));
    expect(list?.warm).toEqual(printed('datasets is there: False tables: False\n'));
    expect(table?.warm).toEqual(printed("True True ['Named', 'DataFrame'] NaT pandas.loaded\n"));
    expect(table?.warm).toEqual(table?.plain);
    expect(below?.warm).toEqual(printed('pandas.loaded DataFrame\n'));
    expect(below?.warm).toEqual(below?.plain);
  });

  it('all other commands, and what is none, are left to a plain ax', async () => {
    const found = await both('others', {}, [['datasets', 'list'], ['--help'], ['dataset'], []]);
    for (const { plain, warm } of found) expect(warm).toEqual(plain);
    expect(found[0]?.warm).toEqual(printed('datasets is there: True tables: True\n'));
  });

  it('everything is imported where the commands are gathered in another way', async () => {
    const named = registered.replace(/for each[^]*/, 'from ax.commands import users, datasets\n');
    const [list] = await both(
      'named',
      { 'ax/cli.py': `${named}app.add_typer(users.app)\napp.add_typer(datasets.app)\n` },
      [['users', 'list']],
    );
    expect(list?.warm).toEqual(printed('datasets is there: True tables: True\n'));
  });

  it('what can not be imported fails where it is first used, as it does in a plain ax', async () => {
    const [list, table, again] = await both(
      'broken',
      { 'pandas/__init__.py': 'raise ImportError("pandas is broken")\n' },
      [
        ['users', 'list'],
        ['users', 'table'],
        ['users', 'below'],
      ],
    );
    expect(list?.warm).toEqual(printed('datasets is there: False tables: False\n'));
    for (const outcome of [list?.plain, table?.warm, again?.warm])
      expect(outcome).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining('ImportError: pandas is broken') as string,
      });
  });
});
