import type { Arize, Listing, RawObject, RosterMember } from '../port.js';
import { isNotShown } from '../../model/not-shown.js';
import type { SnapshotDocument } from './document.js';
import { compareText } from '../../model/compare-text.js';

type Recorded = Pick<SnapshotDocument, 'listings' | 'members'>;
type Entry = Recorded['listings'][number];

/** The same Arize, and what it has answered so far, in the form of a snapshot. */
export interface Recorder {
  readonly arize: Arize;
  recorded(): Recorded;
}

/** Writes down what is read through it: what concerns access, and no secret. */
export function recorder(arize: Arize): Recorder {
  const listings = new Map<string, Entry>();
  const places = new Map<string, Recorded['members']['places'][number]>();
  let problem: string | undefined;
  const { members } = arize;
  return {
    arize: {
      ...arize,
      async list(listing, signal, onPage) {
        const listed = await arize.list(listing, signal, onPage);
        const entry = entryOf(listing);
        if (listed.ok) listings.set(keyOf(entry), { ...entry, objects: listed.value.map(keptOf) });
        else if (isNotShown(listed.error)) listings.set(keyOf(entry), { ...entry, refused: listed.error.message });
        return listed;
      },
      ...(members !== undefined &&
        ({
          async members(asked, signal) {
            const read = await members(asked, signal);
            if (!read.ok) problem = read.error.message;
            else {
              problem = read.value.problem;
              for (const [id, found] of read.value.members) {
                const lookedFor = read.value.lookedFor?.get(id);
                places.set(id, {
                  id,
                  members: found.map(memberOf),
                  ...(lookedFor !== undefined && { looked_for: [...lookedFor].sort(compareText) }),
                });
              }
            }
            return read;
          },
        } satisfies Pick<Arize, 'members'>)),
    },
    recorded: () => ({
      listings: [...listings].sort(([a], [b]) => compareText(a, b)).map(([, entry]) => entry),
      members: {
        places: [...places.values()].sort((a, b) => compareText(a.id, b.id)),
        ...(problem !== undefined && { problem }),
      },
    }),
  };
}

/** A listing with what it was asked for: one thing at most. */
export function entryOf({ list, ...asked }: Listing): Pick<Entry, 'list' | 'of'> {
  const [of] = Object.values(asked);
  return of === undefined ? { list } : { list, of };
}

export function keyOf({ list, of }: Pick<Entry, 'list' | 'of'>): string {
  return `${list}\0${of ?? ''}`;
}

function memberOf({ user, role, isCustom }: RosterMember) {
  return { user, ...(role !== undefined && { role }), ...(isCustom === true && { custom: true }) };
}

/** Fields that say who may do what. Everything else stays out, so that nothing secret can come in. */
const kept: ReadonlySet<string> = new Set([
  ...['id', 'name', 'description', 'email', 'status', 'type', 'role', 'is_developer', 'actual_instance'],
  ...['permissions', 'is_predefined', 'is_private', 'organization_id', 'space_id', 'user_id', 'role_id'],
  ...['resource_type', 'resource_id', 'key_type', 'created_by_user_id', 'created_at', 'expires_at'],
  ...['bot_user', 'account_role', 'organizations', 'org_id', 'spaces'],
]);

function keptOf(object: RawObject): RawObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([field, value]) => (kept.has(field) ? [[field, keptValue(value)]] : [])),
  );
}

function keptValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keptValue);
  return typeof value === 'object' && value !== null ? keptOf(value as RawObject) : value;
}
