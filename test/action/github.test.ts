import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gitHub } from '../../src/action/github.js';
import type { Runner } from '../../src/action/runner.js';
import { Stopped } from '../../src/action/runner.js';

/* Runners of a company reach GitHub through its proxy alone. */

const asked: string[] = [];
interface Answer {
  /** 0: none comes. */
  readonly status: number;
  readonly location?: string;
  readonly body?: string;
  /** It ends before the whole of its body has come. */
  readonly isCut?: true;
}
let answer: (path: string) => Answer = () => ({ status: 200 });
const proxy = createServer((request, response) => {
  asked.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`);
  const { status, location, body = '[]', isCut } = answer(request.url ?? '');
  if (status === 0) {
    request.socket.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', ...(location !== undefined && { location }) });
  if (isCut === true) response.write(body, () => response.destroy());
  else response.end(body);
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

describe.each(['through a proxy', 'directly'])('GitHub, asked %s', (way) => {
  const github = () => {
    if (way === 'through a proxy') return through('HTTP_PROXY');
    const url = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
    const env = { GITHUB_API_URL: url };
    return gitHub({ env, repository: 'acme/access', input: () => 'token' } as unknown as Runner);
  };

  it('has done what it says it has, whatever becomes of the rest of its answer', async () => {
    for (const given of [{ isCut: true, body: '{"id": 1' }, { body: 'no JSON' }, { body: '' }] as const) {
      answer = () => ({ status: 201, ...given });
      await expect(github().send('POST', 'issues/1/comments', {})).resolves.toBeUndefined();
    }
  });

  it.each<[string, Partial<Answer>, RegExp]>([
    ['breaks off', { isCut: true, body: '{"id": 1' }, /What GitHub answers to GET \S+ can't be read: /],
    ['is no JSON', { body: '<html>' }, /What GitHub answers to GET \S+ can't be read: /],
    ['is of another shape', { body: '{"message": "hello"}' }, /with something else than it should/],
    ['is no object', { body: 'null' }, /with something else than it should/],
  ])('is told from a defect of ax-gitops where its answer %s', async (_what, given, said) => {
    answer = () => ({ status: 200, ...given });
    const asked = github().get('actions/runs', 'workflow_runs');
    await expect(asked).rejects.toBeInstanceOf(Stopped);
    await expect(asked).rejects.toThrow(said);
  });

  it('lists what is a list, and not without end', async () => {
    answer = () => ({ status: 200, body: '{}' });
    await expect(github().list('issues')).rejects.toThrow('with something else than a list');
    answer = () => ({ status: 200, body: JSON.stringify(Array(100).fill(0)) });
    await expect(github().list('issues')).rejects.toThrow('it has more than 100 pages');
  });

  it('may have done what it gave no answer to', async () => {
    answer = () => ({ status: 0 });
    await expect(github().send('POST', 'issues', {})).rejects.toThrow('Whether it was carried out is not known.');
  });
});

it('a proxy of SOCKS is none', () => {
  const env = { GITHUB_API_URL: 'http://github.invalid', HTTP_PROXY: 'socks5://127.0.0.1:1' };
  const asked = gitHub({ env, repository: 'acme/access', input: () => 'token' } as unknown as Runner).get('issues');
  return expect(asked).rejects.toThrow('HTTP_PROXY names a SOCKS proxy');
});
