import type { AnyCommand } from './commander.js';
import { Option } from './commander.js';
import { someOf } from '../model/typed.js';
import { another, journalFile, severally, typed, withFiles, withReading, withTrying } from './flags.js';
import type { Runs } from './run.js';

/** Who can do what, since when, and whether they still should. */
export function addAccess(program: AnyCommand, runs: Runs): void {
  const access = program.command('access');
  withReading(withFiles(access.description('show who can do what in the account')))
    .option('--user <email>', 'only this person')
    .option('--on <glob>', 'only places with such an address, such as organization/*/space/*')
    .option('--can <permission>', 'only who can do this')
    .option('--compare <what>', 'who gained and lost what since a snapshot, or by the files since a commit')
    .option('--snapshot <file>', 'an earlier snapshot, for the chart of changes of --format html; repeatable', another)
    .option(
      '--expand <what>',
      'one line for each permission of a grant (permissions), or for each place that it reaches (places); repeatable',
      severally(typed(someOf(['permissions', 'places']))),
    )
    .addOption(
      new Option('--format <format>', 'output format; markdown only with --compare')
        .choices(['text', 'json', 'jsonl', 'csv', 'html', 'markdown'])
        .default('text'),
    )
    .action(runs(async (flags, _args, context) => (await import('./commands/access.js')).access(flags, context)));

  const review = access
    .command('review')
    .description('write sheets of all grants to decide on, and apply the decisions');
  const reviewing = withReading(withFiles(review))
    .option('--out <folder>', 'write a sheet for each organization, as CSV and HTML')
    .addOption(new Option('--by <what>', 'one sheet for each').choices(['organization']).default('organization'))
    .option('--apply <sheet>', 'edit the files by the decisions in a sheet: keep, revoke, until DATE')
    .option('--record <folder>', 'the folder that keeps applied sheets', 'reviews')
    .addOption(journalFile())
    .option('--snapshot <file>', 'an earlier snapshot, to tell since when a grant exists; repeatable', another);
  withTrying(reviewing).action(
    runs(async (flags, _args, context) => (await import('./commands/review.js')).review(flags, context)),
  );
}
