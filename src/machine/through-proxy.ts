import { fetch, ProxyAgent } from 'undici';
import type { Send } from './send.js';

/*
 * Node 20 has no proxies of its own, and newer versions read variables that must be set before they start. A file of its own,
 * since it is loaded only where there is a proxy.
 */
export function throughProxy(proxy: string): Send {
  // Plain HTTP is asked of the proxy itself, as other tools do: many proxies open tunnels for TLS alone.
  const dispatcher = new ProxyAgent({ uri: proxy, proxyTunnel: false });
  return async ({ url, method, headers, body, signal }) => {
    const answer = await fetch(url, {
      method,
      headers: [...headers],
      redirect: 'manual',
      dispatcher,
      ...(body !== undefined && { body }),
      ...(signal !== undefined && { signal }),
    });
    return {
      status: answer.status,
      statusText: answer.statusText,
      headers: answer.headers,
      whole: (most) => wholeOf(answer.body ?? [], most),
      // A body that has failed already can't be ended any more.
      discard: () => void answer.body?.cancel().catch(() => undefined),
    };
  };
}

async function wholeOf(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, most: number) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
