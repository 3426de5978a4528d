import { join } from 'node:path';
import { writeSandboxProfile } from '../../src/sandbox/profile.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installShim, runLine as runLineIn } from '../support/documented.js';
import { runGit } from '../support/git.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import { passingOn, serve } from '../support/server.js';

/* A saved plan is applied by its path alone, and what a run prints to go on with works as it is printed. */

const api = ['--transport', 'api'];
const file = `version: 1
users: { old@example.com: absent }
roles: { Fresh: { permissions: [PROJECT_READ] } }
`;

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
  await installShim(join(rig.folder, 'bin'));
  await rig.write('of ours/main.yaml', file);
});
afterEach(() => rig.close());

/** Runs a line as a person would who copies it. */
const runLine = (line: string) => runLineIn(rig, line, '.');

/** The command that stands after some words, on the same line or the next one. */
function commandAfter(words: string, text: string): string {
  const after = text.slice(text.indexOf(words) + words.length);
  return /ax-gitops [^\n]*/.exec(after)?.[0] ?? `nothing after ${words} in ${text}`;
}

const isOldThere = () =>
  rig.state().users.some(({ email, status }) => email === 'old@example.com' && status === 'ACTIVE');

describe('a saved plan', () => {
  it('is applied as printed, with the files and the way to Arize that it was made with', async () => {
    const planned = await rig.run(['plan', '-f', 'of ours', ...api, '--only', 'role', '--out', 'my plan.json']);
    const command = commandAfter('To apply exactly this:', planned.stderr);
    expect(command).toBe("ax-gitops apply 'my plan.json'");
    const applied = await runLine(`${command} --auto-approve --allow-destructive`);
    expect(applied).toMatchObject({ exitCode: 0 });
    expect(applied.stdout).toContain('(REST API)');
    expect(isOldThere()).toBe(true);
    expect(rig.state().roles.some(({ name }) => name === 'Fresh')).toBe(true);
  });

  it('whose destructive steps were withheld goes on as printed', async () => {
    await rig.run(['plan', '-f', 'of ours', ...api, '--out', 'plan.json']);
    const withheld = await rig.run(['apply', 'plan.json', '--auto-approve']);
    expect(withheld).toMatchObject({ exitCode: 2 });
    const command = commandAfter('To let the destructive steps through:', withheld.stdout);
    expect(await runLine(command)).toMatchObject({ exitCode: 0 });
    expect(isOldThere()).toBe(false);
  });

  it('goes on as printed after a step that failed, without the digest that was expected', async () => {
    await rig.run(['plan', '-f', 'of ours', ...api, '--out', 'plan.json']);
    const { digest } = JSON.parse(await rig.read('plan.json')) as { readonly digest: string };
    rig.sandbox.addFault({ method: 'POST', path: '/v2/roles', fault: { type: 'status', status: 403 } });
    const flags = ['--expect-digest', digest, '--auto-approve', '--allow-destructive'];
    const failed = await rig.run(['apply', 'plan.json', ...flags]);
    expect(failed).toMatchObject({ exitCode: 4 });
    const command = commandAfter('To continue', failed.stdout);
    expect(command).not.toContain('plan.json');
    expect(await runLine(command)).toMatchObject({ exitCode: 0 });
  });

  it.each([
    [['-f', 'other'], '--file'],
    [['--only', 'user'], '--only'],
    [['--target', 'role/*'], '--target'],
    [['--transport', 'ax'], '--transport'],
    [['--roster', 'off'], '--roster'],
    [['--roster-queries', '7'], '--roster-queries'],
  ] as const)('is not applied with other flags: %j', async (flags, named) => {
    await rig.write('other/main.yaml', file);
    await rig.run(['plan', '-f', 'of ours', ...api, '--out', 'plan.json']);
    const refused = await rig.run(['apply', 'plan.json', ...flags, '--auto-approve']);
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toContain(`was made with ${named}`);
    // Quoted as it must be, with all flags of the plan but the one that was given otherwise.
    const command = commandAfter('make a plan with it:', refused.stderr);
    expect(command).toMatch(/^ax-gitops plan .*--out plan\.json$/);
    for (const [flag = '', value = ''] of [flags, ...(named === '--file' ? [] : [['-f', "'of ours'"]])])
      expect(command).toContain(`${flag} ${value.replaceAll(/^role\/\*$/g, "'role/*'")}`);
  });

  it('is applied with the same flags given again', async () => {
    const flags = ['-f', 'of ours', '--only', 'role', ...api];
    await rig.run(['plan', ...flags, '--out', 'plan.json']);
    expect(await rig.run(['apply', 'plan.json', ...flags, '--auto-approve'])).toMatchObject({ exitCode: 0 });
  });

  it('allows no variable by itself: whoever applies it says what the files may read', async () => {
    await rig.write('of ours/main.yaml', 'version: 1\norganizations: { Research: { description: "${TEAM_NAME}" } }\n');
    const values = { TEAM_NAME: 'of a team' };
    const plan = (flags: readonly string[], env = {}) =>
      rig.run(['plan', '-f', 'of ours', ...api, '--out', 'plan.json', ...flags], { ...values, ...env });
    const apply = (flags: readonly string[], env = {}) =>
      rig.run(['apply', 'plan.json', '--auto-approve', '--quiet', ...flags], { ...values, ...env });

    const byFlag = await plan(['--allow-variable', 'TEAM_*']);
    expect(commandAfter('To apply exactly this:', byFlag.stderr)).toBe(
      "ax-gitops apply plan.json --allow-variable 'TEAM_*'",
    );
    expect(JSON.parse(await rig.read('plan.json'))).toMatchObject({
      made_from: { allow_variable: ['AX_VAR_*', 'TEAM_*'] },
    });
    const requests = rig.sandbox.requests.length;
    for (const [flags, env] of [
      [[], {}],
      [['--allow-variable', 'TEAM_NAM?'], {}],
      [[], { AX_GITOPS_VARIABLES: 'AX_VAR_*,TEAM_NAME' }],
    ] as const)
      expect(await apply(flags, env)).toEqual({
        exitCode: 1,
        stdout: '',
        stderr: `error: the saved plan plan.json was made with files that might read 'TEAM_*' from the environment, and this run does not allow that; nothing was changed.
  hint: a plan allows nothing by itself: look at what it reads, then add --allow-variable 'TEAM_*', or name it in AX_GITOPS_VARIABLES
`,
      });
    expect(rig.sandbox.requests).toHaveLength(requests);
    expect(await apply(['--allow-variable', '*'])).toMatchObject({ exitCode: 0 });

    await rig.write(
      'of ours/main.yaml',
      'version: 1\norganizations: { Research: { description: "by ${TEAM_NAME}" } }\n',
    );
    const byVariable = await plan([], { AX_GITOPS_VARIABLES: 'TEAM_NAME' });
    expect(commandAfter('To apply exactly this:', byVariable.stderr)).toBe('ax-gitops apply plan.json');
    expect((await apply([])).stderr).toContain('add --allow-variable TEAM_NAME, or name it in AX_GITOPS_VARIABLES');
    expect(await apply([], { AX_GITOPS_VARIABLES: 'TEAM_NAME' })).toMatchObject({ exitCode: 0 });
  });

  it('records the commit that --since named, since a branch moves on', async () => {
    const git = (...args: readonly string[]) => runGit(rig.folder, args);
    await git('init', '-q');
    await git('add', 'of ours');
    await git('commit', '-q', '-m', 'one');
    const commit = await git('rev-parse', 'HEAD');
    await rig.run(['plan', '-f', 'of ours', ...api, '--since', 'HEAD', '--out', 'plan.json']);
    expect(JSON.parse(await rig.read('plan.json'))).toMatchObject({ made_from: { files: ['of ours'], since: commit } });
    await git('commit', '-q', '--allow-empty', '-m', 'two');
    expect(await rig.run(['apply', 'plan.json', '--auto-approve'])).toMatchObject({ exitCode: 2 });
  });
});

