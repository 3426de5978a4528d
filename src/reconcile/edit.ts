import type { Declared } from '../edit/declared.js';
import type { EditRefusal, Edits } from '../edit/edits.js';
import { grant } from '../edit/grant.js';
import { offboard } from '../edit/offboard.js';
import { readPlace } from '../edit/place.js';
import { revoke } from '../edit/revoke.js';
import type { Result } from '../model/result.js';
import type { Decide } from './editing.js';
import { editFiles } from './editing.js';
import type { EditOutcome } from './outcome.js';
import type { FilesRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

/** A change to the files. `place`: an address, or `ORGANIZATION/SPACE/PROJECT`, that the files declare. */
export type FileChange =
  | {
      readonly type: 'grant';
      /** Emails and `@groups`. */
      readonly who: readonly string[];
      readonly role: string;
      readonly place: string;
      /** A date, or a moment with its zone. */
      readonly until?: string;
      readonly reason?: string;
    }
  | { readonly type: 'revoke'; readonly who: string; readonly place: string }
  | { readonly type: 'offboard'; readonly email: string };

/** What the files say with a change made, comments and layout kept. Nothing is written. */
export async function edit(change: FileChange, request: FilesRequest, at: Surroundings): Promise<EditOutcome> {
  const made: Decide<never> = (declared) => decide(change, declared);
  return editFiles(request, at, made);
}

function decide(change: FileChange, declared: Declared): Result<Edits, EditRefusal> {
  if (change.type === 'offboard') return offboard(declared, change.email);
  const place = readPlace(change.place, declared);
  if (!place.ok) return place;
  return change.type === 'grant'
    ? grant(declared, { ...change, place: place.value })
    : revoke(declared, { who: change.who, place: place.value, deleteLine: false });
}
