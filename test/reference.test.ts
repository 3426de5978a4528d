import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { references } from '../scripts/reference.js';
import { commandReference } from '../scripts/reference/commands.js';
import { Command } from '../src/cli/commander.js';
import { commandsOf } from '../src/cli/command-run.js';
import { help } from '../src/report/help.js';
import { makeProgram } from '../src/cli/program.js';
import { runs } from '../src/cli/run.js';
import { readSeed } from '../src/sandbox/seed.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('what is generated is fresh', async () => {
  it.each((await references()).map(({ file, text }) => [relative(root, fileURLToPath(file)), text]))(
    '%s',
    (path, text) => {
      expect(read(path) === text ? 'fresh' : `${path} is stale: run \`npm run reference\``).toBe('fresh');
    },
  );
});

it('signs that Markdown would read stand in a table as they are', () => {
  const made = new Command().option('-a, --alpha <x|y>', 'of <name>, *each* | all').option('-b', 'plain');
  expect(commandReference(made)).toContain(
    '| `-a, --alpha <x\\|y>` | of \\<name>, \\*each\\* \\| all |\n| `-b` | plain |',
  );
});

describe('the help of each command', () => {
  const all = commandsOf(makeProgram(runs));

  it.each(all)('ax-gitops %s', (_name, command) => {
    expect(command.description()).toMatch(/^[^\n]{10,90}$/);
    let printed = '';
    command.configureOutput({ writeOut: (text) => (printed += text) });
    command.outputHelp();
    expect(printed).toMatch(/\nExamples:\n( {2}\S.*\n {6}\S.*\n){2}\nMore: https:\/\/\S+\/docs\/\S+\.md\n$/);
    const page = /\/docs\/(\S+)\n$/.exec(printed)?.[1] ?? '';
    expect(read(`docs/${page}`)).toContain('# ');
    for (const option of command.options) expect(`${option.flags}: ${option.description}`).not.toMatch(/: $/);
  });

  it('is of a command that there is, and every example too', () => {
    expect(Object.keys(help).sort()).toEqual(all.map(([name]) => name).sort());
    const lines = Object.values(help).flatMap(({ examples }) => examples.map(([line]) => line));
    for (const line of lines) expect(read('docs/reference/commands.md') + read('README.md')).toContain(line);
  });
});

it('the seed in the documents is one', () => {
  const [, seed = ''] = /```yaml\n([^]*?)```/.exec(read('docs/sandbox.md')) ?? [];
  expect(readSeed(seed, 'sandbox.md').users).toHaveLength(2);
});
