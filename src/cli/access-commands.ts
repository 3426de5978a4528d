import type { Command } from 'commander';
import { Option } from 'commander';
import { listOf, withConnection, withFiles, withLiveFile } from './flags.js';
import { runs } from './run.js';

/** Who can do what, since when, and whether they still should. */
export function addAccess(program: Command): void {
  withLiveFile(withConnection(withFiles(program.command('access').description('who can do what, as it is live'))))
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
}
