import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { ProxyAddress } from './proxy.js';
import { checkedName } from './proxy.js';
import type { Send } from './send.js';
import { AtProxy, NotSent } from './send.js';
import { defaultConnectTimeoutMs, keptConnections, sendOver } from './send-over.js';
import { Tunnels } from './tunnels.js';

/*
 * Node 20 has no proxies of its own, and newer versions read variables that must be set before they start. The proxies of
 * undici ask without end where one hangs up, and know no limit for how long a connection may take.
 */

/** Sends to servers that speak TLS through a tunnel; to others what they are to be asked is asked of the proxy itself. */
export function throughProxy(proxy: ProxyAddress, { connectTimeoutMs = defaultConnectTimeoutMs } = {}): Send {
  const kept = {
    tunnels: new Tunnels(proxy, connectTimeoutMs, keptConnections),
    proxy: proxy.isSecure ? new SecureAgent(keptConnections) : new PlainAgent(keptConnections),
  };
  const once = new Tunnels(proxy, connectTimeoutMs);
  const throughTunnel = sendOver(({ url, method, isAlone, signal }, headers) => {
    const options = { method, headers, agent: isAlone === true ? once : kept.tunnels, given: signal };
    return secureRequest(url, options);
  }, connectTimeoutMs);
  // Many proxies open tunnels for TLS alone.
  const atProxy = sendOver(({ url, method, isAlone }, headers) => {
    const { host, href } = new URL(url);
    return (proxy.isSecure ? secureRequest : plainRequest)({
      host: proxy.host,
      port: proxy.port,
      servername: checkedName(proxy.host),
      method,
      path: href,
      headers: {
        ...headers,
        host,
        ...(proxy.authorization !== undefined && { 'proxy-authorization': proxy.authorization }),
      },
      agent: isAlone !== true && kept.proxy,
    });
  }, connectTimeoutMs);
  return (question) =>
    question.url.startsWith('https:') ? throughTunnel(question) : atProxy(question).catch(blameProxy);
}

/** There is no other connection than the one to the proxy. */
function blameProxy(error: unknown): never {
  throw error instanceof NotSent ? new NotSent(new AtProxy(error.cause as Error)) : error;
}
