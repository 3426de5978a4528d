import { readFile } from 'node:fs/promises';
import type { GitHub } from './github.js';
import { Refused } from './github.js';
import type { Runner } from './runner.js';

interface Issue {
  readonly number: number;
  readonly pull_request?: unknown;
}

/** Keeps one open issue with a label: opens it or writes it anew; with the outcome `clean` closes it. */
export async function issue(runner: Runner, github: GitHub): Promise<number> {
  const label = runner.input('label');
  const title = runner.input('title');
  const run = `${runner.env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${runner.repository}/actions/runs/${runner.env['GITHUB_RUN_ID'] ?? ''}`;
  const labelled = await github.list<Issue>(`issues?state=open&labels=${encodeURIComponent(label)}`);
  const number = labelled.find(({ pull_request: pull }) => pull === undefined)?.number;
  if (runner.input('outcome') === 'clean') {
    if (number === undefined) return 0;
    await github.send('POST', `issues/${String(number)}/comments`, { body: `Resolved by ${run}` });
    await github.send('PATCH', `issues/${String(number)}`, { state: 'closed' });
    return 0;
  }
  // What broke before ax-gitops said anything is in the run's log.
  const report = runner.input('report');
  const body = `${report === '' ? '' : await readFile(report, 'utf8')}\n${run}\n`;
  if (number !== undefined) await github.send('PATCH', `issues/${String(number)}`, { title, body });
  else {
    await createLabel(github, label);
    await github.send('POST', 'issues', { title, body, labels: [label] });
  }
  return 0;
}

async function createLabel(github: GitHub, name: string): Promise<void> {
  try {
    await github.send('POST', 'labels', { name });
  } catch (error) {
    // There already.
    if (!(error instanceof Refused) || error.status !== 422) throw error;
  }
}
