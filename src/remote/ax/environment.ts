/**
 * The environment that `ax` runs in: the user's, with what decides how it prints made the same everywhere. Messages
 * are wrapped at COLUMNS and coloured by the terminal's variables; JSON is not concerned (contract §2).
 */
export function axEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): Readonly<Record<string, string | undefined>> {
  const { FORCE_COLOR: _color, CLICOLOR_FORCE: _clicolor, TTY_COMPATIBLE: _tty, LINES: _lines, ...rest } = env;
  return {
    ...rest,
    HOME: home,
    COLUMNS: '8000',
    NO_COLOR: '1',
    TERM: 'dumb',
    PYTHONUTF8: '1',
    PYTHONIOENCODING: 'utf-8',
  };
}
