import { execa } from 'execa';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessAsText } from '../../src/report/access-list.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/* What scripts rely on: exit codes, what goes to which stream, and what is refused before anything is done. */

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
let rig: Rig;
/** What is started here keeps its temporary files here, apart from everybody else's. */
let temporary: string;
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'ax-command-line-'));
  const started = await startRig();
  rig = { ...started, run: (args, env) => started.run(args, { TMPDIR: temporary, ...env }) };
});
afterAll(async () => {
  await rig.close();
  await rm(temporary, { recursive: true });
});
beforeEach(async () => {
  rig.sandbox.clearRequests();
  await rm(join(rig.folder, 'access.yaml'), { force: true });
});

const api = ['--transport', 'api'];
const file = `version: 1
users:
  jane@example.com: { name: Jane D }
`;

/** Requests that change something. */
function writes(): readonly string[] {
  return rig.sandbox.requests
    .filter(({ method, path }) => method !== 'GET' && path !== '/graphql')
    .map(({ method, path }) => `${method} ${path}`);
}

describe('wrong input is exit code 1, and nothing is asked of Arize', () => {
  it.each([
    ['an unknown flag', ['plan', '--bogus'], "unknown option '--bogus'"],
    ['an unknown command', ['paln'], "unknown command 'paln'"],
    ['an argument too many', ['plan', 'x'], 'too many arguments'],
    ['standard input in the place of a file', ['fmt', '-'], 'files are not read from standard input.'],
    ['the files without -f', ['plan', 'access.yaml'], 'ax-gitops plan -f access.yaml'],
    ['the files without -f, for validate', ['validate', 'team a'], "ax-gitops validate -f 'team a'"],
    ['the files as a plan', ['apply', 'people.yml'], 'ax-gitops apply -f people.yml'],
    ['the files as a plan to show', ['show', 'people.yml'], 'ax-gitops plan -f people.yml --out PLAN.json'],
    ['a folder as a plan', ['apply', '.'], 'ax-gitops apply -f .'],
    ['an unknown format', ['plan', '--format', 'xml'], 'text, json, markdown, commands'],
    ['an unknown kind', ['plan', '--only', 'usr'], 'did you mean "user"?'],
    ['a concurrency that is none', ['plan', '--concurrency', '0'], 'whole number from 1'],
    ['no file', ['plan'], 'ax-gitops init'],
    ['a file that is not there', ['plan', '-f', 'nowhere.yaml'], 'there is no file nowhere.yaml'],
    ['a plan that is not there', ['show', 'nowhere.json'], 'plan --out'],
    ['a glob that can be no address', ['ids', 'organizations/*'], 'did you mean organization/*?'],
  ])('%s', async (_name, args, said) => {
    await rig.write('people.yml', file);
    const ended = await rig.run(args);
    expect(ended.stderr).toContain(said);
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(rig.sandbox.requests).toEqual([]);
  });

  it.each([
    ['/dev/null', 'a device or pipe, not a file'],
    ['.', 'it is a folder'],
  ])('--out %s', async (out, said) => {
    await rig.write('access.yaml', file);
    const ended = await rig.run(['plan', ...api, '--out', out]);
    expect(ended.stderr).toContain(said);
    expect(ended.stderr).toContain('hint: ');
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it('a broken file, with its place', async () => {
    await rig.write('access.yaml', 'version: 1\nusers:\n  jane: {}\n');
    const ended = await rig.run(['plan', ...api]);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain('access.yaml:3:3: error[invalid-email]');
    expect(rig.sandbox.requests).toEqual([]);
  });

  it.each([
    ['plan', '--target', 'user/jnae@example.com'],
    ['apply', '--auto-approve', '--target', 'user/jane@example.com', '--target', 'usr/*'],
    ['drift', '--target', 'user/'],
    ['plan', '--target', 'users/jane@example.com'],
    ['plan', '--target', 'organization/R%2fD'],
  ])('a target that matches nothing: %s %s %s', async (...args) => {
    await rig.write('access.yaml', 'version: 1\nusers:\n  jane@example.com: { name: Other }\n');
    const ended = await rig.run([...args, ...api]);
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toMatch(/match(es)? nothing/);
    expect(writes()).toEqual([]);
  });

  it('a name that is neither declared nor live, found at plan time before anything is shown as a plan', async () => {
    await rig.write(
      'access.yaml',
      'version: 1\norganizations:\n  Platform Team:\n    members:\n      jnae@example.com: member\n',
    );
    const ended = await rig.run(['plan', ...api]);
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toContain('access.yaml:5:7: error[unknown-user]');
    expect(ended.stderr).toContain('did you mean "jane@example.com"?');
  });
});

describe('a plan', () => {
  it('changes nothing, and exits with 0, or with 2 if that is asked for', async () => {
    await rig.write('access.yaml', file);
    expect(await rig.run(['plan', '--quiet', ...api])).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await rig.run(['plan', '--detailed-exitcode', ...api])).toMatchObject({ exitCode: 2 });
    expect(writes()).toEqual([]);
  });

  it('tells each call with --verbose, on standard error', async () => {
    await rig.write('access.yaml', file);
    const ended = await rig.run(['--verbose', 'plan', ...api]);
    expect(ended.stderr).toMatch(/^list users: \d+ found \(\d+\.\d\d s\)$/m);
  });

  it('is the same to the byte each time, whatever the order in the file', async () => {
    const one =
      'version: 1\nroles:\n  A: { permissions: [PROJECT_READ, DATASET_READ] }\n  B: { permissions: [ROLE_READ] }\n';
    const other =
      'roles:\n  B: { permissions: [ROLE_READ] }\n  A: { permissions: [DATASET_READ, PROJECT_READ] }\nversion: 1\n';
    for (const format of ['text', 'markdown', 'commands']) {
      await rig.write('access.yaml', one);
      const first = await rig.run(['plan', '--format', format, ...api]);
      expect((await rig.run(['plan', '--format', format, ...api])).stdout).toBe(first.stdout);
      await rig.write('access.yaml', other);
      const second = await rig.run(['plan', '--format', format, ...api]);
      const withoutPlaces = (text: string) => text.replaceAll(/access\.yaml:\d+(?::\d+)?/g, 'PLACE');
      expect(withoutPlaces(second.stdout)).toBe(withoutPlaces(first.stdout));
    }
  });

  it('is saved, shown the same, and applied only as it was reviewed', async () => {
    await rig.write('access.yaml', 'version: 1\nroles:\n  Saved: { permissions: [PROJECT_READ] }\n');
    const planned = await rig.run(['plan', '--out', 'plan.json', ...api]);
    expect((await rig.run(['show', 'plan.json'])).stdout).toBe(planned.stdout);
    const printed = await rig.run(['plan', '--format', 'json', ...api]);
    expect(printed.stdout).toContain('"document_digest": "sha256:');
    // Comments and quoting make no difference; another permission does.
    await rig.write(
      'access.yaml',
      'version: 1 # one\nroles:\n  "Saved": { permissions: ["PROJECT_READ", ROLE_READ] }\n',
    );
    const refused = await rig.run(['apply', 'plan.json', '--auto-approve', ...api]);
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toContain('does not match what would be done now');
    expect(refused.stderr).toContain('reviewed with other values:    create role role/Saved');
    expect(writes()).toEqual([]);
    await rig.write('access.yaml', 'version: 1 # one\nroles:\n  "Saved": { permissions: ["PROJECT_READ"] }\n');
    expect(await rig.run(['apply', 'plan.json', '--auto-approve', ...api])).toMatchObject({ exitCode: 0 });
    // As a plan of another account is, without the digest that an edited file would not have either.
    const unsealed = async () => {
      const { document_digest: _, ...plan } = JSON.parse(await rig.read('plan.json')) as Record<string, unknown>;
      return JSON.stringify(plan, null, 2);
    };
    for (const [from, to, said] of [
      ['"host": "', '"host": "other.', 'host'],
      ['"version": "', '"version": "9', 'version of ax-gitops'],
    ] as const) {
      await rig.write('elsewhere.json', (await unsealed()).replace(from, to));
      const elsewhere = await rig.run(['apply', 'elsewhere.json', '--auto-approve', ...api]);
      expect(elsewhere.exitCode).toBe(3);
      expect(elsewhere.stderr).toContain(`was made with the ${said}`);
    }
    // The plan is made again with the profile that it was made with, which must be there.
    await rig.write('elsewhere.json', (await unsealed()).replace('"profile": "sandbox"', '"profile": "prod"'));
    const noProfile = await rig.run(['apply', 'elsewhere.json', '--auto-approve', ...api]);
    expect(noProfile).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('prod') as string });
    await rig.write('cut.json', (await rig.read('plan.json')).slice(0, 300));
    expect(await rig.run(['apply', 'cut.json', '--auto-approve', ...api])).toMatchObject({ exitCode: 1 });
    const edited = (await rig.read('plan.json')).replace('PROJECT_READ', 'ROLE_READ');
    await rig.write('edited.json', edited);
    expect(await rig.run(['show', 'edited.json'])).toMatchObject({ exitCode: 1, stdout: '' });
  });

  it('refuses another account than the files are for, before reading it', async () => {
    await rig.write('access.yaml', `target: { profile: prod, host: api.arize.com }\n${file}`);
    const ended = await rig.run(['plan', ...api]);
    expect(ended).toMatchObject({ exitCode: 3, stdout: '' });
    expect(ended.stderr).toContain('the active one is "sandbox"');
    expect(ended.stderr).toContain(`ax talks to "${rig.sandbox.host}"`);
    expect(rig.sandbox.requests).toEqual([]);
  });

  it('goes to another server that a profile points to', async () => {
    const other = await startRig();
    try {
      await other.write('access.yaml', `target: { host: "${other.sandbox.host}" }\n${file}`);
      expect(await other.run(['plan', '--detailed-exitcode'])).toMatchObject({ exitCode: 2 });
      expect(other.sandbox.requests.length).toBeGreaterThan(0);
      expect(rig.sandbox.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });
});

describe('a plan that a guardrail refuses', () => {
  it('is shown, then refused with exit code 3, the rule, the numbers and the way to change it', async () => {
    await rig.write('access.yaml', 'version: 1\nusers:\n  root@example.com: absent\n');
    for (const command of [['plan'], ['apply', '--auto-approve', '--allow-destructive']]) {
      const ended = await rig.run([...command, ...api]);
      expect(ended.exitCode).toBe(3);
      expect(ended.stdout).toContain('delete user/root@example.com');
      expect(ended.stderr).toContain('leaves 1; min_account_admins asks for 2');
      expect(ended.stderr).toContain('policy: { min_account_admins: 1 }');
    }
    expect(writes()).toEqual([]);
  });

  it('never lets the login that applies delete itself', async () => {
    await rig.write(
      'access.yaml',
      'version: 1\npolicy: { min_account_admins: 0 }\nusers:\n  jane@example.com: absent\n',
    );
    const ended = await rig.run(['apply', '--auto-approve', '--allow-destructive']);
    expect(ended.exitCode).toBe(3);
    expect(ended.stderr).toContain(
      'user/jane@example.com would be removed, but that is the login that applies the plan',
    );
    expect(writes()).toEqual([]);
  });

  it('is let through by the flag that the refusal names, though never past a digest', async () => {
    await rig.write('access.yaml', 'version: 1\npolicy: { max_destructive: 0 }\nusers:\n  old@example.com: absent\n');
    const refused = await rig.run(['apply', '--auto-approve', ...api]);
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toContain('--max-destructive 1');
    const digest = await rig.run([
      'apply',
      '--auto-approve',
      '--max-destructive',
      '1',
      '--expect-destructive-digest',
      'sha256:0',
      ...api,
    ]);
    expect(digest.exitCode).toBe(3);
    expect(await rig.run(['apply', '--auto-approve', '--max-destructive', '1', ...api])).toMatchObject({ exitCode: 2 });
    expect(writes()).toEqual([]);
  });
});

describe('an apply', () => {
  it('without a terminal and without --auto-approve does nothing, exit code 3', async () => {
    await rig.write('access.yaml', file);
    const ended = await rig.run(['apply', ...api]);
    expect(ended.exitCode).toBe(3);
    expect(ended.stderr).toContain('--auto-approve');
    expect(writes()).toEqual([]);
  });

  it('with nothing to do exits with 0 and asks nobody', async () => {
    await rig.write('access.yaml', 'version: 1\n');
    expect(await rig.run(['apply', ...api])).toMatchObject({ exitCode: 0 });
  });

  it('that can do only a part exits with 2', async () => {
    await rig.write('access.yaml', 'version: 1\nusers:\n  raj@example.com: { role: admin }\n');
    const ended = await rig.run(['apply', '--auto-approve', ...api]);
    expect(ended.exitCode).toBe(2);
    expect(ended.stdout).toContain('cannot be changed through ax');
  });

  it('with a step that fails exits with 4, does the others, and says how to go on', async () => {
    await rig.write(
      'access.yaml',
      'version: 1\nroles:\n  Bad: { permissions: [PROJECT_READ] }\n  Good: { permissions: [PROJECT_READ] }\n',
    );
    rig.sandbox.addFault({
      method: 'POST',
      path: '/v2/roles',
      fault: { type: 'status', status: 403, problem: { detail: 'not you' } },
    });
    const ended = await rig.run(['apply', '--auto-approve', '--concurrency', '1', ...api]);
    expect(ended.exitCode).toBe(4);
    expect(ended.stdout).toContain('403');
    expect(ended.stdout).toContain('not you');
    expect(rig.state().roles.map(({ name }) => name)).toContain('Good');
    expect(await rig.run(['apply', '--auto-approve', ...api])).toMatchObject({ exitCode: 0 });
  });

  it('does not repeat a creation whose answer was lost: it reads back that it was done', async () => {
    await rig.write('access.yaml', 'version: 1\nroles:\n  Lost: { permissions: [PROJECT_READ] }\n');
    rig.sandbox.addFault({ method: 'POST', path: '/v2/roles', fault: { type: 'drop-answer' } });
    const ended = await rig.run(['apply', '--auto-approve', ...api]);
    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).toContain('found done, after: ');
    expect(writes()).toEqual(['POST /v2/roles']);
    expect(rig.state().roles.filter(({ name }) => name === 'Lost')).toHaveLength(1);
  });
});

