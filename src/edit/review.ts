import { keyNameOf, normaliseEmail } from '../model/address.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { ReviewedRow } from '../model/review.js';
import type { Declared, PlaceNames } from './declared.js';
import { isMap, placePath } from './declared.js';
import type { EditRefusal, Edits, FileWish } from './edits.js';
import { grant } from './grant.js';
import { homeOf } from './home.js';
import { offboard } from './offboard.js';
import type { Value } from './patch.js';
import { namesOf } from './place.js';
import { decidedKey } from './review-keys.js';
import { revoke } from './revoke.js';

/** Writes the decisions of a review into the files. What is kept stays as it is; what nobody decided is not touched. */
export function reviewed(declared: Declared, rows: readonly ReviewedRow[]): Result<Edits, EditRefusal> {
  const conflict = conflictIn(rows);
  if (conflict !== undefined) return failed(conflict);
  const wishes: FileWish[] = [];
  const notes: string[] = [];
  for (const row of rows) {
    const { decision, user, on, line } = row;
    const isKey = keyNameOf(on) !== undefined;
    if (decision?.type === 'keep' && row.inFiles === '' && !isKey)
      notes.push(`line ${String(line)}: ${user} keeps ${row.role} on ${on}, which no file declares`);
    if (decision === undefined || decision.type === 'keep') continue;
    const made = isKey
      ? decidedKey(declared, row)
      : decision.type === 'revoke'
        ? revoked(declared, row)
        : limited(declared, row, decision.date);
    if (!made.ok) return failed({ ...made.error, message: `line ${String(line)}: ${made.error.message}` });
    wishes.push(...made.value.wishes);
    notes.push(...made.value.notes);
  }
  return ok({ wishes, notes: [...new Set(notes)] });
}

function revoked(declared: Declared, { user, on }: ReviewedRow): Result<Edits, EditRefusal> {
  if (on === 'account') return offboard(declared, user);
  const place = namesOf(on);
  if (place === undefined) return failed(noPlace(on));
  const edits = revoke(declared, { who: user, place });
  if (edits.ok) return edits;
  // Live, and nowhere in the files: they say from now on that it must not be.
  const path = [...placePath(place), 'members', user] as unknown as FileWish['wish']['path'];
  return ok({
    wishes: [{ file: homeOf(declared, path), wish: { path, patch: { type: 'value', value: 'absent' } } }],
    notes: [],
  });
}

function limited(declared: Declared, row: ReviewedRow, until: string): Result<Edits, EditRefusal> {
  const { user, on, role } = row;
  if (on === 'account')
    return failed({
      message: `that ${user} is in the account can't end on a date.`,
      hint: 'write keep or revoke, and end the grants in places',
    });
  const place = namesOf(on);
  if (place === undefined) return failed(noPlace(on));
  const entries = declared.members(place).filter(({ key }) => normaliseEmail(key) === user);
  const [entry] = entries;
  if (entry === undefined) return grant(declared, { who: [user], role, place, until });
  const wish = {
    path: entryPath(place, entry.key),
    patch: { type: 'value' as const, value: withEnd(entry.value, until) },
  };
  return ok({ wishes: [{ file: entry.file, wish }], notes: [] });
}

function entryPath(place: PlaceNames, key: string): FileWish['wish']['path'] {
  return [...placePath(place), 'members', key] as unknown as FileWish['wish']['path'];
}

/** An entry with an end; everything else of it stays. */
function withEnd(value: unknown, until: string): Value {
  const whole = isMap(value) && !('custom' in value) ? value : { role: value };
  return { ...whole, until };
}

/** Decisions that can't all be carried out: who leaves a place leaves what is in it. */
function conflictIn(rows: readonly ReviewedRow[]): EditRefusal | undefined {
  const byPlace = new Map<string, ReviewedRow>();
  for (const row of rows) {
    const key = `${row.user}\n${row.on}`;
    const other = byPlace.get(key);
    if (other !== undefined && JSON.stringify(other.decision) !== JSON.stringify(row.decision))
      return {
        message: `lines ${String(other.line)} and ${String(row.line)} decide differently about ${row.user} on ${row.on}, where the files have one entry.`,
        hint: 'decide both alike, or edit the files by hand',
      };
    byPlace.set(key, row);
  }
  for (const row of rows) {
    if (row.decision?.type !== 'revoke' || row.on === 'account') continue;
    const inside = rows.find(
      (one) => one.user === row.user && one.on.startsWith(`${row.on}/`) && one.decision?.type !== 'revoke',
    );
    if (inside !== undefined)
      return {
        message: `line ${String(row.line)} revokes what ${row.user} has on ${row.on}, and line ${String(inside.line)}, which is inside, is ${inside.decision === undefined ? 'not decided' : 'to stay'}.`,
        hint: 'whoever leaves a place leaves what is in it: decide both alike',
      };
  }
  return undefined;
}

function noPlace(on: string): EditRefusal {
  return {
    message: `${JSON.stringify(on)} is not the address of a place.`,
    hint: 'leave the column `on` as it was written',
  };
}
