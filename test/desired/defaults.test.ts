import { expect, it } from 'vitest';
import { stateOf } from '../support/files.js';

/* What a file leaves out contradicts nothing that another one gives. */

async function attributesOf(...files: readonly string[]) {
  const named = files.map((text, index) => [`${String(index)}.yaml`, `version: 1\n${text}`] as const);
  const { resources } = await stateOf(Object.fromEntries(named));
  return resources.map(({ attributes }) => attributes);
}

it('a person in two files, one of which says how they are invited', async () => {
  const [one, other] = ['users: { a@x.io: { invite: none } }', 'users: { a@x.io: { name: Ann } }'];
  expect(await attributesOf(one, other)).toEqual([{ invite: 'none', name: 'Ann' }]);
  expect(await attributesOf(other, one)).toEqual([{ invite: 'none', name: 'Ann' }]);
  expect(await attributesOf(other, 'defaults: { invite: none }')).toEqual([{ invite: 'none', name: 'Ann' }]);
  expect(await attributesOf(other)).toEqual([{ invite: 'email_link', name: 'Ann' }]);
});

it('a key with a custom role that is called like a built-in one', async () => {
  const key = 'api_keys: { k: { type: service, spaces: { O/s: { custom: admin }, O/t: admin } } }';
  const spaces = { 'organization/O/space/s': { custom: 'admin' }, 'organization/O/space/t': 'admin' };
  expect((await attributesOf(key))[0]).toMatchObject({ spaces });
});

it('a key in two files, one of which gives its role in the account', async () => {
  const spaces = 'type: service, spaces: { O/s: member }';
  const [one, other] = [`api_keys: { k: { ${spaces}, account_role: admin } }`, `api_keys: { k: { ${spaces} } }`];
  expect((await attributesOf(one, other))[0]).toMatchObject({ account_role: 'admin' });
  expect((await attributesOf(other))[0]).toMatchObject({ account_role: 'member' });
});
