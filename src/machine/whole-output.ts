import { fstatSync, writeSync } from 'node:fs';
import type { Writable } from 'node:stream';

/** Standard output, as the system counts. */
const output = 1;

/**
 * What goes to a file (`> FILE`) is written whole, or fails. Node writes it once, and takes the beginning that the disk has
 * room for as all of it. From now on, for the rest of the process.
 */
export function writtenWhole(stdout: Writable): Writable {
  if (!isFile(output)) return stdout;
  stdout._write = (content: Buffer, _encoding, done) => {
    try {
      for (let at = 0; at < content.length;) at += writeSync(output, content, at);
    } catch (error) {
      done(error as Error);
      return;
    }
    done();
  };
  return stdout;
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    // It is closed.
    return false;
  }
}
