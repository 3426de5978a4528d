export const shells = ['bash', 'zsh', 'fish'] as const;

/** What each shell is to read once: at each Tab it asks for `ax-gitops completion words`. */
export const completionScripts: Readonly<Record<(typeof shells)[number], string>> = {
  bash: `# In ~/.bashrc: eval "$(ax-gitops completion bash)"
# An email is one word.
COMP_WORDBREAKS=\${COMP_WORDBREAKS//@/}
_ax_gitops() {
  local word typed=\${COMP_WORDS[COMP_CWORD]}
  COMPREPLY=()
  while IFS= read -r word; do
    case $typed in [\\'\\"]*) ;; *) printf -v word %q "$word" ;; esac
    COMPREPLY+=("$word")
  done < <(ax-gitops completion words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
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
