import { shellLine } from '../model/shell-word.js';
import { isHere, isPartOf } from './commits.js';
import type { GitHub } from './github.js';
import { Stopped } from './runner.js';
import type { Runner } from './runner.js';
import { runsOf, thisWorkflow } from './runs.js';

/**
 * The commit that was applied last, for `--since`. Of several merges in a row GitHub may run only the last: what the others
 * took out of the files would be forgotten if each run looked at its own merge alone.
 */
export async function since(runner: Runner, github: GitHub): Promise<number> {
  const commit = await commitBefore(runner, github);
  runner.output('args', commit === undefined ? '' : `--since ${commit}`);
  return 0;
}

async function commitBefore(runner: Runner, github: GitHub): Promise<string | undefined> {
  const [last] = await runsOf(
    { github, runner },
    { workflow: thisWorkflow(runner), events: ['push'], query: '&status=success' },
  );
  if (last === undefined) return commitOfPush(runner);
  const { head_sha: applied, html_url: url } = last;
  if (!(await isHere(applied, runner)))
    throw new Stopped(
      `The commit that was applied last, ${applied} (${url}), is not in this clone, so it is not known what was taken out of ` +
        `the files since. Check out with \`fetch-depth: 0\`. ${afterRewriting(applied)}`,
    );
  // An old run that is started again would give back what a later one took away.
  if (!(await isPartOf('HEAD', applied, runner)))
    throw new Stopped(
      `${applied} was applied already and is not part of this commit: to apply it would undo what came since. Run the workflow on the newest commit. ${afterRewriting(applied)}`,
    );
  return applied;
}

/** The branch holds that commit again, and says what it said. */
function afterRewriting(applied: string): string {
  return (
    'If the branch was rewritten, make that commit a part of it again, in a clone that has it: ' +
    `\`${shellLine(['git', 'merge', '--strategy=ours', '--no-edit', applied])}\`, then \`git push\`. If it is lost, delete the ` +
    'successful runs of this workflow to start again: what was taken out in the meantime must then be declared `absent`.'
  );
}

/** Where nothing was applied yet, the push itself says what it took out. */
async function commitOfPush(runner: Runner): Promise<string | undefined> {
  const { before } = runner.event;
  if (before === undefined || /^0*$/.test(before)) {
    runner.annotate(
      'warning',
      'There is no commit to compare with: what was taken out of the files is not removed by this run.',
    );
    return undefined;
  }
  if (!(await isHere(before, runner)))
    throw new Stopped(
      `The commit before this push, ${before}, is not in this clone, so it is not known what was taken out of the files. ` +
        'Check out with `fetch-depth: 0`; after a forced push, push the next commit: it is compared with this one.',
    );
  runner.annotate(
    'warning',
    'No run of this workflow has succeeded yet: of what was taken out of the files, only that of this push is removed.',
  );
  return before;
}
