import type { AnyCommand, Option } from '../../src/cli/commander.js';
import { commandsOf } from '../../src/cli/command-run.js';
import { help } from '../../src/report/help.js';
import { connectionOptions, meaningOf, ownOptions, sentence } from './commands.js';

/* man/ax-gitops.1: the commands and flags as a page for `man`. */

export function manPage(program: AnyCommand): string {
  const all = commandsOf(program).slice(1);
  return [
    '.\\" Generated from the command line by `npm run reference`. Do not edit.',
    '.TH AX\\-GITOPS 1 "" ax\\-gitops "User Commands"',
    '.SH NAME',
    'ax\\-gitops \\- keep access to an Arize AX account in Git',
    '.SH SYNOPSIS',
    '.B ax\\-gitops',
    '.I command',
    '[options]',
    '.SH DESCRIPTION',
    text(program.description()),
    '.SH COMMANDS',
    ...all.flatMap(([name, command]) => section(name, command)),
    '.SH OPTIONS OF ALL COMMANDS',
    ...program.options.flatMap(option),
    '.SH HOW ARIZE IS REACHED',
    'Commands that need the account take these.',
    ...connectionOptions(program).flatMap(option),
    '.SH EXIT STATUS',
    ...exits.flatMap(([code, meaning]) => ['.TP', `.B ${code}`, text(meaning)]),
    '.SH ENVIRONMENT',
    ...variables.flatMap(([name, meaning]) => ['.TP', `.B ${text(name)}`, text(meaning)]),
    '',
  ].join('\n');
}

/** As in docs/exit-codes.md, shorter. */
const exits = [
  ['0', 'Done; nothing is left to change.'],
  ['1', 'The files, flags or environment are wrong. Nothing was changed.'],
  ['2', 'There are changes, or steps were withheld or blocked.'],
  ['3', 'Refused. Nothing was changed.'],
  ['4', 'Some steps failed, or the account still differs.'],
  ['5', 'The account could not be read. Nothing was changed.'],
  ['130', 'Interrupted.'],
] as const;

const variables = [
  ['ARIZE_API_KEY', 'The login, where no ax profile is active.'],
  ['ARIZE_BASE_URL', 'The host for that login, unless it is api.arize.com.'],
  ['AX_GITOPS_PROFILE', 'As --profile.'],
  ['AX_GITOPS_AX', 'As --ax.'],
  ['AX_GITOPS_VARIABLES', 'The environment variables that the files may read: names and globs, separated by commas.'],
  ['NO_COLOR, FORCE_COLOR', 'No colours, or colours even where the output is no terminal.'],
] as const;

function section(name: string, command: AnyCommand): readonly string[] {
  const own = ownOptions(command);
  const examples = (help[name]?.examples ?? []).flatMap(([line, does]) => [
    '.PP',
    text(`${does}:`),
    '.nf',
    `    ${text(line)}`,
    '.fi',
  ]);
  return [
    `.SS ${text(`${name} ${command.usage()}`)}`,
    text(sentence(command.description())),
    ...own.flatMap(option),
    ...examples,
  ];
}

function option(one: Option): readonly string[] {
  return ['.TP', `.B ${text(one.flags)}`, text(meaningOf(one))];
}

/** What roff would read as something else is escaped. */
function text(plain: string): string {
  return plain
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/, '\\&$1');
}