describe('what can not be read is exit code 5, and nothing is changed', () => {
  it.each([
    ['401', { type: 'status', status: 401 }, 'renew the key'],
    ['403', { type: 'status', status: 403 }, 'ax-gitops doctor'],
    ['HTML', { type: 'body', body: '<html></html>', contentType: 'text/html' }, 'error:'],
    ['broken JSON', { type: 'body', body: '{"users": [' }, 'error:'],
    ['a word that ax does not know', { type: 'unknown-word', field: 'status', word: 'FROZEN' }, 'upgrade arize-ax-cli'],
  ] as const)('%s, through the real ax', async (_name, fault, said) => {
    await rig.write('access.yaml', file);
    rig.sandbox.addFault({ method: 'GET', path: '/v2/users', fault });
    const ended = await rig.run(['apply', '--auto-approve']);
    expect(ended).toMatchObject({ exitCode: 5, stdout: '' });
    expect(ended.stderr).toContain(said);
    expect(writes()).toEqual([]);
  });

  it('a server that is not there', async () => {
    await rig.write('access.yaml', file);
    const home = join(rig.folder, 'nobody');
    await mkdir(home);
    // Where nothing listens, and nothing else will meanwhile.
    const host = '127.0.0.1:2';
    const env = { HOME: home, ARIZE_API_KEY: 'some-key', ARIZE_BASE_URL: `http://${host}` };
    for (const flags of [[], api]) {
      const ended = await rig.run(['plan', ...flags], env);
      expect(ended).toMatchObject({ exitCode: 5, stdout: '' });
      expect(ended.stderr).toContain(`${host} refuses the connection`);
      expect(ended.stderr).not.toContain('some-key');
    }
  });

  it('no ax, an ax that is none, and one that is too old', async () => {
    await rig.write('access.yaml', file);
    const script = async (name: string, body: string) => {
      const path = join(rig.folder, name);
      await writeFile(path, `#!/bin/sh\n${body}\n`);
      await chmod(path, 0o755);
      return path;
    };
    const cases = [
      [join(rig.folder, 'no-such-ax'), 'pipx install arize-ax-cli'],
      [await script('other-ax', 'echo hello'), "is it Arize's ax?"],
      [await script('old-ax', 'echo "ax version 0.28.1" >&2'), 'pipx upgrade arize-ax-cli'],
    ] as const;
    for (const [ax, said] of cases) {
      const ended = await rig.run(['plan', '--ax', ax]);
      expect(ended).toMatchObject({ exitCode: 5, stdout: '' });
      expect(ended.stderr).toContain(said);
    }
  });

  it('no login', async () => {
    await rig.write('access.yaml', file);
    const home = join(rig.folder, 'empty');
    await mkdir(home);
    const ended = await rig.run(['plan'], { HOME: home });
    expect(ended).toMatchObject({ exitCode: 5, stdout: '' });
    expect(ended.stderr).toContain('ax profiles create');
  });
});

