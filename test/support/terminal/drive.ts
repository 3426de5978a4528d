import xterm from '@xterm/headless';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pythonOfAx } from '../python-of-ax.js';

export interface AtTerminal {
  readonly stdout: string;
  /** Everything that was on the screen, standard error included. */
  readonly screen: string;
  /** The same, in parts between which the terminal changed its size. */
  readonly parts: readonly { readonly size: readonly [columns: number, rows: number]; readonly text: string }[];
  readonly code: number | string;
  /** Whether the terminal was given back as it was. */
  readonly restored: boolean;
}

/**
 * What somebody waits for, and then types, or does: `!resize COLUMNS ROWS`, `!signal NAME`, `!touch FILE`,
 * `!suspend`, `!hang up`.
 */
export type Exchange = readonly (readonly [waitFor: string, type: string])[];

export interface TerminalOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly size?: readonly [columns: number, rows: number];
  /** Whether standard output goes to the terminal, too. */
  readonly all?: boolean;
}

/** Runs a program at a real terminal: waits for each text, then types what goes with it. */
export async function atTerminal(
  exchange: Exchange,
  program: readonly string[],
  { cwd, env, size = [60, 24], all = false }: TerminalOptions = {},
): Promise<AtTerminal> {
  const driver = fileURLToPath(new URL('drive.py', import.meta.url));
  const { stdout } = await promisify(execFile)(
    await pythonOfAx(),
    [driver, JSON.stringify({ exchange, size, all }), ...program],
    {
      env: { ...process.env, TERM: 'xterm-256color', ...env },
      maxBuffer: 16 * 1024 * 1024,
      ...(cwd !== undefined && { cwd }),
    },
  );
  return JSON.parse(stdout) as AtTerminal;
}

/** What an emulator of a terminal shows in the end, scrolled-off lines included, without the blank lines at its foot. */
export async function shownBy({ parts }: Pick<AtTerminal, 'parts'>): Promise<readonly string[]> {
  const [first] = parts;
  const [cols = 80, rows = 24] = first?.size ?? [];
  const terminal = new xterm.Terminal({ cols, rows, scrollback: 1000, allowProposedApi: true });
  for (const { size, text } of parts) {
    terminal.resize(...size);
    await new Promise<void>((resolve) => {
      terminal.write(text, resolve);
    });
  }
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true) ?? '');
  terminal.dispose();
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}
