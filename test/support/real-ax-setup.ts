import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The tests run the real ax: without one they fail at once, with the way to get it. */
export default function findAx(): void {
  const ax = process.env['AX_GITOPS_AX'] ?? fileURLToPath(new URL('../../.venv/bin/ax', import.meta.url));
  if (!existsSync(ax))
    throw new Error(`there is no ax at ${ax}: run \`npm test\`, which installs it, or set AX_GITOPS_AX`);
  process.env['AX_GITOPS_AX'] = ax;
}
