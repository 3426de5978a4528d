import { relative } from 'node:path';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** Files that take long, the longest first: begun last, one of them would keep one core busy and the other idle. */
const longest = [
  'test/e2e/github-workflows.test.ts',
  'test/faults/through-the-real-ax.test.ts',
  'test/e2e/key-crash.test.ts',
  'test/e2e/documented-commands.test.ts',
  'test/report/html/in-a-browser.test.ts',
  'test/e2e/membership.test.ts',
  'test/e2e/every-action.test.ts',
  'test/e2e/keys.test.ts',
  'test/e2e/other-ci.test.ts',
  'test/e2e/no-secret-anywhere.test.ts',
  'test/e2e/command-line.test.ts',
  'test/faults/through-the-port.test.ts',
  'test/plan/convergence.test.ts',
  'test/e2e/logins.test.ts',
  'test/kinds/new-kind.test.ts',
];

/** Files that have a process of their own come first, so that those that share one are not parted; each by the list above. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
}

function rank({ project, moduleId }: TestSpecification): number {
  if (project.config.isolate) return -1;
  const path = relative(project.config.root, moduleId);
  const index = longest.indexOf(path);
  if (index >= 0) return index;
  return longest.length + (path.startsWith('test/e2e/') ? 0 : 1);
}
