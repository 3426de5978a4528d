import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Result } from '../model/result.js';
import { failed } from '../model/result.js';
import { digestOf } from '../plan/digest.js';
import { summarise } from '../plan/summary.js';
import type { UnusablePlan } from './outcome.js';
import type { Surroundings } from './surroundings.js';

/** Reads the text of a plan. `truth`: what the digests and counts in it are compared with. */
type Read<Document> = (
  text: string,
  path: string,
  truth: { readonly digestOf: typeof digestOf; readonly summarise: typeof summarise },
) => Result<Document, readonly Diagnostic[]>;

/** A saved plan as it was written, where it can be read and was not edited. */
export async function savedPlan<Document>(
  path: string,
  read: Read<Document>,
  { cwd }: Pick<Surroundings, 'cwd'>,
): Promise<Result<Document, UnusablePlan>> {
  let text: string;
  try {
    text = await readFile(resolve(cwd, path), 'utf8');
  } catch (error) {
    const { code: said, message } = error as NodeJS.ErrnoException;
    // Larger than a text, or a read, may be.
    const code = error instanceof RangeError ? 'EFBIG' : said;
    return failed({ type: 'unreadable-plan', path, ...(code !== undefined && { code }), message });
  }
  const plan = read(text, path, { digestOf, summarise });
  if (plan.ok) return plan;
  return failed({ type: 'unusable-plan', path, diagnostics: plan.error, sources: new Map([[path, text]]) });
}
