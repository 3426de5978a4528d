import { fetch, ProxyAgent } from 'undici';

/** As `fetch` of Node, and that of undici, answer. */
export type Answer = Pick<Response, 'status' | 'ok' | 'headers' | 'body'>;
export type Send = (request: Request) => Promise<Answer>;

/*
 * Node 20 has no proxies of its own, and newer versions read variables that must be set before they start. A file of its own,
 * since it is loaded only where there is a proxy.
 */
export function throughProxy(proxy: string): Send {
  // Plain HTTP is asked of the proxy itself, as other tools do: many proxies open tunnels for TLS alone.
  const dispatcher = new ProxyAgent({ uri: proxy, proxyTunnel: false });
  return async (request) => {
    const { url, method, headers, signal } = request;
    const body = request.body === null ? {} : { body: await request.text() };
    return fetch(url, { method, headers: [...headers], signal, redirect: 'manual', dispatcher, ...body });
  };
}
