/**
 * Why the system did not do what it was asked for, without the call and the path that Node writes around it: `permission
 * denied (EACCES)`. Of any other error its message.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, message } = error as NodeJS.ErrnoException;
  const words = message.replace(/^[A-Z][A-Z\d]+: /, '').replace(/, \w+(?: '.*)?$/s, '');
  return code === undefined ? message : `${words} (${code})`;
}
