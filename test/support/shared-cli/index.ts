import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { pythonOfAx } from '../python-of-ax.js';
import type { Ended, Run } from './run-shared.js';

/** Processes that each run built programs many times, for all test files. */
export interface SharedCli {
  /** For `AX_GITOPS_SHARED_CLI`. */
  readonly folder: string;
  close(): Promise<void>;
}

/** A process, and the files that it and what it starts write to. */
interface Program {
  readonly child: ChildProcess;
  readonly out: string;
  readonly err: string;
}

/** Serves `runShared`. A process runs one program at a time; there are as many processes as are asked for at once. */
export async function shareCli(): Promise<SharedCli> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-cli-'));
  const [socket, node] = [join(folder, 'socket'), join(folder, 'node')];
  const client = `'${await pythonOfAx()}' -I -S '${here('client.py')}'`;
  await writeFile(node, `#!/bin/sh\nexec ${client} '${socket}' "$@"\n`, { mode: 0o755 });
  const all: Program[] = [];
  const idle: Program[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const run = (await json(request)) as Run;
    const program = idle.pop() ?? start(folder, node, all);
    // Whoever no longer waits for the end has no use for the process either.
    const stop = () => program.child.kill('SIGKILL');
    response.once('close', stop);
    const ended = await ran(program, run);
    response.off('close', stop);
    response.end(JSON.stringify(ended));
    if (program.child.connected) idle.push(program);
  };
  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.listen(socket);
  await once(server, 'listening');
  return {
    folder,
    async close() {
      server.close();
      for (const { child } of all) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function start(folder: string, node: string, all: Program[]): Program {
  const [out, err] = [join(folder, `${String(all.length)}.out`), join(folder, `${String(all.length)}.err`)];
  const [outFd, errFd] = [openSync(out, 'a'), openSync(err, 'a')];
  // What Node reads at its start.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('NODE_')));
  const child = fork(here('program.mjs'), [node], { env, stdio: ['ignore', outFd, errFd, 'ipc'] });
  for (const fd of [outFd, errFd]) closeSync(fd);
  const program = { child, out, err };
  all.push(program);
  return program;
}

async function ran({ child, out, err }: Program, run: Run): Promise<Ended> {
  child.send(run);
  const exitCode = await endOf(child);
  const [stdout, stderr] = await Promise.all([readFile(out, 'utf8'), readFile(err, 'utf8')]);
  await Promise.all([truncate(out), truncate(err)]);
  return { exitCode, stdout, stderr };
}

/** What the process says of a run; nothing of one that it did not survive. */
async function endOf(child: ChildProcess): Promise<number | undefined> {
  const heard = new AbortController();
  try {
    const ends = ['message', 'exit'].map((event) => once(child, event, { signal: heard.signal }));
    const [ended] = (await Promise.race(ends)) as [{ readonly exitCode: number } | number | null];
    return typeof ended === 'object' ? ended?.exitCode : undefined;
  } finally {
    heard.abort();
  }
}

function here(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
