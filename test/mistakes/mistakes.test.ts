import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSeed } from '../../src/sandbox/default-seed.js';
import { writeSandboxProfile } from '../../src/sandbox/profile.js';
import { commandsIn, filledIn } from '../support/commands.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/*
 * What newcomers do wrong, and all that they are told: what, where, why, and the next command, which works. `said.txt` holds the
 * messages with their exit codes, for reading as a whole.
 */

type Mistake = readonly [
  name: string,
  args: readonly string[],
  file?: string | undefined,
  env?: Readonly<Record<string, string>>,
  /** What comes before, and whether the result is said as well, not only what goes to standard error. */
  more?: { readonly before?: (rig: Rig) => Promise<unknown>; readonly isWhole?: true },
];

/** One step that takes something away, and one that does not. */
const rights = `version: 1
users: { old@example.com: absent }
roles: { Fresh: { permissions: [PROJECT_READ] } }
`;

const memberKey = 'key-of-a-member';

const mistakes: readonly Mistake[] = [
  ['1: the wrong directory', ['plan']],
  ['2: a misspelt file', ['plan', '-f', 'acces.yaml'], 'version: 1\n'],
  ['3: a misspelt command', ['aply']],
  ['4: a misspelt flag', ['plan', '--detailed-exit-code']],
  ['5: the file without -f', ['plan', 'access.yaml'], 'version: 1\n'],
  ['6: a kind that is none', ['plan', '--only', 'user,bindings'], 'version: 1\n'],
  ['10: @group without quotes', ['validate'], 'version: 1\norganizations:\n  P:\n    members:\n      @data: member\n'],
  ['11: {name} without quotes', ['validate'], 'version: 1\nsecrets:\n  local:\n    file: {name}.key\n'],
  ['13: * without quotes', ['validate'], 'version: 1\npolicy:\n  protect: [*]\n'],
  ['14: ** without quotes', ['validate'], 'version: 1\npolicy:\n  protect:\n    - **/foo\n'],
  ['18: users as a list', ['validate'], 'version: 1\nusers:\n  - a@example.com\n'],
  ['20: no version', ['validate'], 'users: {}\n'],
  ['21: the version in quotes', ['validate'], "version: '1'\n"],
  [
    '25: a misspelt role, offline',
    ['validate'],
    'version: 1\norganizations:\n  Platform Team:\n    spaces: { team-alpha: { members: { jane@example.com: memebr } } }\n',
  ],
  [
    '25: a misspelt role, with the account',
    ['plan', '--transport', 'api'],
    'version: 1\norganizations:\n  Platform Team:\n    spaces: { team-alpha: { members: { jane@example.com: memebr } } }\n',
  ],
  [
    '26: a role in another case',
    ['plan', '--transport', 'api'],
    'version: 1\norganizations:\n  Platform Team:\n    spaces: { team-alpha: { members: { jane@example.com: Admin } } }\n',
  ],
  [
    '28: nobody of that name, offline',
    ['validate'],
    'version: 1\nusers: { jane@example.com: {} }\norganizations: { Research: { members: { jnae@example.com: member } } }\n',
  ],
  [
    '29: nobody of that name, with the account',
    ['plan', '--transport', 'api'],
    'version: 1\norganizations: { Research: { members: { jnae@example.com: member } } }\n',
  ],
  ['31: absent misspelt, of a user', ['validate'], 'version: 1\nusers: { a@example.com: absnt }\n'],
  [
    '32: absent misspelt, of a member',
    ['plan', '--transport', 'api'],
    'version: 1\norganizations:\n  Platform Team:\n    spaces: { team-alpha: { members: { jane@example.com: absnet } } }\n',
  ],
  ['33: absent as a field', ['validate'], 'version: 1\nusers: { a@example.com: { absent: true } }\n'],
  [
    '54: a line break in the key',
    ['plan', '--transport', 'api'],
    'version: 1\n',
    { HOME: '/nowhere', ARIZE_API_KEY: 'abc\ndef' },
  ],
  [
    '56: a port where nobody listens, through ax',
    // Quiet, since a slow machine is told that ax takes long.
    ['plan', '--quiet'],
    'version: 1\nusers: {}\n',
    { HOME: 'elsewhere' },
    { before: (rig) => writeSandboxProfile(join(rig.folder, 'elsewhere'), { host: '127.0.0.1:9', scheme: 'http' }) },
  ],
  [
    '57: a port where nobody listens',
    ['plan', '--transport', 'api'],
    'version: 1\nusers: {}\n',
    { HOME: '/nowhere', ARIZE_BASE_URL: 'http://127.0.0.1:9', ARIZE_API_KEY: 'x' },
  ],
  [
    "64: doctor with a member's key",
    ['doctor', '--transport', 'api'],
    'version: 1\nusers: {}\n',
    { HOME: 'member' },
    {
      before: (rig) =>
        writeSandboxProfile(join(rig.folder, 'member'), { host: rig.sandbox.host, scheme: 'http', apiKey: memberKey }),
      isWhole: true,
    },
  ],
  [
    '81: files that are named, for a plan to be applied',
    ['plan', '-f', 'of ours', '--transport', 'api', '--out', 'plan.json'],
    undefined,
    {},
    { before: (rig) => rig.write('of ours/main.yaml', rights) },
  ],
  [
    '82: a person who is not in a new organization',
    ['plan', '--transport', 'api'],
    'version: 1\norganizations:\n  New:\n    spaces: { prod: { members: { eve@example.com: member } } }\n',
  ],
  [
    '82: the same, offline',
    ['validate'],
    'version: 1\norganizations:\n  New:\n    spaces: { prod: { members: { eve@example.com: member } } }\n',
  ],
  [
    '82: a person who is not in the members of the file',
    ['validate'],
    'version: 1\norganizations:\n  New:\n    members: { jane@example.com: admin }\n    spaces: { prod: { members: { eve@example.com: member } } }\n',
  ],
  [
    '83: an edited plan',
    ['apply', 'plan.json', '--auto-approve'],
    rights,
    {},
    { before: (rig) => changedPlan(rig, (text) => text.replace('"PROJECT_READ"', '"ROLE_CREATE"')) },
  ],
  [
    '84: a truncated plan',
    ['apply', 'plan.json', '--auto-approve'],
    rights,
    {},
    { before: (rig) => changedPlan(rig, (text) => text.slice(0, text.length / 2)) },
  ],
  ['85: the file in the place of a plan', ['apply', 'access.yaml'], 'version: 1\n'],
  [
    '86: an edited plan, shown',
    ['show', 'plan.json'],
    rights,
    {},
    { before: (rig) => changedPlan(rig, (text) => text.replace('"PROJECT_READ"', '"ROLE_CREATE"')), isWhole: true },
  ],
  ['87: no such plan', ['show', 'nope.json']],
  [
    '102: a person who is not in a new organization, at once',
    ['apply', '--transport', 'api', '--auto-approve'],
    'version: 1\norganizations:\n  New:\n    spaces: { prod: { members: { eve@example.com: member } } }\n',
  ],
  [
    '104: a person who is not in an organization that is there',
    ['plan', '--transport', 'api'],
    'version: 1\norganizations:\n  Research:\n    spaces: { playground: { members: { raj@example.com: member } } }\n',
  ],
  [
    '112: the last admin of an organization',
    ['apply', '--transport', 'api', '--auto-approve', '--allow-destructive'],
    'version: 1\norganizations: { Research: { members: { mei@example.com: member } } }\n',
  ],
  [
    '113: an account role that only the UI changes',
    ['plan', '--transport', 'api'],
    'version: 1\nusers:\n  raj@example.com:\n    role: admin\n',
    {},
    { isWhole: true },
  ],
  [
    '114: a role in use is deleted',
    ['plan', '--transport', 'api'],
    'version: 1\nroles:\n  Data Scientist: absent\n',
    {},
    { isWhole: true },
  ],
  // The last one, since it changes the account.
  [
    '89: destructive steps of a plan that are withheld',
    ['apply', 'plan.json', '--auto-approve'],
    rights,
    {},
    { before: (rig) => changedPlan(rig, (text) => text), isWhole: true },
  ],
];

