import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ResolvedCall } from '../../../src/model/call.js';
import { addressOf } from '../../../src/model/address.js';
import { axArguments, axCommand, listArguments } from '../../../src/remote/ax/argv.js';
import type { Listing } from '../../../src/remote/port.js';
import { pythonOfAx } from '../../support/python-of-ax.js';

/* Every command line that we build is one that the real ax takes: compared with its own tree of commands. */

interface Option {
  readonly names: readonly string[];
  readonly isArgument: boolean;
  readonly isFlag: boolean;
  /** Without it ax fails, or asks. */
  readonly isNeeded: boolean;
}
type Tree = Readonly<Record<string, readonly Option[]>>;

const program = `
import json, typer
from ax.cli import app
out = {}
for group, commands in typer.main.get_command(app).commands.items():
    for name, command in getattr(commands, "commands", {}).items():
        out[f"{group} {name}"] = [
            {
                "names": [*p.opts, *p.secondary_opts],
                "isArgument": p.param_type_name == "argument",
                "isFlag": bool(getattr(p, "is_flag", False)),
                "isNeeded": bool(p.required or getattr(p, "prompt", None)),
            }
            for p in command.params
        ]
print(json.dumps(out))
`;

let tree: Tree;
beforeAll(async () => {
  const python = await pythonOfAx(process.env['AX_GITOPS_AX']);
  const { stdout } = await execa(python, ['-c', program]);
  tree = JSON.parse(stdout.split('\n').at(-1) ?? '') as Tree;
});

const calls: readonly ResolvedCall[] = [
  { do: 'users.create', name: 'N', email: 'e@x.y', role: 'MEMBER', invite: 'NONE' },
  { do: 'users.update', user: 'u', name: 'N', developer: true },
  { do: 'users.update', user: 'u', developer: false },
  { do: 'users.delete', user: 'u' },
  { do: 'organizations.create', name: 'O', description: 'd' },
  { do: 'organizations.update', organization: 'o', name: 'O', description: '' },
  { do: 'organizations.delete', organization: 'o' },
  { do: 'organizations.add-user', organization: 'o', user: 'u', role: 'ADMIN' },
  { do: 'organizations.remove-user', organization: 'o', user: 'u' },
  { do: 'spaces.create', organization: 'o', name: 'S', description: 'd' },
  { do: 'spaces.update', space: 's', name: 'S', description: 'd' },
  { do: 'spaces.delete', space: 's' },
  { do: 'spaces.add-user', space: 's', user: 'u', role: 'READ_ONLY' },
  { do: 'spaces.remove-user', space: 's', user: 'u' },
  { do: 'roles.create', name: 'R', description: 'd', permissions: ['PROJECT_READ', 'ROLE_READ'] },
  { do: 'roles.update', role: 'r', name: 'R', description: 'd', permissions: ['PROJECT_READ'] },
  { do: 'roles.delete', role: 'r' },
  { do: 'role-bindings.create', user: 'u', role: 'r', resourceType: 'SPACE', resource: 's' },
  { do: 'role-bindings.update', binding: 'b', role: 'r' },
  { do: 'role-bindings.delete', binding: 'b' },
  { do: 'resource-restrictions.restrict', resource: 'p' },
  { do: 'resource-restrictions.unrestrict', resource: 'p' },
  { do: 'projects.create', space: 's', name: 'P' },
  { do: 'projects.update', project: 'p', name: '-Q' },
  { do: 'projects.delete', project: 'p' },
];
const listings: readonly Listing[] = [
  { list: 'users' },
  { list: 'organizations' },
  { list: 'spaces', organization: 'o' },
  { list: 'roles' },
  { list: 'role-bindings', resourceType: 'PROJECT' },
  { list: 'resource-restrictions' },
  { list: 'projects' },
  { list: 'api-keys', keyType: 'SERVICE' },
];
const lines = [...calls.map(axArguments), ...listings.map((listing) => listArguments(listing, 'cursor'))];

describe('a command line for ax', () => {
  it.each(lines.map((line) => [line.join(' '), line] as const))('%s', (_text, [group = '', command = '', ...rest]) => {
    const options = tree[`${group} ${command}`];
    if (options === undefined) throw new Error(`ax has no ${group} ${command}`);
    const given = new Set<Option>();
    const positional: string[] = [];
    for (let index = 0; index < rest.length; index++) {
      const word = rest[index] ?? '';
      if (!word.startsWith('-')) {
        positional.push(word);
        continue;
      }
      const option = options.find(({ names }) => names.includes(word));
      if (option === undefined) throw new Error(`${group} ${command} takes no ${word}`);
      given.add(option);
      if (!option.isFlag) index++;
    }
    const missing = options.filter((option) => option.isNeeded && !option.isArgument && !given.has(option));
    expect(missing).toEqual([]);
    expect(positional).toHaveLength(options.filter(({ isArgument }) => isArgument).length);
    // Where ax would ask, --force; JSON wherever it can be had; never -v, which writes logs into the JSON.
    expect(rest.includes('--force')).toBe(options.some(({ names }) => names.includes('--force')));
    expect(rest.includes('-o')).toBe(options.some(({ names }) => names.includes('--output')));
    expect(rest).not.toContain('-v');
  });

  it('in a plan shows IDs that do not exist yet, and takes no name for one', () => {
    const user = addressOf.user('raj@example.com');
    expect(
      axCommand({ do: 'organizations.add-user', organization: { id: 'o' }, user: { of: user }, role: 'MEMBER' }),
    ).toEqual([
      ...[
        'ax',
        'organizations',
        'add-user',
        'o',
        '--user-id',
        '{id:user/raj@example.com}',
        '--role',
        'MEMBER',
        '-o',
        'json',
      ],
    ]);
    expect(axCommand({ do: 'organizations.create', name: '{id:user/raj@example.com}' })).toContain(
      '{id:user/raj@example.com}',
    );
  });
});
