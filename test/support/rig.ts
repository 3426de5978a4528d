import { execa } from 'execa';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SandboxOptions, SandboxState } from '../../src/sandbox/index.js';
import { startSandbox } from '../../src/sandbox/index.js';
import { writeSandboxProfile } from '../../src/sandbox/profile.js';
import type { Ended } from './shared-cli/run-shared.js';
import { runShared } from './shared-cli/run-shared.js';

/** The built command line, as it is shipped. */
const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** A folder with files, a home directory with a profile, and a sandbox that it points to. */
export interface Rig {
  readonly folder: string;
  readonly home: string;
  readonly sandbox: Awaited<ReturnType<typeof startSandbox>>;
  readonly state: () => SandboxState;
  write(file: string, text: string): Promise<void>;
  read(file: string): Promise<string>;
  /** Runs ax-gitops; standard input is closed. `env` is added to the rig's own. */
  run(args: readonly string[], env?: Readonly<Record<string, string | undefined>>): Promise<Ended>;
  /** Runs the real ax itself, as somebody would by hand. */
  ax(args: readonly string[]): Promise<Ended>;
  close(): Promise<void>;
}

export async function startRig(options: SandboxOptions = {}): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'ax-gitops-test-'));
  const home = join(folder, 'home');
  await mkdir(home);
  const sandbox = await startSandbox(options);
  await writeSandboxProfile(home, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
  const environment = (env: Readonly<Record<string, string | undefined>> = {}): Record<string, string> => {
    const all: Record<string, string | undefined> = { ...process.env, HOME: home, NO_COLOR: '1', ...env };
    return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
  };
  const start = async (
    command: string,
    args: readonly string[],
    env?: Readonly<Record<string, string | undefined>>,
  ): Promise<Ended> => {
    const { exitCode, stdout, stderr } = await execa(command, args, {
      cwd: folder,
      env: environment(env),
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      stripFinalNewline: false,
    });
    return { exitCode, stdout, stderr };
  };
  return {
    folder,
    home,
    sandbox,
    state: () => sandbox.state,
    async write(file, text) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    },
    read: (file) => readFile(join(folder, file), 'utf8'),
    run: async (args, env) =>
      (await runShared({ script: main, args, env: environment(env), cwd: folder })) ??
      start(process.execPath, [main, ...args], env),
    ax: (args) => start(process.env['AX_GITOPS_AX'] ?? 'ax', args),
    async close() {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
