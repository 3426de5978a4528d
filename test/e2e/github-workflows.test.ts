import { execa } from 'execa';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runGit } from '../support/git.js';
import type { FakeGitHub } from '../support/github/api.js';
import { startGitHub } from '../support/github/api.js';
import type { JobRun } from '../support/github/runner.js';
import { runWorkflow } from '../support/github/runner.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import { node } from '../support/shared-cli/run-shared.js';

/*
 * The workflows that `init --github` writes, on the example files, step by step against the sandbox: a pull request that
 * gives and takes access, its merge, a change made by hand. In the place of GitHub stand a fake of its API and a runner
 * of workflow files.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = join(root, 'dist', 'cli', 'main.js');

let rig: Rig;
let github: FakeGitHub;
let repository: string;
beforeEach(async () => {
  rig = await startRig();
  github = await startGitHub('acme/access');
  github.state.environments['access-destructive'] = ['ada'];
  repository = join(rig.folder, 'repository');
  await mkdir(repository);
  await cp(join(root, 'examples/access.yaml'), join(repository, 'access.yaml'));
  await cp(join(root, 'examples/teams'), join(repository, 'teams'), { recursive: true });
  // In CI there is no profile that could be called so.
  await edit('access.yaml', /^ {2}profile: sandbox.*$/m, `  host: ${rig.sandbox.host}`);
  await execa(node, [main, 'init', '--github'], { cwd: repository });
  await cp(
    join(root, 'examples/github/access-plan-with-key.yml'),
    join(repository, '.github/workflows/access-plan-with-key.yml'),
  );
  await git('init', '-q', '-b', 'main');
  await commit('Start');
});
afterEach(async () => {
  await Promise.all([rig.close(), github.close()]);
});

const git = (...args: readonly string[]) => runGit(repository, args);

async function commit(message: string): Promise<string> {
  await git('add', '-A');
  await git('commit', '-qm', message);
  return git('rev-parse', 'HEAD');
}

async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
  const path = join(repository, file);
  const text = await readFile(path, 'utf8');
  const edited = text.replace(from, to);
  expect(edited).not.toBe(text);
  await writeFile(path, edited);
}

/** Without a profile, as in CI: all that is known of Arize is in the environment. */
const environment = () => ({
  PATH: process.env['PATH'] ?? '',
  HOME: join(rig.folder, 'nobody'),
  NO_COLOR: '1',
  ARIZE_BASE_URL: `http://${rig.sandbox.host}`,
  AX_GITOPS_AX: process.env['AX_GITOPS_AX'] ?? 'ax',
  GITHUB_API_URL: github.url,
});

const keys = () => ({ ARIZE_API_KEY: rig.sandbox.apiKey, ARIZE_API_KEY_READ: rig.sandbox.apiKey });
/** What no job of a pull request may hold: with nothing of it, nobody reaches Arize. */
const withoutArize = () => ({
  PATH: process.env['PATH'] ?? '',
  HOME: join(rig.folder, 'nobody'),
  AX_GITOPS_AX: '/nowhere/ax',
  GITHUB_API_URL: github.url,
});

