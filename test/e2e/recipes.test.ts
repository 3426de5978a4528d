import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { blocksOf, installShim, overRest, runLine, typedIn } from '../support/documented.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/*
 * Each recipe is followed from top to bottom, on the files that `init --export` writes for the sandbox: files are written where a
 * block begins with their name, commands run, and what the page shows is what they print.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const recipes = (await readdir(join(root, 'docs/recipes'))).filter((name) => name !== 'README.md');

let rig: Rig;
const run = (line: string) => runLine(rig, line, 'work');

/** Follows a page, and hands back how many commands that were. */
async function follow(page: string): Promise<number> {
  let commands = 0;
  for (const block of blocksOf(page)) {
    const [, file] = /^# (\S+\.(?:yaml|csv))\n/.exec(block.text) ?? [];
    if (file !== undefined) {
      await mkdir(dirname(join(rig.folder, 'work', file)), { recursive: true });
      await writeFile(join(rig.folder, 'work', file), block.text.slice(block.text.indexOf('\n') + 1));
    }
    for (const { line, comment, shown } of typedIn(block)) {
      const { exitCode, stdout, stderr } = await run(line);
      commands += 1;
      const printed = `${stdout}\n${stderr}`;
      const code = Number(/\bexits with (\d)/.exec(comment)?.[1] ?? 0);
      expect(`${line}: ${String(exitCode)}`, printed).toBe(`${line}: ${String(code)}`);
      expect(shown.length === 0 ? '' : missingIn(printed, shown), printed).toBe('');
    }
  }
  return commands;
}

/** The first shown line that is not printed after those before it; `…` stands for any text. */
function missingIn(printed: string, shown: readonly string[]): string {
  let at = 0;
  for (const line of shown.map((text) => text.trim()).filter((text) => text !== '' && text !== '…')) {
    const pattern = line.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const found = new RegExp(`^ *${pattern.join('.*')}$`, 'm').exec(printed.slice(at));
    if (found === null) return line;
    at += found.index + found[0].length;
  }
  return '';
}

it('a shown line that is not printed, or not there, is found', () => {
  expect(missingIn('one\n  two, and more\nthree', ['one', 'two, …', '…', 'three'])).toBe('');
  expect(missingIn('one\ntwo', ['two', 'one'])).toBe('one');
  expect(missingIn('one', ['on'])).toBe('on');
});

describe('docs/recipes', () => {
  afterEach(() => rig.close());

  it.each(recipes)('%s', async (name) => {
    rig = await startRig();
    await installShim(join(rig.folder, 'bin'), overRest);
    await mkdir(join(rig.folder, 'work'));
    await run(`git init -q && ax-gitops init --export && git add . && git commit -qm start`);
    expect(await follow(await readFile(join(root, 'docs/recipes', name), 'utf8'))).toBeGreaterThan(0);
  });
});
