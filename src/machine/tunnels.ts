import { request as plainRequest } from 'node:http';
import type { AgentOptions, RequestOptions } from 'node:https';
import { Agent, request as secureRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import { connect } from 'node:tls';
import type { ProxyAddress } from './proxy.js';
import { checkedName } from './proxy.js';
import { AtProxy, ProxyDenied } from './send.js';
import { notInTime } from './send-over.js';

/** What a request is given on its way to its connection, besides what Node knows: the signal that ends the wait for it. */
export interface Given {
  readonly given?: AbortSignal | undefined;
}

type Target = RequestOptions & Given;
type Connected = (error: Error | null, socket?: Duplex) => void;
/** What is waited for just now: the proxy's consent, then that of the server to encrypt. */
interface Underway {
  destroy(error: Error): unknown;
}

/**
 * Connections to servers that speak TLS, each through a tunnel of its own. One is handed out once it is encrypted: what fails
 * before that, or takes too long, has carried nothing.
 */
export class Tunnels extends Agent {
  constructor(
    private readonly proxy: ProxyAddress,
    private readonly timeoutMs: number,
    options: AgentOptions = {},
  ) {
    super(options);
  }

  override createConnection(target: Target, connected: Connected): undefined {
    let underway: Underway | undefined;
    const giveUp = (error: Error) => underway?.destroy(error);
    const timer = setTimeout(() => giveUp(notInTime()), this.timeoutMs);
    const stop = () => giveUp(target.given?.reason as Error);
    target.given?.addEventListener('abort', stop);
    const ended = (error: Error | null, socket?: Duplex) => {
      clearTimeout(timer);
      target.given?.removeEventListener('abort', stop);
      connected(error, socket);
    };
    underway = openTunnel(this.proxy, target, (error, tunnel) => {
      if (error !== undefined) {
        ended(error);
        return;
      }
      const socket = connect({ ...target, socket: tunnel } as ConnectionOptions);
      underway = socket;
      const fail = (why: Error) => {
        ended(why);
      };
      socket.once('error', fail);
      socket.once('secureConnect', () => {
        socket.off('error', fail);
        ended(null, socket);
      });
    });
  }
}

/** Asks a proxy for a tunnel to a server; answers once. */
function openTunnel(
  { isSecure, host, port, authorization }: ProxyAddress,
  target: Target,
  done: (error: Error | undefined, tunnel?: Duplex) => void,
): Underway {
  const name = target.host ?? '';
  const place = `${name.includes(':') ? `[${name}]` : name}:${String(target.port ?? 443)}`;
  const asked = (isSecure ? secureRequest : plainRequest)({
    host,
    port,
    servername: checkedName(host),
    method: 'CONNECT',
    path: place,
    headers: { host: place, ...(authorization !== undefined && { 'proxy-authorization': authorization }) },
    agent: false,
  });
  asked.once('connect', ({ statusCode = 0 }, tunnel, head) => {
    if (statusCode < 200 || statusCode >= 300) {
      tunnel.destroy();
      done(new ProxyDenied(statusCode));
      return;
    }
    if (head.length > 0) tunnel.unshift(head);
    done(undefined, tunnel);
  });
  asked.once('error', (error) => {
    done(new AtProxy(error));
  });
  return asked.end();
}
