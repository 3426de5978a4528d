import { kindNames } from '../kinds/index.js';
import type { JournalEntry } from '../model/journal.js';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const flag: Check = (value) => typeof value === 'boolean';
/** IDs are put into command lines: none can be an option of a command. */
const id: Check = (value) => typeof value === 'string' && !value.startsWith('-');
const ids: Check = (value) => Array.isArray(value) && value.every(id);
const counts: Check = (value) => typeof value === 'object' && value !== null && Object.values(value).every(number);
const word =
  (...words: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const always = { run: text, at: text };
const fields: Check = (value) => Array.isArray(value) && value.every(isField);
const step = {
  ...always,
  index: number,
  action: word('create', 'update', 'rename', 'delete', 'assert', 'rotate', 'resend-invitation', 'reset-password'),
  kind: word(...kindNames),
  address: text,
  removes: optional(flag),
};
const keyEvent = { ...step, id };

/** What each type of entry must hold. Other fields may be there: a later version may write more. */
const forms: Readonly<Record<JournalEntry['type'], Readonly<Record<string, Check>>>> = {
  'run-started': { ...always, digest: text, host: text, profile: optional(text), steps: number },
  'step-started': {
    ...step,
    brings: optional(word('new-key', 'new-secret', 'password')),
    known: optional(ids),
    keyType: optional(word('USER', 'SERVICE')),
    owner: optional(id),
    replaces: optional(id),
    from: optional(text),
  },
  'key-created': keyEvent,
  'key-delivered': keyEvent,
  'key-revoked': keyEvent,
  'step-done': {
    ...step,
    note: optional(text),
    isOfOthers: optional(flag),
    role: optional(text),
    under: optional(membership),
    from: optional(text),
  },
  'step-failed': { ...step, reason: text, uncertain: flag },
  'run-ended': { ...always, outcome: word('done', 'failed', 'interrupted'), counts, left: optional(fields) },
};

function membership(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { place, user } = value as Readonly<Record<string, unknown>>;
  return text(place) && text(user);
}

function isField(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, address, field } = value as Readonly<Record<string, unknown>>;
  return word(...kindNames)(kind) && text(address) && text(field);
}

/** One line of a journal, or nothing where it is no entry: torn off by a crash, edited, or of another program. */
export function readEntry(line: string): JournalEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const entry = value as Readonly<Record<string, unknown>>;
  const { type } = entry;
  const form = typeof type === 'string' && Object.hasOwn(forms, type) ? forms[type as JournalEntry['type']] : undefined;
  if (form === undefined) return undefined;
  return Object.entries(form).every(([field, check]) => check(entry[field])) ? (value as JournalEntry) : undefined;
}
