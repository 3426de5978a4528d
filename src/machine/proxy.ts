/** The proxy that a request goes through, and which variable says so. */
export interface Proxy {
  /** With its scheme. May hold a password: never printed, see {@link shownProxy}. */
  readonly url: string;
  readonly variable: string;
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

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

function firstOf(env: Env, ...variables: readonly string[]): Proxy | undefined {
  for (const variable of variables) {
    const value = env[variable]?.trim() ?? '';
    if (value !== '') return { url: value.includes('://') ? value : `http://${value}`, variable };
  }
  return undefined;
}

/** NO_PROXY: hosts and their subdomains, with or without a port, separated by commas or blanks; `*` for all. */
function isExempt(hostname: string, port: string | undefined, env: Env): boolean {
  const listed = (env['no_proxy'] ?? env['NO_PROXY'] ?? '').toLowerCase().split(/[\s,]+/);
  return listed.some((entry) => {
    const [, name = '', onlyPort] = /^(.*?)(?::(\d+))?$/.exec(entry.replace(/^\*?\./, '')) ?? [];
    if (name === '') return false;
    if (name === '*') return true;
    return (onlyPort === undefined || onlyPort === port) && (hostname === name || hostname.endsWith(`.${name}`));
  });
}
