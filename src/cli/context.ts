import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { Surroundings } from '../reconcile/surroundings.js';
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
  const cwd = workingDirectory();
  return {
    cwd,
    ran,
    env,
    home: resolve(cwd, homeOf(env)),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    style: { stdout: styleOf(process.stdout, flags.color, env), stderr: styleOf(process.stderr, flags.color, env) },
    now: clock(env['AX_GITOPS_NOW']),
    quiet: flags.quiet ?? false,
    verbose: flags.verbose ?? false,
    version: packageVersion(),
  };
}

/** A variable of the environment that no command can work with. */
export class WrongEnvironment extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** An empty HOME names none: what lies in the working directory is not the user's. */
function homeOf({ HOME: home }: NodeJS.ProcessEnv): string {
  if (home !== undefined && home !== '') return home;
  try {
    return userInfo().homedir;
  } catch {
    throw new WrongEnvironment(
      'there is no home directory: HOME is not set, and this machine has no entry for the user',
      'name the one that holds your ax profiles; where ARIZE_API_KEY is set, an empty one does: export HOME="$(mktemp -d)"',
    );
  }
}

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    throw new WrongEnvironment(
      'the working directory is not there any more',
      'go to one that is: cd /path/to/the/files',
    );
  }
}

/** `AX_GITOPS_NOW` sets the clock, for tests and for looking ahead. */
function clock(fixed: string | undefined): () => Date {
  if (fixed === undefined || fixed === '') return () => new Date();
  const at = new Date(fixed);
  if (Number.isNaN(at.getTime()))
    throw new WrongEnvironment(
      `AX_GITOPS_NOW is ${JSON.stringify(fixed)}, which is not a date`,
      'write a moment such as 2026-12-31T18:00:00Z, or unset it',
    );
  return () => new Date(at);
}
