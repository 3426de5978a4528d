import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isInCi, isThorough } from './runs.js';
import { shareCli } from './shared-cli/index.js';
import { shareAx } from './shared-ax/index.js';

/**
 * The tests run the real ax: without one they fail at once, with the way to get it. What ax imports is shared by its
 * processes, but where much is tried. Tests of how ax itself is started use `AX_GITOPS_OWN_AX`. The built command line runs
 * in processes that have run it before; with `AX_GITOPS_OWN_PROCESSES`, as in CI, always in a new one.
 */
export default async function findAx(): Promise<(() => Promise<void>) | undefined> {
  const ax = process.env['AX_GITOPS_AX'] ?? fileURLToPath(new URL('../../.venv/bin/ax', import.meta.url));
  if (!existsSync(ax))
    throw new Error(`there is no ax at ${ax}: run \`npm test\`, which installs it, or set AX_GITOPS_AX`);
  process.env['AX_GITOPS_AX'] = ax;
  process.env['AX_GITOPS_OWN_AX'] = ax;
  if (isThorough) return undefined;
  const shared = await shareAx(ax);
  process.env['AX_GITOPS_AX'] = shared.launcher;
  const cli = isInCi ? undefined : await shareCli();
  if (cli !== undefined) process.env['AX_GITOPS_SHARED_CLI'] = cli.folder;
  return async () => {
    await cli?.close();
    await shared.close();
  };
}
