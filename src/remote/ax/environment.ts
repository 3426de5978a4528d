import type { Way } from '../network/causes.js';
import { proxyFor } from '../../machine/proxy.js';

type Env = Readonly<Record<string, string | undefined>>;

/** What rich and typer, which print for ax, look at; GITHUB_ACTIONS, too: there typer colours what it says of wrong flags. */
const ofPrinting = [
  ...['FORCE_COLOR', 'CLICOLOR_FORCE', 'PY_COLORS', 'GITHUB_ACTIONS', 'TTY_COMPATIBLE', 'LINES'],
  ...['TERMINAL_WIDTH', 'TYPER_USE_RICH', 'TYPER_STANDARD_TRACEBACK'],
];

/**
 * The environment that `ax` runs in: the user's, with what decides how it prints made the same everywhere. Messages
 * are wrapped at COLUMNS and coloured by the terminal's variables; JSON is not concerned (contract §2). Of all variables
 * for a proxy, ax looks at ARIZE_PROXY_URL alone (SDK 8.61), so the one that the others name is put there.
 */
export function axEnvironment(env: Env, home: string, apiUrl?: string): Env {
  const proxy = apiUrl === undefined ? undefined : proxyFor(apiUrl, env);
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !ofPrinting.includes(name))),
    ...(proxy !== undefined && { ARIZE_PROXY_URL: proxy.url }),
    HOME: home,
    COLUMNS: '8000',
    NO_COLOR: '1',
    TERM: 'dumb',
    PYTHONUTF8: '1',
    PYTHONIOENCODING: 'utf-8',
  };
}

/** The way that requests of `ax` take. */
export function axWay(apiUrl: string, env: Env): Way {
  return { host: new URL(apiUrl).host, proxy: proxyFor(apiUrl, env), certificates: 'SSL_CERT_FILE' };
}
