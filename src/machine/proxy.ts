import { BlockList, isIP } from 'node:net';

/** The proxy that a request goes through, and which variable says so. */
export interface Proxy {
  /** With its scheme. May hold a password: never printed, see {@link shownProxy}. */
  readonly url: string;
  readonly variable: string;
}

/** Where a proxy is, and what it wants to hear of whoever asks. */
export interface ProxyAddress {
  readonly isSecure: boolean;
  readonly host: string;
  readonly port: number;
  /** A secret. */
  readonly authorization: string | undefined;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for a host, as most tools read it from the environment; the small spelling of a variable wins. `ARIZE_PROXY_URL`
 * is the SDK's own, and the only one that ax looks at: it counts for every host.
 */
export function proxyFor(url: string, env: Env): Proxy | undefined {
  const { protocol, hostname, port } = new URL(url);
  const own = firstOf(env, 'ARIZE_PROXY_URL');
  if (own !== undefined) return own;
  if (isExempt(hostname, port === '' ? defaultPorts[protocol] : port, env)) return undefined;
  return protocol === 'https:'
    ? firstOf(env, 'https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY')
    : firstOf(env, 'http_proxy', 'HTTP_PROXY');
}

/** A proxy for people: without its password. */
export function shownProxy({ url, variable }: Proxy): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed === undefined ? variable : `${parsed.protocol}//${parsed.host} (${variable})`;
}

/** Where to find a proxy; or why it is none that is spoken to here. A path is of no meaning, and left out. */
export function addressOf({ url }: Proxy): ProxyAddress | 'no-url' | 'socks' {
  if (isSocks(url)) return 'socks';
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) return 'no-url';
  const { protocol, hostname, port, username, password } = parsed;
  const login = `${unescaped(username)}:${unescaped(password)}`;
  return {
    isSecure: protocol === 'https:',
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port === '' ? defaultPorts[protocol] : port),
    authorization: login === ':' ? undefined : `Basic ${Buffer.from(login).toString('base64')}`,
  };
}

/**
 * The name that the certificate of a host is checked for, in TLS's own form: addresses have none. Where none is given Node takes
 * it from the header `host`, which names the server behind the proxy.
 */
export function checkedName(host: string): string {
  return isIP(host) === 0 ? host : '';
}

export function isSocks(url: string): boolean {
  return /^socks\w*:/i.test(url);
}

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** A percent sign that escapes nothing is one. */
function unescaped(text: string): string {
  return text.replaceAll(/(?:%[\da-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}

function firstOf(env: Env, ...variables: readonly string[]): Proxy | undefined {
  for (const variable of variables) {
    const value = env[variable]?.trim() ?? '';
    if (value !== '') return { url: value.includes('://') ? value : `http://${value.replace(/^\/\//, '')}`, variable };
  }
  return undefined;
}

/**
 * NO_PROXY: hosts and their subdomains, addresses and their ranges (`10.0.0.0/8`), the former with or without a port,
 * separated by commas or blanks; `*` for all.
 */
function isExempt(hostname: string, port: string | undefined, env: Env): boolean {
  const host = bare(hostname);
  const variable = ['no_proxy', 'NO_PROXY'].find((name) => (env[name] ?? '').trim() !== '');
  const listed = variable === undefined ? [] : (env[variable] ?? '').toLowerCase().split(/[\s,]+/);
  return listed.some((entry) => {
    if (entry.includes('/')) return isInRange(host, entry);
    const [name, onlyPort] = nameAndPort(entry);
    if (name === '') return false;
    if (name === '*') return true;
    return (onlyPort === undefined || onlyPort === port) && (host === name || host.endsWith(`.${name}`));
  });
}

/** `.example.com:443`, `*.example.com`, `[::1]:443`, `::1`. */
function nameAndPort(entry: string): readonly [name: string, port?: string] {
  if (isIP(entry) === 6) return [bare(entry)];
  const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(entry.replace(/^\*?\./, '')) ?? [];
  return port === undefined ? [bare(name)] : [bare(name), port];
}

/** A host as it is compared: without what marks an address or the root of all names. */
function bare(host: string): string {
  const inside = host.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  // One address has many spellings, of which a URL keeps one. None has a zone there (`fe80::1%eth0`).
  return isIP(inside) === 6 && !inside.includes('%') ? new URL(`http://[${inside}]`).hostname.slice(1, -1) : inside;
}

function isInRange(host: string, entry: string): boolean {
  const [, net = '', prefix = ''] = /^\[?([\d.a-f:]+)\]?\/(\d{1,3})$/.exec(entry) ?? [];
  const family = isIP(net);
  if (family === 0 || family !== isIP(host) || Number(prefix) > (family === 6 ? 128 : 32)) return false;
  const range = new BlockList();
  const type = family === 6 ? 'ipv6' : 'ipv4';
  range.addSubnet(net, Number(prefix), type);
  return range.check(host, type);
}
