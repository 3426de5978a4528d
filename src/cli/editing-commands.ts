import type { AnyCommand } from './commander.js';
import { another, group, withConnection, withFiles, withLiveFile, withSelection, withTrying } from './flags.js';
import type { Runs } from './run.js';

/** Flags of the commands that edit files. */
const editing = group((command) => withTrying(withFiles(command)));

/** Flags of the commands after which a plan of what was edited may be wanted. */
const planned = group((command) =>
  withConnection(editing(command).option('--plan', 'plan what was edited afterwards')),
);

const edits = () => import('./commands/edit.js');

/** The commands that edit the files, and nothing else. */
export function addEditing(program: AnyCommand, runs: Runs): void {
  planned(program.command('grant').description('write a grant into the files: a role for people in a place'))
    .usage('[options] WHO... ROLE PLACE')
    .argument('<who...>', 'emails or @groups, then the role, then the place: an address, or ORGANIZATION/SPACE/PROJECT')
    .option('--until <date>', 'the date on which the grant ends')
    .option('--reason <text>', 'why they get it, for readers of the file')
    .option('--name <name>', 'the display name of a new person')
    .option('--create', 'also write the space or project, if no file declares it')
    .option('--into <file>', 'the file for new entries (default: the one that holds the place)')
    .option('--group <name>', 'a group that gets the role, like @NAME; repeatable', another)
    .option('--leave <place>', 'a place that they leave: what they have there and below is revoked')
    .action(runs(async (flags, [words], context) => (await edits()).grant(words, flags, context)));

  planned(program.command('revoke').description('write into the files that somebody has no role in a place'))
    .argument('<who>', 'an email or @group')
    .argument('<place>', 'an address, or ORGANIZATION/SPACE/PROJECT')
    .option(
      '--delete-line',
      'delete the line instead of writing absent: only a run with --since then removes the access',
    )
    .action(runs(async (flags, [who, place], context) => (await edits()).revoke(who, place, flags, context)));

  planned(
    program
      .command('offboard')
      .description('write into the files that a person leaves: absent, and out of every group and place'),
  )
    .argument('<email>', 'the person')
    .action(runs(async (flags, [email], context) => (await edits()).offboard(email, flags, context)));

  withLiveFile(
    withSelection(
      planned(program.command('adopt').description('write into the files what is live and differs from them')),
    ),
  )
    .argument('[glob...]', 'only addresses that match, such as organization/Research/** (default at a terminal: asks)')
    .option('--all', 'adopt everything without asking')
    .action(
      runs(async (flags, [globs], context) => (await import('./commands/adopt.js')).adopt(globs, flags, context)),
    );

  editing(program.command('fmt').description('write the files in one order and style; comments are kept')).action(
    runs(async (flags, _args, context) => (await edits()).fmt(flags, context)),
  );
}
