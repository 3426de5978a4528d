import { afterEach } from 'vitest';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/index.js';
import { startSandbox } from '../../src/sandbox/index.js';

export interface Reply {
  readonly status: number;
  readonly contentType: string | null;
  readonly headers: Headers;
  readonly body: Fields;
  /** What a listing's answer lists. */
  readonly items: readonly Fields[];
  /** Where a listing goes on. */
  readonly cursor: string;
  /** The object's ID, percent-encoded. */
  readonly idInPath: string;
}

export type Fields = Readonly<Record<string, unknown>>;

/** Sends a request with an API key. The path goes behind `/v2`. */
export type Send = (method: string, path: string, body?: unknown) => Promise<Reply>;

const running: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
});

/** A sandbox that is closed after the test, with ways to talk to it as the example account's people. */
export async function sandboxRig(options: SandboxOptions = {}): Promise<{
  readonly sandbox: Sandbox;
  readonly admin: Send;
  readonly member: Send;
  readonly as: (key: string) => Send;
  readonly id: Ids;
}> {
  const sandbox = await startSandbox(options);
  running.push(sandbox);
  const as = (key: string): Send => sender(sandbox.url, key);
  return { sandbox, admin: as(sandbox.apiKey), member: as('sandbox-member-key'), as, id: idsOf(sandbox) };
}

/** IDs by names, percent-encoded in `path`, as they are in `raw`. */
export interface Ids {
  user(email: string): string;
  organization(name: string): string;
  space(name: string): string;
  project(name: string): string;
  role(name: string): string;
  key(name: string): string;
}

/** The ID as it goes into a path. */
export function inPath(id: string): string {
  return encodeURIComponent(id);
}

function sender(url: string, key: string): Send {
  return async (method, path, body) => {
    const response = await fetch(`${url}/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const fields = (text === '' ? {} : JSON.parse(text)) as Fields;
    const pagination = fields['pagination'] as Fields | undefined;
    return {
      status: response.status,
      contentType: response.headers.get('content-type'),
      headers: response.headers,
      body: fields,
      items: (Object.values(fields).find(Array.isArray) ?? []) as Fields[],
      cursor: String(pagination?.['next_cursor']),
      idInPath: inPath(String(fields['id'])),
    };
  };
}

export function idsOf(sandbox: Sandbox): Ids {
  const by = <K extends string>(
    items: readonly ({ readonly id: string } & Readonly<Record<K, string>>)[],
    field: K,
    value: string,
  ): string => {
    const found = items.find((item) => item[field] === value);
    if (found === undefined) throw new Error(`no ${value} in the sandbox`);
    return found.id;
  };
  return {
    user: (email) => by(sandbox.state.users, 'email', email),
    organization: (name) => by(sandbox.state.organizations, 'name', name),
    space: (name) => by(sandbox.state.spaces, 'name', name),
    project: (name) => by(sandbox.state.projects, 'name', name),
    role: (name) => by(sandbox.state.roles, 'name', name),
    key: (name) => by(sandbox.state.keys, 'name', name),
  };
}
