import { quoteArgument } from '../report/quote-argument.js';

/** The flags by what they are about; each has a value. */
const flagsOf = {
  files: ['-f', '--file', '--allow-variable'],
  account: ['--profile', '--transport', '--ax', '--ax-mode'],
  selection: ['--only', '--target', '--since'],
} as const;

const takenBy: Readonly<Record<string, readonly (keyof typeof flagsOf)[]>> = {
  doctor: ['account'],
  snapshot: ['account'],
  validate: ['files'],
  plan: ['selection', 'files', 'account'],
};

/**
 * A hint whose commands are about the same as the run that gives it: what finds that something is wrong knows the words of a
 * command, and nothing of the flags. `command` is the one that runs.
 */
export function withFlags(hint: string, command: readonly string[]): string {
  return hint.replaceAll(
    /`ax-gitops (doctor|snapshot|validate|plan)((?: --out [\w.]+)?)`/g,
    (_whole, verb: string, out: string) => {
      const flags = (takenBy[verb] ?? []).flatMap((about) => given(command, flagsOf[about]));
      return `\`${[`ax-gitops ${verb}${out}`, ...flags.map(quoteArgument)].join(' ')}\``;
    },
  );
}

function given(command: readonly string[], flags: readonly string[]): readonly string[] {
  return command.flatMap((word, at) => {
    const value = command[at + 1];
    if (flags.includes(word)) return value === undefined ? [] : [word, value];
    return flags.some((flag) => flag.startsWith('--') && word.startsWith(`${flag}=`)) ? [word] : [];
  });
}
