import { createInterface } from 'node:readline';
import type { Terminal } from './terminal.js';

/** What a person at a terminal did with a question. */
export type Reply =
  | { readonly type: 'line'; readonly text: string }
  /** The input ended (Ctrl-D). */
  | { readonly type: 'closed' }
  /** Ctrl-C, or a signal from outside. */
  | { readonly type: 'interrupted' };

/** Asks for one line at the terminal. */
export function askLine(question: string, { stdin, stderr }: Terminal, signal?: AbortSignal): Promise<Reply> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: stdin, output: stderr });
    const end = (reply: Reply) => {
      signal?.removeEventListener('abort', interrupt);
      resolve(reply);
      lines.close();
    };
    const interrupt = () => {
      stderr.write('\n');
      end({ type: 'interrupted' });
    };
    if (signal?.aborted === true) {
      interrupt();
      return;
    }
    signal?.addEventListener('abort', interrupt, { once: true });
    // At a terminal Ctrl-C comes as a key, not as a signal.
    lines.on('SIGINT', interrupt);
    lines.on('close', () => {
      end({ type: 'closed' });
    });
    lines.question(question, (text) => {
      end({ type: 'line', text: text.trim() });
    });
  });
}
