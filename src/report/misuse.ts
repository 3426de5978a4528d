import type { AccessFormat } from './access-formats.js';

/* Flags and arguments that mean nothing as they are given. */

/** What is wrong with them, and what to give instead. */
export interface Misuse {
  readonly message: string;
  readonly hint: string;
}

export const reviewWithoutTerminal: Misuse = {
  message: '--review needs a terminal, and there is none.',
  hint: 'leave --review out, or run it at a terminal',
};

export const splitWithoutDirectory: Misuse = {
  message: '--split writes several files and needs a directory to put them in.',
  hint: 'add --out DIRECTORY',
};

export const neitherWrittenNorApplied: Misuse = {
  message: 'a review either writes sheets or applies one.',
  hint: '`ax-gitops access review --out DIR`, then `ax-gitops access review --apply DIR/SHEET.csv`',
};

export const markdownWithoutCompare: Misuse = {
  message: '--format markdown is for --compare.',
  hint: 'choose another format, or add --compare FILE',
};

export function noSuchShell(name: string, shells: readonly string[]): Misuse {
  return {
    message: `there is no completion for ${JSON.stringify(name)}.`,
    hint: `the shells are ${shells.join(', ')}`,
  };
}

interface AccessFlags {
  readonly compare?: string;
  readonly format: AccessFormat;
  readonly snapshot?: readonly string[];
}

/** A flag of `access` that means nothing together with the others. `given`: those that are on the command line. */
export function misplacedIn(
  { compare, format, snapshot }: AccessFlags,
  given: Readonly<Record<string, unknown>>,
): Misuse | undefined {
  const isPage = format === 'html';
  if (snapshot !== undefined && (compare !== undefined || !isPage))
    return {
      message: '--snapshot is for the page of --format html, which has a chart of changes.',
      hint: 'add --format html and leave out --compare, or use --compare FILE alone',
    };
  if (compare !== undefined || isPage) return undefined;
  const stray = 'file' in given ? '-f' : 'allowVariable' in given ? '--allow-variable' : undefined;
  if (stray === undefined) return undefined;
  return {
    message: `${stray} is for --compare and --format html: without them, access reads no files and lists what is live.`,
    hint: 'leave it out, or add --compare COMMIT',
  };
}
