// `npm run site`: the documents as a site in site/dist, with search. A link that leads nowhere fails. VitePress is installed in
// site/ alone, so that the tests don't wait for it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUpSite } from './setup.mjs';

await setUpSite();
const vitepress = join(root, 'site', 'node_modules', 'vitepress', 'bin', 'vitepress.js');
const ended = spawnSync(process.execPath, [vitepress, 'build', 'site'], { cwd: root, stdio: 'inherit' });
process.exit(ended.status ?? 1);
