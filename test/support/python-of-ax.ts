import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The Python that a launcher of ax starts; without one, that of the ax which was installed, for the tests or by the set-up. */
export async function pythonOfAx(launcher = process.env['AX_GITOPS_OWN_AX'] ?? installed): Promise<string> {
  const [first = ''] = (await readFile(launcher, 'utf8')).split('\n');
  return first.slice('#!'.length);
}

const installed = fileURLToPath(new URL('../../.venv/bin/ax', import.meta.url));
