import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { pathOf, record } from '../../scripts/recordings/sessions.js';
import { svgOf } from '../../scripts/recordings/svg.js';

it('the pictures of the documents show what the command line prints now (`npm run recordings` makes them anew)', async () => {
  const recordings = await record();
  expect(recordings.map(({ name }) => name)).toEqual(['plan', 'review', 'apply', 'drift']);
  for (const { name, command, seen, from } of recordings) {
    const svg = await readFile(pathOf(name), 'utf8');
    expect(svg).toBe(await svgOf(command, seen, from));
    expect(svg.length).toBeLessThan(40_000);
  }
});
