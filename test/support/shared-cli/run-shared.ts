import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';

export interface Run {
  /** One of dist/. */
  readonly script: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

export interface Ended {
  /** Absent where the process came to no end of its own. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

const folder = process.env['AX_GITOPS_SHARED_CLI'];

/** What to start in the place of Node, to run a built program that neither reads its input nor is sent signals. */
export const node = folder === undefined ? process.execPath : join(folder, 'node');

/**
 * Runs a built program in a process that has run others before, with standard input closed. Nothing where processes aren't
 * shared, or where the environment has something else for Node itself than that of the tests.
 */
export async function runShared(run: Run): Promise<Ended | undefined> {
  const isForNode = Object.entries(run.env).some(
    ([name, value]) => name.startsWith('NODE_') && value !== process.env[name],
  );
  if (folder === undefined || isForNode) return undefined;
  const asked = request({ socketPath: join(folder, 'socket'), method: 'POST', agent: false });
  asked.end(JSON.stringify(run));
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return (await json(answer)) as Ended;
}
