import type { Readable, Writable } from 'node:stream';
import type { CommandRun } from './next-command.js';
import type { Style } from './style.js';

/** Where it is printed and asked: the streams of a process, who sits there, and the command that was typed. */
export interface Terminal {
  /** The command that runs, to name others that are about the same. */
  readonly ran: CommandRun;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** How to write to a person: colour, width, characters. */
  readonly style: { readonly stdout: Style; readonly stderr: Style };
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Whether it is a CI runner that reads along; says who looks at a terminal. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Of ax-gitops, as documents name it. */
  readonly version: string;
}
