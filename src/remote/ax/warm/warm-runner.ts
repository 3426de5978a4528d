import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import pLimit from 'p-limit';
import type { Result } from '../../../model/result.js';
import { failed, ok } from '../../../model/result.js';
import { defaultTimeoutMs } from '../plain-runner.js';
import type { AxOutcome, AxRunner } from '../runner.js';
import { outputLimit } from '../runner.js';
import { interpreterOf } from './interpreter.js';

export interface WarmOptions {
  /** Path of the ax launcher. */
  readonly ax: string;
  /** What a plain ax would get, HOME included. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Commands that run at once. */
  readonly concurrency: number;
}

/** Importing ax takes seconds; much more means that something is wrong. */
const startTimeoutMs = 60_000;
/** How long a cancelled command may take to be gone. */
const cancelTimeoutMs = 5_000;

const ended = 'it was ended while ax was imported';

type Helper = ChildProcessByStdio<Writable, Readable, null>;

interface Answer {
  readonly id: number;
  readonly code?: number;
  readonly signal?: number;
  /** It printed more than it may, and was ended. */
  readonly tooMuch?: true;
  readonly out: string;
  readonly err: string;
}

/** Starts a helper that keeps ax imported, or says why that does not work here. An abort ends the start, and nothing later. */
export async function warmRunner(
  { ax, env, concurrency }: WarmOptions,
  signal?: AbortSignal,
): Promise<Result<AxRunner, string>> {
  if (process.platform === 'win32') return failed('Windows can not fork a process');
  const python = await interpreterOf(ax);
  if (!python.ok) return python;
  if (signal?.aborted === true) return failed(ended);
  const program = fileURLToPath(new URL('warm_ax.py', import.meta.url));
  // A group of its own: Ctrl-C at the terminal must not end a change half-way.
  const helper = spawn(python.value, [program, ax, String(outputLimit)], {
    env: { ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  const lines = createInterface({ input: helper.stdout });
  const ready = await handshake(helper, lines, signal);
  if (!ready.ok) {
    helper.kill('SIGKILL');
    return ready;
  }
  return ok(runnerOf(helper, lines, concurrency));
}

function handshake(
  helper: Helper,
  lines: ReturnType<typeof createInterface>,
  signal: AbortSignal | undefined,
): Promise<Result<undefined, string>> {
  return new Promise((resolve) => {
    const abort = () => {
      settle(failed(ended));
    };
    signal?.addEventListener('abort', abort, { once: true });
    const settle = (result: Result<undefined, string>) => {
      signal?.removeEventListener('abort', abort);
      clearTimeout(timer);
      resolve(result);
    };
    const timer = setTimeout(() => {
      settle(failed(`ax was not imported within ${String(startTimeoutMs / 1000)} s`));
    }, startTimeoutMs);
    helper.once('error', (error) => {
      settle(failed(`its Python can't be run: ${error.message}`));
    });
    helper.once('exit', (code, signal) => {
      settle(failed(`the helper ended at once (${signal ?? String(code)})`));
    });
    lines.once('line', (line) => {
      const said = parse(line) as { readonly ready?: number; readonly unusable?: string } | undefined;
      settle(
        said?.ready !== undefined
          ? ok(undefined)
          : failed(`ax can't be kept warm: ${said?.unusable ?? line.slice(0, 200)}`),
      );
    });
  });
}

function runnerOf(helper: Helper, lines: ReturnType<typeof createInterface>, concurrency: number): AxRunner {
  const limit = pLimit(concurrency);
  const waiting = new Map<number, (answer: Answer | 'gone') => void>();
  let serial = 0;
  let isGone = false;
  // The process may end although the helper waits for more: it sees that its input has ended and leaves.
  helper.unref();
  const channels = [helper.stdin, helper.stdout] as unknown as readonly { ref(): void; unref(): void }[];
  const hold = (held: boolean) => {
    for (const channel of channels) {
      if (held) channel.ref();
      else channel.unref();
    }
  };
  hold(false);

  const gone = () => {
    isGone = true;
    for (const answer of waiting.values()) answer('gone');
    waiting.clear();
  };
  helper.on('exit', gone);
  helper.stdin.on('error', gone);
  lines.on('line', (line) => {
    const answer = parse(line) as Answer | undefined;
    if (answer === undefined) return;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });

  const run = async (
    args: readonly string[],
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): Promise<AxOutcome> => {
    if (isGone) return { type: 'not-started', reason: 'the helper that keeps ax warm has ended' };
    if (signal?.aborted === true) return { type: 'not-begun' };
    const id = ++serial;
    let cancelled: AxOutcome | undefined;
    const answered = new Promise<Answer | 'gone'>((resolve) => waiting.set(id, resolve));
    hold(true);
    helper.stdin.write(`${JSON.stringify({ id, args })}\n`);
    const cancel = (outcome: AxOutcome) => {
      cancelled = outcome;
      helper.stdin.write(`${JSON.stringify({ cancel: id })}\n`);
      setTimeout(() => waiting.get(id)?.('gone'), cancelTimeoutMs).unref();
    };
    const timer = setTimeout(() => {
      cancel({ type: 'timeout', timeoutMs });
    }, timeoutMs);
    const abort = () => {
      cancel({ type: 'aborted' });
    };
    signal?.addEventListener('abort', abort, { once: true });
    const answer = await answered;
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    waiting.delete(id);
    if (waiting.size === 0) hold(false);
    if (cancelled !== undefined) return cancelled;
    return answer === 'gone'
      ? { type: 'killed', signal: 'the end of the helper that keeps ax warm' }
      : outcomeOf(answer);
  };

  return {
    run: (args, { timeoutMs = defaultTimeoutMs, signal } = {}) => limit(() => run(args, timeoutMs, signal)),
    close() {
      if (isGone) return Promise.resolve();
      return new Promise((resolve) => {
        helper.ref();
        helper.once('exit', () => {
          resolve();
        });
        helper.stdin.end();
      });
    },
  };
}

function outcomeOf({ code, signal, tooMuch, out, err }: Answer): AxOutcome {
  if (tooMuch === true) return { type: 'too-much', limit: outputLimit };
  if (code === undefined) {
    const name = Object.entries(constants.signals).find(([, number]) => number === signal)?.[0];
    return { type: 'killed', signal: name ?? `signal ${String(signal)}` };
  }
  return { type: 'exited', exitCode: code, stdout: decode(out), stderr: decode(err) };
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
