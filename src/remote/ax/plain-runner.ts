import type { ResultPromise } from 'execa';
import { execa } from 'execa';
import { isAbsolute } from 'node:path';
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
        // A group of its own: Ctrl-C at the terminal must not end a change half-way.
        detached: hasGroups,
        cleanup: true,
      });
      const ending = endingOf(child);
      const timer = setTimeout(() => {
        ending.begin({ type: 'timeout', timeoutMs });
      }, timeoutMs);
      const abort = () => {
        ending.begin({ type: 'aborted' });
      };
      cancelSignal.addEventListener('abort', abort, { once: true });
      let printed = 0;
      const count = (bytes: number) => {
        printed += bytes;
        if (printed > outputLimit) ending.begin({ type: 'too-much', limit: outputLimit }, 'SIGKILL');
        return printed <= outputLimit;
      };
      const [stdout, stderr] = [collected(child.stdout, count), collected(child.stderr, count)];
      const forget = endsWithUs(ending.atOnce);
      const ended = await child;
      forget();
      clearTimeout(timer);
      cancelSignal.removeEventListener('abort', abort);
      const outcome = ending.over();
      if (outcome !== undefined) return outcome;
      if (ended.exitCode !== undefined)
        return { type: 'exited', exitCode: ended.exitCode, stdout: stdout(), stderr: stderr() };
      if (ended.signal !== undefined) return { type: 'killed', signal: ended.signal };
      return { type: 'not-started', reason: whyNotStarted(ax, ended) };
    },
    close() {
      closing.abort();
      return Promise.resolve();
    },
  };
}

/** Where a process and what it has started can be ended together. */
const hasGroups = process.platform !== 'win32';

/** A program that is there and is not found is a script whose first line names a program that is gone: Python was replaced, say. */
function whyNotStarted(ax: string, { code, originalMessage, shortMessage }: NotStarted): string {
  return code === 'ENOENT' && isAbsolute(ax)
    ? `the first line of ${ax} names a program that is not there, as after an upgrade of Python; install it anew`
    : (originalMessage ?? shortMessage ?? 'it could not be started');
}

type NotStarted = Pick<Awaited<ResultPromise>, 'code' | 'originalMessage' | 'shortMessage'>;

/** What is to be ended where this process is left without anybody waiting: by a second Ctrl-C, say, or before one is listened to. */
const open = new Set<() => void>();

/** Until it is called off. */
function endsWithUs(end: () => void): () => void {
  if (open.size === 0) process.on('exit', endAll);
  open.add(end);
  return () => {
    open.delete(end);
    if (open.size === 0) process.off('exit', endAll);
  };
}

function endAll(): void {
  for (const end of open) end();
}

/**
 * Ends a process, with all that it has started: `ax` may be a wrapper's script, and its child would go on with the change, or
 * hold the output open for ever. Asked first, and ended after a while.
 */
function endingOf(child: Pick<ResultPromise, 'pid' | 'kill' | 'stdout' | 'stderr'>) {
  let outcome: AxOutcome | undefined;
  let last: NodeJS.Timeout | undefined;
  const signalAll = (signal: 'SIGTERM' | 'SIGKILL') => {
    try {
      if (hasGroups && child.pid !== undefined) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // Gone by itself.
    }
  };
  return {
    begin(why: AxOutcome, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') {
      if (outcome !== undefined) return;
      outcome = why;
      signalAll(signal);
      last = setTimeout(() => {
        signalAll('SIGKILL');
        // Whoever left the group may hold them open still.
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, patienceMs);
    },
    /** Nobody will wait for it: neither for the process nor for those that it has started. */
    atOnce() {
      signalAll('SIGKILL');
    },
    /** Once the process has ended: why, where that was not by itself. None of those that it has started stays. */
    over(): AxOutcome | undefined {
      clearTimeout(last);
      if (outcome !== undefined) signalAll('SIGKILL');
      return outcome;
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
