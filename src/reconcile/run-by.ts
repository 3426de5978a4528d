import { gitIn } from '../machine/git.js';
import type { RunBy } from '../model/journal.js';
import type { Surroundings } from './surroundings.js';

/** Names and addresses are for people; what is longer is cut. */
const longest = 200;

/** Who begins a run, as far as this machine tells: the login, what Git has checked out, and the run in CI. */
export async function runBy({ cwd, env }: Surroundings, login?: string): Promise<RunBy | undefined> {
  const ci = ciRun(env);
  const by = {
    ...(login !== undefined && { login: cut(login) }),
    ...(await checkedOut({ cwd, env })),
    ...(ci !== undefined && { ci }),
  };
  const key = env['ARIZE_API_KEY'] ?? '';
  const told = Object.entries(by).filter(([, value]) => key === '' || !value.includes(key));
  return told.length === 0 ? undefined : Object.fromEntries(told);
}

/** The commit and its author; nothing where there is no repository, or no Git. */
async function checkedOut({ cwd, env }: Pick<Surroundings, 'cwd' | 'env'>): Promise<RunBy> {
  const asked = ['rev-list', '--max-count=1', '--format=%an <%ae>', 'HEAD'];
  const head = await gitIn(env)(cwd, asked, { bytes: 1024 * 1024, milliseconds: 5_000 });
  const said = head.ok ? Buffer.from(head.value).toString('utf8') : '';
  const [, commit, author = ''] = /^commit ([0-9a-f]{40,64})\n(.*)$/m.exec(said) ?? [];
  return commit === undefined ? {} : { commit, author: cut(author) };
}

/** GitHub, GitLab and Jenkins say where a run is to be seen. */
function ciRun(env: Surroundings['env']): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  const github =
    server === undefined || repository === undefined || run === undefined
      ? undefined
      : `${server}/${repository}/actions/runs/${run}`;
  return addressOf(github ?? env['CI_PIPELINE_URL'] ?? env['BUILD_URL'] ?? '');
}

/** An address without what may be a secret: a password, and what stands behind the path. */
function addressOf(text: string): string | undefined {
  if (text.length > 10 * longest || !URL.canParse(text)) return undefined;
  const { protocol, host, pathname } = new URL(text);
  return /^https?:$/.test(protocol) ? cut(`${protocol}//${host}${pathname}`) : undefined;
}

function cut(text: string): string {
  return Array.from(text).slice(0, longest).join('');
}
