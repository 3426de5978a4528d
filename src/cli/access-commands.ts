import type { Command } from 'commander';
import { Option } from 'commander';
import { listOf, repeatable, withConnection, withFiles, withLiveFile } from './flags.js';
import { runs } from './run.js';

/** Who can do what, since when, and whether they still should. */
export function addAccess(program: Command): void {
  // What stands behind `review` is for the review.
  const access = program.command('access').enablePositionalOptions();
  withLiveFile(withConnection(withFiles(access.description('who can do what, as it is live'))))
    .option('--user <email>', 'only this person')
    .option('--on <glob>', 'only places with such an address, e.g. `organization/*/space/*`')
    .option('--can <permission>', 'only who can do this')
    .option('--compare <what>', 'who gained and lost what since a snapshot; or, with a commit, by the files since then')
    .addOption(
      new Option(
        '--expand <what>',
        'list one by one what is folded: `permissions` of each grant, `places` that it reaches; repeatable',
      ).argParser(listOf(['permissions', 'places'])),
    )
    .addOption(
      new Option('--format <format>', 'how it is printed; markdown goes with --compare')
        .choices(['text', 'json', 'jsonl', 'csv', 'html', 'markdown'])
        .default('text'),
    )
    .action(
      runs(async (flags, _args, context, given) =>
        (await import('./commands/access.js')).access(flags as never, context, given),
      ),
    );

  withLiveFile(withConnection(withFiles(access.command('review').description('sheets of all grants to decide on'))))
    .option('--out <folder>', 'write a sheet for each organization, as CSV and HTML')
    .addOption(new Option('--by <what>', 'one sheet for each').choices(['organization']).default('organization'))
    .option('--apply <sheet>', 'edit the files by the decisions in a sheet: keep, revoke, until 2027-06-30')
    .option('--record <folder>', 'where applied sheets are kept', 'reviews')
    .option('--journal <file>', 'the journal of the applies (default: .ax-gitops/journal.jsonl)')
    .addOption(repeatable('--snapshot <file>', 'an earlier snapshot, for since when a grant is there; repeatable'))
    .option('--check', 'change nothing; exit with 2 where something would change')
    .option('--dry-run', 'change nothing, only show what would change')
    .addOption(new Option('--format <format>', 'how it is printed').choices(['text', 'json']).default('text'))
    .action(
      runs(async (flags, _args, context) => (await import('./commands/review.js')).review(flags as never, context)),
    );
}
