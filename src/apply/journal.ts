import { appendFileSync } from 'node:fs';
import { open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { makeFolder } from '../machine/folders.js';
import type { JournalEntry } from '../model/journal.js';

/** Where an apply writes down what it does, before and after each step. */
export interface Journal {
  /** Comes back once the entry is on the disk. Fails where it can't be written: then nothing may be begun. */
  record(entry: JournalEntry): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a journal for appending, in a folder that ignores itself in Git. Entries that come at the same time are written
 * and synced together, so that many steps at once cost one sync: it is most of what a step costs. `append`: how a file that
 * is open is written to.
 */
export async function openJournal(path: string, append: typeof appendFileSync = appendFileSync): Promise<Journal> {
  await prepareFolder(dirname(path));
  await endTornLine(path);
  const file = await open(path, 'a', 0o600);
  let waiting: { readonly line: string; readonly done: () => void; readonly failed: (error: unknown) => void }[] = [];
  let writing: Promise<void> | undefined;
  /** Whether the last write may have left a part of a line, which must not run into the next entry. */
  let isTorn = false;

  const pump = async (): Promise<void> => {
    while (waiting.length > 0) {
      // All answers that are here already have their say before.
      await turnOfTheLoop();
      const batch = waiting;
      waiting = [];
      try {
        // Into the memory of the system, which takes no time; a thread to do it takes longer.
        append(file.fd, `${isTorn ? '\n' : ''}${batch.map(({ line }) => line).join('')}`);
        isTorn = false;
        await file.datasync();
        for (const { done } of batch) done();
      } catch (error) {
        isTorn = true;
        for (const { failed } of batch) failed(error);
      }
    }
    writing = undefined;
  };

  return {
    record: (entry) =>
      new Promise((done, failed) => {
        waiting.push({ line: `${JSON.stringify(entry)}\n`, done, failed });
        writing ??= pump();
      }),
    async close() {
      await writing;
      await file.close();
    },
  };
}

/** The folder of journals and locks; made with a `.gitignore` of its own, so that none of it is committed. */
export async function prepareFolder(folder: string): Promise<void> {
  await makeFolder(folder);
  if (!folder.endsWith('.ax-gitops')) return;
  const ignore = join(folder, '.gitignore');
  // A full disk may have left it empty, and somebody may have committed another one.
  const text = await readFile(ignore, 'utf8').catch(() => '');
  if (!/^\*$/m.test(text) || text.includes('!')) await writeFile(ignore, '*\n');
}

/** What a crash left of a line must not run into the next one. */
async function endTornLine(path: string): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    if (size === 0) return;
    const last = Buffer.alloc(1);
    await file.read(last, 0, 1, size - 1);
    if (last.toString() !== '\n') await file.appendFile('\n');
  } finally {
    await file.close();
  }
}
