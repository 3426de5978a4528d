import { execa } from 'execa';
import type { Readable } from 'node:stream';
import type { AxOutcome, AxRunner } from './runner.js';
import { outputLimit } from './runner.js';

/** ax has no time-out of its own (contract §3); a page of 100 objects takes well below a second to serve. */
export const defaultTimeoutMs = 120_000;

/** Between asking a process to end and ending it. */
const patienceMs = 2_000;

/** Starts `ax` anew for every command. */
export function plainRunner({
  ax,
  env,
}: {
  readonly ax: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}): AxRunner {
  const closing = new AbortController();
  return {
    async run(args, { timeoutMs = defaultTimeoutMs, signal } = {}): Promise<AxOutcome> {
      const cancelSignal = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
      if (cancelSignal.aborted) return { type: 'not-begun' };
      const child = execa(ax, args, {
        env: { ...env },
        extendEnv: false,
        stdin: 'ignore',
        // Collected below: execa would also put what is too much into a message.
        buffer: false,
        reject: false,
        timeout: timeoutMs,
        cancelSignal,
        forceKillAfterDelay: patienceMs,
        // A group of its own: Ctrl-C at the terminal must not end a change half-way.
        detached: process.platform !== 'win32',
        cleanup: true,
      });
      let printed = 0;
      const count = (bytes: number) => {
        printed += bytes;
        if (printed > outputLimit) child.kill('SIGKILL');
        return printed <= outputLimit;
      };
      const [stdout, stderr] = [collected(child.stdout, count), collected(child.stderr, count)];
      const ended = await child;
      if (printed > outputLimit) return { type: 'too-much', limit: outputLimit };
      if (ended.timedOut) return { type: 'timeout', timeoutMs };
      if (ended.isCanceled) return { type: 'aborted' };
      if (ended.exitCode !== undefined)
        return { type: 'exited', exitCode: ended.exitCode, stdout: stdout(), stderr: stderr() };
      if (ended.signal !== undefined) return { type: 'killed', signal: ended.signal };
      return { type: 'not-started', reason: ended.originalMessage ?? ended.shortMessage ?? 'it could not be started' };
    },
    close() {
      closing.abort();
      return Promise.resolve();
    },
  };
}

/** What a stream has said until it is asked for, as long as `count` lets it. */
function collected(stream: Readable, count: (bytes: number) => boolean): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => {
    if (count(chunk.length)) chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}
