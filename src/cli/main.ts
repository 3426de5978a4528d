#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { WrongEnvironment } from './context.js';
import { addAccess } from './access-commands.js';
import { addEditing } from './editing-commands.js';
import { exitCode } from './exit.js';
import { destructiveLimit, withConnection, withFiles, withLiveFile, withSelection, wholeNumber } from './flags.js';
import { quoteArgument } from '../report/plan-commands.js';
import { withoutCommands } from '../report/style.js';
import { packageVersion } from '../reconcile/version.js';
import { runs } from './run.js';

/*
 * The command line. Each command's module is loaded only when it is called, so that `--help` and `validate` start
 * as fast as Node does.
 */

const planFormats = ['text', 'json', 'markdown', 'commands'];

const program = new Command('ax-gitops')
  .description('Keeps access to an Arize AX account equal to YAML files in Git.')
  .version(packageVersion())
  .option('--no-color', 'no colour (as NO_COLOR)')
  .option('-q, --quiet', 'only results and problems')
  .option('--verbose', 'also tell each call to Arize, what came of it and how long it took')
  .helpOption('-h, --help', 'show help')
  .showSuggestionAfterError()
  .showHelpAfterError('(add --help for the flags of a command)')
  .configureOutput({
    writeErr: (text) => process.stderr.write(withoutCommands(text)),
    outputError: (text, write) => {
      write(`${text}${text.includes('too many arguments') ? strayHint() : ''}`);
    },
  })
  .exitOverride();

withConnection(program.command('init').description('write the files to start with'))
  .option('--export', 'from what is live, into access/; at a terminal with a login you are asked')
  .option('--no-export', 'a starter access.yaml to fill in')
  .option('--github', 'also the workflows for GitHub')
  .option('--action <owner/name@commit>', 'the action that the workflows run; unless given, that of this release')
  .action(runs(async (flags, _args, context) => (await import('./commands/init.js')).init(flags, context)));

withFiles(program.command('validate').description('check the files, offline'))
  .addOption(
    new Option('--format <format>', 'how problems are printed').choices(['text', 'json', 'github']).default('text'),
  )
  .action(
    runs(async (flags, _args, context) => (await import('./commands/validate.js')).validate(flags as never, context)),
  );

addEditing(program);

withLiveFile(
  withConnection(
    withSelection(withFiles(program.command('plan').description('show what would change; changes nothing'))),
  ),
)
  .addOption(new Option('--format <format>', 'how the plan is printed').choices(planFormats).default('text'))
  .option('--out <file>', 'also save the plan as JSON')
  .option('--journal <file>', 'the journal of the applies (default: .ax-gitops/journal.jsonl)')
  .option('--detailed-exitcode', 'exit with 2 where there are changes')
  .action(runs(async (flags, _args, context) => (await import('./commands/plan.js')).plan(flags as never, context)));

program
  .command('show')
  .description('print a saved plan')
  .argument('<plan>', 'a file that `plan --out` wrote')
  .addOption(new Option('--format <format>', 'how the plan is printed').choices(planFormats).default('text'))
  .action(
    runs(async (flags, [plan], context) =>
      (await import('./commands/show.js')).show(plan ?? '', flags as never, context),
    ),
  );

withConnection(withSelection(withFiles(program.command('apply').description('plan, show, ask, and make the changes'))))
  .argument('[plan]', 'a file that `plan --out` wrote: applied only if it is still what would be done')
  .option('--auto-approve', "don't ask; withhold destructive steps")
  .option('--allow-destructive', 'with --auto-approve: the destructive steps too')
  .addOption(
    new Option('--max-destructive <n>', 'most destructive steps: a count, or a share such as 20%').argParser(
      destructiveLimit,
    ),
  )
  .option('--journal <file>', 'where it is written down (default: .ax-gitops/journal.jsonl)')
  .option('--expect-digest <sha>', 'refuse if the plan is not the one with this digest')
  .option('--expect-destructive-digest <sha>', 'refuse if the destructive steps are not those with this digest')
  .action(
    runs(async (flags, [plan], context, given) =>
      (await import('./commands/apply.js')).apply(plan, flags, context, given),
    ),
  );

withLiveFile(
  withConnection(
    withSelection(withFiles(program.command('drift').description('how the account differs from the files; for cron'))),
  ),
)
  .option('--out <file>', 'also save it as JSON')
  .option('--journal <file>', 'the journal of the applies (default: .ax-gitops/journal.jsonl)')
  .addOption(
    new Option('--format <format>', 'how it is printed')
      .choices(['text', 'json', 'markdown', 'github'])
      .default('text'),
  )
  .action(runs(async (flags, _args, context) => (await import('./commands/drift.js')).drift(flags as never, context)));

addAccess(program);

const keys = program.command('keys').description('API keys that the files declare');
withConnection(withFiles(keys.command('rotate').description('a new secret for a key now, delivered to its sink')))
  .argument('<name>', 'the name of the key')
  .option('--auto-approve', "don't ask")
  .option('--allow-destructive', 'with --auto-approve: the old secret goes')
  .option('--journal <file>', 'where it is written down (default: .ax-gitops/journal.jsonl)')
  .action(
    runs(async (flags, [name], context) => (await import('./commands/keys.js')).rotate(name ?? '', flags, context)),
  );

