/**
 * Replaces `${VAR}` by the variable's value; `$${` is a literal `${`. What comes in is never looked through again.
 * A reference that can't be replaced is reported and left as it is.
 */
export function interpolate(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
  problem: (variable: string, reason: 'unset' | 'malformed') => void,
): string {
  return text.replaceAll(/\$\$\{|\$\{([^}]*)(\}?)/g, (whole, variable: string | undefined, close: string) => {
    if (variable === undefined) return '${';
    if (close === '' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable)) {
      problem(variable, 'malformed');
      return whole;
    }
    const value = env[variable];
    if (value === undefined) problem(variable, 'unset');
    return value ?? whole;
  });
}