function run(
  name: string,
  event: Readonly<Record<string, string | number | object>>,
  more: {
    readonly secrets?: Record<string, string>;
    readonly approve?: () => boolean | Promise<boolean>;
    readonly runNumber?: number;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
) {
  return runWorkflow({
    folder: repository,
    workflow: `.github/workflows/${name}.yml`,
    github: { repository: 'acme/access', ref_name: 'main', token: 'ghs_fake', ...event },
    secrets: more.secrets ?? keys(),
    env: more.env ?? environment(),
    artifacts: github.state.artifacts,
    ...(more.runNumber !== undefined && { runNumber: more.runNumber }),
    ...(more.approve !== undefined && { approve: more.approve }),
  });
}

const pullRequest = (from = 'acme/access') => ({
  base_ref: 'main',
  event: {
    pull_request: { number: 7, head: { sha: 'abc1234', repo: { full_name: from } } },
    repository: { default_branch: 'main' },
  },
});

/** A run on main of the workflow that takes a snapshot, as the newest. */
async function snapshotTaken(event = 'schedule') {
  const runNumber = github.state.runs.length + 1;
  const head = await git('rev-parse', 'HEAD');
  await git('update-ref', 'refs/remotes/origin/main', head);
  const secrets = { ARIZE_API_KEY_SNAPSHOT: rig.sandbox.apiKey };
  const jobs = await run('access-snapshot', { event: {} }, { secrets, runNumber });
  github.state.runs.push(completed({ number: runNumber, workflow: 'access-snapshot.yml', event, head }));
  return jobs['snapshot'];
}

/** In a job of its own, with nothing that leads to Arize. */
const planned = async (from?: string) =>
  (await run('access-plan', pullRequest(from), { secrets: {}, env: withoutArize(), runNumber: 1000 }))['plan'];

/** The plan of a job that has a key. */
async function plannedWithKey(secrets: Record<string, string> = keys()) {
  return (await run('access-plan-with-key', pullRequest(), { secrets, runNumber: 1000 }))['plan'];
}

const completed = ({
  number,
  workflow,
  event,
  head,
}: {
  readonly number: number;
  readonly workflow: string;
  readonly event: string;
  readonly head: string;
}) => ({
  id: number,
  run_number: number,
  workflow,
  event,
  head_branch: 'main',
  head_sha: head,
  status: 'completed',
  conclusion: 'success',
  head_repository: { full_name: 'acme/access' },
});

/** A merge that GitHub runs the apply workflow for, and keeps the outcome of. A reviewer answers where one is asked. */
async function merged(before: string, answer: () => boolean | Promise<boolean> = () => true) {
  const { runs, approvals } = github.state;
  const runNumber = runs.length + 1;
  const answers: boolean[] = [];
  const approve = async () => {
    const isApproved = await answer();
    answers.push(isApproved);
    if (isApproved) approvals[String(runNumber)] = ['access-destructive'];
    return isApproved;
  };
  const head = await git('rev-parse', 'HEAD');
  const begun = {
    ...completed({ number: runNumber, workflow: 'access-apply.yml', event: 'push', head }),
    status: 'in_progress',
    conclusion: null,
  };
  runs.push(begun);
  const jobs = await run('access-apply', { event: { before } }, { approve, runNumber });
  const isSuccess = !answers.includes(false) && Object.values(jobs).every(({ status }) => status !== 'failure');
  runs[runNumber - 1] = { ...begun, status: 'completed', conclusion: isSuccess ? 'success' : 'failure' };
  return jobs;
}

const drift = async () => (await run('access-drift', { event: {} }))['drift'];
const nothing = '0'.repeat(40);
const expectFine = (job: JobRun | undefined) => {
  expect(job?.status, job?.log).toBe('success');
};
const binding = (email: string, space: string) =>
  rig.state().bindings.find((one) => one.user === email && one.space === space && one.project === undefined)?.role;

describe.each(['api', 'ax'])('over the transport %s', (transport) => {
  beforeEach(async () => {
    if (transport === 'api') return;
    for (const name of ['snapshot', 'plan-with-key', 'apply', 'drift'])
      await edit(`.github/workflows/access-${name}.yml`, /--transport api/g, `--transport ${transport}`);
    await commit('Through ax');
  });

  it('review, apply and watch', async () => {
    const first = await merged(nothing);
    expectFine(first['apply']);
    expect(first['apply']?.log).toContain('There is no commit to compare with');
    // Two predefined roles become custom ones, which takes a removal first, and what Trace Reader permits is not all in
    // Data Scientist.
    expect(first['apply']?.outputs).toMatchObject({ outcome: 'withheld', destructive: '3' });
    // What is approved by its digest is shown, as it was planned last.
    expect(first['apply']?.summary).toMatch(
      /### To be approved\n[^]*Destructive: 3 steps[^]*Destructive digest: `sha256:/,
    );
    expectFine(first['destructive']);
    expect(binding('raj@example.com', 'team-alpha')).toBe('Data Scientist');

    // A pull request: sam becomes an administrator of a space, and eve's role in the playground goes.
    const before = await git('rev-parse', 'HEAD');
    expectFine(await snapshotTaken());
    await edit('teams/platform.yaml', /( {10}raj@example.com: admin.*)/, '$1\n          sam@example.com: admin');
    await edit('teams/research.yaml', /\n {10}eve@example.com: Prompt Editor/, ' {}');
    await commit('Sam administers gamma, Eve leaves the playground');
    const review = await planned();
    expectFine(review);
    expect(review?.log).toMatch(/a snapshot of .*, taken \S+Z \(0 minutes ago\)/);
    const { comments } = github.state;
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toMatch(/Destructive: 1 step/);
    expect(comments[0]?.body).toMatch(/sam@example.com becomes admin of Platform Team \/ team-gamma/);
    // The playground is public: without a role of her own there she has that of the organization, which is more.
    expect(comments[0]?.body).toMatch(
      /Access gained: 1 cause[^#]*eve@example.com becomes member instead of Prompt Editor in Research \/ playground/,
    );
    expect(comments[0]?.body).toMatch(/Destructive digest: `sha256:/);
    expect(comments[0]?.body).toMatch(/Made on a snapshot taken \S+Z/);
    expect(review?.summary).toContain('Destructive: 1 step');
    const reviewed = /Destructive digest: `(sha256:\w+)`/.exec(comments[0]?.body ?? '')?.[1];
    // With a key it is the same plan.
    expectFine(await plannedWithKey());
    expect(github.state.comments).toHaveLength(1);
    expect(comments[0]?.body).toContain(`Destructive digest: \`${reviewed ?? ''}\``);
    expect(comments[0]?.body).not.toContain('snapshot');

    // The merge: what takes nothing away is done at once; the rest waits for the reviewer.
    let askedWith: string | undefined;
    const after = await merged(before, () => {
      askedWith = binding('eve@example.com', 'playground');
      return true;
    });
    expectFine(after['apply']);
    expect(after['apply']?.outputs).toMatchObject({
      outcome: 'withheld',
      destructive: '1',
      'destructive-digest': reviewed,
    });
    expect(askedWith).toBe('Prompt Editor');
    expectFine(after['destructive']);
    expect(after['approval']?.environment).toBe('access-destructive');
    expect(binding('eve@example.com', 'playground')).toBeUndefined();
    expect(github.state.issues).toEqual([]);

    // Drift: what no file mentions was there from the start, and is let be.
    const seen = await execa(node, [main, 'plan', '--quiet', '--format', 'json', '--transport', transport], {
      cwd: repository,
      env: { ...environment(), ARIZE_API_KEY: rig.sandbox.apiKey },
      extendEnv: false,
    });
    const { unmanaged } = JSON.parse(seen.stdout) as { readonly unmanaged: readonly { readonly address: string }[] };
    const ignore = unmanaged.map(({ address }) => JSON.stringify(address)).join(', ');
    await writeFile(
      join(repository, 'access.yaml'),
      `${await readFile(join(repository, 'access.yaml'), 'utf8')}\npolicy: { ignore: [${ignore}] }\n`,
    );
    await commit('What was there');
    expectFine(await drift());
    expect(github.state.issues).toEqual([]);

    const { organizations } = await listed(['organizations', 'list']);
    const id = organizations.find(({ name }) => name === 'Research')?.id ?? '';
    const { users } = await listed(['users', 'list']);
    const raj = users.find(({ email }) => email === 'raj@example.com')?.id ?? '';
    const byHand = await rig.ax(['organizations', 'add-user', id, '--user-id', raj, '--role', 'ADMIN', '-o', 'json']);
    expect(byHand.exitCode).toBe(0);
    for (let day = 0; day < 2; day += 1) expectFine(await drift());
    expect(github.state.issues).toMatchObject([{ state: 'open', labels: ['access-drift'] }]);
    expect(github.state.issues[0]?.body).toContain('organization/Research/member/raj@example.com');
    expect((await rig.ax(['organizations', 'remove-user', id, '--user-id', raj, '--force'])).exitCode).toBe(0);
    expectFine(await drift());
    expect(github.state.issues).toMatchObject([{ state: 'closed' }]);
  }, 300_000);
});

/** The lines of a log that GitHub's runner takes for commands: none between `::stop-commands::WORD` and `::WORD::`. */
function commandsIn(log: string): readonly string[] {
  let word: string | undefined;
  return log.split('\n').filter((line) => {
    if (word !== undefined) {
      if (line.trim() === `::${word}::`) word = undefined;
      return false;
    }
    word = /^::stop-commands::(.+)$/.exec(line)?.[1];
    return /^\s*::|##\[/.test(line);
  });
}

async function listed(args: readonly string[]) {
  const { stdout } = await rig.ax([...args, '--limit', '100', '-o', 'json']);
  type Listed = readonly { readonly id: string; readonly name: string; readonly email?: string }[];
  return JSON.parse(stdout) as { readonly organizations: Listed; readonly users: Listed };
}

describe('what goes wrong', () => {
  it('a pull request from a fork is planned without any secret, in the summary where no comment may be made', async () => {
    expectFine((await merged(nothing))['destructive']);
    expectFine(await snapshotTaken());
    await edit('teams/research.yaml', /\n {10}eve@example.com: Prompt Editor/, ' {}');
    github.state.mayWrite = false;
    const asked = rig.sandbox.requests.length;
    const fork = await planned('somebody/fork');
    expectFine(fork);
    expect(rig.sandbox.requests.length).toBe(asked);
    expect(fork?.summary).toMatch(/Made on a snapshot taken \S+Z[^]*Destructive: 1 step/);
    expect(fork?.log).toContain('may not comment on the pull request: the plan is in its summary');
    expect(github.state.comments).toEqual([]);
    // The reviewer is asked for what was planned.
    const digest = /Destructive digest: `(sha256:\w+)`/.exec(fork?.summary ?? '')?.[1];
    await commit('Eve leaves the playground');
    github.state.mayWrite = true;
    expect((await merged(nothing))['apply']?.outputs).toMatchObject({ 'destructive-digest': digest });
  });

  it('a snapshot that a fork has uploaded is not planned on, and without one there is no plan', async () => {
    expectFine((await merged(nothing))['destructive']);
    const none = await planned('somebody/fork');
    expect(none).toMatchObject({ status: 'failure', summary: '' });
    expect(none?.log).toContain('gh workflow run access-snapshot.yml');
    expectFine(await snapshotTaken());
    const taken = github.state.artifacts.splice(0).find(({ name }) => name === 'access-snapshot');
    const run = github.state.runs.at(-1);
    if (taken === undefined || run === undefined) throw new Error('there is no snapshot');
    github.state.runs.push({ ...run, id: 90, event: 'pull_request', head_repository: { full_name: 'somebody/fork' } });
    github.state.artifacts.push({ ...taken, run: 90 });
    const forged = await planned('somebody/fork');
    expect(forged).toMatchObject({ status: 'failure', summary: '' });
    expect(forged?.log).toContain('has expired or was deleted');
    // One that was cut or edited is refused.
    const text = taken.files['snapshot.json'] ?? '';
    github.state.artifacts.push({ ...taken, files: { 'snapshot.json': text.replace('eve@', 'eva@') } });
    expect((await planned('somebody/fork'))?.log).toContain('it was edited');
    github.state.artifacts.splice(0, 2, taken);
    expectFine(await planned('somebody/fork'));
  });

  it('a pull request from a fork whose key-holding variant runs is only checked', async () => {
    const fork = () => run('access-plan-with-key', pullRequest('somebody/fork'), { secrets: {} });
    expectFine((await fork())['plan']);
    expect(github.state.comments).toEqual([]);
    await edit('access.yaml', 'PROJECT_READ', 'PROJECT_RAED');
    for (const bad of [(await fork())['plan'], await planned('somebody/fork')]) {
      expect(bad?.status).toBe('failure');
      expect(bad?.log).toMatch(/::error file=access.yaml,line=\d+/);
    }
  });

  it('destructive steps other than the reviewed ones are refused, an issue tells of it, and the next success closes it', async () => {
    const start = await git('rev-parse', 'HEAD');
    expectFine((await merged(nothing))['apply']);
    await edit('teams/research.yaml', /\n {10}eve@example.com: Prompt Editor/, ' {}');
    await commit('Eve leaves the playground');
    const jobs = await merged(start, async () => {
      // While the approval is waited for, somebody takes another line out.
      await edit('teams/platform.yaml', /\n {14}mei@example.com: Data Scientist.*/, ' {}');
      return true;
    });
    expectFine(jobs['apply']);
    expect(jobs['destructive']?.status).toBe('failure');
    expect(binding('eve@example.com', 'playground')).toBe('Prompt Editor');
    expect(github.state.issues).toMatchObject([{ state: 'open', labels: ['access-apply-failed'] }]);
    expect(github.state.issues[0]?.body).toContain('--expect-destructive-digest');
    await git('checkout', '-q', 'teams/platform.yaml');
    expectFine((await merged(nothing))['destructive']);
    expect(binding('eve@example.com', 'playground')).toBeUndefined();
    expect(github.state.issues).toMatchObject([{ state: 'closed' }]);
  });

  it('a removal is not forgotten when GitHub runs only the last of several merges', async () => {
    expectFine((await merged(nothing))['apply']);
    await edit('teams/research.yaml', /\n {10}eve@example.com: Prompt Editor/, ' {}');
    const skipped = await commit('Eve leaves the playground');
    await edit('access.yaml', 'name: Sam Newman', 'name: Sam Older');
    await commit('Another merge');
    const jobs = await merged(skipped);
    expectFine(jobs['destructive']);
    expect(binding('eve@example.com', 'playground')).toBeUndefined();
  });

  it('an old run that is started again does not give back what a later one took away', async () => {
    expectFine((await merged(nothing))['apply']);
    const old = await git('rev-parse', 'HEAD');
    await edit('teams/research.yaml', /\n {10}eve@example.com: Prompt Editor/, ' {}');
    await commit('Eve leaves the playground');
    expectFine((await merged(old))['destructive']);
    await git('checkout', '-qf', old);
    const again = await run('access-apply', { event: { before: nothing } });
    expect(again['apply']?.status).toBe('failure');
    expect(again['apply']?.log).toContain('was applied already and is not part of this commit');
    expect(binding('eve@example.com', 'playground')).toBeUndefined();
  });

  it('destructive steps are not put to an environment that would let anybody through', async () => {
    expectFine((await merged(nothing))['destructive']);
    await edit('teams/research.yaml', /\n {10}eve@example.com: Prompt Editor/, ' {}');
    await edit('access.yaml', 'name: Sam Newman', 'name: Sam Older');
    await commit('Eve leaves the playground');
    for (const reviewers of [undefined, []]) {
      delete github.state.environments['access-destructive'];
      if (reviewers !== undefined) github.state.environments['access-destructive'] = reviewers;
      const jobs = await merged(nothing);
      expect(jobs['apply']?.status).toBe('failure');
      expect(jobs['apply']?.log).toMatch(/::error ::The destructive steps can't be approved: .*access-destructive/);
      expect(jobs['approval']?.status).toBe('skipped');
      expect(jobs['destructive']?.status).toBe('skipped');
    }
    expect(binding('eve@example.com', 'playground')).toBe('Prompt Editor');
    expect(rig.state().users.find(({ email }) => email === 'sam@example.com')?.name).toBe('Sam Older');
    github.state.environments['access-destructive'] = ['ada'];
    expectFine((await merged(nothing))['destructive']);
    expect(binding('eve@example.com', 'playground')).toBeUndefined();
  });

  it('an approval that comes after a later push applies nothing, and neither does none', async () => {
    expectFine((await merged(nothing))['destructive']);
    await edit('teams/research.yaml', /\n {10}eve@example.com: Prompt Editor/, ' {}');
    await commit('Eve leaves the playground');
    const old = await merged(nothing, async () => {
      await edit('access.yaml', 'name: Sam Newman', 'name: Sam Older');
      await commit('Another merge');
      expectFine((await merged(nothing, () => false))['apply']); // Nobody approves that one yet.
      await git('checkout', '-q', 'HEAD~1');
      return true;
    });
    expect(old['destructive']?.status).toBe('failure');
    expect(old['destructive']?.log).toContain('a later push has a run of its own');
    // That is nothing to tell anybody of.
    expect(github.state.issues).toEqual([]);
    expect(binding('eve@example.com', 'playground')).toBe('Prompt Editor');
    expect(rig.state().users.find(({ email }) => email === 'sam@example.com')?.name).toBe('Sam Older');

    await git('checkout', '-q', 'main');
    const later = await merged(nothing);
    expectFine(later['destructive']);
    expect(binding('eve@example.com', 'playground')).toBeUndefined();
  });

  it('no name in the files or the account is a command to the runner', async () => {
    const name = 'x ##[stop-commands]pwn ::add-mask::pwn';
    await edit('access.yaml', 'name: Sam Newman', `name: "${name}\\n::set-output name=outcome::pwn"`);
    const taken = await snapshotTaken();
    await commit('A name');
    const jobs = [
      taken,
      await planned(),
      await plannedWithKey(),
      (await merged(nothing))['apply'],
      await snapshotTaken(),
      await drift(),
    ];
    const heeded = jobs.flatMap((job) => commandsIn(job?.log ?? ''));
    expect(heeded.filter((line) => line.includes('pwn'))).toEqual([]);
    expect(heeded.length).toBeGreaterThan(0);
  });

  it('an unreadable account fails the job and says why; a wrong key opens an issue', async () => {
    const secrets = { ARIZE_API_KEY: 'wrong', ARIZE_API_KEY_READ: 'wrong' };
    await git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    const plan = await plannedWithKey(secrets);
    expect(plan?.status).toBe('failure');
    expect(plan?.summary).toContain('401');
    const taken = await run('access-snapshot', { event: {} }, { secrets: { ARIZE_API_KEY_SNAPSHOT: 'wrong' } });
    expect(taken['snapshot']?.status).toBe('failure');
    expect(taken['snapshot']?.summary).toContain('401');
    expect(github.state.artifacts).toEqual([]);
    // A plan of an earlier commit must not stand for this one.
    expect(github.state.comments.map(({ body }) => body)).toEqual([
      '<!-- ax-gitops: access plan -->\nNo plan for commit `abc1234`; see the workflow run for the reason.\n',
    ]);
    const applied = await run('access-apply', { event: { before: nothing } }, { secrets });
    expect(applied['apply']?.status).toBe('failure');
    expect(github.state.issues[0]?.body).toContain('401');
    expect((await run('access-drift', { event: {} }, { secrets }))['drift']?.status).toBe('failure');
    expect(github.state.issues).toHaveLength(1);
  });

  it('a raw key is in no log, summary, comment, issue or output, not even to be masked', async () => {
    const sink = 'secrets: { local: { file: .secrets/{name}.key } }';
    await writeFile(
      join(repository, 'access.yaml'),
      `version: 1\napi_keys: { ci: { type: user, secret: local } }\n${sink.replace('.secrets/{name}.key', "'.secrets/{name}.key'")}\n`,
    );
    await writeFile(join(repository, '.gitignore'), '.secrets/\n');
    await commit('A key');
    const jobs = await merged(nothing);
    expectFine(jobs['apply']);
    const raw = (await readFile(join(repository, '.secrets/ci.key'), 'utf8')).trim();
    for (const text of [
      jobs['apply']?.log,
      jobs['apply']?.summary,
      JSON.stringify(jobs['apply']?.outputs),
      JSON.stringify(github.state),
    ])
      expect(text).not.toContain(raw);
  });
});
