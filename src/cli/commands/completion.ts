import { kindNames } from '../../kinds/index.js';
import type { Command, Option } from 'commander';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { problem, result } from '../say.js';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

/**
 * `ax-gitops completion SHELL`: what the shell is to read once. That asks at each Tab for `ax-gitops completion words -- WORDS...`:
 * what may stand in the place of the last word; nothing where that is a file or free.
 */
export function completion(program: Command, what: string, words: readonly string[], context: Context): ExitCode {
  const shell = shells.find((known) => known === what);
  if (shell === undefined && what !== 'words') {
    problem(context, `there is no completion for ${JSON.stringify(what)}.`, `the shells are ${shells.join(', ')}`);
    return exitCode.invalid;
  }
  const text = shell === undefined ? candidates(program, words).join('\n') : scripts[shell];
  if (text !== '') result(context, text);
  return exitCode.done;
}

/** Commands, flags and the values of flags that begin like the last word. */
function candidates(program: Command, words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? '';
  let command = program;
  for (const word of words.slice(0, -1)) command = command.commands.find((one) => one.name() === word) ?? command;
  const options = [...command.options, ...(command === program ? [] : program.options)];
  const before = options.find(({ long, short }) => [long, short].includes(words.at(-2) ?? ''));
  const all =
    before !== undefined && !before.isBoolean()
      ? valuesOf(before)
      : last.startsWith('-')
        ? [...options.map(({ long }) => long ?? ''), '--help']
        : command.commands.map((one) => one.name());
  return [...new Set(all)].filter((word) => word !== '' && word.startsWith(last)).sort();
}

function valuesOf({ argChoices, long }: Option): readonly string[] {
  return argChoices ?? (long === '--only' ? kindNames : []);
}

const scripts: Readonly<Record<Shell, string>> = {
  bash: `# In ~/.bashrc: eval "$(ax-gitops completion bash)"
_ax_gitops() {
  local IFS=$'\\n'
  COMPREPLY=($(ax-gitops completion words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _ax_gitops ax-gitops
`,
  zsh: `# In ~/.zshrc, after compinit: eval "$(ax-gitops completion zsh)"
_ax_gitops() {
  local -a found
  found=(\${(f)"$(ax-gitops completion words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  if (( \${#found} )); then compadd -a found; else _files; fi
}
compdef _ax_gitops ax-gitops
`,
  fish: `# In ~/.config/fish/completions/ax-gitops.fish: ax-gitops completion fish | source
function __ax_gitops_words
  set -l words (commandline -opc) (commandline -ct)
  ax-gitops completion words -- $words[2..-1] 2>/dev/null
end
complete -c ax-gitops -a '(__ax_gitops_words)'
`,
};
