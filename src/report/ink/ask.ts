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
 * Shows a view at a terminal until it gives an answer. The end of the input declines, `signal` interrupts. The terminal is
 * left as it was.
 */
export async function askWith<Answer>(
  { input, output, signal }: Asked,
  view: (onAnswer: (answer: Answer | Ended) => void) => ReactElement,
): Promise<Answer | Ended> {
  if (signal?.aborted === true) return { decision: 'interrupted' };
  if (!isTerminal(input) || input.readableEnded || input.destroyed) return { decision: 'declined' };
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
    // Before the question is seen, so that whatever is pressed from then on is an answer, Ctrl-C and Ctrl-D too.
    input.setRawMode(true);
    const rendered = render(view(settle), {
      stdin: input,
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- ink writes and asks for `columns`
      stdout: output as NodeJS.WriteStream,
      exitOnCtrlC: false,
      patchConsole: false,
    });
  });
}

/** Nobody can answer anywhere else. */
function isTerminal(input: Readable): input is NodeJS.ReadStream {
  return 'setRawMode' in input && typeof input.setRawMode === 'function';
}
