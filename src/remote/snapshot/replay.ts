import { failed, ok } from '../../model/result.js';
import type { Arize, Connection, MemberPlace, RemoteFailure, Rosters } from '../port.js';
import type { SnapshotDocument } from './document.js';
import { entryOf, keyOf } from './recorder.js';

/** Answers what a snapshot holds, as Arize did then, and changes nothing. */
export function replaying({
  target,
  listings,
  members,
  taken_at: takenAt,
}: Pick<SnapshotDocument, 'target' | 'listings' | 'members' | 'taken_at'>): Arize {
  const answers = new Map(listings.map((entry) => [keyOf(entry), entry]));
  const connection: Connection = {
    transport: target.transport,
    host: target.host,
    ...(target.ax_version !== undefined && { axVersion: target.ax_version }),
    ...(target.profile !== undefined && { profile: target.profile }),
    takenAt,
    capabilities: { privateSpaces: target.private_spaces },
  };
  return {
    describe: () => Promise.resolve(ok(connection)),
    list(listing) {
      const answer = answers.get(keyOf(entryOf(listing)));
      if (answer?.objects !== undefined) return Promise.resolve(ok(answer.objects));
      const isRefused = answer?.refused !== undefined;
      return Promise.resolve(
        failed<RemoteFailure>({
          kind: isRefused ? 'forbidden' : 'unreadable',
          message: answer?.refused ?? `the snapshot does not hold the list of ${listing.list}`,
          hint: again,
          uncertain: false,
        }),
      );
    },
    members: (places) => Promise.resolve(ok(rostersOf(members, places))),
    call: () =>
      Promise.resolve(
        failed<RemoteFailure>({ kind: 'invalid', message: 'a snapshot can not be changed', uncertain: false }),
      ),
    close: () => Promise.resolve(),
  };
}

const again = 'take it again with `ax-gitops snapshot --out FILE`';

function rostersOf({ places, problem }: SnapshotDocument['members'], asked: readonly MemberPlace[]): Rosters {
  const wanted = new Set(asked.map(({ id }) => id));
  const found = places.filter(({ id }) => wanted.has(id));
  return {
    members: new Map(
      found.map(({ id, members }) => [
        id,
        members.map(({ user, role, custom }) => ({
          user,
          ...(role !== undefined && { role }),
          ...(custom === true && { isCustom: true as const }),
        })),
      ]),
    ),
    lookedFor: new Map(
      found.flatMap(({ id, looked_for: people }) => (people === undefined ? [] : [[id, new Set(people)]])),
    ),
    ...(problem !== undefined && { problem }),
  };
}
