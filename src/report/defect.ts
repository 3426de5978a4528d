import { withoutCommands } from './style.js';

/* What is said where the program itself is at fault. */

/** That an error came which nobody expected. `isChanging`: whether the command changes the account. */
export function defectText(error: unknown, isChanging: boolean): string {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return withoutCommands(`error: this is a defect in ax-gitops, please report it:\n${what}\n${hintFor(isChanging)}`);
}

/** That nothing is left that could go on, though the command has not come to its end. */
export function stuckText(isChanging: boolean): string {
  const what =
    'error: ax-gitops stopped before the command was done. This is a defect in ax-gitops, please report it.\n';
  return what + hintFor(isChanging);
}

function hintFor(isChanging: boolean): string {
  return isChanging
    ? '  hint: changes may have been made. The journal says which; the next apply looks up what was under way\n'
    : '';
}

const limits: Readonly<Record<string, string>> = {
  EMFILE: 'this process may not open enough files.\n  hint: raise the limit: ulimit -n 1024\n',
  ENFILE: 'this machine has too many files open.\n  hint: close other programs, or raise fs.file-max\n',
};

/** That the process reached a limit that the machine sets it, maybe in the middle of changes; nothing for any other error. */
export function limitText(error: unknown, isChanging: boolean): string | undefined {
  const text = limits[(error as NodeJS.ErrnoException | undefined)?.code ?? ''];
  return text === undefined ? undefined : `error: ${text}${hintFor(isChanging)}`;
}
