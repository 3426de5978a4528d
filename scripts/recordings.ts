import { writeFile } from 'node:fs/promises';
import { pathOf, record } from './recordings/sessions.js';
import { svgOf } from './recordings/svg.js';

/* `npm run recordings`: the pictures of docs/recordings, from the built command line. A test holds them fresh. */

for (const { name, command, seen, from } of await record())
  await writeFile(pathOf(name), await svgOf(command, seen, from));
