import { resolve } from 'node:path';
import { gitIn, textOf } from '../machine/git.js';
import type { Address } from '../model/address.js';
import type { LiveState } from '../model/live.js';
import type { KindName } from '../model/resource.js';
import { givenRole, resourceKey } from '../model/resource.js';
import type { Result } from '../model/result.js';
import { ok } from '../model/result.js';
import type { Since } from '../model/review.js';
import type { Span } from '../model/source.js';
import { journaledRuns } from './journal.js';
import type { UnusableJournal } from './outcome.js';
import type { JournalRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

/** Something that tells since when a grant is there, by its kind and address. */
export type SinceWhen = (kind: KindName, address: Address) => Since | undefined;

/** When applies from here gave what is there. */
export async function sinceApplied(
  request: JournalRequest,
  host: string,
  at: Surroundings,
): Promise<Result<SinceWhen, UnusableJournal>> {
  const journal = await journaledRuns(request, at);
  if (!journal.ok) return journal;
  const given = new Map<string, string>();
  for (const run of journal.value.runs) {
    if (run.host !== host) continue;
    for (const { kind, address, action, outcome, at } of run.steps)
      if (outcome === 'done' && (action === 'create' || action === 'update'))
        given.set(resourceKey({ kind, address }), at);
  }
  return ok((kind, address) => {
    const moment = given.get(resourceKey({ kind, address }));
    return moment === undefined ? undefined : { at: moment, from: 'journal' };
  });
}

/** By when a grant was there with the role that it has now, and in every later snapshot. */
export function sinceSnapshots(
  now: LiveState,
  snapshots: readonly { readonly live: LiveState; readonly takenAt: string }[],
): SinceWhen {
  const newestFirst = [...snapshots].sort((a, b) => Date.parse(b.takenAt) - Date.parse(a.takenAt));
  return (kind, address) => {
    const find = ({ resources }: LiveState) => resources[kind].get(address);
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
  { cwd, env }: Pick<Surroundings, 'cwd' | 'env'>,
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
