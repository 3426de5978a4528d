import { keyNameOf } from '../model/address.js';
import type { Result } from '../model/result.js';
import { ok } from '../model/result.js';
import type { ReviewedRow } from '../model/review.js';
import type { Declared, Found } from './declared.js';
import { isMap } from './declared.js';
import type { EditRefusal, Edits } from './edits.js';

/**
 * What a review decides about a service key, as far as files can say it: they declare keys, and have no word for one that must not
 * be there. What they can't say is told, so that somebody does it.
 */
export function decidedKey(declared: Declared, { line, on, decision }: ReviewedRow): Result<Edits, EditRefusal> {
  const name = keyNameOf(on) ?? on;
  const entry = declared.entries(['api_keys']).find(({ key }) => key === name);
  if (decision === undefined || decision.type === 'keep') return ok({ wishes: [], notes: [] });
  const open = (why: string) =>
    ok({ wishes: [], notes: [`line ${String(line)}: not decided by files: ${name}: ${why}`] });
  if (entry === undefined) return open('no file declares this key; change or revoke it in Arize');
  if (decision.type === 'revoke')
    return ok({
      wishes: [{ file: entry.file, wish: { path: ['api_keys', name], patch: { type: 'remove' } } }],
      notes: [
        `${name} is no longer in the files. Until that is committed, \`ax-gitops plan --since HEAD\` shows that it is revoked; without --since it stays`,
      ],
    });
  if (isRotated(entry))
    return open(
      'it has `rotate_before`, so `expires` is the end of its first secret only; revoke it, or edit the files by hand',
    );
  return ok({
    wishes: [
      {
        file: entry.file,
        wish: { path: ['api_keys', name, 'expires'], patch: { type: 'value', value: decision.date } },
      },
    ],
    notes: [`${name} gets another end, for which the next apply replaces the key: Arize can't change one in place`],
  });
}

function isRotated({ value }: Found): boolean {
  return isMap(value) && value['rotate_before'] !== undefined;
}
