import fc from 'fast-check';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { access } from '../../src/cli/commands/access.js';
import { apply, rotate } from '../../src/cli/commands/apply.js';
import { drift } from '../../src/cli/commands/drift.js';
import { exportLive } from '../../src/cli/commands/export.js';
import { history } from '../../src/cli/commands/history.js';

import { plan } from '../../src/cli/commands/plan.js';
import { show } from '../../src/cli/commands/show.js';
import { oneOff } from '../../src/cli/commands/users.js';
import { notTyped } from '../../src/report/next-command.js';
import type { Context } from '../../src/cli/context.js';
import type { CommandEnd } from '../../src/cli/end.js';
import { ended } from '../../src/cli/ended.js';
import type { Fault } from '../../src/sandbox/index.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import { runs, timeout } from '../support/runs.js';

/*
 * Secrets of odd shapes, over all commands and all faults: whatever goes wrong, no secret is in anything that is printed or
 * written, but in its sink. Through the REST API in this process, so that many cases are tried; through the real ax a few.
 */

const files = `version: 1
users: { tmp@x.io: { name: Tmp, invite: temporary_password, secret: file } }
organizations: { Ours: { spaces: { one: {} } } }
policy: { unmanaged: ignore }
secrets:
  file: { file: 'sink/{name}' }
  env: { env_file: sink/.env }
  program: { command: [sh, -c, 'cat > "sink/$0"', '{name}'] }
  talks: { command: [sh, -c, 'tee "sink/$0"; cat "sink/$0" >&2; exit 3', '{name}'] }
api_keys:
  in-file: { type: user, secret: file }
  in-env: { type: service, spaces: { Ours/one: member }, secret: env, grace: 1h }
  in-program: { type: service, spaces: { Ours/one: member }, secret: program }
  lost: { type: user, secret: talks }
`;

/** What stands in an answer that is broken, with the secret in it. */
const broken = (secret: string): readonly Fault[] => [
  { type: 'body', status: 201, body: `{"id":"ApiKey:99","key":${JSON.stringify(secret)}` },
  { type: 'body', status: 201, body: secret, contentType: 'text/plain' },
  { type: 'body', status: 500, body: JSON.stringify({ title: 'Error', status: 500, api_key: { key: secret } }) },
  { type: 'body', status: 201, body: JSON.stringify({ id: 7, key: { value: secret }, raw: secret }) },
];
const faults = (secret: string): readonly (Fault | undefined)[] => [
  undefined,
  ...broken(secret),
  { type: 'status', status: 500 },
  { type: 'status', status: 429, retryAfter: 0 },
  { type: 'drop' },
  { type: 'drop-answer' },
  { type: 'hang-answer' },
  { type: 'unknown-word', field: 'key_type', word: 'NEW' },
  { type: 'omit-field', field: 'id' },
  { type: 'omit-field', field: 'key' },
];
const places = ['/v2/api-keys', '/v2/api-keys/*/refresh', '/v2/api-keys/*/revoke', '/v2/users', '/v2/**'];

const secrets = fc.oneof(
  fc.constantFrom(
    'ak-plain_0123456789abcdef',
    'with "quotes" and \'others\'',
    '$(touch x) `id` ${HOME} %PATH%',
    '::add-mask::::stop-commands::x',
    '\\u0041\\n\\"backslashes\\"\\',
    '<b>&amp;</b> <!-- --> ```',
    'späte Grüße 🚀 \u202E',
    '{"key":"in JSON"}, "more": [1]',
    '-----BEGIN KEY-----~~~~~~~~',
  ),
  // As long as a key, so that none of it is there by chance.
  fc.string({ minLength: 16, maxLength: 40, unit: 'grapheme' }).filter((text) => text.trim().length >= 12),
);

/** A secret as it is, and as it may stand in JSON, in a URL, or in base64. */
function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [...new Set([secret, json, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])];
}

/** Everything below the folder but what is in the sinks. */
async function written(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = entries
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('/sink'))
    .map(async (entry) => `${entry.name}\n${await readFile(join(entry.parentPath, entry.name), 'utf8')}`);
  return (await Promise.all(texts)).join('\n');
}

/** What the sinks hold that keep a secret as it is; how it stands in a file of variables is told elsewhere. */
async function sunk(folder: string): Promise<readonly string[]> {
  const names = ['in-file', 'in-program', 'lost', 'tmp@x.io'];
  return Promise.all(names.map((name) => readFile(join(folder, 'sink', name), 'utf8')));
}

const connection = { transport: 'api', axMode: 'auto', concurrency: 4, timeout: 1, roster: 'auto' } as const;
const flags = { ...connection, file: [] };
const approved = { ...flags, autoApprove: true, allowDestructive: true };