/** Without what differs from run to run, or says nothing to a reader. */
function plain(text: string): string {
  return text
    .replaceAll(rig.sandbox.host, 'HOST')
    .replaceAll(/sha256:[0-9a-f]{64}/g, 'sha256:…')
    .trimEnd();
}

/** Saves a plan of the file, and then changes it. */
async function changedPlan(rig: Rig, change: (text: string) => string): Promise<void> {
  await rig.run(['plan', '--transport', 'api', '--out', 'plan.json']);
  await rig.write('plan.json', change(await rig.read('plan.json')));
}

let rig: Rig;
/** Commands that were printed and tried already. */
const tried = new Set<string>();
let said: ReadonlyMap<string, string>;
beforeAll(async () => {
  const member = { name: 'of a member', owner: 'raj@example.com', key: memberKey };
  rig = await startRig({ seed: { ...defaultSeed, api_keys: [...(defaultSeed.api_keys ?? []), member] } });
  const text = await readFile(new URL('said.txt', import.meta.url), 'utf8');
  said = new Map(
    text
      .split(/^=== /m)
      .filter((part) => part !== '')
      .map((part) => [part.slice(0, part.indexOf(' (')), part.trimEnd()]),
  );
});
afterAll(() => rig.close());

describe('a newcomer', () => {
  it.each(mistakes.map(([name, ...rest]) => [name, rest] as const))(
    '%s',
    async (name, [args, file, env = {}, more = {}]) => {
      await rm(join(rig.folder, 'access.yaml'), { force: true });
      if (file !== undefined) await rig.write('access.yaml', file);
      await more.before?.(rig);
      const { exitCode, stdout, stderr } = await rig.run(args, env);
      const all = `${more.isWhole === true ? stdout : ''}${stderr}`;
      expect(`${name} (${String(exitCode)})\n${plain(all)}`).toBe(said.get(name));
      for (const command of commandsIn(all)) {
        if (tried.has(command)) continue;
        tried.add(command);
        const again = await rig.run(filledIn(command).split(' ').slice(1), env);
        expect(again.stderr).not.toMatch(/unknown (?:option|command)|too many arguments|missing required|defect/);
      }
    },
  );

  it('is told as many things as there are mistakes', () => {
    expect([...said.keys()]).toEqual(mistakes.map(([name]) => name));
  });
});

