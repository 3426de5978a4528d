import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { shellWord } from '../model/shell-word.js';
import type { JournalEntry } from '../model/journal.js';
import { readEntry } from './journal-entry.js';
import { JournalProblem } from './journal-problem.js';

export interface ReadJournal {
  readonly entries: readonly JournalEntry[];
  /** Lines that are no entries: torn off by a crash, or edited. The first hundred of them. */
  readonly unreadable: readonly number[];
}

/** What may be kept in memory as a whole; `eachEntry` reads what is larger. */
const largest = 64 * 1024 * 1024;
/** An entry is some hundred bytes; a line beyond this is none. */
const longestLine = 1024 * 1024;
const mostUnreadable = 100;
const lineBreak = 10;

/** Reads a whole journal; one that is not there is empty. A torn line costs only itself. */
export async function readJournal(path: string): Promise<ReadJournal> {
  const size = await sizeOf(path);
  if (size !== undefined && size > largest)
    throw new JournalProblem(
      `it has ${String(Math.ceil(size / 1024 / 1024))} MB, which is too much to be shown as a whole`,
      `look at its end: tail -n 10000 ${shellWord(path)} > recent.jsonl, then \`ax-gitops history --journal recent.jsonl\``,
    );
  const entries: JournalEntry[] = [];
  const unreadable = await eachEntry(path, (entry) => entries.push(entry));
  return { entries, unreadable };
}

/**
 * Hands over each entry of a journal, of whatever size; gives the lines that are none, as `ReadJournal` has them. Fails for a file
 * that is no journal at all: entries would be written behind what it holds. A journal holds an entry, or, where the very first
 * could not be written whole, nothing but what was left of it.
 */
export async function eachEntry(path: string, take: (entry: JournalEntry) => void): Promise<readonly number[]> {
  const unreadable: number[] = [];
  if ((await sizeOf(path)) === undefined) return unreadable;
  let number = 0;
  let hasEntry = false;
  let hasOther = false;
  for await (const line of linesOf(path)) {
    number++;
    if (line?.trim() === '') continue;
    const entry = line === undefined ? undefined : readEntry(line);
    if (entry !== undefined) {
      hasEntry = true;
      take(entry);
      continue;
    }
    hasOther ||= line === undefined || !isTorn(line);
    if (unreadable.length < mostUnreadable) unreadable.push(number);
  }
  if (hasOther && !hasEntry)
    throw new JournalProblem('it holds something else than a journal', 'give --journal the path of a file of its own');
  return unreadable;
}

/** How the first entry of each run begins, and so of each journal. */
const beginning = '{"type":"run-started","run":"';

/** Whether a line may be what a crash left of the first entry, also one that the disk has filled up with zeros. */
function isTorn(line: string): boolean {
  const text = line.replaceAll('\0', '').trim();
  // Where an entry could not be written whole, the next one may stand behind it.
  const [first = ''] = text.split(/(?<=.)(?=\{"type":")/s);
  return beginning.startsWith(first) || (first.startsWith(beginning) && !isJson(text));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Nothing where there is no such file. What is no file has no end. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await stat(path);
    if (found.isFile()) return found.size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  throw new JournalProblem('it is not a regular file', 'give --journal the path of a file');
}

/** The lines of a file; `undefined` for one that is too long to be an entry. */
async function* linesOf(path: string): AsyncIterable<string | undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  const end = () => {
    const line = length > longestLine ? undefined : Buffer.concat(parts).toString('utf8');
    parts = [];
    length = 0;
    return line;
  };
  const add = (part: Buffer) => {
    length += part.length;
    if (length <= longestLine) parts.push(part);
    else parts = [];
  };
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(lineBreak); at >= 0; at = chunk.indexOf(lineBreak, from)) {
      add(chunk.subarray(from, at));
      from = at + 1;
      yield end();
    }
    if (from < chunk.length) add(chunk.subarray(from));
  }
  if (length > 0) yield end();
}
