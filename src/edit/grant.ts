import { memberRoleWords, normaliseWord } from '../kinds/words.js';
import { normaliseEmail } from '../model/address.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import { didYouMean } from '../model/suggestion.js';
import type { Declared, Found, PlaceNames } from './declared.js';
import { isMap, placePath, placeText, sourceOf } from './declared.js';
import type { EditRefusal, Edits, FileWish } from './edits.js';
import type { Value } from './patch.js';
import { homeOf } from './home.js';
import { revoke } from './revoke.js';

export interface GrantRequest {
  /** Emails, or `@group`. */
  readonly who: readonly string[];
  readonly role: string;
  readonly place: PlaceNames;
  readonly until?: string;
  readonly reason?: string;
  /** Display name, where one person is granted something. */
  readonly name?: string;
  /** Where the files name no such space or project yet, it is written too. */
  readonly create?: boolean;
  /** What they leave for it: what they have there and below is taken away in the same edit. */
  readonly leave?: PlaceNames;
  /** The file that new entries go into; else the one that holds the place. */
  readonly file?: string;
}

/**
 * Gives people a role in a place, with what that needs: the person in `users`, and the membership of the organization
 * that Arize asks of everybody in a space.
 */
export function grant(declared: Declared, request: GrantRequest): Result<Edits, EditRefusal> {
  const granted = granting(declared, request);
  if (!granted.ok || request.leave === undefined) return granted;
  const edits = [granted.value];
  for (const who of request.who) {
    const left = revoke(declared, { who, place: request.leave });
    if (!left.ok) return left;
    edits.push(left.value);
  }
  return ok({ wishes: edits.flatMap(({ wishes }) => wishes), notes: edits.flatMap(({ notes }) => notes) });
}

function granting(declared: Declared, request: GrantRequest): Result<Edits, EditRefusal> {
  const role = roleValue(declared, request);
  if (!role.ok) return role;
  const wishes: FileWish[] = [];
  const notes: string[] = [...undeclaredRole(declared, request)];
  for (const who of request.who) {
    const refusal = unknownGroup(declared, who) ?? leaver(declared, who);
    if (refusal !== undefined) return failed(refusal);
    const entry = entryOf(declared, request.place, who);
    if (entry !== undefined && sameGrant(entry.value, role.value)) {
      notes.push(`${who} already has ${request.role} in ${placeText(request.place)} (${entry.file})`);
      continue;
    }
    notes.push(...newcomer(declared, who));
    wishes.push(...personWishes(declared, who, request), ...organizationWishes(declared, who, request));
    wishes.push(grantWish(declared, request, entry, who, role.value));
  }
  return ok({ wishes, notes });
}

function grantWish(
  declared: Declared,
  { place, file }: GrantRequest,
  entry: Found | undefined,
  who: string,
  value: Value,
): FileWish {
  const path = [...placePath(place), 'members'] as const;
  return {
    file: entry?.file ?? file ?? homeOf(declared, path),
    wish: {
      path: [...path, entry?.key ?? who] as unknown as FileWish['wish']['path'],
      patch: { type: 'value', value },
    },
  };
}

function entryOf(declared: Declared, place: PlaceNames, who: string): Found | undefined {
  const same = (key: string) => (who.startsWith('@') ? key === who : normaliseEmail(key) === normaliseEmail(who));
  return declared.members(place).find(({ key }) => same(key));
}

/** The role as the file says it, with a term or a reason where there is one. */
function roleValue(declared: Declared, request: GrantRequest): Result<Value, EditRefusal> {
  const { role, place, until, reason } = request;
  const word = normaliseWord(role);
  const isWord = memberRoleWords.some((known) => known === word) && role !== 'absent';
  const custom = declared.names('roles');
  if (word === 'absent' && !custom.includes(role))
    return failed({
      message: `${JSON.stringify(role)} is not a role: it takes one away.`,
      hint: 'to take a role away: `ax-gitops revoke WHO PLACE`',
    });
  if (!isWord && place.space === undefined)
    return failed({
      message: `${JSON.stringify(role)} is not a role that an organization has.`,
      hint:
        didYouMean(word, memberRoleWords) ??
        `organizations have the built-in roles ${memberRoleWords.join(', ')}; custom roles are granted in a space or project`,
    });
  if (!isWord && !custom.includes(role)) {
    const hint = didYouMean(role, [...custom, ...memberRoleWords]);
    if (hint !== undefined) return failed({ message: `no file declares the role ${JSON.stringify(role)}.`, hint });
  }
  const named: Value = isWord && place.project === undefined ? word : role;
  const more = { ...(until !== undefined && { until }), ...(reason !== undefined && { reason }) };
  if (word === 'absent') return ok({ custom: role, ...more });
  return ok(Object.keys(more).length === 0 ? named : { role: named, ...more });
}

