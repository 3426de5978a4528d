import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { moment, startOfDay } from '../model/moment.js';

/** Where and when a run takes place. Handed in, so that a program can run several side by side. */
export interface Surroundings {
  /** Where relative paths begin. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly now: () => Date;
}

/** This process, at this moment, unless given; of the environment only who starts the process may decide. */
export function surroundingsOf({
  cwd = workingDirectory(),
  env,
  home = resolve(cwd, homeOf(env)),
  now = () => new Date(),
}: Partial<Surroundings> & Pick<Surroundings, 'env'>): Surroundings {
  return { cwd, env, home, now };
}

/** Something of this process that nothing can be done with. */
export class WrongEnvironment extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/** An empty HOME names none: what lies in the working directory is not the user's. */
export function homeOf({ HOME: home }: Surroundings['env']): string {
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

export function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    throw new WrongEnvironment(
      'the working directory is not there any more',
      'go to one that is: cd /path/to/the/files',
    );
  }
}

/** `AX_GITOPS_NOW` sets the clock, for tests and for looking ahead: the same moment wherever it is read. */
export function clockOf({ AX_GITOPS_NOW: fixed }: Surroundings['env']): Surroundings['now'] {
  if (fixed === undefined || fixed === '') return () => new Date();
  const at = startOfDay(fixed) ?? moment(fixed);
  if (at === undefined)
    throw new WrongEnvironment(
      `AX_GITOPS_NOW is ${JSON.stringify(fixed)}, which is not a date, or a moment with a zone`,
      'write a date such as 2026-12-31 (its beginning, UTC) or a moment such as 2026-12-31T18:00:00Z, or unset it',
    );
  return () => new Date(at);
}
