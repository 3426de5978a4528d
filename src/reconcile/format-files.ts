import { generatedAt } from '../edit/edit-yaml.js';
import type { OrderSchema } from '../edit/format.js';
import { formatFile } from '../edit/format.js';
import { schema } from '../load/validator.gen.js';
import { checkEdit } from './editing.js';
import { loadFiles } from './files.js';
import type { EditOutcome } from './outcome.js';
import type { FilesRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

/** What the files say in one order and style; a note for each that stays as it is. Nothing is written. */
export async function formatFiles(request: FilesRequest, at: Surroundings): Promise<EditOutcome> {
  const loaded = await loadFiles(request, at);
  if (loaded.diagnostics.some(({ severity }) => severity === 'error')) return { type: 'invalid-files', ...loaded };
  const notes: string[] = [];
  const edited = [...loaded.sources].map(([file, before]) => {
    const made =
      generatedAt(before) === undefined
        ? formatFile(before, schema as OrderSchema)
        : { problem: 'it says that it is generated' };
    if ('text' in made) return { file, before, after: made.text };
    notes.push(`${file} stays as it is: ${made.problem}`);
    return { file, before, after: before };
  });
  return checkEdit(edited, notes, loaded, request, at);
}
