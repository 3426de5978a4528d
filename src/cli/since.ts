import { givenRole, resourceKey } from '../model/resource.js';
import { resolve } from 'node:path';
import { readJournal } from '../apply/read-journal.js';
import { gitIn, textOf } from '../machine/git.js';
import { runsOf } from '../model/journal.js';
import type { LiveState } from '../model/live.js';
import type { Since } from '../model/review.js';
import type { KindName } from '../model/resource.js';
import type { Span } from '../model/source.js';
import { requireOwnJournal } from '../apply/own-journal.js';
import { journalPath } from '../reconcile/journal.js';
import type { Context } from './context.js';

/** Something that tells since when a grant is there, by its kind and address. */
export type SinceWhen = (kind: KindName, address: string) => Since | undefined;

/** When applies from here gave what is there. */
export async function sinceApplied(journal: string | undefined, host: string, context: Context): Promise<SinceWhen> {
  const path = journalPath(journal === undefined ? {} : { journal }, context);
  await requireOwnJournal(path, context.env);
  const { entries } = await readJournal(path);
  const given = new Map<string, string>();
  for (const run of runsOf(entries)) {
    if (run.host !== host) continue;
    for (const { kind, address, action, outcome, at } of run.steps)
      if (outcome === 'done' && (action === 'create' || action === 'update'))
        given.set(resourceKey({ kind, address }), at);
  }
  return (kind, address) => {
    const at = given.get(resourceKey({ kind, address }));
    return at === undefined ? undefined : { at, from: 'journal' };
  };
}

/** By when a grant was there with the role that it has now, and in every later snapshot. */
export function sinceSnapshots(
  now: LiveState,
  snapshots: readonly { readonly live: LiveState; readonly takenAt: string }[],
): SinceWhen {
  const newestFirst = [...snapshots].sort((a, b) => Date.parse(b.takenAt) - Date.parse(a.takenAt));
  return (kind, address) => {
    const find = ({ resources }: LiveState) => resources[kind].get(address as never);
    const role = JSON.stringify(givenRole(find(now)?.attributes));
    let at: string | undefined;
    for (const { live, takenAt } of newestFirst) {
      const then = find(live);
      if (then === undefined || JSON.stringify(givenRole(then.attributes)) !== role) break;
      at = takenAt;
    }
    return at === undefined ? undefined : { at, from: 'snapshot' };
  };
}

/** When the line of a file was written, as Git knows; nothing where it does not. */
export async function sinceCommitted(
  files: readonly string[],
  { cwd, env }: Context,
): Promise<(span: Span) => Since | undefined> {
  const git = gitIn(env);
  const times = new Map<string, ReadonlyMap<number, string>>();
  for (const file of files) {
    const path = resolve(cwd, file);
    const blamed = await git(resolve(path, '..'), ['blame', '--porcelain', '--', path]);
    if (blamed.ok) times.set(file, linesOf(textOf(blamed.value)));
  }
  return ({ file, start }) => {
    const at = times.get(file)?.get(start.line);
    return at === undefined ? undefined : { at, from: 'git' };
  };
}

/** `git blame --porcelain`: a head for each line, with the time where the commit comes up first. */
function linesOf(text: string): ReadonlyMap<number, string> {
  const ofCommit = new Map<string, string>();
  const commits = new Map<number, string>();
  let commit = '';
  for (const line of text.split('\n')) {
    const head = /^([0-9a-f]{40,64}) \d+ (\d+)/.exec(line);
    const time = /^author-time (\d+)$/.exec(line);
    if (head !== null) {
      commit = head[1] ?? '';
      commits.set(Number(head[2]), commit);
    } else if (time !== null) ofCommit.set(commit, new Date(Number(time[1]) * 1000).toISOString());
  }
  const lines = new Map<number, string>();
  for (const [line, own] of commits) {
    const at = ofCommit.get(own);
    // Zeros stand for a line that is not committed yet.
    if (at !== undefined && !/^0+$/.test(own)) lines.set(line, at);
  }
  return lines;
}
