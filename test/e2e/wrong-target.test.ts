import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validate } from '../../src/report/plan-validator.gen.js';
import type { Rig } from '../support/rig.js';
import { startRig } from '../support/rig.js';

/* Files for another account: nothing is read, nothing is changed, and whoever waits for a document gets one that says so. */

const api = ['--transport', 'api'];

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await rig.write('access.yaml', 'version: 1\ntarget: { host: api.arize.com }\nusers: {}\n');
});
afterAll(() => rig.close());

const refusal = `these files are for the host "api.arize.com", but ax talks to`;

describe('a wrong target', () => {
  it.each(['plan', 'drift', 'apply'])('refuses %s, and says why', async (command) => {
    const ended = await rig.run([command, ...api]);
    expect(ended).toMatchObject({ exitCode: 3, stdout: '' });
    expect(ended.stderr).toContain(refusal);
    expect(rig.sandbox.requests).toEqual([]);
  });

  it('leaves a plan as JSON that has no step and sees nothing', async () => {
    const { exitCode, stdout, stderr } = await rig.run(['plan', ...api, '--format', 'json']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(refusal);
    const document: unknown = JSON.parse(stdout);
    expect((validate as unknown as (value: unknown) => boolean)(document)).toBe(true);
    expect(document).toMatchObject({
      target: { host: rig.sandbox.host },
      steps: [],
      unmanaged: [],
      access: [],
      unobserved: [{ scope: '**', reason: 'the files are for another account, so nothing was read' }],
    });
  });

  it('leaves drift as JSON that is refused, on standard output and in a file', async () => {
    const { exitCode, stdout } = await rig.run(['drift', ...api, '--format', 'json', '--out', 'drift.json']);
    expect(exitCode).toBe(3);
    expect(await rig.read('drift.json')).toBe(stdout);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'refused',
      refusals: [{ rule: 'target', message: expect.stringContaining(refusal) as string }],
    });
  });
});
