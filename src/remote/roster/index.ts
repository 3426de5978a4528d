import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import { findLogin } from '../login.js';
import { askerOf } from '../network/fetch.js';
import type { Arize, MemberPlace, RemoteFailure, RosterMember, Rosters } from '../port.js';
import { sleep } from '../retry.js';
import { waitTeller } from '../waits.js';
import type { GraphqlPlace } from './graphql.js';
import { askGraphql } from './graphql.js';
import type { OrganizationSchema, Progress } from './queries.js';
import { membersQuery, nextBatch, pageOf, schemaFieldsOf, typeQuery } from './queries.js';

export interface RosterOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly timeoutMs: number;
  /** Told, in a line each, of what takes long. */
  readonly tell?: (line: string) => void;
  /** For tests: the clock of retries. */
  readonly wait?: typeof sleep;
}

/** Reads members through Arize's GraphQL API, with the login of the other transports: no other source lists them. */
export function rosterReader(options: RosterOptions): NonNullable<Arize['members']> {
  return async (places, signal) => {
    const place = await graphqlPlace(options);
    if (!place.ok) return explained(place.error);
    const problems: string[] = [];
    const schema = await organizationSchema(place.value, places, signal);
    if (!schema.ok) return explained(schema.error);
    if (schema.value === undefined && places.some(({ kind }) => kind === 'organization'))
      problems.push("GraphQL's schema offers no way to read an organization's members to the end");
    const readable = places.filter(({ kind }) => kind === 'space' || schema.value !== undefined);
    const read = await readAll(place.value, readable, schema.value, signal);
    if (!read.ok) return explained(read.error);
    problems.push(...read.value.problems);
    return ok({
      members: read.value.members,
      ...(problems.length > 0 && { problem: `not all members could be read through GraphQL: ${problems.join('; ')}` }),
    });
  };
}

function isArize(url: string): boolean {
  return /(?:^|\.)arize\.com$/.test(new URL(url).hostname);
}

async function graphqlPlace({
  env,
  home,
  timeoutMs,
  tell,
  wait = sleep,
}: RosterOptions): Promise<Result<GraphqlPlace, RemoteFailure>> {
  const login = await findLogin({ env, home });
  if (!login.ok) return login;
  const { apiKey, apiUrl, appUrl } = login.value;
  // A key for another host than Arize's own must not go to Arize's app, which is where ax looks unless told otherwise.
  if (isArize(appUrl) && !isArize(apiUrl))
    return failed({
      kind: 'bad-profile',
      message: 'the profile names an API host of its own and no app_host, where GraphQL would be',
      hint: 'add app_host to the profile',
      uncertain: false,
    });
  if (apiKey !== undefined) {
    const onWait = waitTeller(new URL(appUrl).host, tell ?? (() => undefined));
    return ok({ url: appUrl, asker: await askerOf(appUrl, env), apiKey, timeoutMs, onWait, wait });
  }
  return failed({
    kind: 'bad-profile',
    message: 'the profile logs in with OAuth, and GraphQL takes API keys only',
    hint: 'use a profile with an API key, or --roster off',
    uncertain: false,
  });
}

/** What the schema says of organizations' members; nothing where they can't be read page by page (contract §8). */
async function organizationSchema(
  place: GraphqlPlace,
  places: readonly MemberPlace[],
  signal: AbortSignal | undefined,
): Promise<Result<OrganizationSchema | undefined, RemoteFailure>> {
  if (!places.some(({ kind }) => kind === 'organization')) return ok(undefined);
  const fieldsOf = async (type: string) => {
    const { query, variables } = typeQuery(type);
    const answer = await askGraphql(place, query, variables, signal);
    return answer.ok ? ok(schemaFieldsOf(answer.value.data)) : answer;
  };
  const organization = await fieldsOf('AccountOrganization');
  if (!organization.ok) return organization;
  const users = organization.value.get('accountOrganizationUsers');
  if (users === undefined || !users.args.includes('first') || !users.args.includes('after')) return ok(undefined);
  const connection = await fieldsOf(users.type);
  if (!connection.ok) return connection;
  const edges = connection.value.get('edges');
  if (edges === undefined || !connection.value.has('pageInfo') || !connection.value.has('totalCount'))
    return ok(undefined);
  const edge = await fieldsOf(edges.type);
  if (!edge.ok) return edge;
  const node = edge.value.get('node');
  if (node === undefined) return ok(undefined);
  const member = await fieldsOf(node.type);
  return member.ok ? ok({ hasRole: member.value.has('role') }) : member;
}

interface Reading {
  readonly members: ReadonlyMap<string, readonly RosterMember[]>;
  readonly problems: readonly string[];
}

/** Page by page until every place is read to its end. One whose page can't be read is left out, whole. */
async function readAll(
  graphql: GraphqlPlace,
  places: readonly MemberPlace[],
  schema: OrganizationSchema | undefined,
  signal: AbortSignal | undefined,
): Promise<Result<Reading, RemoteFailure>> {
  const found = new Map<string, RosterMember[]>();
  const unread = new Set<string>();
  const complete = new Set<string>();
  const errors = new Set<string>();
  let open: readonly Progress[] = places.map((place) => ({ place }));
  while (open.length > 0) {
    const batch = nextBatch(open);
    const { query, variables } = membersQuery(batch, schema);
    const answer = await askGraphql(graphql, query, variables, signal);
    if (!answer.ok) return answer;
    const asked = new Set(batch.map(({ place }) => place.id));
    const more: Progress[] = [];
    for (const [index, part] of batch.entries()) {
      const { place } = part;
      const page = pageOf(answer.value.data[`p${String(index)}`], part);
      if (page === undefined) {
        unread.add(place.id);
        for (const error of answer.value.errors) errors.add(error);
        continue;
      }
      found.set(place.id, [...(found.get(place.id) ?? []), ...page.members]);
      if (page.next === undefined) complete.add(place.id);
      else more.push({ place, ...page.next });
    }
    open = [...open.filter(({ place }) => !asked.has(place.id)), ...more];
  }
  const reason = errors.size === 0 ? 'the answer is not as expected' : [...errors].slice(0, 3).join('; ');
  return ok({
    members: new Map([...found].filter(([id]) => complete.has(id))),
    problems: unread.size === 0 ? [] : [`${String(unread.size)} of ${String(places.length)} places: ${reason}`],
  });
}

/** What failed is the reading of members, whatever the cause; there is a way to go on without. */
function explained(failure: RemoteFailure): Result<Rosters, RemoteFailure> {
  if (failure.kind === 'interrupted') return failed(failure);
  return failed({
    ...failure,
    message: `the members can't be read through GraphQL: ${failure.message}`,
    hint: `${failure.hint === undefined ? '' : `${failure.hint}; or `}go on without with --roster auto or off`,
  });
}
