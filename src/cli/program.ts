import { destructiveLimit } from '../model/policy.js';
import { wholeNumber } from '../model/typed.js';
import { packageVersion } from '../reconcile/version.js';
import { helpText } from '../report/help.js';
import { hintToNameFiles } from '../report/next-command.js';
import { withoutCommands } from '../report/style.js';
import { addAccess } from './access-commands.js';
import { commandRun, commandsOf } from './command-run.js';
import type { AnyCommand } from './commander.js';
import { Command } from './commander.js';
import { addEditing } from './editing-commands.js';
import {
  formats,
  journalFile,
  refuseUnmeantValues,
  typed,
  withConnection,
  withFiles,
  withLiveFile,
  withPlanning,
  withReading,
} from './flags.js';
import type { Runs } from './run.js';
import { flagsOf } from './run.js';

/*
 * The command line. Each command's module is loaded only when it is called, so that `--help` and `validate` start
 * as fast as Node does.
 */

/** Every command with its flags; what a command does is loaded only when it is called. `runs`: what is done with one. */
export function makeProgram(runs: Runs): AnyCommand {
  const version = packageVersion();
  const program = new Command('ax-gitops')
    .description('Keeps access to an Arize AX account equal to YAML files in Git.')
    .version(version)
    .option('--no-color', 'no colours, like NO_COLOR')
    .option('-q, --quiet', 'only results and problems')
    .option('--verbose', 'also show each call to Arize, its outcome and how long it took')
    .helpOption('-h, --help', 'show this help')
    .showSuggestionAfterError()
    .showHelpAfterError('(add --help for the flags of a command)')
    .configureOutput({
      writeErr: (text) => process.stderr.write(withoutCommands(text)),
      outputError: (text, write) => {
        write(`${text}${text.includes('too many arguments') ? strayHint(program) : ''}`);
      },
    })
    .exitOverride();

  withConnection(program.command('init').description('write the first files: what is live, or a starter'))
    .option('--export', 'write what is live into access/ (default at a terminal with a login: asks)')
    .option('--no-export', 'write a starter access.yaml to fill in')
    .option('--github', 'also write the workflows for GitHub')
    .option('--action <owner/name@commit>', 'the action that the workflows run (default: that of this release)')
    .action(runs(async (flags, _args, context) => (await import('./commands/init.js')).init(flags, context)));

  withFiles(program.command('validate').description('check the files, without a login'))
    .addOption(formats('text', 'json', 'github'))
    .action(runs(async (flags, _args, context) => (await import('./commands/validate.js')).validate(flags, context)));

  addEditing(program, runs);

  withLiveFile(withPlanning(program.command('plan').description('show what would change; changes nothing')))
    .addOption(formats('text', 'json', 'markdown', 'commands'))
    .option('--out <file>', 'also save the plan as JSON')
    .option('--review', 'at a terminal: go through the plan with the arrow keys before it is printed')
    .addOption(journalFile())
    .option('--detailed-exitcode', 'exit with 2 if there are changes')
    .action(runs(async (flags, _args, context) => (await import('./commands/plan.js')).plan(flags, context)));

  program
    .command('show')
    .description('print a saved plan')
    .argument('<plan>', 'a file that `plan --out` wrote')
    .addOption(formats('text', 'json', 'markdown', 'commands'))
    .action(runs(async (flags, [plan], context) => (await import('./commands/show.js')).show(plan, flags, context)));

  withPlanning(program.command('apply').description('plan, show the plan, ask, and make the changes'))
    .argument('[plan]', 'a file that `plan --out` wrote: applied only if a new plan is the same')
    .option('--auto-approve', "don't ask; withhold destructive steps")
    .option('--allow-destructive', 'with --auto-approve: the destructive steps too')
    .option(
      '--max-destructive <n>',
      'the most destructive steps that are allowed: a count, or a share such as 20%',
      typed(destructiveLimit),
    )
    .addOption(journalFile())
    .option('--expect-digest <sha>', 'refuse any plan but the one with this digest')
    .option('--expect-destructive-digest <sha>', 'refuse any destructive steps but those with this digest')
    .action(runs(async (flags, [plan], context) => (await import('./commands/apply.js')).apply(plan, flags, context)));

  withLiveFile(
    withPlanning(program.command('drift').description('report how the account differs from the files; for cron')),
  )
    .option('--out <file>', 'also save the report as JSON')
    .addOption(journalFile())
    .addOption(formats('text', 'json', 'markdown', 'github'))
    .action(runs(async (flags, _args, context) => (await import('./commands/drift.js')).drift(flags, context)));

  addAccess(program, runs);

  const keys = program.command('keys').description('operations on API keys that the files declare');
  withConnection(
    withFiles(keys.command('rotate').description('replace the secret of a key now, and deliver it to its sink')),
  )
    .argument('<name>', 'the name of the key')
    .option('--auto-approve', "don't ask")
    .option('--allow-destructive', 'with --auto-approve: revoke the old secret')
    .addOption(journalFile())
    .action(runs(async (flags, [name], context) => (await import('./commands/apply.js')).rotate(name, flags, context)));

  const users = program.command('users').description('let Arize send one person an email');
  for (const [what, description] of [
    ['resend-invitation', 'send the invitation again'],
    ['reset-password', 'send a link for a new password'],
  ] as const) {
    withConnection(users.command(what).description(description))
      .argument('<email>', 'the person')
      .option('--auto-approve', "don't ask")
      .addOption(journalFile())
      .action(
        runs(async (flags, [email], context) =>
          (await import('./commands/users.js')).oneOff(what, email, flags, context),
        ),
      );
  }

  withConnection(program.command('snapshot').description('write the live state to a file, for plans without a login'))
    .option('--out <file>', 'the file to write (default: standard output)')
    .action(runs(async (flags, _args, context) => (await import('./commands/snapshot.js')).snapshot(flags, context)));

  withReading(program.command('export').description('write the live state as YAML files'))
    .option('--out <path>', 'a new file or directory (default: standard output)')
    .option('--split', 'one file for each organization; needs --out DIRECTORY')
    .option('--suggest-groups', 'make groups of people who have the same role in three places or more')
    .action(runs(async (flags, _args, context) => (await import('./commands/export.js')).exportLive(flags, context)));

  withReading(program.command('ids').description('print the stable IDs of live objects, by address'))
    .argument('[glob]', 'only addresses that match, such as role/**')
    .addOption(formats('text', 'json'))
    .action(runs(async (flags, [glob], context) => (await import('./commands/ids.js')).ids(glob, flags, context)));

  program
    .command('history')
    .description('list what was applied from this directory, when and by whom')
    .argument('[run]', 'the beginning of a run ID: only that run, with every step')
    .addOption(formats('text', 'json'))
    .addOption(journalFile())
    .action(
      runs(async (flags, [run], context) => (await import('./commands/history.js')).history(flags, context, run)),
    );

  withConnection(
    program.command('doctor').description('check ax, its profile, the network and your privileges'),
  ).action(runs(async (flags, _args, context) => (await import('./commands/doctor.js')).doctor(flags, context)));

  program
    .command('schema')
    .description('print the JSON Schema of the files')
    .option('--plan', 'print that of saved plans instead')
    .option('--snapshot', 'print that of snapshots instead')
    .action(runs(async (flags, _args, context) => (await import('./commands/schema.js')).schema(flags, context)));

  program
    .command('completion')
    .description('print what a shell needs to complete commands, flags, values and addresses')
    .argument('<shell>', 'bash, zsh or fish')
    .argument('[words...]', 'what the shell hands over')
    .action(
      runs(async (_flags, [shell, words], context) =>
        (await import('./commands/completion.js')).completion(program, shell, words, context),
      ),
    );

  program
    .command('sandbox')
    .description('start a local Arize admin API with example data, to try things out')
    .option('--port <n>', 'the port on 127.0.0.1; 0 takes any free one', typed(wholeNumber(0, 65_535)), 8787)
    .option('--seed <file>', 'start with the account in this file instead of the example')
    .option('--state <file>', 'keep the account in this file between runs')
    .action(runs(async (flags, _args, context) => (await import('./commands/sandbox.js')).sandbox(flags, context)));

  for (const [name, command] of commandsOf(program)) {
    command.addHelpText('after', () => helpText(name, version));
    refuseUnmeantValues(command);
  }
  return program;
}

/** Files are named with a flag, so that what is no flag can be a plan or a person. */
function strayHint(program: AnyCommand): string {
  const [name = ''] = program.args;
  const command = program.commands.find((one) => one.name() === name);
  const stray = command?.args.slice(command.registeredArguments.length) ?? [];
  if (command === undefined || stray.length === 0 || !command.options.some(({ long }) => long === '--file')) return '';
  return hintToNameFiles(commandRun(command, flagsOf(command).given), stray);
}