describe('a login from the environment alone', () => {
  it('is enough, leaves nothing behind, and never touches the home directory', async () => {
    await rig.write('access.yaml', file);
    const home = join(rig.folder, 'ci');
    const temporary = join(rig.folder, 'tmp');
    await Promise.all([mkdir(home), mkdir(temporary)]);
    const env = { HOME: home, TMPDIR: temporary, ARIZE_API_KEY: rig.sandbox.apiKey, ARIZE_BASE_URL: rig.sandbox.url };
    const ended = await rig.run(['plan', '--format', 'json', '--detailed-exitcode'], env);
    expect(ended).toMatchObject({ exitCode: 2 });
    expect(JSON.parse(ended.stdout)).toMatchObject({ target: { transport: 'ax', host: rig.sandbox.host } });
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(rig.sandbox.apiKey);
    expect(await readdir(home)).toEqual([]);
    expect(await readdir(temporary)).toEqual([]);
  });
});

describe('a reader that goes away', () => {
  it.each(['plan', 'drift'])('does not change what %s ends with', async (command) => {
    await rig.write('access.yaml', file);
    const args = [main, command, ...(command === 'plan' ? ['--detailed-exitcode'] : []), ...api];
    const ended = await execa('bash', ['-c', `node ${args.join(' ')} 2>/dev/null | true; exit "\${PIPESTATUS[0]}"`], {
      cwd: rig.folder,
      env: { HOME: rig.home },
      reject: false,
    });
    expect(ended.exitCode).toBe(2);
  });
});

