import type { Surroundings } from '../reconcile/surroundings.js';
import { clockOf, surroundingsOf } from '../reconcile/surroundings.js';
import { packageVersion } from '../reconcile/version.js';
import { profileVariable } from '../remote/profile-variable.js';
import type { CommandRun } from '../report/next-command.js';
import { styleOf } from '../report/style.js';
import type { Terminal } from '../report/terminal.js';

/** What a command may know of the process it runs in. Tests hand in their own. */
export type Context = Surroundings & Terminal;

export interface ProcessFlags {
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** An ax profile other than the active one. */
  readonly profile?: string;
}

/** The context of this process, with the flags that concern how it speaks. */
export function processContext(flags: ProcessFlags, ran: CommandRun): Context {
  const env = flags.profile === undefined ? process.env : { ...process.env, [profileVariable]: flags.profile };
  return {
    ...surroundingsOf({ env, now: clockOf(env) }),
    ran,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    style: { stdout: styleOf(process.stdout, flags.color, env), stderr: styleOf(process.stderr, flags.color, env) },
    quiet: flags.quiet ?? false,
    verbose: flags.verbose ?? false,
    version: packageVersion(),
  };
}
