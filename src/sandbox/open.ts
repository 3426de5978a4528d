import { readFile } from 'node:fs/promises';
import { startSandbox } from './index.js';
import { writeSandboxProfile } from './profile.js';
import { readSeed } from './seed.js';

/** Files are named by their paths. */
export interface OpenRequest {
  readonly port: number;
  /** What the account holds at first, instead of the example. */
  readonly seed?: string;
  /** What keeps the account between runs. */
  readonly state?: string;
}

/** A sandbox that runs, and the lines that say how to use it. */
export interface OpenSandbox {
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/** Starts a sandbox, with an ax profile for it in a home directory of its own. */
export async function openSandbox({ port, seed: path, state }: OpenRequest, home: string): Promise<OpenSandbox> {
  const seed = path === undefined ? undefined : readSeed(await readFile(path, 'utf8'), path);
  const server = await startSandbox({
    port,
    ...(seed !== undefined && { seed }),
    ...(state !== undefined && { stateFile: state }),
  });
  const login = { host: server.host, scheme: 'http', apiKey: server.apiKey } as const;
  const lines = await writeSandboxProfile(home, login).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  return { lines: [`Arize sandbox on ${server.url}`, ...lines], close: () => server.close() };
}
