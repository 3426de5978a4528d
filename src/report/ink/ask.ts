import { render } from 'ink';
import type { ReactElement } from 'react';
import type { Readable, Writable } from 'node:stream';

/** Where a person is asked. `output` should be standard error, so that standard output carries the result only. */
export interface Asked {
  readonly input: Readable;
  readonly output: Writable;
  readonly signal?: AbortSignal;
}

type Ended = { readonly decision: 'declined' } | { readonly decision: 'interrupted' };

/**
 * Shows a view at a terminal until it gives an answer. What was typed or pasted before it stood there is no answer and is
 * dropped, but for Ctrl-C. The end of the input declines, `signal` interrupts. The terminal is left as it was.
 */
export async function askWith<Answer>(
  { input, output, signal }: Asked,
  view: (onAnswer: (answer: Answer | Ended) => void) => ReactElement,
): Promise<Answer | Ended> {
  if (signal?.aborted === true) return { decision: 'interrupted' };
  if (!isTerminal(input) || input.readableEnded || input.destroyed) return { decision: 'declined' };
  // Before anything is read, so that Ctrl-C and Ctrl-D come as keys from now on.
  input.setRawMode(true);
  const ended = await dropTypedAhead(input, signal);
  if (ended !== undefined) {
    // Where it declines the terminal is gone.
    if (ended.decision === 'interrupted') input.setRawMode(false);
    input.pause();
    return ended;
  }
  return new Promise((resolve) => {
    let isSettled = false;
    const settle = (answer: Answer | Ended) => {
      if (isSettled) return;
      isSettled = true;
      input.off('end', decline).off('close', decline).off('error', decline);
      signal?.removeEventListener('abort', interrupt);
      // After this turn, so that the answer is on the screen when the view is taken down.
      setImmediate(() => {
        rendered.unmount();
        resolve(answer);
      });
    };
    const decline = () => {
      settle({ decision: 'declined' });
    };
    const interrupt = () => {
      settle({ decision: 'interrupted' });
    };
    input.on('end', decline).on('close', decline).on('error', decline);
    signal?.addEventListener('abort', interrupt, { once: true });
    const rendered = render(view(settle), {
      stdin: input,
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- ink writes and asks for `columns`
      stdout: output as NodeJS.WriteStream,
      exitOnCtrlC: false,
      patchConsole: false,
    });
  });
}

/** Milliseconds in which whatever was typed before arrives. */
const drainMs = 100;

/** Reads away what is there already. Gives the end, where that comes meanwhile. */
function dropTypedAhead(input: NodeJS.ReadStream, signal: AbortSignal | undefined): Promise<Ended | undefined> {
  return new Promise((resolve) => {
    const finish = (ended?: Ended) => {
      clearTimeout(timer);
      input.off('readable', read).off('end', decline).off('close', decline).off('error', decline);
      signal?.removeEventListener('abort', interrupt);
      resolve(ended);
    };
    const decline = () => {
      finish({ decision: 'declined' });
    };
    const interrupt = () => {
      finish({ decision: 'interrupted' });
    };
    const read = () => {
      for (let typed = chunkOf(input); typed !== undefined; typed = chunkOf(input))
        if (typed.includes('\x03')) interrupt();
    };
    const timer = setTimeout(finish, drainMs);
    input.on('readable', read).on('end', decline).on('close', decline).on('error', decline);
    signal?.addEventListener('abort', interrupt, { once: true });
  });
}

function chunkOf(input: NodeJS.ReadStream): Buffer | string | undefined {
  return (input.read() as Buffer | string | null) ?? undefined;
}

/** Nobody can answer anywhere else. */
function isTerminal(input: Readable): input is NodeJS.ReadStream {
  return 'setRawMode' in input && typeof input.setRawMode === 'function';
}
