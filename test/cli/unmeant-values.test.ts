import { expect, it } from 'vitest';
import { commandsOf } from '../../src/cli/command-run.js';
import type { AnyCommand } from '../../src/cli/commander.js';
import { makeProgram } from '../../src/cli/program.js';

/* What nobody means to give, for every flag and argument that there is. */

/** What the command line makes of one value, as if it were all that was given. */
function said(parse: ((value: string, previous: never) => unknown) | undefined, value: string): string {
  try {
    parse?.(value, undefined as never);
    return '';
  } catch (error) {
    return String(error);
  }
}

const program = () => commandsOf(makeProgram(() => () => Promise.resolve())).map(([, command]) => command);
const flagsOf = (command: AnyCommand) => command.options.filter(({ required }) => required);
const flags = program().flatMap((command) =>
  flagsOf(command).map((option) => ({ name: `${command.name()} ${option.flags}`, option })),
);
const args = program()
  .filter((command) => command.name() !== 'completion')
  .flatMap((command) => command.registeredArguments.map((one) => ({ name: `${command.name()} ${one.name()}`, one })));

it('is empty, as where a variable is not set', () => {
  expect(flags.length).toBeGreaterThan(100);
  for (const value of ['', ' ', '\t\n']) {
    for (const { name, option } of flags) expect(said(option.parseArg, value), name).toContain('It is empty');
    for (const { name, one } of args) expect(said(one.parseArg, value), name).toContain('It is empty');
  }
});

it('is - for a file: nothing is called so by mistake', () => {
  const files = flags.filter(({ option }) => /<(?:file|path|folder|sheet)>/.test(option.flags));
  expect(new Set(files.map(({ option }) => option.long))).toEqual(
    new Set([
      ...['--file', '--ax', '--live', '--out', '--journal', '--snapshot', '--apply', '--record', '--into'],
      ...['--seed', '--state'],
    ]),
  );
  for (const { name, option } of files) {
    expect(said(option.parseArg, '-'), name).toMatch(
      /It is the name of no \w+ here\..* If one is called so, write \.\/-/,
    );
    expect(said(option.parseArg, './-'), name).toBe('');
    if (option.long === '--out') expect(said(option.parseArg, '-')).toContain('the result goes to standard output');
  }
  for (const { name, one } of args)
    if (one.name() === 'plan') expect(said(one.parseArg, '-'), name).toContain('no file');
});

it('is a folder for a file that is written', () => {
  for (const { name, option } of flags.filter(({ option }) => option.flags.includes('<file>')))
    expect(said(option.parseArg, 'plans/'), name).toContain('name a file in it, such as plans/NAME');
});

it('several arguments are each looked at, and all handed on', () => {
  const grant = program().find((command) => command.name() === 'grant');
  const parse = grant?.registeredArguments[0]?.parseArg as (value: string, previous: unknown) => unknown;
  expect(parse('b', parse('a', undefined))).toEqual(['a', 'b']);
});
