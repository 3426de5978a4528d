/** Whether a variable holds what must be in no plan and in no description, e.g. the key of who applies. */
export type IsSecret = (variable: string) => boolean;

export const isApiKey: IsSecret = (variable) => variable === 'ARIZE_API_KEY';

/**
 * Replaces `${VAR}` by the variable's value; `$${` is a literal `${`. What comes in is never looked through again.
 * A reference that can't be replaced is reported and left as it is.
 */
export function interpolate(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
  problem: (variable: string, reason: 'unset' | 'malformed' | 'secret') => void,
  isSecret: IsSecret = isApiKey,
): string {
  return text.replaceAll(/\$\$\{|\$\{([^}]*)(\}?)/g, (whole, variable: string | undefined, close: string) => {
    if (variable === undefined) return '${';
    if (close === '' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable)) {
      problem(variable, 'malformed');
      return whole;
    }
    if (isSecret(variable)) {
      problem(variable, 'secret');
      return whole;
    }
    const value = env[variable];
    if (value === undefined) problem(variable, 'unset');
    return value ?? whole;
  });
}
