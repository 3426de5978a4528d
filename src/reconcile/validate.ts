import { declaredState } from '../access/declared.js';
import { accessMap } from '../access/index.js';
import { brokenByFiles } from '../access/tests.js';
import { doubts } from '../desired/index.js';
import { knownPermissions } from '../load/permissions.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { inOrder } from '../model/diagnostic.js';
import type { CheckedFiles } from './files.js';
import { checkFiles } from './files.js';
import type { FilesRequest } from './request.js';
import type { Surroundings } from './surroundings.js';

/** All that can be said of the files offline: what is wrong with them, and what is doubtful. */
export async function validate(request: FilesRequest, at: Surroundings): Promise<CheckedFiles> {
  const checked = await checkFiles(request, at);
  const { desired, diagnostics } = checked;
  if (desired === undefined) return checked;
  return { ...checked, diagnostics: inOrder([...diagnostics, ...doubts(desired, at.now()), ...failingTests(desired)]) };
}

/** The access tests that no account could meet with these files; the others need one: `plan` evaluates all. */
function failingTests({ resources, tests, locate }: DesiredState): readonly Diagnostic[] {
  if (tests.length === 0) return [];
  return brokenByFiles(tests, accessMap(declaredState(resources), knownPermissions())).map(({ test, message }) => ({
    code: 'failing-test',
    severity: 'error',
    message: `an access test fails with what the files give: ${message}.`,
    span: locate(test.source, 'value'),
    hint: 'change what gives the access, or the test',
  }));
}
