import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface AtTerminal {
  readonly stdout: string;
  /** Everything that was on the screen, standard error included. */
  readonly screen: string;
  readonly code: number | string;
  /** Whether the terminal was given back as it was. */
  readonly restored: boolean;
}

/** Runs a program at a real terminal: waits for each text, then types what goes with it. */
export async function atTerminal(
  exchange: readonly (readonly [waitFor: string, type: string])[],
  program: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string | undefined>> } = {},
): Promise<AtTerminal> {
  const driver = fileURLToPath(new URL('drive.py', import.meta.url));
  const env = { ...process.env, CI: undefined, CONTINUOUS_INTEGRATION: undefined, ...options.env };
  const { stdout } = await promisify(execFile)('python3', [driver, JSON.stringify(exchange), ...program], {
    env,
    maxBuffer: 16 * 1024 * 1024,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
  });
  return JSON.parse(stdout) as AtTerminal;
}