/** A role that no file declares may be live; a plan tells. */
function undeclaredRole(declared: Declared, { role, place }: GrantRequest): readonly string[] {
  const isWord = memberRoleWords.some((known) => known === normaliseWord(role)) && place.project === undefined;
  if (isWord || declared.names('roles').includes(role)) return [];
  return [`no file declares the role ${JSON.stringify(role)}: it must be live, or the plan says that it is not`];
}

function sameGrant(found: unknown, wanted: Value): boolean {
  const plain = (value: unknown): unknown => (typeof value === 'string' ? { role: value } : value);
  return JSON.stringify(plain(found)) === JSON.stringify(plain(wanted));
}

function unknownGroup(declared: Declared, who: string): EditRefusal | undefined {
  if (!who.startsWith('@')) return undefined;
  const known = declared.names('groups');
  if (known.includes(who.slice(1))) return undefined;
  return {
    message: `there is no group ${JSON.stringify(who.slice(1))}.`,
    hint: didYouMean(who.slice(1), known) ?? 'declare it under `groups:`',
  };
}

function leaver(declared: Declared, who: string): EditRefusal | undefined {
  const gone = declared.user(normaliseEmail(who)).find(({ value }) => value === 'absent');
  return gone === undefined
    ? undefined
    : {
        message: `${who} is declared absent, so no grant would count.`,
        hint: 'remove that entry first, if the person comes back',
        source: sourceOf(gone),
      };
}

/** Whoever is in no file yet and is called nearly like somebody who is may be meant to be that person, and would be a stranger. */
function newcomer(declared: Declared, who: string): readonly string[] {
  const known = declared.people();
  if (who.startsWith('@') || known.includes(normaliseEmail(who))) return [];
  const hint = didYouMean(normaliseEmail(who), known);
  return hint === undefined ? [] : [`${who} is new in the files: ${hint}`];
}

/** The person's own entry, where the files have a map of users and the person is not in it. */
function personWishes(declared: Declared, who: string, { name, file }: GrantRequest): readonly FileWish[] {
  if (who.startsWith('@') || declared.user(normaliseEmail(who)).length > 0) return [];
  if (declared.at(['users']).length === 0) return [];
  const value: Value = name === undefined ? {} : { name };
  return [
    { file: file ?? homeOf(declared, ['users']), wish: { path: ['users', who], patch: { type: 'value', value } } },
  ];
}

/** Arize takes nobody into a space who is not in its organization. Where that is not managed, it is left to whoever manages it. */
function organizationWishes(declared: Declared, who: string, { place, role }: GrantRequest): readonly FileWish[] {
  if (place.space === undefined) return [];
  const organization = { organization: place.organization };
  const path = [...placePath(organization), 'members'] as const;
  if (declared.at(path).length === 0) return [];
  const members = declared.members(organization).filter(({ value }) => value !== 'absent');
  const groups = who.startsWith('@') ? new Set<string>() : declared.groupsOf(normaliseEmail(who));
  const isIn = members.some(({ key }) =>
    key.startsWith('@') ? key === who || groups.has(key.slice(1)) : normaliseEmail(key) === normaliseEmail(who),
  );
  if (isIn) return [];
  const own = declared.user(normaliseEmail(who)).map(({ value }) => (isMap(value) ? value['role'] : undefined));
  const isAnnotator = normaliseWord(role) === 'annotator' || own.some((word) => word === 'annotator');
  return [
    {
      file: homeOf(declared, path),
      wish: {
        path: [...path, who] as unknown as FileWish['wish']['path'],
        patch: { type: 'value', value: isAnnotator ? 'annotator' : 'member' },
      },
    },
  ];
}
