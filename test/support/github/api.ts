import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';

/*
 * The part of GitHub's REST API that the action calls, in memory. What it does not know it answers with 404, as GitHub
 * does.
 */

interface Run {
  readonly id: number;
  readonly run_number: number;
  /** File name of the workflow. */
  readonly workflow: string;
  readonly event: string;
  readonly head_branch: string;
  readonly head_sha: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly head_repository: { readonly full_name: string };
}

export interface Artifact {
  /** Of the run that uploaded it. */
  readonly run: number;
  readonly name: string;
  /** Contents by file name. */
  readonly files: Readonly<Record<string, string>>;
  expired?: boolean;
}

export interface GitHubState {
  readonly comments: { readonly id: number; body: string }[];
  readonly issues: { readonly number: number; state: string; title: string; readonly labels: string[]; body: string }[];
  readonly labels: string[];
  /** Oldest first. */
  readonly runs: Run[];
  readonly artifacts: Artifact[];
  /** Reviewers by environment. */
  readonly environments: Record<string, readonly string[]>;
  /** Names of environments that were approved, by run. */
  readonly approvals: Record<string, string[]>;
  /** Whether the token may write. */
  mayWrite: boolean;
  /** Every request, in order. */
  readonly requests: string[];
}

export interface FakeGitHub {
  readonly url: string;
  readonly state: GitHubState;
  close(): Promise<void>;
}

export async function startGitHub(repository: string): Promise<FakeGitHub> {
  const state: GitHubState = {
    comments: [],
    issues: [],
    labels: [],
    runs: [],
    artifacts: [],
    environments: {},
    approvals: {},
    mayWrite: true,
    requests: [],
  };
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: routes(repository, state).fetch, port: 0, hostname: '127.0.0.1' }, () => {
      resolve(started);
    });
  });
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    state,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function routes(repository: string, state: GitHubState): Hono {
  const app = new Hono();
  const repo = app.basePath(`/repos/${repository}`);
  app.use(async (c, next) => {
    state.requests.push(`${c.req.method} ${c.req.path}`);
    if (c.req.header('authorization') !== 'Bearer ghs_fake') return c.json({ message: 'Bad credentials' }, 401);
    if (c.req.method !== 'GET' && !state.mayWrite)
      return c.json({ message: 'Resource not accessible by integration' }, 403);
    return next();
  });
  const body = async (c: { readonly req: { json(): Promise<unknown> } }) => {
    const sent = (await c.req.json()) as { readonly body?: string };
    const text = sent.body;
    if (text !== undefined && (text.length > 65_536 || text.trim() === ''))
      throw new Error('body is empty or too long');
    return sent;
  };

  repo.get('/issues/:number/comments', (c) => c.json(state.comments.map((one) => ({ ...one, user: { type: 'Bot' } }))));
  repo.post('/issues/:number/comments', async (c) => {
    const sent = (await body(c)) as { readonly body: string };
    const isPull = !state.issues.some(({ number }) => number === Number(c.req.param('number')));
    if (isPull) state.comments.push({ id: state.comments.length + 1, body: sent.body });
    return c.json({}, 201);
  });
  repo.patch('/issues/comments/:id', async (c) => {
    const found = state.comments.find(({ id }) => id === Number(c.req.param('id')));
    if (found === undefined) return c.json({ message: 'Not Found' }, 404);
    Object.assign(found, await body(c));
    return c.json({});
  });

  repo.get('/issues', (c) => {
    const { state: wanted, labels = '' } = c.req.query();
    const page = state.issues.filter((one) => one.state === wanted && one.labels.includes(labels));
    return c.json(c.req.query('page') === '1' ? page : []);
  });
  repo.post('/issues', async (c) => {
    const sent = (await body(c)) as { readonly title: string; readonly body: string; readonly labels: string[] };
    if (sent.labels.some((label) => !state.labels.includes(label))) return c.json({ message: 'no such label' }, 422);
    state.issues.push({ number: state.issues.length + 1, state: 'open', ...sent });
    return c.json({}, 201);
  });
  repo.patch('/issues/:number', async (c) => {
    const found = state.issues.find(({ number }) => number === Number(c.req.param('number')));
    if (found === undefined) return c.json({ message: 'Not Found' }, 404);
    Object.assign(found, await body(c));
    return c.json({});
  });
  repo.post('/labels', async (c) => {
    const { name } = await c.req.json<{ readonly name: string }>();
    if (state.labels.includes(name)) return c.json({ message: 'already_exists' }, 422);
    state.labels.push(name);
    return c.json({}, 201);
  });

  repo.get('/actions/workflows/:file/runs', (c) => {
    const { branch, event, status } = c.req.query();
    const found = state.runs.filter(
      (one) =>
        one.workflow === c.req.param('file') &&
        (branch === undefined || one.head_branch === branch) &&
        (event === undefined || one.event === event) &&
        (status === undefined || one.status === status || one.conclusion === status),
    );
    const shown = found.map((one) => ({
      ...one,
      html_url: `https://github.com/${repository}/actions/runs/${String(one.id)}`,
    }));
    return c.json({ total_count: found.length, workflow_runs: shown.reverse().slice(0, 20) });
  });
  repo.get('/actions/runs/:id/artifacts', (c) => {
    const found = state.artifacts.filter(
      ({ run, name }) => run === Number(c.req.param('id')) && name === (c.req.query('name') ?? name),
    );
    const shown = found.map(({ name, expired = false }, index) => ({ id: index + 1, name, expired }));
    return c.json({ total_count: shown.length, artifacts: shown });
  });
  repo.get('/actions/runs/:id/approvals', (c) =>
    c.json((state.approvals[c.req.param('id')] ?? []).map((name) => ({ state: 'approved', environments: [{ name }] }))),
  );
  repo.get('/environments/:name', (c) => {
    const reviewers = state.environments[c.req.param('name')];
    if (reviewers === undefined) return c.json({ message: 'Not Found' }, 404);
    const rule = {
      type: 'required_reviewers',
      reviewers: reviewers.map((login) => ({ type: 'User', reviewer: { login } })),
    };
    return c.json({ name: c.req.param('name'), protection_rules: reviewers.length === 0 ? [] : [rule] });
  });
  app.notFound((c) => c.json({ message: 'Not Found' }, 404));
  return app;
}
