import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceDocument } from '../model/document.js';
import type { AccessFile } from './schema.gen.js';
import type { VariableUse } from './variables.js';
import { isAllowed } from './variables.js';

/**
 * `policy.allowed_variables` takes variables away that whoever runs the tool has allowed: each file's list counts for all
 * files, so that none can widen another's. It gives none back.
 */
export function narrowedByFiles(
  documents: readonly SourceDocument<AccessFile>[],
  uses: readonly VariableUse[],
): readonly Diagnostic[] {
  return documents.flatMap(({ file, content, locate }) => {
    const globs = content.policy?.allowed_variables;
    if (globs === undefined) return [];
    return uses
      .filter(({ name }) => !isAllowed(name, globs))
      .map(({ name, span }): Diagnostic => ({
        code: 'variable-not-allowed',
        severity: 'error',
        message: `the files' own policy does not allow the environment variable ${name}.`,
        span,
        related: [
          { message: 'allowed are these', span: locate({ file, path: ['policy', 'allowed_variables'] }, 'key') },
        ],
        hint: `add ${name} to \`allowed_variables\`, or write $\${${name}} for the text itself`,
      }));
  });
}