const users = program.command('users').description('one mail to one person');
for (const [what, description] of [
  ['resend-invitation', 'resend the invitation'],
  ['reset-password', 'send a link for a new password'],
] as const) {
  withConnection(users.command(what).description(description))
    .argument('<email>')
    .option('--auto-approve', "don't ask")
    .option('--journal <file>', 'where it is written down (default: .ax-gitops/journal.jsonl)')
    .action(
      runs(async (flags, [email], context) =>
        (await import('./commands/users.js')).oneOff(what, email ?? '', flags, context),
      ),
    );
}

withConnection(program.command('snapshot').description('write what is live to a file, for plans without a login'))
  .option('--out <file>', 'the file; standard output unless given')
  .action(runs(async (flags, _args, context) => (await import('./commands/snapshot.js')).snapshot(flags, context)));

withLiveFile(withConnection(program.command('export').description('write the files that say what is live')))
  .option('--out <path>', 'a new file or directory; standard output unless given')
  .option('--split', 'one file for each organization; needs --out DIRECTORY')
  .option('--suggest-groups', 'people with the same role in three places or more become groups')
  .action(runs(async (flags, _args, context) => (await import('./commands/export.js')).exportLive(flags, context)));

withLiveFile(withConnection(program.command('ids').description('the stable IDs of live objects, by address')))
  .argument('[glob]', 'only addresses that match, e.g. `role/**`')
  .addOption(new Option('--format <format>', 'how they are printed').choices(['text', 'json']).default('text'))
  .action(
    runs(async (flags, [glob], context) => (await import('./commands/ids.js')).ids(glob, flags as never, context)),
  );

program
  .command('history')
  .description('what was applied from this directory')
  .addOption(new Option('--format <format>', 'how it is printed').choices(['text', 'json']).default('text'))
  .option('--journal <file>', 'the journal to read (default: .ax-gitops/journal.jsonl)')
  .action(
    runs(async (flags, _args, context) => (await import('./commands/history.js')).history(flags as never, context)),
  );

withConnection(
  program.command('doctor').description('check ax, its profile, the way to Arize and your privileges'),
).action(runs(async (flags, _args, context) => (await import('./commands/doctor.js')).doctor(flags, context)));

program
  .command('schema')
  .description('print the JSON Schema of the files')
  .option('--plan', 'of saved plans instead')
  .option('--snapshot', 'of snapshots instead')
  .action(runs(async (flags, _args, context) => (await import('./commands/schema.js')).schema(flags, context)));

program
  .command('completion')
  .description('print what a shell needs to complete commands, flags and their values')
  .argument('<shell>', 'bash, zsh or fish')
  .argument('[words...]')
  .action(
    runs(async (_flags, [shell, ...words], context) =>
      (await import('./commands/completion.js')).completion(program, shell ?? '', words.filter(isGiven), context),
    ),
  );

program
  .command('sandbox')
  .description('start a local Arize admin API with example data, to try things out')
  .addOption(
    new Option('--port <n>', 'port on 127.0.0.1; 0 for any free one').argParser(wholeNumber(0, 65_535)).default(8787),
  )
  .option('--seed <file>', 'start with this account instead of the example')
  .option('--state <file>', 'keep the account in this file between runs')
  .action(
    runs(async (flags, _args, context) => (await import('./commands/sandbox.js')).sandbox(flags as never, context)),
  );

/** Commands that change the account: their exit code says what was done. */
const changing: ReadonlySet<string> = new Set(['apply', 'keys', 'users']);

process.exitCode = await main();

async function main(): Promise<number> {
  // Output that can't be written (a reader that went away, a full disk, a closed terminal) is no reason to leave an apply
  // half done: what is said is lost, and the exit code of what was done stays.
  const output = { isLost: false };
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // A reader that went away (`| head`) has seen what it wanted.
    if (code === 'EPIPE' || output.isLost) return;
    output.isLost = true;
    process.stderr.write(`error: the output can't be written: ${message}\n`);
  });
  try {
    await program.parseAsync();
    // What was written last may still fail.
    await new Promise((resolve) => process.stdout.write('', resolve));
    const code = typeof process.exitCode === 'number' ? process.exitCode : exitCode.done;
    return output.isLost && code === exitCode.done && !changing.has(program.args[0] ?? '') ? exitCode.invalid : code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.invalid;
    if (error instanceof WrongEnvironment) {
      process.stderr.write(`error: ${error.message}.\n  hint: ${error.hint}\n`);
      return exitCode.invalid;
    }
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(withoutCommands(`error: this is a defect in ax-gitops, please report it:\n${message}\n`));
    return exitCode.invalid;
  }
}

/** Files are named with a flag, so that what is no flag can be a plan or a person. */
function strayHint(): string {
  const [name = ''] = program.args;
  const command = program.commands.find((one) => one.name() === name);
  const stray = command?.args[command.registeredArguments.length];
  if (stray === undefined || command?.options.some(({ long }) => long === '--file') !== true) return '';
  return `  hint: the files are named with -f: ax-gitops ${name} -f ${quoteArgument(stray)}\n`;
}

function isGiven(word: string | undefined): word is string {
  return word !== undefined;
}
