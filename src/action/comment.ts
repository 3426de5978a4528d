import { readFile } from 'node:fs/promises';
import type { GitHub } from './github.js';
import { Refused } from './github.js';
import { Stopped } from './runner.js';
import type { Runner } from './runner.js';

const marker = '<!-- ax-gitops: access plan -->';

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly user: { readonly type: string } | null;
}

/** Keeps one comment on a pull request: the one with our marker, written anew each time. */
export async function comment(runner: Runner, github: GitHub): Promise<number> {
  const pull = runner.event.pull_request;
  if (pull === undefined) throw new Stopped('This event is not a pull request: there is nothing to comment on.');
  const body = `${marker}\n${await planOf(pull.head.sha, runner)}`;
  try {
    const comments = await github.list<Comment>(`issues/${String(pull.number)}/comments`);
    const own = comments.find(({ user, body: text }) => user?.type === 'Bot' && text?.startsWith(marker) === true);
    if (own === undefined) await github.send('POST', `issues/${String(pull.number)}/comments`, { body });
    else await github.send('PATCH', `issues/comments/${String(own.id)}`, { body });
  } catch (error) {
    // What runs for a fork, or for Dependabot, may only read.
    if (!(error instanceof Refused) || error.status !== 403) throw error;
    runner.annotate('notice', 'This run may not comment on the pull request: the plan is in its summary.');
  }
  return 0;
}

/** A plan is one of a commit: without a new one, none may stand here as if it were. */
async function planOf(sha: string, runner: Runner): Promise<string> {
  const outcome = runner.input('outcome');
  const report = runner.input('report');
  if (outcome === '' || outcome === 'failed' || report === '')
    return `No plan for commit \`${sha}\`; see the workflow run for the reason.\n`;
  return `Plan for commit \`${sha}\`:\n\n${await readFile(report, 'utf8')}`;
}
