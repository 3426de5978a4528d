import { defaultVariables, isAllowed, isVariableGlob } from '../load/variables.js';
import type { Result } from '../model/result.js';
import { failed, ok } from '../model/result.js';
import type { Surroundings } from './surroundings.js';

/**
 * The variables that the files may read, as whoever runs this says: `--allow-variable` adds to `AX_GITOPS_VARIABLES`, and
 * where that is not set, to `AX_VAR_*`. What is wrong with the latter is a message.
 */
export function allowedVariables(
  allowVariable: readonly string[],
  { env }: Pick<Surroundings, 'env'>,
): Result<readonly string[], string> {
  const list = env['AX_GITOPS_VARIABLES'];
  const listed = list === undefined ? defaultVariables : list.split(',').map((glob) => glob.trim());
  const globs = listed.filter((glob) => glob !== '');
  const bad = globs.find((glob) => !isVariableGlob(glob));
  return bad === undefined
    ? ok([...globs, ...allowVariable])
    : failed(
        `AX_GITOPS_VARIABLES holds ${JSON.stringify(bad)}, which is neither the name of a variable nor a glob over names.`,
      );
}

/** Those of some globs that allow a name which none of the others does. */
export function allowingMore(globs: readonly string[], others: readonly string[]): readonly string[] {
  const isCovered = (glob: string) =>
    // Whatever stands in the place of a wildcard: nothing, or something that no glob names.
    ['', '\0\0\0'].every((any) => isAllowed(glob.replaceAll('*', any).replaceAll('?', '\0'), others));
  return globs.filter((glob) => !isCovered(glob));
}
