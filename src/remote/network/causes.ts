import type { FailureKind, RemoteFailure } from '../port.js';
import type { Proxy } from '../../machine/proxy.js';
import { shownProxy } from '../../machine/proxy.js';

/** The way that a request took. */
export interface Way {
  /** With the port, where one is given. */
  readonly host: string;
  readonly proxy?: Proxy | undefined;
  /** It ended at the proxy. */
  readonly isToProxy?: true;
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
  | 'untrusted'
  | 'expired'
  | 'wrong-name'
  | 'no-tls'
  | 'proxy-denied'
  | 'no-proxy-url'
  | 'no-certificates'
  | 'socks'
  | 'no-pysocks'
  | 'bad-header'
  /** After these, the request may have been carried out. */
  | 'not-http'
  | 'dropped'
  | 'html'
  | 'not-whole'
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
  untrusted: (way, detail) => ({
    message: `the certificate of ${encryptor(way)} is not trusted${inBrackets(detail)}`,
    hint: `where a company's proxy or server has a certificate of its own, set ${way.certificates} to the file of the authority that signed it (PEM)`,
  }),
  expired: (way, detail) => ({
    message: `the certificate of ${encryptor(way)} is not valid today${inBrackets(detail)}`,
    hint: 'check the clock of this machine with `date`; if it is right, whoever runs the server has to renew the certificate',
  }),
  'wrong-name': (way, detail) => ({
    message: `the certificate of ${encryptor(way)} is one for another name${inBrackets(detail)}`,
    hint: whereToLook(encrypting(way), 'the spelling of the host'),
  }),
  'no-tls': (way, detail) => ({
    message: `${encryptor(way)} does not speak TLS there${inBrackets(detail)}${way.isToProxy === true ? '' : throughWhom(way)}`,
    hint: whereToLook(encrypting(way), 'the port and the scheme (`api_scheme`: http or https)'),
  }),
  'proxy-denied': ({ host, proxy }, detail) => ({
    message: `the proxy${proxy === undefined ? '' : ` ${shownProxy(proxy)}`} does not let a request to ${host} through${inBrackets(detail)}`,
    hint:
      detail === '407'
        ? `write the user and the password that it asks for into ${proxy?.variable ?? 'the variable of the proxy'}: http://USER:PASSWORD@PROXY:PORT`
        : `check that ${host} is the right host, and that the proxy may reach it${pastProxy(host, proxy)}`,
  }),
  'no-proxy-url': ({ proxy }) => ({
    kind: 'bad-profile',
    message: `${proxy?.variable ?? 'the variable for the proxy'} does not hold the URL of a proxy`,
    hint: 'write it like http://proxy.example.com:3128',
  }),
  socks: ({ host, proxy }) => ({
    kind: 'bad-profile',
    message: `${proxy?.variable ?? 'the variable for the proxy'} names a SOCKS proxy, and only HTTP proxies are supported`,
    hint: `set it to an HTTP proxy, like http://proxy.example.com:3128${pastProxy(host, proxy)}`,
  }),
  'no-certificates': (_way, detail) => ({
    kind: 'bad-profile',
    message: `the file of certificates that ax is to trust can't be used${inBrackets(detail)}`,
    hint: 'SSL_CERT_FILE, REQUESTS_CA_BUNDLE and ARIZE_SSL_CA_CERT, where they are set, have to name a file of certificates in PEM',
  }),
  'no-pysocks': ({ proxy }) => ({
    kind: 'bad-profile',
    message: `${proxy?.variable ?? 'the variable for the proxy'} names a SOCKS proxy, and the Python of ax has no module for these`,
    hint: 'set it to an HTTP proxy, like http://proxy.example.com:3128, or install PySocks beside ax (`pipx inject arize-ax-cli PySocks`)',
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
  html: (way, detail) => ({
    kind: 'unreadable',
    message: `${way.host} answers with a web page${detail === '' ? '' : ` titled ${JSON.stringify(detail)}`} instead of JSON${throughWhom(way)}`,
    hint: `a login page of this network, a proxy or another server may have answered in place of Arize: open http://${way.host} in a browser, and check the host in the ax profile or in ARIZE_BASE_URL`,
  }),
  'not-whole': (way, detail) => ({
    kind: 'unreadable',
    message: `${way.host} answers with ${detail}, which no list of Arize's comes with${throughWhom(way)}`,
    hint: 'a proxy may have changed the answer; check the host in the ax profile or in ARIZE_BASE_URL: is it Arize that answers?',
  }),
  'not-json': (way, detail) => ({
    kind: 'unreadable',
    message: `${way.host} answers with something that is not JSON${inBrackets(detail)}${throughWhom(way)}`,
    hint: 'check the host in the ax profile or in ARIZE_BASE_URL: is it Arize that answers?',
  }),
};

/** Whose certificate it is. */
function encryptor(way: Way): string {
  return whom(encrypting(way));
}

/** Inside a tunnel it is the server that encrypts, and no proxy. */
function encrypting(way: Way): Way {
  return way.isToProxy === true ? way : { ...way, proxy: undefined };
}

/** Who did not do as expected: where there is a proxy, it is the one that is connected to. */
function whom({ host, proxy }: Way): string {
  return proxy === undefined ? host : `the proxy ${shownProxy(proxy)}`;
}

/** What stands behind the name of a host that is asked through a proxy. */
export function throughWhom({ proxy }: Way): string {
  return proxy === undefined ? '' : `, through the proxy ${shownProxy(proxy)}`;
}

function whereToLook({ host, proxy }: Way, what: string): string {
  return proxy === undefined
    ? `check ${what} in the ax profile or in ARIZE_BASE_URL`
    : `check ${proxy.variable}${pastProxy(host, proxy)}`;
}

/** The SDK's own variable counts for every host. */
function pastProxy(host: string, proxy: Proxy | undefined): string {
  const how = proxy?.variable === 'ARIZE_PROXY_URL' ? 'unset ARIZE_PROXY_URL' : 'add it to NO_PROXY';
  return `; if ${host} is reached without a proxy, ${how}`;
}

function inBrackets(detail: string): string {
  return detail === '' ? '' : ` (${detail})`;
}
