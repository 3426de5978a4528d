import { createInterface } from 'node:readline/promises';
import type { Context } from './context.js';

/** Asks for one line at the terminal; nothing where the person closes it. */
export async function askLine(question: string, { stdin, stderr }: Context): Promise<string | undefined> {
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    return (await lines.question(question)).trim();
  } catch {
    return undefined;
  } finally {
    lines.close();
  }
}
