import { expect, it } from 'vitest';
import { checkNetwork } from '../../../src/remote/network/check.js';
import { certificate } from '../../support/server.js';

it.each([
  [certificate, 'ok', `also those in ${certificate} (NODE_EXTRA_CA_CERTS)`],
  ['/nowhere', 'warn', "NODE_EXTRA_CA_CERTS names a file that can't be read: /nowhere"],
  ['/', 'warn', "NODE_EXTRA_CA_CERTS names a file that can't be read: /"],
  ['/dev/null', 'warn', 'NODE_EXTRA_CA_CERTS names a file without certificates in PEM: /dev/null'],
])('of the certificates in %s doctor says what Node makes of them', async (file, status, detail) => {
  // Nothing listens there.
  const env = { ARIZE_API_KEY: 'k', ARIZE_BASE_URL: 'http://127.0.0.1:2', NODE_EXTRA_CA_CERTS: file };
  const checks = await checkNetwork({ home: '/nowhere', env });
  expect(checks.find(({ name }) => name === 'certificates')).toMatchObject({ status, detail });
});
