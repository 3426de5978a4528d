/** One word of a POSIX shell command, in messages that name one. What can't be in such a message is taken out by who prints it. */
export function shellWord(text: string): string {
  return /^[\w./@%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
