import { execa } from 'execa';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Runner } from './runner.js';

export interface Ended {
  readonly code: number;
  /** The result: what came on standard output. */
  readonly out: string;
  /** Everything else that was said. */
  readonly said: string;
}

/** The bundle beside this one. Nothing is looked for in the checkout, on PATH, or in a registry. */
const main = fileURLToPath(new URL('../cli/main.js', import.meta.url));

/** Runs one command of ax-gitops in the checkout. What it says goes to the log at once, its result is handed back. */
export async function axGitops(runner: Runner, args: readonly string[]): Promise<Ended> {
  return withoutCommands(runner, async () => {
    const { exitCode, signal, stdout, stderr } = await execa(process.execPath, [main, ...args], {
      cwd: runner.checkout,
      env: environmentOf(runner),
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      stderr: ['pipe', 'inherit'],
      stripFinalNewline: false,
      maxBuffer: 256 * 1024 * 1024,
    });
    const ending = signal === undefined ? '' : `ax-gitops was ended by ${signal}.\n`;
    return { code: exitCode ?? 1, out: stdout, said: `${stderr}${ending}` };
  });
}

/**
 * Names in the account and in the files reach the log, and a line of the log can be a command to the runner (`::…`, `##[…]`):
 * so the runner is told to heed none until it hears a word that nobody can know beforehand.
 */
async function withoutCommands<T>(runner: Runner, run: () => Promise<T>): Promise<T> {
  const word = randomUUID();
  runner.log(`::stop-commands::${word}\n`);
  try {
    return await run();
  } finally {
    runner.log(`::${word}::\n`);
  }
}

/** Variables by which other code gets into a Node process or is found by one, and those that are the action's own. */
const withheld =
  /^(?:NODE_OPTIONS|NODE_PATH|NODE_REPL_EXTERNAL_MODULE|GITHUB_ACTIONS|GITHUB_OUTPUT|GITHUB_ENV|GITHUB_PATH|INPUT_.*)$/;

function environmentOf({ env }: Runner): Readonly<Record<string, string | undefined>> {
  const kept = Object.entries(env).filter(([name]) => !withheld.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: '1' };
}
