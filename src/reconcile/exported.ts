import type { OrderSchema } from '../edit/format.js';
import { formatFile } from '../edit/format.js';
import type { ExportOptions } from '../export/index.js';
import { exportFiles } from '../export/index.js';
import { withoutCommands } from '../export/yaml.js';
import { knownPermissions, schemaUrl } from '../load/permissions.js';
import { schema } from '../load/validator.gen.js';
import type { LiveState } from '../model/live.js';

type Wanted = Omit<ExportOptions, 'knownPermissions' | 'schemaUrl'> & {
  /** To be printed where a CI runner reads along: what it would take for a command is escaped. */
  readonly isPrinted?: boolean;
};

/** The files that say what is live, in the one style of `fmt`. */
export function exportedFiles(live: LiveState, { isPrinted = false, ...wanted }: Wanted): ReadonlyMap<string, string> {
  const files = exportFiles(live, { ...wanted, knownPermissions: knownPermissions(), schemaUrl: schemaUrl() });
  const isQuoted = (text: string) => isPrinted && withoutCommands(text) !== text;
  return new Map(
    [...files].map(([file, text]) => {
      const formatted = formatFile(text, schema as OrderSchema, isQuoted);
      const styled = 'text' in formatted ? formatted.text : text;
      return [file, isPrinted ? withoutCommands(styled) : styled] as const;
    }),
  );
}
