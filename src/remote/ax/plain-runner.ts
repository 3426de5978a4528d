import { execa } from 'execa';
import type { AxOutcome, AxRunner } from './runner.js';

/** ax has no time-out of its own (contract §3); a page of 100 objects takes well below a second to serve. */
export const defaultTimeoutMs = 120_000;

/** Between asking a process to end and ending it. */
const patienceMs = 2_000;

/** More than any listing of 100 objects prints. */
const outputLimit = 64 * 1024 * 1024;

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
      const ended = await execa(ax, args, {
        env: { ...env },
        extendEnv: false,
        stdin: 'ignore',
        encoding: 'utf8',
        stripFinalNewline: false,
        maxBuffer: outputLimit,
        reject: false,
        timeout: timeoutMs,
        cancelSignal,
        forceKillAfterDelay: patienceMs,
        // A group of its own: Ctrl-C at the terminal must not end a change half-way.
        detached: process.platform !== 'win32',
        cleanup: true,
      });
      if (ended.timedOut) return { type: 'timeout', timeoutMs };
      if (ended.isCanceled) return { type: 'aborted' };
      if (ended.exitCode !== undefined)
        return { type: 'exited', exitCode: ended.exitCode, stdout: ended.stdout, stderr: ended.stderr };
      if (ended.signal !== undefined) return { type: 'killed', signal: ended.signal };
      return { type: 'not-started', reason: ended.originalMessage ?? ended.shortMessage ?? 'it could not be started' };
    },
    close() {
      closing.abort();
      return Promise.resolve();
    },
  };
}
