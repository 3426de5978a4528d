/** Where a secret goes that the platform shows once. `{name}` and `{address}` in texts are replaced. */
export type Sink =
  /** A program that gets it on its standard input. */
  | { readonly command: readonly string[] }
  /** A file of its own, mode 0600; with `age` encrypted for these recipients. */
  | { readonly file: string; readonly age?: readonly string[] }
  /** A variable in a .env file, mode 0600. */
  | { readonly envFile: string };
