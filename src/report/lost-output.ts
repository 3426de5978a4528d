import type { Writable } from 'node:stream';

/**
 * Output that can't be written (a reader that went away, a full disk, a closed terminal) is no reason to leave an apply half
 * done: what is said is lost, and that it was is known afterwards. From now on, for the rest of the process.
 */
export function watchOutput({ stdout, stderr }: { readonly stdout: Writable; readonly stderr: Writable }): {
  readonly isLost: boolean;
} {
  const output = { isLost: false };
  stderr.on('error', () => undefined);
  stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // A reader that went away (`| head`) has seen what it wanted.
    if (code === 'EPIPE' || output.isLost) return;
    output.isLost = true;
    stderr.write(`error: the output can't be written: ${message}\n`);
  });
  return output;
}
