import { expect, it } from 'vitest';
import { withDropped } from '../../src/desired/index.js';
import { stateOf } from '../support/files.js';

const project = (entry: string) => ({
  'access.yaml': `version: 1\norganizations: { O: { spaces: { S: { projects: { p: ${entry} } } } } }\n`,
});

/** What is to go because the files no longer say it. */
async function dropped(then: string, now: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const state = await stateOf(project(then));
  const whole = withDropped(await stateOf(now), { ref: 'HEAD', state, removed: new Set() });
  return whole.resources.flatMap(({ address, droppedSince }) => (droppedSince === undefined ? [] : [address]));
}

it('a restriction is not lifted by leaving its field out: what is left out is not managed', async () => {
  const member = 'organization/O/space/S/project/p/member/a@b.co';
  const then = '{ create: true, restricted: true, members: { a@b.co: R } }';
  expect(await dropped(then, project('{ create: true, members: {} }'))).toEqual([member]);
  expect(await dropped(then, project('{ restricted: false }'))).toEqual([member]);
  expect(await dropped(then, { 'access.yaml': 'version: 1\norganizations: { O: { spaces: { S: {} } } }\n' })).toEqual([
    'organization/O/space/S/project/p',
    member,
  ]);
});

it('what stands in a project that gets another name is still declared under that', async () => {
  const then = '{ create: true, members: { a@b.co: R, b@b.co: R } }';
  const now = project('{ members: {} }')
    ['access.yaml'].replace('p:', 'q:')
    .replace('{ members', '{ renamed_from: p, members');
  const inQ = 'organization/O/space/S/project/q/member';
  expect(await dropped(then, { 'access.yaml': now })).toEqual([`${inQ}/a@b.co`, `${inQ}/b@b.co`]);
  expect(await dropped(then, { 'access.yaml': now.replace('{}', '{ a@b.co: R }') })).toEqual([`${inQ}/b@b.co`]);
});
