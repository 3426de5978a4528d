/** Programs that take a script as an argument, by name, with the flags that it follows; none: the first argument is it. */
const interpreters: readonly { readonly program: RegExp; readonly flag?: RegExp }[] = [
  { program: /^(ba|da|z|k|mk|a|fi|c|tc|ya)?sh$|^(su|runuser)$/, flag: /^-[A-Za-z]*c[A-Za-z]*$|^--command$/ },
  { program: /^python[\d.]*$/, flag: /^-[A-Za-z]*c$/ },
  { program: /^(perl|ruby)[\d.]*$/, flag: /^-[A-Za-z]*[eE]$/ },
  { program: /^(node|nodejs|bun|deno)$/, flag: /^(-e|-p|-pe|--eval|--print|eval)$/ },
  { program: /^php[\d.]*$/, flag: /^-(r|B|E|R)$/ },
  { program: /^osascript$/, flag: /^-e$/ },
  { program: /^(pwsh|powershell)(\.exe)?$/i, flag: /^-(c|command)$/i },
  { program: /^cmd(\.exe)?$/i, flag: /^\/[ck]$/i },
  { program: /^nix-shell$/, flag: /^--(run|command)$/ },
  { program: /^env$/, flag: /^(-S|--split-string)$/ },
  { program: /^[gmn]?awk$/ },
];

/** Hands all that follows the host to a shell there. */
const remote = /^(ssh|mosh)$/;

/** The arguments of a command that some program reads as code, in which a name would be code too. */
export function scriptsIn(command: readonly string[]): readonly string[] {
  const found = new Set<number>();
  command.forEach((word, at) => {
    const program = word.slice(word.lastIndexOf('/') + 1);
    if (remote.test(program)) for (let next = at + 1; next < command.length; next++) found.add(next);
    for (const { program: pattern, flag } of interpreters) {
      if (!pattern.test(program)) continue;
      const script = scriptAfter(command, at, flag);
      if (script !== undefined) found.add(script);
    }
  });
  return [...found].sort((a, b) => a - b).flatMap((index) => command[index] ?? []);
}

/** Further options may stand between the flag and the script; some flags take it after a `=`. */
function scriptAfter(command: readonly string[], program: number, flag: RegExp | undefined): number | undefined {
  let isNext = flag === undefined;
  for (let at = program + 1; at < command.length; at++) {
    const word = command[at] ?? '';
    const [name = '', ...value] = word.split('=');
    if (flag?.test(name) === true && value.length > 0) return at;
    if (flag?.test(word) === true) isNext = true;
    else if (isNext && !word.startsWith('-')) return at;
  }
  return undefined;
}
