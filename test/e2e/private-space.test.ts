import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/* A space that is to be private is never public, not for a moment; and nobody is let into what is not there. */

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const file = `version: 1
users: { eve@example.com: { name: Eve } }
organizations:
  Vault:
    members: { eve@example.com: member }
    spaces:
      secret:
        private: true
        members: { eve@example.com: admin }
        projects: { plans: { create: true } }
      lobby: {}
api_keys:
  agent: { type: service, spaces: { Vault/secret: member }, secret: out }
secrets: { out: { command: ['true'] } }
`;

const spaces = () => rig.state().spaces.filter(({ name }) => name === 'secret' || name === 'lobby');

describe('a new space that is to be private', () => {
  it('is blocked through ax with everything in it, and created private through the REST API', async () => {
    await rig.write('access.yaml', file);
    const ended = await rig.run(['apply', '--auto-approve']);
    expect(ended).toMatchObject({ exitCode: 2 });
    expect(ended.stdout).toContain('use --transport api');
    expect(spaces().map(({ name }) => name)).toEqual(['lobby']);
    const made = rig.sandbox.requests.filter(({ method, path }) => method === 'POST' && path !== '/graphql');
    expect(made.map(({ path }) => path).sort()).toEqual([
      '/v2/organizations',
      expect.stringMatching(/^\/v2\/organizations\/[^/]+\/users$/),
      '/v2/spaces',
    ]);
    expect(await rig.run(['apply', '--auto-approve', '--transport', 'api'])).toMatchObject({ exitCode: 0 });
    expect(spaces().map(({ name, is_private }) => [name, is_private])).toEqual([
      ['lobby', false],
      ['secret', true],
    ]);
  });
});

describe('a member of a space who is not in its organization', () => {
  it.each([
    ['new', 'Payments'],
    ['live', 'Vault'],
    ['live, and so are they', 'Research'],
  ])('is an error with the line to add: the organization is %s', async (what, organization) => {
    const who = what === 'live, and so are they' ? 'raj@example.com' : 'mal@example.com';
    await rig.write(
      'access.yaml',
      `version: 1\nusers: { ${who}: {} }\norganizations:\n  ${organization}:\n    spaces:\n      lobby: { members: { ${who}: member } }\n`,
    );
    rig.sandbox.clearRequests();
    const ended = await rig.run(['apply', '--auto-approve', '--transport', 'api']);
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toContain('access.yaml:6:27: error[not-in-organization]');
    expect(ended.stderr).toContain(`they are not a member of organization ${organization}`);
    expect(ended.stderr).toContain(
      `add \`${who}: member\` under \`organizations.${organization}.members\` (access.yaml:4)`,
    );
    expect(rig.sandbox.requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql')).toEqual([]);
  });
});
