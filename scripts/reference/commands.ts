import type { AnyCommand } from '../../src/cli/commander.js';
import { Option } from '../../src/cli/commander.js';
import { commandsOf } from '../../src/cli/command-run.js';
import { exitCode } from '../../src/cli/exit.js';
import { help } from '../../src/report/help.js';

/* docs/reference/commands.md: every command and flag, from the program itself. */

export function commandReference(program: AnyCommand): string {
  const all = commandsOf(program).slice(1);
  return [
    '<!-- Generated from the command line by `npm run reference`. Do not edit. -->',
    '# Command reference',
    'What `ax-gitops COMMAND --help` says, for all commands. The exit codes are explained [here](../exit-codes.md).',
    [
      '| command | does |',
      '| --- | --- |',
      ...all.map(([name, command]) => `| [\`${name}\`](#${anchor(name)}) | ${command.description()} |`),
    ].join('\n'),
    '## Options of all commands',
    optionTable([...program.options, helpOption]),
    '## How Arize is reached',
    'Commands that need the account take these:',
    optionTable(connectionOptions(program)),
    ...all.map(([name, command]) => section(name, command)),
    '',
  ].join('\n\n');
}

const helpOption = new Option('-h, --help', 'show the help of a command');

function section(name: string, command: AnyCommand): string {
  const { examples, page, ends } = help[name] ?? { examples: [], page: 'README.md', ends: [] };
  const own = ownOptions(command);
  const isConnected = own.length < command.options.length;
  return [
    `## ${name}`,
    `${sentence(command.description())}${isConnected ? ' Takes the options of [how Arize is reached](#how-arize-is-reached).' : ''}`,
    `Usage: \`${name} ${command.usage()}\``,
    argumentTable(command),
    own.length === 0 ? '' : optionTable(own),
    ['```console', ...examples.map(([line, does]) => `$ ${line} # ${does}`), '```'].join('\n'),
    `Exit codes: ${ends.map((end) => exitCode[end]).join(', ')}. More: [${page}](../${page}).`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function argumentTable({ registeredArguments }: AnyCommand): string {
  const rows = registeredArguments.map(
    (argument) =>
      `| \`${argument.name()}\` | ${prose(argument.description)}${argument.required ? '' : ' (optional)'} |`,
  );
  return rows.length === 0 ? '' : ['| argument | meaning |', '| --- | --- |', ...rows].join('\n');
}

function optionTable(options: readonly Option[]): string {
  const rows = options.map((option) => `| \`${inCell(option.flags)}\` | ${prose(meaningOf(option))} |`);
  return ['| option | meaning |', '| --- | --- |', ...rows].join('\n');
}

/** The description with what the option may be and is unless given. */
export function meaningOf({ description, argChoices, defaultValue, defaultValueDescription }: Option): string {
  const unless = defaultValueDescription ?? (isShown(defaultValue) ? String(defaultValue) : undefined);
  const more = [
    ...(argChoices === undefined ? [] : [argChoices.join(', ')]),
    ...(unless === undefined ? [] : [`default: ${unless}`]),
  ];
  return more.length === 0 ? description : `${description} (${more.join('; ')})`;
}

function isShown(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** The options of the commands that need the account, each once. */
export function connectionOptions(program: AnyCommand): readonly Option[] {
  const all = commandsOf(program).flatMap(([, { options }]) => options.filter(isConnection));
  return [...new Map(all.map((option) => [option.long, option])).values()];
}

/** Those of a command besides. */
export function ownOptions({ options }: AnyCommand): readonly Option[] {
  return options.filter((option) => !isConnection(option));
}

function isConnection({ helpGroupHeading }: Option): boolean {
  return helpGroupHeading === 'How Arize is reached:';
}

function anchor(name: string): string {
  return name.replaceAll(' ', '-');
}

export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Text that is no Markdown: stars would be taken for emphasis there, and angle brackets for HTML. */
function prose(text: string): string {
  return inCell(text.replaceAll(/[*<]/g, '\\$&'));
}

/** A bar ends a cell, also in code. */
export function inCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
