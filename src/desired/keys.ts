import { normaliseWord } from '../kinds/words.js';
import type { AccessFile } from '../load/schema.gen.js';
import type { Address } from '../model/address.js';
import { addressOf, segmentsOf } from '../model/address.js';
import type { Json } from '../model/json.js';
import type { Attributes, Delivery } from '../model/resource.js';
import type { Sink } from '../model/sink.js';
import type { Locate, Path, Source } from '../model/source.js';
import type { Report } from './collected.js';
import { below } from './collected.js';
import { roleOf } from './members.js';
import { endOfTerm } from './term.js';

type ApiKey = NonNullable<AccessFile['api_keys']>[string];
type SecretSink = NonNullable<AccessFile['secrets']>[string];

/** What a declared key is compared by, and what happens to its secret. */
export interface KeyEntry {
  readonly attributes: Attributes;
  readonly delivery: Delivery;
}

/** Reads one entry of `api_keys`, and reports what only reading it can tell. */
export function keyEntry(key: ApiKey, source: Source, locate: Locate, report: Report): KeyEntry {
  const { expires, rotate_before: rotateBefore, grace, secret, description } = key;
  const type = normaliseWord(key.type);
  const fail: Fail = (path, message, hint) => {
    report({ code: 'invalid-key', severity: 'error', message, span: locate(below(source, ...path), 'key'), hint });
  };
  if (type === 'user') {
    for (const field of ['spaces', 'organizations', 'account_role'] as const)
      if (key[field] !== undefined)
        fail([field], `a user key has no \`${field}\`: it acts as its owner.`, 'remove it, or write `type: service`');
  } else if (Object.keys(key.spaces ?? {}).length === 0) {
    report({
      code: 'invalid-key',
      severity: 'error',
      message: 'a service key needs at least one space.',
      span: locate(source, 'key'),
      hint: 'add `spaces: { ORGANIZATION/SPACE: member }`',
    });
  }
  const end = expires === undefined ? undefined : endOfTerm(expires);
  if (expires !== undefined && end === undefined)
    report({
      code: 'bad-date',
      severity: 'error',
      message: `${JSON.stringify(expires)} is not a date on which a key can end.`,
      span: locate(below(source, 'expires'), 'value'),
      hint: 'write a date such as 2027-01-01 (its end, UTC), or a moment with a zone',
    });
  return {
    attributes: {
      type,
      ...(description !== undefined && { description }),
      ...(end !== undefined && { expires: end.toISOString() }),
      ...(type === 'service' && serviceAttributes(key, fail)),
    },
    delivery: {
      ...(secret !== undefined && { sink: secret }),
      ...(rotateBefore !== undefined && { rotateBeforeMs: milliseconds(rotateBefore) }),
      ...(grace !== undefined && { graceSeconds: milliseconds(grace) / 1000 }),
    },
  };
}

/** Says what is wrong at a place in a key's entry. */
type Fail = (path: Path, message: string, hint: string) => void;

/** With the platform's own defaults in its places filled in, so that they are compared too (contract §7). */
function serviceAttributes(key: ApiKey, fail: Fail): Attributes {
  const spaces: Record<Address, Json> = {};
  const organizations: Record<Address, Json> = {};
  for (const [path, role] of Object.entries(key.spaces ?? {})) {
    const [organization, space, ...rest] = segmentsOf(path as Address);
    if (organization === undefined || space === undefined || rest.length > 0) {
      fail(
        ['spaces', path],
        `${JSON.stringify(path)} does not have the form ORGANIZATION/SPACE.`,
        'a `/` inside a name is written %2F',
      );
      continue;
    }
    const given = typeof role === 'string' ? roleOf(role, 'space') : { role: role.custom };
    spaces[addressOf.space(organization, space)] = 'word' in given ? given.word : { custom: given.role };
    organizations[addressOf.organization(organization)] = 'read_only';
  }
  for (const [organization, role] of Object.entries(key.organizations ?? {})) {
    if (!(addressOf.organization(organization) in organizations))
      fail(
        ['organizations', organization],
        `the key has no space in ${JSON.stringify(organization)}.`,
        'add one under `spaces`, or remove it',
      );
    organizations[addressOf.organization(organization)] = normaliseWord(role);
  }
  return {
    ...(key.account_role !== undefined && { account_role: normaliseWord(key.account_role) }),
    organizations: sorted(organizations),
    spaces: sorted(spaces),
  };
}

function sorted(map: Readonly<Record<string, Json>>): Json {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function sinkOf(sink: SecretSink): Sink {
  if ('command' in sink) return { command: sink.command, ...(sink.env !== undefined && { env: sink.env }) };
  if ('env_file' in sink) return { envFile: sink.env_file };
  return { file: sink.file, ...(sink.age !== undefined && { age: sink.age }) };
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A duration such as `30d`; the schema has checked its form. */
function milliseconds(duration: string): number {
  return Number(duration.slice(0, -1)) * (units[duration.slice(-1)] ?? 0);
}