describe('what a run prints to go on with', () => {
  const profileOf = (name: string) =>
    rig
      .read('home/.arize/profiles/sandbox.toml')
      .then((text) => rig.write(`home/.arize/profiles/${name}.toml`, text.replace('"sandbox"', `"${name}"`)));

  it('has the flags of that run, wherever and however they were typed', async () => {
    await profileOf('other');
    const flags = ['-fof ours', '--transport=api', '--journal', 'of\nours.jsonl', '--roster=off', '--profile', 'other'];
    const withheld = await rig.run(['--verbose', 'apply', ...flags, '--auto-approve', '--no-color']);
    expect(withheld).toMatchObject({ exitCode: 2 });
    const command = commandAfter('To let the destructive steps through:', withheld.stdout);
    expect(command).toBe(
      `ax-gitops apply --auto-approve -f 'of ours' --transport api --profile other --roster off --journal 'of'"$(printf '\\012\\157')"'urs.jsonl' --allow-destructive`,
    );
    expect(await runLine(command)).toMatchObject({ exitCode: 0 });
    expect(isOldThere()).toBe(false);
    const listed = await rig.run(['history', 'none', '--journal', 'of\nours.jsonl']);
    const history = await runLine(commandAfter('for all runs:', listed.stderr));
    expect(history.stdout.match(/profile other/g)).toHaveLength(2);
    await expect(rig.read('.ax-gitops/journal.jsonl')).rejects.toThrow('ENOENT');
  });

  it.each([
    ['the files in the place of a plan', ['apply', 'of ours/main.yaml', ...api], 'name the files with -f:'],
    ['a folder in the place of a plan', ['apply', 'of ours', ...api], 'to save a plan of them:'],
    ['files in the place of nothing', ['plan', 'of ours/main.yaml', ...api], 'the files are named with -f:'],
    ['a plan that is not there', ['apply', '-f', 'of ours', ...api, 'none.json'], 'save one with'],
    ['a login that may not', ['plan', '-f', 'of ours', ...api], 'run `'],
    ['nothing to be listed', ['ids', 'role/None', ...api], 'all addresses are listed:'],
    [
      'a sheet that is none',
      ['access', 'review', '-f', 'of ours', ...api, '--apply', 'of ours/main.yaml'],
      'give a CSV that',
    ],
    ['an edit', ['revoke', 'raj@example.com', 'Platform Team/team-alpha', '-f', 'of ours', ...api], 'Next:'],
  ])('works as printed after %s', async (what, words, before) => {
    await rig.write(
      'of ours/main.yaml',
      `${file}organizations: { Platform Team: { spaces: { team-alpha: { members: { raj@example.com: member } } } } }\n`,
    );
    if (what === 'a login that may not')
      rig.sandbox.addFault({ method: 'GET', path: '/v2/users', fault: { type: 'status', status: 403 } });
    const { stderr } = await rig.run(words);
    const line = commandAfter(before, stderr).replace(/`.*/, '').replace('DIR', 'sheets');
    expect(line).toContain('--transport api');
    if (!/ids|doctor/.test(line)) expect(line).toMatch(/-f 'of ours/);
    const done = await runLine(line);
    expect([0, 2, 3], done.stderr).toContain(done.exitCode);
    expect(done.stderr).not.toMatch(/there is no (file|such)|can't be read|unknown/);
  });

  it('names the profile that a plan was made with, where another one is the usual', async () => {
    await profileOf('other');
    const usual = { AX_GITOPS_PROFILE: 'sandbox' };
    const flags = ['-f', 'of ours', ...api, '--profile', 'other', '--out', 'plan.json'];
    const planned = await rig.run(['plan', ...flags], usual);
    const command = commandAfter('To apply exactly this:', planned.stderr);
    expect(command).toBe('ax-gitops apply plan.json --profile other');
    const again = await rig.run([...command.split(' ').slice(1), '--auto-approve'], usual);
    expect(again).toMatchObject({ exitCode: 2 });
    const rest = commandAfter('To let the destructive steps through:', again.stdout);
    expect(rest).toContain('--profile other');
  });

  it('reads as many members as the plan that is applied did', async () => {
    await rig.run(['plan', '-f', 'of ours', ...api, '--roster-queries', '7', '--out', 'plan.json']);
    expect(JSON.parse(await rig.read('plan.json'))).toMatchObject({ made_from: { roster_queries: 7 } });
    const applied = await rig.run(['apply', 'plan.json', '--auto-approve']);
    expect(commandAfter('To let the destructive steps through:', applied.stdout)).toContain('--roster-queries 7');
  });

  it('is not that the files say so already, where that is not known', async () => {
    const adopted = await rig.run(['adopt', 'project/**', '-f', 'of ours', ...api]).catch(() => undefined);
    expect(adopted?.exitCode).toBe(1);
    const none = await rig.run(['adopt', 'role/None', '-f', 'of ours', ...api]);
    expect(none.stderr).toContain(
      'Nothing to adopt: no difference at "role/None" that can be written into the files.\n',
    );
  });
});

describe('a value that Arize stores in another form', () => {
  /** Stores texts without the full stop at their end. */
  const withoutStops = () =>
    serve(passingOn(rig.sandbox.url, { asked: (body) => body.replaceAll(/\."(?=[,}])/g, '"') }));

  it('is told as such when it differs twice in a row, with what to do', async () => {
    const server = await withoutStops();
    try {
      await writeSandboxProfile(rig.home, { host: server.host, scheme: 'http', apiKey: rig.sandbox.apiKey });
      await rig.write('of ours/main.yaml', 'version: 1\norganizations:\n  O:\n    description: Ours.\n');
      const apply = () => rig.run(['apply', '-f', 'of ours', '--auto-approve', '--quiet', '--roster', 'off', ...api]);
      const first = await apply();
      expect(first).toMatchObject({ exitCode: 4, stderr: '' });
      expect(commandAfter('To see what is left:', first.stdout)).toBe(
        "ax-gitops plan -f 'of ours' --transport api --roster off",
      );
      const second = await apply();
      expect(second.exitCode).toBe(4);
      expect(second.stderr)
        .toBe(`of ours/main.yaml:4:18: error[value-not-kept]: organization/O: Arize does not keep the description as written. Two runs in a row wrote "Ours.", and afterwards "Ours" was live.
  2 | organizations:
  3 |   O:
> 4 |     description: Ours.
    |                  ^^^^^
  5 |
  hint: applying again will not help. Write the description of the live object, or leave that field out: then it is not managed. If something else sets it back (single sign-on, another tool), change it there
`);
      const command = commandAfter('To write what is live into the files:', second.stdout);
      expect(command).toBe("ax-gitops adopt organization/O -f 'of ours' --transport api --roster off");
      expect(await runLine(command)).toMatchObject({ exitCode: 0 });
      expect(await rig.read('of ours/main.yaml')).toContain('description: Ours\n');
      expect(await apply()).toMatchObject({ exitCode: 0 });
    } finally {
      await server.close();
    }
  });
});

it.each(['none.json', 'of ours'])('show %s says in words why it can not be read', async (path) => {
  const shown = await rig.run(['show', path]);
  expect(shown).toMatchObject({ exitCode: 1, stdout: '' });
  expect(shown.stderr).toMatch(/the plan .* can't be read: (there is no such file|it is a folder)\./);
  expect(shown.stderr).not.toMatch(/ENOENT|EISDIR/);
});

it('AX_GITOPS_NOW that is no date is an error with a hint', async () => {
  const planned = await rig.run(['validate', '-f', 'of ours'], { AX_GITOPS_NOW: 'junk' });
  expect(planned).toMatchObject({ exitCode: 1, stdout: '' });
  expect(planned.stderr).toBe(
    'error: AX_GITOPS_NOW is "junk", which is not a date, or a moment with a zone.\n' +
      '  hint: write a date such as 2026-12-31 (its beginning, UTC) or a moment such as 2026-12-31T18:00:00Z, or unset it\n',
  );
});
