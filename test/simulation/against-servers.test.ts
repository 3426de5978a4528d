import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiTransport } from '../../src/remote/api/index.js';
import type { Arize } from '../../src/remote/port.js';
import type { Sandbox } from '../../src/sandbox/index.js';
import { startSandbox } from '../../src/sandbox/index.js';
import { writeSandboxProfile } from '../../src/sandbox/profile.js';
import { commands, disagreement } from '../support/differential.js';
import { runs } from '../support/runs.js';
import { transports } from '../support/transports.js';

/* The model that proves plans, against servers that behave like Arize, over HTTP. */

let serial = 0;
/** Another one in each run, since whoever was deleted can't come back. */
const run = Date.now().toString(36);
const prefix = () => `t${run}-${String(++serial)}-`;

async function agrees(arize: Arize, cases: number): Promise<void> {
  try {
    await fc.assert(
      fc.asyncProperty(commands(25), async (wanted) => {
        expect(await disagreement(arize, prefix(), wanted)).toBeUndefined();
      }),
      { numRuns: cases, endOnFailure: true },
    );
  } finally {
    await arize.close();
  }
}

// `npm run test:server`: never by chance, since it makes and removes people and places.
it.runIf(process.env['AX_GITOPS_SERVER'] === 'login')('the model agrees with the server of the login in use', () => {
  const { env } = process;
  return agrees(apiTransport({ env, home: env['HOME'] ?? '', concurrency: 4 }), 10);
});

describe('over HTTP', () => {
  let home: string;
  let sandbox: Sandbox;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'ax-gitops-differential-'));
    sandbox = await startSandbox();
    await writeSandboxProfile(home, { host: sandbox.host, scheme: 'http', apiKey: sandbox.apiKey });
  });
  afterAll(async () => {
    await sandbox.close();
    await rm(home, { recursive: true });
  });

  it.each([
    ['the REST API', Math.ceil(runs / 15)],
    ['the real ax, kept warm', Math.ceil(runs / 100)],
  ] as const)('the model agrees with the sandbox over %s', async (name, cases) => {
    await agrees(transports[name](home), cases);
  });
});
