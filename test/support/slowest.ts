import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** At the end of a run of many files, says which took longest: those that are worth making quicker, or splitting. */
export default class Slowest implements Reporter {
  onTestRunEnd(files: readonly TestModule[]): void {
    if (files.length < 2) return;
    const slowest = files
      .map((file) => ({ file: relative('', file.moduleId), seconds: secondsOf(file) }))
      .sort((one, other) => other.seconds - one.seconds)
      .slice(0, 15);
    const lines = slowest.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`);
    process.stdout.write(`\nThe slowest files:\n${lines.join('\n')}\n`);
  }
}

/** Reading the file, its set-up and its tests. */
function secondsOf(file: TestModule): number {
  const { collectDuration, setupDuration, duration } = file.diagnostic();
  return (collectDuration + setupDuration + duration) / 1000;
}
