import { execa } from 'execa';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pythonOfAx } from '../support/python-of-ax.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';
import type { TestServer } from '../support/server.js';
import { passingOn, serve } from '../support/server.js';

/*
 * An older ax: reading, and one change of each kind; a second plan is empty. `npm run test:ax-versions` says which ax, and runs
 * this for each that is supported. One permission that an ax does not know makes it refuse the list of roles, so the server
 * is one of its time: it names only the permissions that this ax knows.
 */

const ax = process.env['AX_GITOPS_OLDER_AX'];

const first = `version: 1
policy: { unmanaged: ignore }
users:
  zoe@example.com: { name: Zoe Zimmer }
roles:
  Writer: { description: Writes, permissions: [DATASET_READ, DATASET_CREATE] }
  Gone: { permissions: [PROJECT_READ] }
organizations:
  Lab:
    description: The lab
    members: { zoe@example.com: member, mei@example.com: read_only }
    spaces:
      one:
        members: { zoe@example.com: Writer, mei@example.com: member }
        projects:
          bot: { create: true, restricted: true, members: { zoe@example.com: Writer } }
          tmp: { create: true }
      two: {}
api_keys:
  ci: { type: user, secret: local }
  bot: { type: service, spaces: { Lab/one: member }, secret: local }
secrets:
  local: { file: '.secrets/{name}.key' }
`;
const second = first
  .replaceAll(': Writer', ': Author')
  .replace('Zoe Zimmer', 'Zoe Z')
  .replace(
    'Writer: { description: Writes, permissions: [DATASET_READ, DATASET_CREATE] }',
    'Author: { renamed_from: Writer, permissions: [DATASET_READ] }',
  )
  .replace('Gone: { permissions: [PROJECT_READ] }', 'Gone: absent')
  .replace('description: The lab', 'description: Another')
  .replace('mei@example.com: read_only', 'mei@example.com: absent')
  .replace(', mei@example.com: member', '')
  .replace('restricted: true', 'restricted: false')
  .replace('tmp: { create: true }', 'tmp: absent')
  .replace('two: {}', 'two: absent');

describe.skipIf(ax === undefined)('an older ax', () => {
  let rig: Rig;
  let server: TestServer;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    rig = await startRig();
    const known = new Set(await permissionsOf(ax ?? ''));
    server = await serve(passingOn(rig.sandbox.url, { answered: (text) => ofItsTime(text, known) }));
    env = {
      HOME: join(rig.folder, 'nobody'),
      ARIZE_API_KEY: rig.sandbox.apiKey,
      ARIZE_BASE_URL: server.url,
    };
  });
  afterAll(async () => {
    await server.close();
    await rig.close();
  });
  const run = (...args: readonly string[]) => rig.run([...args, '--ax', ax ?? '', '--roster', 'off'], env);

  it.each([
    ['creates', first],
    ['changes and removes', second],
  ])('%s one of each kind, and then has nothing left to do', async (_, files) => {
    await rig.write('access.yaml', files);
    const applied = await run('apply', '--auto-approve', '--allow-destructive', '--max-destructive', '100%');
    expect(applied, `${applied.stderr}${applied.stdout}`.slice(-3_000)).toMatchObject({ exitCode: 0 });
    const again = await run('plan', '--detailed-exitcode');
    expect(again, `${again.stdout}${again.stderr}`).toMatchObject({ exitCode: 0 });
  });

  it('reads what it wrote', async () => {
    expect((await run('ids', 'role/*')).stdout).toContain('Author');
    expect((await run('export')).stdout).toContain('Author');
    expect((await run('doctor')).stdout).toContain('ax');
  });
});

async function permissionsOf(launcher: string): Promise<readonly string[]> {
  const program =
    'import json; from arize._generated.api_client.models.permission import Permission; print(json.dumps([p.value for p in Permission]))';
  return JSON.parse((await execa(await pythonOfAx(launcher), ['-c', program])).stdout) as readonly string[];
}

/** An answer without the permissions that came later. */
function ofItsTime(text: string, known: ReadonlySet<string>): string {
  if (text === '') return '';
  return JSON.stringify(
    JSON.parse(text, (key, value: unknown) =>
      key === 'permissions' && Array.isArray(value) ? value.filter((one) => known.has(String(one))) : value,
    ),
  );
}
