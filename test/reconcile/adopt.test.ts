import { describe, expect, it } from 'vitest';
import type { AdoptRequest } from '../../src/reconcile/adopt.js';
import { adopt } from '../../src/reconcile/adopt.js';
import type { SandboxSeed } from '../../src/sandbox/index.js';
import type { EngineRig } from '../support/engine.js';
import { engineRig } from '../support/engine.js';

/* What is live is taken over into the files. */

const file = `version: 1
users:
  raj@example.com: { name: Rajiv }
  mei@example.com: { name: M }
organizations: {}
`;
const seed: SandboxSeed = {
  users: [
    { email: 'raj@example.com', name: 'Raj Patel', role: 'ADMIN' },
    { email: 'mei@example.com', name: 'Mei Chen' },
  ],
  api_keys: [{ name: 'admin', owner: 'raj@example.com', key: 'sandbox-admin-key' }],
};
const run = ({ at, request, host }: EngineRig, more: Partial<AdoptRequest> = {}) =>
  adopt({ ...request, globs: [], ...more }, at, host());
const after = async (rig: EngineRig, more: Partial<AdoptRequest> = {}) => {
  const outcome = await run(rig, more);
  return outcome.type === 'edited' ? outcome.changed.map(({ after }) => after).join() : outcome.type;
};
const [raj, mei] = [
  (text: string) => text.replace('Rajiv', 'Raj Patel'),
  (text: string) => text.replace('name: M ', 'name: Mei Chen '),
];

describe('an adoption', () => {
  it('is of what a glob matches, as it is named or with stars', async () => {
    await using rig = await engineRig({ 'access.yaml': file });
    expect(await after(rig, { globs: ['user/raj@example.com', 'user/m*'] })).toBe(raj(mei(file)));
  });

  it('is of a whole place, of which the files say nothing yet', async () => {
    await using rig = await engineRig({ 'access.yaml': file });
    const research = `organizations:
  Research:
    description: Models that may never ship
    members:
      eve@example.com: member
      mei@example.com: admin
    spaces:
      papers:
        description: Reproductions
        private: true
        members:
          mei@example.com: admin
      playground:
        private: false
        members:
          eve@example.com: member
        projects:
          agents:
            members:
              eve@example.com: Trace Reader
`;
    expect(await after(rig, { globs: ['organization/Research'] })).toBe(file.replace('organizations: {}\n', research));
  });

  it('is of everything unless somebody chooses', async () => {
    const whole = 'version: 1\nusers:\n  raj@example.com: { name: Rajiv }\n  mei@example.com: { name: M }\n';
    await using rig = await engineRig({ 'access.yaml': whole }, seed);
    const { interrupts: _, ...request } = rig.request;
    const asked: unknown[] = [];
    const choose: AdoptRequest['choose'] = (found, signal) => {
      asked.push([found.map(({ address }) => address), signal]);
      return Promise.resolve({ ok: true, value: new Set([found[0]?.address ?? ('' as never)]) });
    };
    expect(await after(rig, { choose })).toBe(mei(whole));
    const outcome = await adopt({ ...request, globs: [], choose }, rig.at, rig.host());
    expect(outcome).toMatchObject({ changed: [{ after: mei(whole) }] });
    const all = ['user/mei@example.com', 'user/raj@example.com'];
    expect(asked).toEqual([
      [all, rig.request.interrupts.first],
      [all, undefined],
    ]);
    const adopted = await after(rig);
    expect(adopted).toBe(raj(mei(whole)));
    await rig.write('access.yaml', adopted);
    expect(await run(rig, { choose })).toMatchObject({ type: 'edited', changed: [] });
    expect(asked).toHaveLength(2);
  });

  it('is none without a plan', async () => {
    await using rig = await engineRig({ 'access.yaml': file });
    rig.sandbox.addFault({ path: '/v2/users', times: 99, fault: { type: 'status', status: 403 } });
    expect(await run(rig)).toMatchObject({ type: 'unreadable', failure: { kind: 'forbidden' } });
  });
});
