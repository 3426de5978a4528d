import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { StoredUser } from './account.js';

/** What every handler finds in its context: Node's own request and answer, and whom the key acts as. */
export interface SandboxEnv {
  readonly Bindings: HttpBindings;
  readonly Variables: { caller: StoredUser };
}

export function router(): Hono<SandboxEnv> {
  return new Hono<SandboxEnv>();
}
