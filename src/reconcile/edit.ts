import { resolve } from 'node:path';
import { dateHint, endOfTerm } from '../desired/index.js';
import type { Declared, PlaceNames } from '../edit/declared.js';
import { placeText } from '../edit/declared.js';
import type { EditRefusal, Edits } from '../edit/edits.js';
import type { GrantRequest } from '../edit/grant.js';
import { grant } from '../edit/grant.js';
import { offboard } from '../edit/offboard.js';
import { namesOf, readPlace } from '../edit/place.js';
import { isInside, revoke } from '../edit/revoke.js';
import { isEmail } from '../model/address.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { didYouMean } from '../model/suggestion.js';
import type { Decide } from './editing.js';
import { editFiles } from './editing.js';
import type { EditOutcome } from './outcome.js';
import type { FilesRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

/** Gives people a role in a place. */
interface Grant extends GrantDetails {
  readonly type: 'grant';
  /** Emails and `@groups`. */
  readonly who: readonly string[];
  readonly role: string;
  readonly place: string;
}

/** What may be said of a grant besides. */
export interface GrantDetails {
  /** A date, or a moment with its zone. */
  readonly until?: string;
  readonly reason?: string;
  /** The display name of a person who is new. */
  readonly name?: string;
  /** Whether a space or project that no file declares is written too. */
  readonly create?: boolean;
  /** The file for new entries; else the one that holds the place. */
  readonly into?: string;
  /** A place that they leave for it. */
  readonly leave?: string;
}

/** Takes away what somebody has in a place. */
interface Revocation {
  readonly type: 'revoke';
  readonly who: string;
  readonly place: string;
  /** Whether the line goes, instead of saying `absent`. */
  readonly deleteLine?: boolean;
}

/** A change to the files. `place`: an address, or `ORGANIZATION/SPACE/PROJECT`, that the files declare. */
export type FileChange = Grant | Revocation | { readonly type: 'offboard'; readonly email: string };

/** What the files say with a change made, comments and layout kept. Nothing is written. */
export async function edit(change: FileChange, request: FilesRequest, at: Surroundings): Promise<EditOutcome> {
  const wrong = wrongIn(change, at);
  if (wrong !== undefined) return { type: 'refused-edit', ...wrong };
  const made: Decide<never> = (declared) => decide(change, declared, at);
  return editFiles(request, at, made);
}

/** `WHO... ROLE PLACE` as it is typed, people also separated by commas; and groups, with or without their `@`. */
export function grantIn(
  words: readonly string[],
  groups: readonly string[] = [],
): Omit<Grant, 'type' | keyof GrantDetails> {
  const [place = '', role = '', ...people] = [...words].reverse();
  const who = people
    .reverse()
    .flatMap((word) => word.split(','))
    .filter((word) => word !== '');
  return { who: [...who, ...groups.map((name) => `@${name.replace(/^@/, '')}`)], role, place };
}

function decide(change: FileChange, declared: Declared, at: Surroundings): Result<Edits, EditRefusal> {
  if (change.type === 'offboard') return offboard(declared, change.email);
  if (change.type === 'grant') return granted(change, declared, at);
  const place = readPlace(change.place, declared);
  if (!place.ok) return place;
  return revoke(declared, { who: change.who, place: place.value, deleteLine: change.deleteLine === true });
}

function granted(change: Grant, declared: Declared, at: Surroundings): Result<Edits, EditRefusal> {
  // One by one: whoever asks may have put flags of their own beside them.
  const { who, role, until, reason, name, place: text, create = false, leave, into } = change;
  const place = placeToGrant(text, declared, create);
  if (!place.ok) return place;
  const left = leave === undefined ? ok({}) : placeToLeave(leave, place.value, declared);
  if (!left.ok) return left;
  const file = into === undefined ? ok({}) : fileFor(into, declared, at);
  if (!file.ok) return file;
  const more = {
    ...(until !== undefined && { until }),
    ...(reason !== undefined && { reason }),
    ...(name !== undefined && { name }),
  };
  return grant(declared, { who, role, place: place.value, ...more, ...left.value, ...file.value });
}

/** Told before anything is looked for, in words about what was typed. */
function wrongIn(change: FileChange, at: Surroundings): EditRefusal | undefined {
  switch (change.type) {
    case 'grant':
      return wrongPeople(change.who) ?? wrongDate(change.until, at);
    case 'revoke':
      return isSomebody(change.who) ? undefined : nobody(change.who);
    case 'offboard':
      return isEmail(change.email)
        ? undefined
        : {
            message: `${JSON.stringify(change.email)} is not an email address.`,
            hint: 'write: `ax-gitops offboard jane@example.com`',
          };
  }
}

function wrongPeople(who: readonly string[]): EditRefusal | undefined {
  const wrong = who.find((word) => !isSomebody(word));
  if (who.length > 0 && wrong === undefined) return undefined;
  const hint = 'write: `ax-gitops grant jane@example.com member "Platform Team/team-alpha"`';
  return wrong === undefined
    ? { message: 'nobody is named who is to be granted something.', hint }
    : { ...nobody(wrong), hint };
}

function isSomebody(word: string): boolean {
  return /^@.+$/.test(word) || isEmail(word);
}

function nobody(who: string): EditRefusal {
  return {
    message: `${JSON.stringify(who)} is not an email address or an @group.`,
    hint: 'write name@example.com, or @group',
  };
}

function wrongDate(until: string | undefined, { now }: Pick<Surroundings, 'now'>): EditRefusal | undefined {
  if (until === undefined) return undefined;
  const end = endOfTerm(until);
  if (end === undefined) return { message: `--until ${JSON.stringify(until)} is not a date.`, hint: dateHint };
  return end.getTime() > now().getTime()
    ? undefined
    : {
        message: `--until ${until} has passed, so the grant would count as absent at once.`,
        hint: 'give a later date; to take a role away: `ax-gitops revoke WHO PLACE`',
      };
}

/** A place that the files declare; with `create` also one that they do not. */
function placeToGrant(text: string, declared: Declared, create: boolean): Result<PlaceNames, EditRefusal> {
  const found = readPlace(text, declared);
  const names = namesOf(text);
  if (found.ok || names?.space === undefined) return found;
  if (create) return ok(names);
  const { message, hint } = found.error;
  return failed({ message, hint: `${hint}${hint.endsWith('?') ? ' ' : '; '}a new space or project needs --create` });
}

function placeToLeave(
  text: string,
  granted: PlaceNames,
  declared: Declared,
): Result<Pick<GrantRequest, 'leave'>, EditRefusal> {
  const left = readPlace(text, declared);
  if (!left.ok) return left;
  if (!isInside(granted, left.value)) return ok({ leave: left.value });
  return failed({
    message: `${placeText(granted)} is in ${placeText(left.value)}, and cannot be left for it.`,
    hint: 'name the space or project that they leave',
  });
}

/** A file that is read already, however it is spelled. */
function fileFor(
  into: string,
  declared: Declared,
  { cwd }: Pick<Surroundings, 'cwd'>,
): Result<Pick<GrantRequest, 'file'>, EditRefusal> {
  const files = declared.documents.map(({ file }) => file);
  const found = files.find((file) => resolve(cwd, file) === resolve(cwd, into));
  if (found !== undefined) return ok({ file: found });
  return failed({
    message: `--into ${into} is not one of the files that are read.`,
    hint:
      didYouMean(into, files) ??
      `name one of ${files.slice(0, 5).join(', ')}; a new file must exist first, and be named by \`include\` or -f`,
  });
}
