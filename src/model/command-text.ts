import { shellLine } from './shell-word.js';

/**
 * Another command of ax-gitops, as messages name one: in backticks. Whoever finds that something is to be done knows its words
 * alone; the flags of the run come in where the message is printed. `flags`: with their values.
 */
export function commandText(verb: string, args: readonly string[] = [], flags: readonly string[] = []): string {
  return `\`${commandLine(verb, args, flags)}\``;
}

/** The same without backticks. */
export function commandLine(verb: string, args: readonly string[] = [], flags: readonly string[] = []): string {
  const words = ['ax-gitops', ...verb.split(' ')];
  // What begins with a dash would be taken for a flag.
  const isOdd = args.some((argument) => argument.startsWith('-'));
  return shellLine(isOdd ? [...words, ...flags, '--', ...args] : [...words, ...args, ...flags]);
}

/** A command of Git in a folder, as messages name one: it works wherever it is typed. */
export function gitText(folder: string, ...args: readonly string[]): string {
  return `\`${shellLine(['git', '-C', folder, ...args])}\``;
}
