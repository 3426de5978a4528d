import { createHash } from 'node:crypto';
import type { ValidateFunction } from 'ajv';
import { stringify } from 'safe-stable-stringify';
import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import type { SnapshotDocument as Generated } from './document.gen.js';
import { validate as generated } from './validator.gen.js';

const validate = generated as unknown as ValidateFunction;

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** What was live at a moment, as it is saved: `schema/snapshot.schema.json`. */
export type SnapshotDocument = DeepReadonly<Generated>;

/** The text of a snapshot: canonical JSON with the digest of everything else in it. Ends with a newline. */
export function stringifySnapshot(contents: Omit<SnapshotDocument, 'digest'>): string {
  return `${canonical({ ...contents, digest: digestOf(contents) }, 1)}\n`;
}

/** Reads the text of a snapshot; what is wrong with it, in one sentence without a full stop. */
export function readSnapshot(text: string): Result<SnapshotDocument, string> {
  if (text.trim() === '') return failed('it is empty');
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    return failed('it is not valid JSON, or was cut off');
  }
  const { format_version: version } = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly format_version?: unknown;
  };
  if (typeof version !== 'string' || (value as { readonly taken_at?: unknown }).taken_at === undefined)
    return failed('it is JSON, but not a snapshot');
  if (!/^1\.\d+$/.test(version))
    return failed(`it has the format ${JSON.stringify(version)}, and this ax-gitops reads 1.x`);
  if (!validate(value)) return failed('it does not have the form of a snapshot');
  const { digest, ...contents } = value as SnapshotDocument;
  try {
    return digestOf(contents) === digest
      ? ok(value as SnapshotDocument)
      : failed('it was edited: its digest is of other contents');
  } catch (error) {
    // What servers answer is anything; what reads it follows every level.
    if (error instanceof RangeError) return failed('it is nested too deeply');
    throw error;
  }
}

function digestOf(contents: Omit<SnapshotDocument, 'digest'>): string {
  return `sha256:${createHash('sha256').update(canonical(contents)).digest('hex')}`;
}

/** The same value gives the same text, whatever the order of its fields. */
function canonical(value: object, indent?: number): string {
  return stringify(value, null, indent);
}
