import type { FailureKind, RemoteFailure } from '../port.js';
import type { Proxy } from '../../machine/proxy.js';
import { shownProxy } from '../../machine/proxy.js';

/** The way that a request took. */
export interface Way {
  /** With the port, where one is given. */
  readonly host: string;
  readonly proxy?: Proxy | undefined;
  /** What adds a certificate to the trusted ones: Node and Python each have their own variable. */
  readonly certificates: 'NODE_EXTRA_CA_CERTS' | 'SSL_CERT_FILE';
}

/** Why there was no answer, or none of Arize's. Node and Python name the same things differently. */
export type Cause =
  /** These come before the request has left this machine. */
  | 'refused'
  | 'no-host'
  | 'no-lookup'
  | 'no-route'
  | 'no-connection'
  | 'no-port'
  | 'untrusted'
  | 'no-tls'
  | 'proxy-denied'
  | 'no-proxy-url'
  | 'bad-header'
  /** After these, the request may have been carried out. */
  | 'not-http'
  | 'dropped'
  | 'html'
  | 'not-json';

const mayHaveBeenDone: ReadonlySet<Cause> = new Set(['not-http', 'dropped', 'html', 'not-json']);

/** One message for each cause, whatever the transport: names the host, the cause and what to look at. */
export function failureOfCause(cause: Cause, way: Way, isWrite: boolean, detail = ''): RemoteFailure {
  const { kind = 'unreachable', message, hint } = words[cause](way, detail);
  return { kind, message, hint, uncertain: isWrite && mayHaveBeenDone.has(cause) };
}

interface Words {
  readonly kind?: FailureKind;
  readonly message: string;
  readonly hint: string;
}

const words: Readonly<Record<Cause, (way: Way, detail: string) => Words>> = {
  refused: (way, detail) => ({
    message: `${whom(way)} refuses the connection${inBrackets(detail)}`,
    hint: whereToLook(way, 'whether the server runs, and the host and port'),
  }),
  'no-host': (way, detail) => ({
    message: `there is no host of the name of ${whom(way)}${inBrackets(detail)}`,
    hint: whereToLook(way, 'the spelling of the host'),
  }),
  'no-lookup': (way, detail) => ({
    message: `the name of ${whom(way)} can't be looked up${inBrackets(detail)}`,
    hint: `check that this machine has a network and a name server; then ${whereToLook(way, 'the spelling of the host')}`,
  }),
  'no-route': (way, detail) => ({
    message: `there is no way to ${whom(way)} from here${inBrackets(detail)}`,
    hint: whereToLook(way, 'the network, a VPN that is needed, and the host'),
  }),
  'no-connection': (way, detail) => ({
    message: `${whom(way)} does not take the connection in time${inBrackets(detail)}`,
    hint: whereToLook(way, 'the network, a firewall on the way, and the host and port'),
  }),
  'no-port': (way, detail) => ({
    message: `no connection is made to the port of ${whom(way)}: it belongs to another protocol than HTTP${inBrackets(detail)}`,
    hint: whereToLook(way, 'the port'),
  }),
  untrusted: ({ host, certificates }, detail) => ({
    message: `the certificate of ${host} is not trusted${inBrackets(detail)}`,
    hint: `where a company's proxy or server has a certificate of its own, set ${certificates} to the file of the authority that signed it (PEM)`,
  }),
  'no-tls': (way, detail) => ({
    message: `${whom(way)} does not speak TLS there${inBrackets(detail)}`,
    hint: whereToLook(way, 'the port and the scheme (`api_scheme`: http or https)'),
  }),
  'proxy-denied': ({ host, proxy }, detail) => ({
    message: `${proxy === undefined ? 'the proxy' : `the proxy ${shownProxy(proxy)}`} does not let a request to ${host} through${inBrackets(detail)}`,
    hint: `check that it may reach ${host}, and its user and password (http://USER:PASSWORD@PROXY:PORT)`,
  }),
  'no-proxy-url': ({ proxy }) => ({
    kind: 'bad-profile',
    message: `${proxy?.variable ?? 'the variable for the proxy'} does not hold the URL of a proxy`,
    hint: 'write it like http://proxy.example.com:3128',
  }),
  'bad-header': (_way, detail) => ({
    kind: 'bad-profile',
    message: `the API key holds a character that no key has${inBrackets(detail)}`,
    hint: 'copy the key again, without quotes, blanks or line breaks',
  }),
  'not-http': (way, detail) => ({
    message: `${whom(way)} does not answer in HTTP${inBrackets(detail)}`,
    hint: whereToLook(way, 'the port and the scheme (`api_scheme`: http or https)'),
  }),
  dropped: (way, detail) => ({
    message: `${whom(way)} broke the connection off before an answer came${inBrackets(detail)}`,
    hint: 'try again; if it stays so, look at what is between here and the host',
  }),
  html: ({ host, proxy }, detail) => ({
    kind: 'unreadable',
    message: `${host} answers with a web page${detail === '' ? '' : ` titled ${JSON.stringify(detail)}`} instead of JSON${proxy === undefined ? '' : `, through the proxy ${shownProxy(proxy)}`}`,
    hint: `a login page of this network, a proxy or another server may have answered in place of Arize: open http://${host} in a browser, and check the host in the ax profile or in ARIZE_BASE_URL`,
  }),
  'not-json': ({ host, proxy }, detail) => ({
    kind: 'unreadable',
    message: `${host} answers with something that is not JSON${inBrackets(detail)}${proxy === undefined ? '' : `, through the proxy ${shownProxy(proxy)}`}`,
    hint: 'check the host in the ax profile or in ARIZE_BASE_URL: is it Arize that answers?',
  }),
};

/** Who did not do as expected: where there is a proxy, it is the one that is connected to. */
function whom({ host, proxy }: Way): string {
  return proxy === undefined ? host : `the proxy ${shownProxy(proxy)}`;
}

function whereToLook({ host, proxy }: Way, what: string): string {
  return proxy === undefined
    ? `check ${what} in the ax profile or in ARIZE_BASE_URL`
    : `check ${proxy.variable}; if ${host} is reached without a proxy, add it to NO_PROXY`;
}

function inBrackets(detail: string): string {
  return detail === '' ? '' : ` (${detail})`;
}