describe('a name that is nearly right is pointed out in every form of the plan', () => {
  const alpha = 'did you mean "team-alpha"?';
  const organization = 'did you mean the organization "Platform Team"?';
  it.each([
    ['117: a space', 'Platform Team: { spaces: { team-aplha: {} } }', alpha],
    ['30: a space under the wrong organization', 'Research: { spaces: { team-alpha: {} } }', organization],
    ['118: an organization', 'Platfrom Team: {}', 'did you mean "Platform Team"?'],
  ])('%s', async (_name, text, question) => {
    await rig.write('access.yaml', `version: 1\norganizations: { ${text} }\n`);
    const inForm = async (format: string) => (await rig.run(['plan', '--transport', 'api', '--format', format])).stdout;
    // Wherever a line is broken.
    const inOneLine = async (format: string) => (await inForm(format)).replaceAll(/\n!? +/g, ' ');
    const [asText, markdown] = [await inOneLine('text'), await inOneLine('markdown')];
    // Before any step of the plan.
    for (const plan of [asText, markdown]) {
      expect(plan).toContain(question);
      expect(plan.indexOf(question)).toBeLessThan(plan.indexOf('+ create'));
    }
    const { warnings } = JSON.parse(await inForm('json')) as {
      readonly warnings: readonly { readonly message: string }[];
    };
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining(question)]);
  });
});
