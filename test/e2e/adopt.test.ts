import { afterEach, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/* Accepting drift: what is live is written into the files. Over REST, on the sandbox's example account. */

let rig: Rig;
afterEach(() => rig.close());
const api = ['--transport', 'api'];

const files = `version: 1 # ours
users:
  jane@example.com: { name: Jane Doe, role: admin, developer: true }
roles: {}
organizations:
  Platform Team:
    description: something else # of the core team
    members: { jane@example.com: admin }
    spaces:
      team-alpha:
        members: # nobody yet
          jane@example.com: read_only
`;

interface PlanJson {
  readonly steps: readonly { readonly address: string }[];
  readonly unmanaged: readonly { readonly address: string }[];
}

async function planned(): Promise<PlanJson> {
  const { stdout, stderr } = await rig.run(['plan', '--format', 'json', ...api]);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as PlanJson;
}

it('leaves nothing to do for what was adopted, and every comment where it was', async () => {
  rig = await startRig();
  await rig.write('access.yaml', files);
  expect((await planned()).unmanaged.length).toBeGreaterThan(5);
  const adopted = await rig.run(['adopt', ...api]);
  expect(adopted).toMatchObject({ exitCode: 0 });
  const { steps, unmanaged } = await planned();
  expect(steps).toEqual([]);
  expect(unmanaged.filter(({ address }) => !address.startsWith('api-key/'))).toEqual([]);
  const written = await rig.read('access.yaml');
  for (const comment of ['# ours', '# of the core team', '# nobody yet']) expect(written).toContain(comment);
});

it('takes a glob, and changes nothing else', async () => {
  rig = await startRig();
  await rig.write('access.yaml', files);
  const before = await planned();
  const glob = 'organization/Platform Team/member/*';
  // Who is in a space must be in its organization, which the files manage.
  expect(await rig.run(['adopt', 'organization/Platform Team/space/**', ...api])).toMatchObject({ exitCode: 1 });
  expect(await rig.run(['adopt', glob, '--check', ...api])).toMatchObject({ exitCode: 2 });
  expect(await rig.run(['adopt', glob, ...api])).toMatchObject({ exitCode: 0 });
  const after = await planned();
  const isInside = ({ address }: { readonly address: string }) =>
    address.startsWith('organization/Platform Team/member/');
  expect([...after.steps, ...after.unmanaged].filter(isInside)).toEqual([]);
  expect(after.unmanaged.filter((one) => !isInside(one))).toEqual(before.unmanaged.filter((one) => !isInside(one)));
  expect(await rig.run(['adopt', 'spaces/x', ...api])).toMatchObject({ exitCode: 1 });
});

it.each(['plan', 'drift'])(
  '%s prints the command that accepts what is live, and it works as printed',
  async (command) => {
    rig = await startRig();
    await rig.write('our files/a.yaml', files);
    const asked = await rig.run([command, '-f', 'our files/a.yaml', '--roster-queries', '40', ...api]);
    const [, printed = ''] = /write it into the files: ax-gitops (.*)\n/.exec(asked.stderr) ?? [];
    expect(printed).toBe("adopt -f 'our files/a.yaml' --transport api --roster-queries 40");
    const words = [...printed.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    expect(await rig.run(words)).toMatchObject({ exitCode: 0 });
    const again = await rig.run([command, '-f', 'our files/a.yaml', ...api]);
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.stderr).not.toContain('adopt');
  },
);

it('the printed command is about the same part of the files, and names the same account afterwards', async () => {
  rig = await startRig();
  await rig.write('access.yaml', files);
  const part = ['--only', 'space-member', '--target', 'organization/*/space/*/member/*'];
  const asked = await rig.run(['plan', ...part, ...api]);
  const [, printed = ''] = /write it into the files: ax-gitops (.*)\n/.exec(asked.stderr) ?? [];
  expect(printed).toBe("adopt --only space-member --target 'organization/*/space/*/member/*' --transport api");
  const adopted = await rig.run(['adopt', ...part, ...api]);
  expect(adopted).toMatchObject({ exitCode: 0 });
  expect(adopted.stderr).toContain('Next: ax-gitops plan --transport api\n');
  expect(adopted.stdout.match(/^[+-] .*$/gm)).toEqual([
    '-          jane@example.com: read_only',
    '+          jane@example.com: admin',
  ]);
});

it('an address is adopted alone, also where a star in its name could stand for others', async () => {
  rig = await startRig();
  await rig.write('access.yaml', 'version: 1\norganizations: { "Team *": {}, Team A: {} }\n');
  expect(await rig.run(['apply', '--auto-approve', ...api])).toMatchObject({ exitCode: 0 });
  await rig.write('access.yaml', 'version: 1\norganizations: {}\n');
  expect(await rig.run(['adopt', 'organization/Team *', ...api])).toMatchObject({ exitCode: 0 });
  const written = await rig.read('access.yaml');
  expect(written).toContain('Team *');
  expect(written).not.toContain('Team A');
});