describe('the smaller commands', () => {
  it('no file may use the key of who applies, whatever variable holds it', async () => {
    await rig.write('access.yaml', 'version: 1\norganizations: { O: { description: "x ${ARIZE_API_KEY}" } }\n');
    const ended = await rig.run(['plan', ...api], { ARIZE_API_KEY: 'ak-1' });
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toContain('access.yaml:2:36: error[secret-variable]: ARIZE_API_KEY');
    await rig.write('access.yaml', 'version: 1\norganizations: { O: { description: "x ${OURS}" } }\n');
    expect((await rig.run(['validate'], { OURS: rig.sandbox.apiKey })).stderr).toContain('OURS holds the API key');
    const allow = ['validate', '--allow-variable', 'OU*'];
    expect(await rig.run(allow, { OURS: 'something else' })).toMatchObject({ exitCode: 0 });
    for (const value of [rig.sandbox.apiKey, `Bearer ${rig.sandbox.apiKey}.`, `\n${rig.sandbox.apiKey}`])
      expect((await rig.run(allow, { OURS: value })).stderr).toContain('[secret-variable]');
  });

  it('the files read only variables that whoever runs the command allows', async () => {
    await rig.write('access.yaml', 'version: 1\norganizations: { O: { description: "x ${VAULT_TOKEN}" } }\n');
    const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
      rig.run(['validate', ...args], { VAULT_TOKEN: 'hunter2', ...env });
    const refused = await run([]);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('error[variable-not-allowed]');
    expect(refused.stderr).toContain('--allow-variable VAULT_TOKEN');
    expect(refused.stderr).not.toContain('hunter2');
    expect(await run(['--allow-variable', 'VAULT_TOKEN'])).toMatchObject({ exitCode: 0 });
    expect(await run(['--allow-variable', 'X', '--allow-variable', 'VAULT_*'])).toMatchObject({ exitCode: 0 });
    expect(await run([], { AX_GITOPS_VARIABLES: 'AX_VAR_*, VAULT_TOKEN' })).toMatchObject({ exitCode: 0 });
    expect(await run([], { AX_GITOPS_VARIABLES: '' })).toMatchObject({ exitCode: 1 });
    expect((await run([], { AX_GITOPS_VARIABLES: 'a b' })).stderr).toContain('AX_GITOPS_VARIABLES holds "a b"');
    expect((await run(['--allow-variable', 'a b'])).stderr).toContain('--allow-variable');
    await rig.write('access.yaml', 'version: 1\norganizations: { O: { description: "${AX_VAR_TEAM}" } }\n');
    expect(await run([], { AX_VAR_TEAM: 'x' })).toMatchObject({ exitCode: 0 });
    expect((await run([])).stderr).toContain('AX_VAR_TEAM is not set');
    expect(await run([], { AX_VAR_TEAM: 'x', AX_GITOPS_VARIABLES: '' })).toMatchObject({ exitCode: 1 });
  });

  it('init --github says what is in the way', async () => {
    await writeFile(join(rig.folder, '.github'), '');
    const ended = await rig.run(['init', '--github']);
    await rm(join(rig.folder, '.github'));
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toContain('nothing was written');
    expect(ended.stderr).not.toContain('defect');
  });

  it('init --github fills in whose action runs, and says where to where it is not known', async () => {
    expect(await rig.run(['init', '--github', '--action', 'acme/ax-gitops@v1'])).toMatchObject({ exitCode: 1 });
    const action = `acme/ax-gitops@${'a'.repeat(40)}`;
    expect(await rig.run(['init', '--github', '--action', action])).toMatchObject({ exitCode: 0 });
    expect(await rig.read('.github/workflows/access-plan.yml')).toContain(`uses: &ax-gitops ${action} # v`);
    await rm(join(rig.folder, '.github'), { recursive: true });
    const unknown = await rig.run(['init', '--github']);
    expect(unknown.stderr).toContain('replace OWNER/ax-gitops@COMMIT');
    expect(await rig.read('.github/workflows/access-plan.yml')).toContain('OWNER/ax-gitops@COMMIT');
  });

  it('init writes a file that is valid and changes nothing, and never overwrites one', async () => {
    expect(await rig.run(['init'])).toMatchObject({ exitCode: 0, stdout: 'Wrote access.yaml.\n' });
    expect(await rig.run(['validate'])).toMatchObject({ exitCode: 0 });
    const before = await rig.read('access.yaml');
    expect(await rig.run(['init'])).toMatchObject({ exitCode: 1, stdout: '' });
    expect(await rig.read('access.yaml')).toBe(before);
  });

  it('schema prints both schemas', async () => {
    for (const args of [['schema'], ['schema', '--plan']]) {
      const ended = await rig.run(args);
      expect(ended.exitCode).toBe(0);
      expect(JSON.parse(ended.stdout)).toHaveProperty('$schema');
    }
  });

  it('validate speaks JSON and the annotations of GitHub', async () => {
    await rig.write('access.yaml', 'version: 1\nusres: {}\n');
    const json = await rig.run(['validate', '--format', 'json']);
    expect(json.exitCode).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject([{ code: 'unknown-key', severity: 'error' }]);
    const github = await rig.run(['validate', '--format', 'github']);
    expect(github).toMatchObject({ exitCode: 1 });
    expect(github.stdout).toMatch(/^::error file=access\.yaml,line=2,col=1,/);
  });

  it('validate refuses an access test that the files themselves break, and leaves the others to plan', async () => {
    await rig.write(
      'access.yaml',
      `version: 1
roles: { Editor: { permissions: [PROJECT_READ] } }
organizations: { O: { spaces: { s: { members: { eve@example.com: Editor } } } } }
tests:
  - cannot: { user: eve@example.com, do: PROJECT_UPDATE, on: O/s }
  - can: { user: eve@example.com, do: PROJECT_UPDATE, on: O/s }
  - cannot: { user: eve@example.com, do: PROJECT_READ, on: 'O/**' }
`,
    );
    const ended = await rig.run(['validate']);
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr.match(/failing-test/g)).toHaveLength(1);
    expect(ended.stderr).toContain('access.yaml:7:21: error[failing-test]');
    expect(ended.stderr).toContain('eve@example.com can PROJECT_READ on O / s, through Editor');
    expect(rig.sandbox.requests).toEqual([]);
  });

  it('say what to do where there is nothing to show', async () => {
    const none = await rig.run(['history', '--journal', 'none.jsonl']);
    expect(none.stdout).toBe(
      'Nothing was applied from this directory yet. Next: ax-gitops plan --journal none.jsonl\n',
    );
    const unmatched = await rig.run(['ids', 'role/None', ...api]);
    expect(unmatched.stderr).toContain(
      'Nothing live has such an address. Without a glob, all addresses are listed: ax-gitops ids --transport api\n',
    );
    expect([...accessAsText([], [], 'ax-gitops doctor')].join('')).toBe(
      'Nobody whom this login can see. What it can see: ax-gitops doctor\n',
    );
  });

  it('doctor finds all well here, and says which privilege a lesser login lacks', async () => {
    const well = await rig.run(['doctor']);
    expect(well.stdout).toContain('0.39.0');
    expect(well.exitCode).toBe(0);
    const home = join(rig.folder, 'lesser');
    await mkdir(home);
    rig.sandbox.addFault({ method: 'GET', path: '/v2/roles', fault: { type: 'status', status: 403 } });
    const lesser = await rig.run(['doctor']);
    expect(lesser.stdout).toMatch(/✗ roles .*\n.*ROLE_READ/);
    // A plan can do without: whose login it is, and what else it can't see, is said all the same.
    expect(lesser.stdout).toMatch(/✓ you .*jane@example\.com \(account admin\)/);
    expect(lesser.stdout).toMatch(/Not ready: 1 failed\. Logged in as jane@.* Next: ax-gitops doctor, once/);
    expect(lesser.exitCode).toBe(5);
    const unknown = await rig.run(['doctor'], {
      HOME: home,
      ARIZE_API_KEY: 'revoked-key',
      ARIZE_BASE_URL: rig.sandbox.url,
    });
    expect(unknown.stdout).toContain('does not accept the login of ARIZE_API_KEY');
    expect(unknown.exitCode).toBe(5);
    // The REST API needs no ax.
    const without = await rig.run(['doctor', ...api], { AX_GITOPS_AX: '/none' });
    expect(without).toMatchObject({ exitCode: 0 });
    expect(without.stdout).toMatch(/✓ reach .*answers and knows the login/);
  });
});

it('leaves no temporary home behind', async () => {
  expect(await readdir(temporary)).toEqual([]);
});
