import { gitIn } from '../machine/git.js';
import { rootFor } from '../load/root.js';
import { holdsKey } from '../load/variables.js';
import type { RunBy } from '../model/journal.js';
import { ownKeys } from './own-key.js';
import type { Surroundings } from './surroundings.js';

/** Names and addresses are for people; what is longer is cut. */
const longest = 200;

/**
 * Who begins a run, as far as this machine tells: the login, what Git has checked out where the files are, and the run in CI.
 * Nothing of it that holds a key of the login.
 */
export async function runBy(
  { cwd, env, home }: Surroundings,
  { login, files = [] }: { readonly login?: string; readonly files?: readonly string[] } = {},
): Promise<RunBy | undefined> {
  const ci = ciRun(env);
  const { path } = await rootFor(files, cwd);
  const by = {
    ...(login !== undefined && { login }),
    ...(await checkedOut(path, env)),
    ...(ci !== undefined && { ci }),
  };
  const keys = await ownKeys({ env, home });
  const told = Object.entries(by).flatMap(([name, value]) => (holdsKey(value, keys) ? [] : [[name, cut(value)]]));
  return told.length === 0 ? undefined : (Object.fromEntries(told) as RunBy);
}

/** The commit and its author; nothing where there is no repository, or no Git. */
async function checkedOut(folder: string, env: Surroundings['env']): Promise<RunBy> {
  const asked = ['rev-list', '--max-count=1', '--format=%an <%ae>', 'HEAD'];
  const head = await gitIn(env)(folder, asked, { bytes: 1024 * 1024, milliseconds: 5_000 });
  const said = head.ok ? Buffer.from(head.value).toString('utf8') : '';
  const [, commit, author = ''] = /^commit ([0-9a-f]{40,64})\n(.*)$/m.exec(said) ?? [];
  return commit === undefined ? {} : { commit, author };
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
  return /^https?:$/.test(protocol) ? `${protocol}//${host}${pathname}` : undefined;
}

function cut(text: string): string {
  return Array.from(text).slice(0, longest).join('');
}
