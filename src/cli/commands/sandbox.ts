import { readFile, rm } from 'node:fs/promises';
import { temporaryFolder } from '../../machine/folders.js';
import { startSandbox } from '../../sandbox/index.js';
import { writeSandboxProfile } from '../../sandbox/profile.js';
import { reasonOf } from '../../machine/reason.js';
import { readSeed } from '../../sandbox/seed.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { processInterrupts } from '../interrupt.js';
import { note, problem, result } from '../../report/say.js';

export interface SandboxFlags {
  readonly port: number;
  readonly seed?: string;
  readonly state?: string;
}

/** `ax-gitops sandbox`: a local Arize until Ctrl-C, with a home directory of its own for `ax`. */
export async function sandbox(flags: SandboxFlags, context: Context): Promise<ExitCode> {
  const made = await temporaryFolder('ax-gitops-sandbox-');
  if (!made.ok) {
    problem(context, made.error.message, made.error.hint);
    return exitCode.invalid;
  }
  const home = made.value;
  try {
    const seed = flags.seed === undefined ? undefined : readSeed(await readFile(flags.seed, 'utf8'), flags.seed);
    const server = await startSandbox({
      port: flags.port,
      ...(seed !== undefined && { seed }),
      ...(flags.state !== undefined && { stateFile: flags.state }),
    });
    const lines = await writeSandboxProfile(home, { host: server.host, scheme: 'http', apiKey: server.apiKey });
    // Before anybody is told that it runs, and so may stop it.
    const ended = interrupted();
    result(context, `Arize sandbox on ${server.url}`);
    for (const line of lines) result(context, line);
    note(context, 'Ctrl-C stops it.');
    await ended;
    await server.close();
    return exitCode.done;
  } catch (error) {
    problem(context, reasonOf(error), 'another --port may be free; --seed and --state must be readable');
    return exitCode.invalid;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    const interrupts = processInterrupts(() => {
      interrupts.release();
      resolve();
    });
    interrupts.listen();
  });
}
