import type { Result } from '../model/result.js';
import type { RemoteFailure } from './port.js';

/** What an ax profile says about where and as whom to connect, with `${VAR}` references expanded. */
export interface AxProfile {
  readonly name: string;
  readonly authMethod: 'api-key' | 'oauth';
  /** Only with `api-key`. A secret: never printed, logged or put into an argument. */
  readonly apiKey?: string;
  /** The REST API's base URL, e.g. `https://api.arize.com`. */
  readonly apiUrl: string;
  /** The app's base URL, where GraphQL lives, e.g. `https://app.arize.com`. */
  readonly appUrl: string;
}

/** The environment and home directory that a profile is looked up in. */
export interface ProfilePlace {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The active profile below `home`; `undefined` where none is active. Reads files, writes none. */
export type ReadActiveProfile = (place: ProfilePlace) => Promise<Result<AxProfile | undefined, RemoteFailure>>;
