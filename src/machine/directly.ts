import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { Send } from './send.js';
import { defaultConnectTimeoutMs, keptConnections, sendOver } from './send-over.js';

/** Sends to the server itself, over connections that are kept. */
export function directly({ connectTimeoutMs = defaultConnectTimeoutMs } = {}): Send {
  const agents = { plain: new PlainAgent(keptConnections), secure: new SecureAgent(keptConnections) };
  return sendOver(({ url, method, isAlone }, headers) => {
    const isSecure = url.startsWith('https:');
    const agent = isSecure ? agents.secure : agents.plain;
    return (isSecure ? secureRequest : plainRequest)(url, { method, headers, agent: isAlone !== true && agent });
  }, connectTimeoutMs);
}
