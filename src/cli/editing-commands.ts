import type { Command } from 'commander';
import { Option } from 'commander';
import { repeatable, withConnection, withFiles, withLiveFile, withSelection } from './flags.js';
import { runs } from './run.js';

/** The commands that edit the files, and nothing else. */
export function addEditing(program: Command): void {
  planned(program.command('grant').description('give people a role in a place, in the files'))
    .usage('[options] WHO... ROLE PLACE')
    .argument('<who...>', 'emails or @groups, then the role, then the place: an address, or ORGANIZATION/SPACE/PROJECT')
    .option('--until <date>', 'the grant ends then')
    .option('--reason <text>', 'why, for people')
    .option('--name <name>', 'the display name of somebody new')
    .option('--create', 'write the space or project too, where no file declares it')
    .option('--into <file>', 'the file for new entries (default: the one that holds the place)')
    .addOption(repeatable('--group <name>', 'a group that gets it; repeatable, also in place of WHO'))
    .option('--leave <place>', 'the place that they leave for it: what they have there and below is taken away')
    .action(
      runs(async (flags, words, context) =>
        (await import('./commands/edit.js')).grant(words.filter(isGiven), flags as never, context),
      ),
    );

  planned(program.command('revoke').description("take somebody's role in a place away, in the files"))
    .argument('<who>', 'an email or @group')
    .argument('<place>', 'an address, or ORGANIZATION/SPACE/PROJECT')
    .option('--delete-line', 'delete the line instead of writing absent: only a run with --since sees that')
    .action(
      runs(async (flags, [who, place], context) =>
        (await import('./commands/edit.js')).revoke(who ?? '', place ?? '', flags as never, context),
      ),
    );

  planned(
    program.command('offboard').description('a person leaves: absent, and out of every group and place, in the files'),
  )
    .argument('<email>')
    .action(
      runs(async (flags, [email], context) =>
        (await import('./commands/edit.js')).offboard(email ?? '', flags as never, context),
      ),
    );

  withLiveFile(withSelection(planned(program.command('adopt').description('write what is live into the files'))))
    .argument(
      '[glob...]',
      'only addresses that match, e.g. `organization/Research/**`; at a terminal you are asked which',
    )
    .option('--all', "don't ask which")
    .action(
      runs(async (flags, globs, context) =>
        (await import('./commands/adopt.js')).adopt(globs.filter(isGiven), flags as never, context),
      ),
    );

  editing(program.command('fmt').description('write the files in one order and style, comments kept')).action(
    runs(async (flags, _args, context) => (await import('./commands/edit.js')).fmt(flags as never, context)),
  );
}

function isGiven(word: string | undefined): word is string {
  return word !== undefined;
}

/** Flags of the commands after which a plan of what was edited may be wanted. */
function planned(command: Command): Command {
  return withConnection(editing(command).option('--plan', 'plan just that afterwards'));
}

/** Flags of the commands that edit files. */
function editing(command: Command): Command {
  return withFiles(command)
    .option('--check', 'change nothing; exit with 2 where something would change')
    .option('--dry-run', 'change nothing, only show what would change')
    .addOption(new Option('--format <format>', 'how it is printed').choices(['text', 'json']).default('text'));
}
