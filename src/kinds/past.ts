import type { Address } from '../model/address.js';
import type { JournalEntry, MembershipIds } from '../model/journal.js';
import type { KindName } from '../model/resource.js';
import { resourceKey } from '../model/resource.js';
import { placeAndPerson, standsOn } from './along.js';
import { kinds, namesAt } from './index.js';

/** Subjects as the journal has them: `KIND ADDRESS`. */
export type Subjects = Pick<ReadonlySet<string>, 'has'>;

/** What is known of grants that nobody can list from what was done, after the files last said that they are there. */
export interface PastGrants {
  /** Taken away, by itself or along with something else, and not made again since. */
  readonly removed: Subjects;
  /** Of somebody who was invited anew, or in a place that was made anew, and not made again since: whether it is there nobody can tell. */
  readonly renewed: Subjects;
  /** The roles that were given last. */
  readonly roles: Pick<ReadonlyMap<string, string>, 'get'>;
  /** The IDs of places and people, as memberships were last given under them. */
  readonly ids: Pick<ReadonlyMap<string, string>, 'get'>;
  /** The former address of what got its name in a run. */
  readonly renamedTo: Pick<ReadonlyMap<string, string>, 'get'>;
}

/** Puts in order what runs took away, made, and gave. */
export class Past {
  private clock = 0;
  private readonly taken = new Map<string, number>();
  private readonly made = new Map<string, number>();
  private readonly given = new Map<string, number>();
  /** Places that were made, with nobody in them. */
  private readonly emptied = new Map<string, number>();
  private readonly roles = new Map<string, string>();
  private readonly ids = new Map<string, string>();
  private readonly renamedTo = new Map<string, string>();
  /** Of steps that have begun to make something: when that was made last before. */
  private readonly begun = new Map<string, number | undefined>();

  take(entry: JournalEntry): void {
    if (entry.type === 'run-started' || entry.type === 'run-ended') return;
    const { run, index, kind, address, action } = entry;
    const subject = resourceKey({ kind, address });
    const step = `${run} ${String(index)}`;
    const now = ++this.clock;
    // Whether one that was begun was done shows by the names that are live.
    if (entry.type === 'step-started' && entry.from !== undefined) this.renamedTo.set(subject, entry.from);
    const isMaking = action === 'create' || action === 'assert';
    if (entry.type === 'step-started' && isMaking) {
      // Where its end is never written down, it may have been made.
      this.begun.set(step, this.made.get(subject));
      this.made.set(subject, now);
    } else if (entry.type === 'step-failed' && !entry.uncertain && isMaking) this.unmake(subject, this.begun.get(step));
    else if (entry.type === 'step-done') {
      if (entry.from !== undefined) {
        this.rename(entry.from, address);
        this.renamedTo.set(subject, entry.from);
      }
      if (entry.under !== undefined) this.meet(kind, address as Address, entry.under);
      (action === 'delete' || entry.removes === true ? this.taken : this.given).set(subject, now);
      if (action === 'create' && isPlace(kind) && entry.isOfOthers !== true) this.emptied.set(subject, now);
      if (entry.role !== undefined) this.roles.set(subject, entry.role);
    }
  }

  grants(): PastGrants {
    const at = (times: ReadonlyMap<string, number>, subjects: readonly string[]) =>
      Math.max(0, ...subjects.map((subject) => times.get(subject) ?? 0));
    const since = (times: ReadonlyMap<string, number>, subject: string, subjects: readonly string[]) =>
      at(times, subjects) > at(this.given, [subject]);
    return {
      removed: {
        has: (subject) =>
          since(this.taken, subject, [subject, ...standsOn(subject)]) ||
          // Whoever was given it elsewhere since, of which this journal knows nothing, may be there.
          (this.given.has(subject) && since(this.emptied, subject, standsOn(subject))),
      },
      renewed: { has: (subject) => since(this.made, subject, standsOn(subject)) },
      roles: this.roles,
      ids: this.ids,
      renamedTo: this.renamedTo,
    };
  }

  /** What has another ID by now was made anew by somebody else, at the latest just now. */
  private meet(kind: KindName, address: Address, under: MembershipIds): void {
    const subjects = placeAndPerson(kind, namesAt(kind, address));
    if (subjects === undefined) return;
    for (const of of ['place', 'user'] as const) {
      const known = this.ids.get(subjects[of]);
      if (known !== undefined && known !== under[of]) this.made.set(subjects[of], this.clock);
      this.ids.set(subjects[of], under[of]);
    }
  }

  /** From now on everything there goes by the new name; what went by that before is something else. */
  private rename(from: string, to: string): void {
    for (const map of [this.taken, this.made, this.given, this.emptied, this.roles, this.ids, this.renamedTo] as Map<
      string,
      unknown
    >[]) {
      const moved: [string, unknown][] = [];
      for (const [subject, value] of [...map]) {
        const start = subject.indexOf(' ') + 1;
        const address = subject.slice(start);
        if (!isAtOrBelow(address, from) && !isAtOrBelow(address, to)) continue;
        map.delete(subject);
        if (isAtOrBelow(address, from))
          moved.push([`${subject.slice(0, start)}${to}${address.slice(from.length)}`, value]);
      }
      for (const [subject, value] of moved) map.set(subject, value);
    }
  }

  private unmake(subject: string, before: number | undefined): void {
    if (before === undefined) this.made.delete(subject);
    else this.made.set(subject, before);
  }
}

function isPlace(kind: KindName): boolean {
  return kinds[kind].role === 'place';
}

function isAtOrBelow(address: string, place: string): boolean {
  return address === place || address.startsWith(`${place}/`);
}
