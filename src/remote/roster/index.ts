import type { Result } from '../../model/result.js';
import { failed, ok } from '../../model/result.js';
import { findLogin } from '../login.js';
import { askerOf } from '../network/fetch.js';
import type { Arize, RemoteFailure, Rosters } from '../port.js';
import { sleep } from '../retry.js';
import { waitTeller, worthTellingMs } from '../waits.js';
import type { QueryBudget } from './budget.js';
import { queryBudget } from './budget.js';
import type { GraphqlPlace } from './graphql.js';
import { askGraphql } from './graphql.js';
import type { OrganizationSchema, Query } from './queries.js';
import { schemaFieldsOf, typeQuery } from './queries.js';
import type { ReadOptions } from './read.js';
import { readMembers } from './read.js';

export interface RosterOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly timeoutMs: number;
  /** Queries at most; {@link defaultQueries} unless given. */
  readonly queries?: number;
  /** Whether every place is read to its end, however long it takes. */
  readonly isWhole?: boolean;
  /** Told, in a line each, of what takes long. */
  readonly tell?: (line: string) => void;
  /** For tests: the clock of retries. */
  readonly wait?: typeof sleep;
}

/** Well below what Arize allows in a minute, so that a plan does not wait. */
const defaultQueries = 60;

/** Reads members through Arize's GraphQL API, with the login of the other transports: no other source lists them. */
export function rosterReader(options: RosterOptions): NonNullable<Arize['members']> {
  const recent: number[] = [];
  let known: { readonly schema: OrganizationSchema | undefined } | undefined;
  return async (places, signal) => {
    const place = await graphqlPlace(options);
    if (!place.ok) return explained(place.error);
    const budget = queryBudget(
      options.isWhole === true ? Infinity : (options.queries ?? defaultQueries),
      waitAloud(options),
      recent,
    );
    const ask = async ({ query, variables }: Query) => {
      if (budget.used > 0 && budget.used % queriesBetweenLines === 0)
        options.tell?.(`Reading members: ${String(budget.used)} queries so far …`);
      return askGraphql(place.value, query, variables, signal);
    };
    if (known === undefined && places.some(({ kind }) => kind === 'organization')) {
      const asked = await organizationSchema(ask, budget);
      if (!asked.ok) return explained(asked.error);
      known = { schema: asked.value };
    }
    const schema = known?.schema;
    const problems: string[] = [];
    if (schema === undefined && places.some(({ kind }) => kind === 'organization'))
      problems.push("GraphQL's schema offers no way to read an organization's members to the end");
    const readable = places.filter(({ kind }) => kind === 'space' || schema !== undefined);
    const reading = { ask, schema, budget, isWhole: options.isWhole === true };
    const read = await readMembers(readable, reading, signal);
    if (!read.ok) return explained(read.error);
    problems.push(...read.value.problems);
    return ok({
      members: read.value.members,
      ...(read.value.lookedFor.size > 0 && { lookedFor: read.value.lookedFor }),
      ...(problems.length > 0 && { problem: `not all members could be read through GraphQL: ${problems.join('; ')}` }),
    });
  };
}

/** A wait for Arize's rate is told where it is long: nothing else would move meanwhile. */
function waitAloud({ wait = sleep, tell }: RosterOptions): typeof sleep {
  return (ms, signal) => {
    if (ms > worthTellingMs)
      tell?.(`Waiting ${String(Math.ceil(ms / 1000))} s: Arize allows 100 GraphQL queries a minute …`);
    return wait(ms, signal);
  };
}

/** Between two lines on how far it is: some twenty seconds, by the rate that Arize allows. */
const queriesBetweenLines = 30;

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
  if (!URL.canParse(appUrl))
    return failed({
      kind: 'bad-profile',
      message: 'the profile names no app host that there can be, where GraphQL would be',
      hint: 'correct single_host, single_port or app_host in the profile',
      uncertain: false,
    });
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
    return ok({ url: appUrl, asker: askerOf(appUrl, env, apiKey), apiKey, timeoutMs, onWait, wait });
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
  ask: ReadOptions['ask'],
  budget: QueryBudget,
): Promise<Result<OrganizationSchema | undefined, RemoteFailure>> {
  const fieldsOf = async (type: string) => {
    await budget.take();
    const answer = await ask(typeQuery(type));
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
  const hasSearch = users.args.includes('search');
  return member.ok ? ok({ hasRole: member.value.has('role'), hasSearch }) : member;
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
