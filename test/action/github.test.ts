import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { gitHub } from '../../src/action/github.js';
import type { Runner } from '../../src/action/runner.js';

/* Runners of a company reach GitHub through its proxy alone. */

const asked: string[] = [];
let answer: (path: string) => { readonly status: number; readonly location?: string } = () => ({ status: 200 });
const proxy = createServer((request, response) => {
  asked.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`);
  const { status, location } = answer(request.url ?? '');
  response.writeHead(status, { 'content-type': 'application/json', ...(location !== undefined && { location }) });
  response.end('[]');
});

beforeEach(async () => {
  asked.length = 0;
  answer = () => ({ status: 200 });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => proxy.close(resolve)));

function through(variable: string) {
  const url = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
  const env = { GITHUB_API_URL: 'http://github.invalid', [variable]: url };
  return gitHub({ env, repository: 'acme/access', input: () => 'token' } as unknown as Runner);
}

it.each(['HTTP_PROXY', 'http_proxy'])('GitHub is asked through the proxy of %s', async (variable) => {
  expect(await through(variable).get('issues')).toEqual([]);
  expect(asked).toEqual(['GET http://github.invalid/repos/acme/access/issues Bearer token']);
});

it('the proxy for Arize is none for GitHub', async () => {
  await expect(through('ARIZE_PROXY_URL').get('issues')).rejects.toThrow("GitHub can't be reached");
  expect(asked).toEqual([]);
});

it('a redirect is not followed there either, with the token that it would get', async () => {
  answer = () => ({ status: 302, location: 'http://elsewhere.invalid/' });
  await expect(through('HTTP_PROXY').get('issues')).rejects.toThrow('it redirects to http://elsewhere.invalid/');
  expect(asked).toHaveLength(1);
});
