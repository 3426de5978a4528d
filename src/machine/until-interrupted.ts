import { rm } from 'node:fs/promises';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { NoFolder } from './folders.js';
import { temporaryFolder } from './folders.js';
import { reasonOf } from './reason.js';
import { interrupted } from './signals.js';

/** Has something run until Ctrl-C, with a temporary folder that goes with it; fails with why it can't. */
export async function runUntilInterrupted<Running extends { close(): Promise<void> }>(
  prefix: string,
  start: (folder: string) => Promise<Running>,
  tell: (running: Running) => void,
): Promise<Result<undefined, NoFolder | { readonly message: string }>> {
  const folder = await temporaryFolder(prefix);
  if (!folder.ok) return folder;
  try {
    const running = await start(folder.value);
    // Before anybody is told that it runs, and so may stop it.
    const ended = interrupted();
    tell(running);
    await ended;
    await running.close();
    return ok(undefined);
  } catch (error) {
    return failed({ message: reasonOf(error) });
  } finally {
    await rm(folder.value, { recursive: true, force: true });
  }
}