type Command = (context: Context) => Promise<CommandEnd>;
const commands: readonly Command[] = [
  (context) => plan({ ...flags, format: 'text', out: 'plan.json' }, context),
  (context) => plan({ ...flags, format: 'json' }, context),
  (context) => plan({ ...flags, format: 'markdown' }, context),
  (context) => plan({ ...flags, format: 'commands' }, context),
  (context) => show('plan.json', { format: 'text' }, context),
  (context) => drift({ ...flags, format: 'json', out: 'drift.json' }, context),
  (context) => drift({ ...flags, format: 'github' }, context),
  (context) => access({ ...connection, format: 'html' }, context),
  (context) => access({ ...connection, format: 'csv' }, context),
  (context) => exportLive(connection, context),
  (context) => history({ format: 'text' }, context),
  (context) => history({ format: 'json' }, context),
  (context) => oneOff('reset-password', 'raj@example.com', { ...connection, autoApprove: true }, context),
];

describe('no secret is in anything that is written but its sink', () => {
  it(
    'whatever its shape, whatever goes wrong',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          secrets,
          fc.nat(),
          fc.constantFrom(...places),
          fc.nat({ max: 3 }),
          fc.boolean(),
          fc.subarray([...commands.keys()], { minLength: 2 }),
          async (secret, which, path, skip, inActions, looks) => {
            // Each secret is another one, so that none stands for the rest.
            let made = 0;
            const rig = await startRig({ secret: () => `${secret}#${String(++made)}` });
            try {
              await rig.write('access.yaml', files);
              const all = faults(`${secret}#0`);
              const fault = all[which % all.length];
              if (fault !== undefined) rig.sandbox.addFault({ method: 'POST,PUT', path, skip, times: 2, fault });
              let said = '';
              const sink = new Writable({
                write(chunk: Buffer, _encoding, done) {
                  said += chunk.toString();
                  done();
                },
              });
              const context = contextOf(rig, sink, inActions);
              const run = async (command: Command) => ended(await command(context), context);
              await run((at) => apply(undefined, approved, at));
              await run((at) => rotate('in-env', approved, at));
              await run((at) => apply(undefined, approved, at));
              for (const command of looks.map((index) => commands[index])) if (command) await run(command);
              const found = said + (await written(rig.folder));
              for (const form of formsOf(secret)) expect(found).not.toContain(form);
              // Where nothing went wrong each is in its sink: else nothing was looked for.
              if (fault === undefined)
                for (const text of await sunk(rig.folder)) expect(text.startsWith(`${secret}#`)).toBe(true);
            } finally {
              await rig.close();
            }
          },
        ),
        // The first goes well.
        { numRuns: Math.max(3, Math.ceil(runs / 100)), examples: [['::add-mask::"x"', 0, '/v2/**', 0, true, [0, 6]]] },
      );
    },
    timeout,
  );
});

describe('through the real ax', () => {
  const secret = 'odd "quoted" $(key) 0123456789abcdef';
  // What ax itself has to say of an answer; connections that break are much the same for all that is said of them.
  const cases = faults(`${secret}#0`)
    .filter((fault) => !/^(drop|hang|status)/.test(fault?.type ?? ''))
    .map((fault) => ({
      fault,
      title: fault === undefined ? 'nothing' : JSON.stringify(fault),
    }));

  it.each(cases)('$title goes wrong', async ({ fault }) => {
    let made = 0;
    const rig = await startRig({ secret: () => `${secret}#${String(++made)}` });
    try {
      await rig.write('access.yaml', files);
      await rig.run(['apply', '--auto-approve', '--only', 'organization,space', '--transport', 'api']);
      if (fault !== undefined) rig.sandbox.addFault({ method: 'POST', path: '/v2/{api-keys,users}', times: 3, fault });
      const args = ['apply', '--auto-approve', '--allow-destructive', '--verbose', '--timeout', '4'];
      const ended = await rig.run(args);
      const found = ended.stdout + ended.stderr + (await written(rig.folder));
      for (const form of formsOf(secret)) expect(found).not.toContain(form);
      // Where nothing was made, nothing was tried: but for the faults that come before.
      expect(rig.sandbox.requests.some(({ method, path }) => method === 'POST' && path === '/v2/api-keys')).toBe(true);
    } finally {
      await rig.close();
    }
  });
});

function contextOf({ folder, home }: Rig, sink: Writable, inActions: boolean): Context {
  const style = { color: false, unicode: true, width: Infinity };
  return {
    cwd: folder,
    ran: notTyped,
    version: '0.0.0',
    env: { PATH: process.env['PATH'], HOME: home, ...(inActions && { GITHUB_ACTIONS: 'true' }) },
    home,
    stdin: Readable.from([]),
    stdout: sink,
    stderr: sink,
    style: { stdout: style, stderr: style },
    now: () => new Date(),
    quiet: false,
    verbose: true,
  };
}
