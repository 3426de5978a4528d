import { readFile } from 'node:fs/promises';

/** The Python that a launcher of ax starts; without one, that of the ax which the tests run as it was installed. */
export async function pythonOfAx(launcher = process.env['AX_GITOPS_OWN_AX'] ?? ''): Promise<string> {
  const [first = ''] = (await readFile(launcher, 'utf8')).split('\n');
  return first.slice('#!'.length);
}
