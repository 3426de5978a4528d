import type { AccountRole, InviteMode, MemberRole } from '../model/call.js';
import type { Attributes } from '../model/resource.js';

/** Enum words stand in files and plans in lower case, in calls in upper case. */
export const accountRoleWords = ['admin', 'member', 'member_ui_only', 'annotator'] as const;
export const memberRoleWords = ['admin', 'member', 'read_only', 'annotator'] as const;
export const inviteWords = ['none', 'email_link', 'temporary_password'] as const;

/** An enum word however it is spelt (`READ_ONLY`, `read-only`), as it stands in files and plans. */
export function normaliseWord(word: string): string {
  return word.toLowerCase().replaceAll('-', '_');
}

/** The built-in role that a text names in one of its spellings, if it does: `Admin` is the name of a custom role. */
export function memberRoleWord(text: string): string | undefined {
  const word = normaliseWord(text);
  if (!memberRoleWords.some((known) => known === word)) return undefined;
  return text === text.toLowerCase() || text === text.toUpperCase() ? word : undefined;
}

export function accountRoleOf(word: string): AccountRole {
  return lookUp(accountRoleWords, word).toUpperCase() as AccountRole;
}

export function memberRoleOf(word: string): MemberRole {
  return lookUp(memberRoleWords, word).toUpperCase() as MemberRole;
}

/** The role that an entry for a member gives; `member` where it gives none. */
export function wordIn({ role }: Attributes): { readonly word: string } {
  return { word: typeof role === 'string' ? role : 'member' };
}

export function inviteModeOf(word: string): InviteMode {
  return lookUp(inviteWords, word).toUpperCase() as InviteMode;
}

function lookUp<T extends string>(words: readonly T[], word: string): T {
  const found = words.find((known) => known === word);
  if (found === undefined) throw new TypeError(`not one of ${words.join(', ')}: ${JSON.stringify(word)}`);
  return found;
}

/**
 * A text without the blanks around it, as Arize stores names. What some platforms take for a blank and others don't is one
 * here, so that the two sides never differ for it.
 */
export function trimmed(text: string): string {
  return text.replaceAll(/^[\s\u001c-\u001f\u0085]+|[\s\u001c-\u001f\u0085]+$/g, '');
}
