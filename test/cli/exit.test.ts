import { expect, it } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit.js';

it.each([
  [[], 0],
  [['done', 'done'], 0],
  [['done', 'withheld'], 2],
  [['done', 'impossible'], 2],
  [['done', 'skipped'], 4],
  [['withheld', 'blocked'], 4],
  [['withheld', 'failed', 'impossible'], 4],
  [['done', 'still-different'], 4],
  [['done', 'not-read-again'], 4],
  [['failed', 'withheld', 'interrupted'], 130],
  [['declined'], 3],
  [['no-terminal'], 3],
] as const)('a run that came to %j exits with %i', (endings, code) => {
  expect(exitCodeOf(endings)).toBe(code);
});
