import type { AccessFile } from '../load/schema.gen.js';
import { normaliseEmail } from '../model/address.js';
import { compareText } from '../model/compare-text.js';
import type { SourceDocument } from '../model/document.js';
import type { AccessTest } from '../model/desired.js';
import type { Collected, Report } from './collected.js';
import { unknownGroup } from './groups.js';

/** Reads the access tests of all files, groups expanded; in order of their places. */
export function collectTests(
  documents: readonly SourceDocument<AccessFile>[],
  { groups }: Collected,
  report: Report,
): readonly AccessTest[] {
  return [...documents]
    .sort((a, b) => compareText(a.file, b.file))
    .flatMap(({ file, content, locate }) =>
      (content.tests ?? []).flatMap((test, index): AccessTest[] => {
        const claim = 'can' in test ? 'can' : 'cannot';
        const { user, do: permission, on } = 'can' in test ? test.can : test.cannot;
        const source = { file, path: ['tests', index, claim, 'user'] };
        const group = user.startsWith('@') ? groups.get(user.slice(1)) : undefined;
        if (user.startsWith('@') && group === undefined) {
          report(unknownGroup(user.slice(1), [...groups.keys()], locate(source, 'value')));
          return [];
        }
        const people = group === undefined ? [normaliseEmail(user)] : [...group.people.keys()].sort();
        const { start } = locate(source, 'value');
        return [
          {
            claim,
            people,
            permission,
            ...(on !== undefined && { on }),
            place: `${file}:${String(start.line)}:${String(start.column)}`,
            source,
          },
        ];
      }),
    );
}
