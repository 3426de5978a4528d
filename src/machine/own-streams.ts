import type { Stats } from 'node:fs';
import { fstatSync } from 'node:fs';

/** Whether a file is where standard output or standard error goes: `/dev/stdout`, or what a shell sends them to. */
export function isOwnStream({ dev, ino }: Stats): boolean {
  return [1, 2].some((stream) => {
    try {
      const one = fstatSync(stream);
      return one.dev === dev && one.ino === ino;
    } catch {
      // It is closed.
      return false;
    }
  });
}
