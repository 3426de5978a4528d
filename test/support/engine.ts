import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Approval, Event, Host, Question } from '../../src/reconcile/host.js';
import type { Interrupts } from '../../src/reconcile/request.js';
import type { Surroundings } from '../../src/reconcile/surroundings.js';
import type { Sandbox, SandboxSeed } from '../../src/sandbox/index.js';
import { startSandbox } from '../../src/sandbox/index.js';

/** A folder with files, an account behind REST, and a host that hears and answers: all that the engine has to do with. */
export interface EngineRig extends AsyncDisposable {
  readonly at: Surroundings;
  readonly sandbox: Sandbox;
  readonly request: { readonly transport: 'api'; readonly interrupts: Interrupts };
  readonly events: Event[];
  readonly asked: Question[];
  /** Approves all unless given. */
  host(answer?: Approval, onEvent?: (event: Event) => void): Host;
  write(file: string, text: string): Promise<void>;
  read(file: string): Promise<string>;
  interrupt(): void;
  /** What the account was asked to change: `POST /v2/users`. */
  writes(): readonly string[];
}

/** An account that is read in next to no time. */
export const smallAccount: SandboxSeed = {
  users: [
    { email: 'jane@example.com', name: 'Jane Doe', role: 'ADMIN' },
    { email: 'raj@example.com', name: 'Raj Patel' },
    { email: 'new@example.com', name: 'New Person', status: 'INVITED' },
  ],
  roles: [{ name: 'Reader', permissions: ['PROJECT_READ'] }],
  organizations: [
    {
      name: 'Core',
      members: { 'jane@example.com': 'ADMIN', 'raj@example.com': 'MEMBER' },
      spaces: ['alpha', 'beta'].map((name) => ({
        name,
        members: { 'jane@example.com': 'ADMIN', 'raj@example.com': { custom: 'Reader' } },
        projects: ['chat'],
      })),
    },
  ],
  api_keys: [
    { name: 'raj', owner: 'raj@example.com', key: 'ak-raj' },
    {
      name: 'ci',
      owner: 'jane@example.com',
      key: 'ak-ci',
      service: { organizations: [{ organization: 'Core', spaces: [{ space: 'alpha' }] }] },
    },
  ],
};

/** What was told, but for how far a list has come. */
export function told(events: readonly Event[]): readonly string[] {
  return events.filter(({ type }) => type !== 'list' && type !== 'called').map(({ type }) => type);
}

export async function engineRig(
  files: Readonly<Record<string, string>> = {},
  seed?: SandboxSeed,
  more: Readonly<Record<string, string>> = {},
): Promise<EngineRig> {
  const cwd = mkdtempSync(join(tmpdir(), 'ax-gitops-engine-'));
  const sandbox = await startSandbox({ ...(seed !== undefined && { seed }), secret: () => 'raw-secret' });
  const env = {
    // Without Git, which would be one process for each run.
    PATH: '',
    HOME: cwd,
    ARIZE_API_KEY: sandbox.apiKey,
    ARIZE_BASE_URL: `http://${sandbox.host}`,
    ...more,
  };
  const events: Event[] = [];
  const asked: Question[] = [];
  const [first, second] = [new AbortController(), new AbortController()];
  const rig: EngineRig = {
    at: { cwd, home: cwd, env, now: () => new Date('2026-11-26T00:00:00Z') },
    sandbox,
    request: { transport: 'api', interrupts: { first: first.signal, second: second.signal } },
    events,
    asked,
    host: (answer = { decision: 'apply', destructive: true }, onEvent = () => undefined) => ({
      notify(event) {
        events.push(event);
        onEvent(event);
      },
      ask(question) {
        asked.push(question);
        return Promise.resolve(answer);
      },
    }),
    async write(file, text) {
      await mkdir(dirname(join(cwd, file)), { recursive: true });
      await writeFile(join(cwd, file), text);
    },
    read: (file) => readFile(join(cwd, file), 'utf8'),
    interrupt: () => {
      first.abort();
    },
    writes: () =>
      sandbox.requests.flatMap(({ method, path }) =>
        method === 'GET' || path === '/graphql' ? [] : [`${method} ${path}`],
      ),
    async [Symbol.asyncDispose]() {
      await sandbox.close();
      rmSync(cwd, { recursive: true, force: true });
    },
  };
  for (const [file, text] of Object.entries(files)) await rig.write(file, text);
  return rig;
}
