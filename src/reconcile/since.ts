import { resolve } from 'node:path';
import { gitIn, textOf } from '../machine/git.js';
import { ancestors } from '../access/places.js';
import type { Address } from '../model/address.js';
import { isMember, memberAt } from '../model/address.js';
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
  const steps = journal.value.runs.filter((run) => run.host === host).flatMap((run) => run.steps);
  const done = steps.filter(({ outcome }) => outcome === 'done');
  const given = new Map<string, { readonly at: string; readonly order: number }>();
  const taken = new Map<string, number>();
  for (const [order, step] of done.entries()) {
    const { action, address, at } = step;
    if (action === 'create' || action === 'update') given.set(resourceKey(step), { at, order });
    if (action === 'delete') for (const key of [resourceKey(step), address]) taken.set(key, order);
  }
  return ok((kind, address) => {
    const own = resourceKey({ kind, address });
    const found = given.get(own);
    if (found === undefined) return undefined;
    // What was taken since then, and is there again, came from elsewhere.
    const isBack = [own, ...endingWith(address)].some((key) => (taken.get(key) ?? found.order) > found.order);
    return isBack ? undefined : { at: found.at, from: 'journal' };
  });
}

/** Whose deletion ends an entry too: its places, the person, and what they have in the places around. */
function endingWith(address: Address): readonly Address[] {
  if (!isMember(address)) return [];
  const places = ancestors(address) as readonly Address[];
  const user = `user/${address.slice(address.lastIndexOf('/') + 1)}` as Address;
  return [user, ...places, ...places.map((place) => memberAt(place, user)).filter((one) => one !== address)];
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
  const times = new Map<string, ReturnType<typeof linesOf>>();
  for (const file of files) {
    const path = resolve(cwd, file);
    const blamed = await git(resolve(path, '..'), ['blame', '--porcelain', '--no-textconv', '--', path]);
    if (blamed.ok) times.set(file, linesOf(textOf(blamed.value)));
  }
  return ({ file, start }) => {
    const at = times.get(file)?.get(start.line);
    return at === undefined ? undefined : { at, from: 'git' };
  };
}

/** `git blame --porcelain`: a head for each line, with the time where the commit comes up first. */
function linesOf(text: string): ReadonlyMap<number, string | undefined> {
  const timeOf = new Map<string, string>();
  const commitOf = new Map<number, string>();
  let commit = '';
  for (const line of text.split('\n')) {
    const [, head, number] = /^([0-9a-f]{40,64}) \d+ (\d+)/.exec(line) ?? [];
    const [, time] = /^author-time (\d+)/.exec(line) ?? [];
    if (head !== undefined) {
      commit = head;
      commitOf.set(Number(number), commit);
    } else if (time !== undefined) timeOf.set(commit, new Date(Number(time) * 1000).toISOString());
  }
  // Zeros stand for a line that is not committed yet.
  const committed = [...commitOf].filter(([, one]) => one !== '0'.repeat(one.length));
  return new Map(committed.map(([line, one]) => [line, timeOf.get(one)]));
}
