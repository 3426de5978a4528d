import type { MemberPlace, RosterMember } from '../port.js';

/*
 * What is asked of GraphQL and how its answers are read (contract §8). Answers are read as tolerantly as those of REST:
 * any field may be missing, and what is not as expected counts as not known.
 */

/** One part of a query: a page of a place's members, or the look-up of one person there. */
export type Part = { readonly place: MemberPlace; readonly first: number } & (
  { readonly after?: string; readonly email?: undefined } | { readonly email: string }
);

/** What the schema offers on organizations; nothing where their members can't be read to the end. */
export interface OrganizationSchema {
  readonly hasRole: boolean;
  /** Whether people can be looked up there. */
  readonly hasSearch: boolean;
}

/** About one unit for each node and each field of it, at most 1,000 a query; kept well below. */
export const largestCost = 800;
const costOfMember = 8;
/** Whoever is looked up is known again by the address, one field more. */
const costOfMatch = 9;
const costOfPlace = 6;
export const largestPage = Math.floor((largestCost - costOfPlace) / costOfMember);
/** A part of an address can be one of another: one more than is looked for tells whether all were seen. */
export const matchesLookedAt = 2;

/** What a part costs of a query. */
export function costOf({ first, email }: Pick<Part, 'first' | 'email'>): number {
  return costOfPlace + first * (email === undefined ? costOfMember : costOfMatch);
}

/** How many members a first look at so many places asks for in each, so that the looks take few queries. */
export function firstLook(places: number): number {
  const perQuery = Math.max(1, Math.ceil(places / 12));
  return Math.min(10, Math.max(1, Math.floor((largestCost / perQuery - costOfPlace) / costOfMember)));
}

/** The parts that fit into one query: the first, and of the others as many as there is room for. */
export function nextBatch(parts: readonly Part[]): readonly Part[] {
  let cost = 0;
  return parts.filter((part, index) => {
    if (index > 0 && cost + costOf(part) > largestCost) return false;
    cost += costOf(part);
    return true;
  });
}

export interface Query {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One query for a batch; aliases `p0`, `p1`, … in its order. */
export function membersQuery(batch: readonly Part[], schema: OrganizationSchema | undefined): Query {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const parts = batch.map((part, index) => {
    const n = String(index);
    const { place, first } = part;
    variables[`id${n}`] = place.id;
    const [argument, value] = part.email === undefined ? ['after', part.after ?? null] : ['search', part.email];
    variables[`${argument}${n}`] = value;
    declared.push(`$id${n}: ID!`, `$${argument}${n}: String`);
    const page = `first: ${String(first)}, ${argument}: $${argument}${n}`;
    const info = 'totalCount pageInfo { hasNextPage endCursor }';
    const user = `user { id ${part.email === undefined ? '' : 'email '}}`;
    const inside =
      place.kind === 'space'
        ? `... on Space { members: spaceUsers(${page}, userType: human) { ${info} edges { node { role membership ${user} } } } }`
        : `... on AccountOrganization { members: accountOrganizationUsers(${page}) { ${info} edges { node { ${schema?.hasRole === true ? 'role ' : ''}${user} } } } }`;
    return `p${n}: node(id: $id${n}) { ${inside} }`;
  });
  return { query: `query(${declared.join(', ')}) { ${parts.join(' ')} }`, variables };
}

/** What one page says; nothing where it can't be read. */
export interface Page {
  readonly members: readonly RosterMember[];
  /** How many it lists, those with inherited access too. */
  readonly listed: number;
  /** Of the person that was looked up. */
  readonly found?: RosterMember;
  /** Of all pages, inherited access too; absent where the platform doesn't say. */
  readonly total?: number;
  readonly next?: string;
}

/** How somebody comes to be in a space (contract §8). */
const memberships: ReadonlySet<string> = new Set([
  ...['ACCOUNT_ADMIN', 'ORGANIZATION_ADMIN', 'EXPLICIT_MEMBERSHIP', 'PUBLIC_MEMBERSHIP'],
]);

/** Reads one part of an answer. */
export function pageOf(node: unknown, { place, email }: Part): Page | undefined {
  const connection = objectOf(objectOf(node)?.['members']);
  const edges = connection?.['edges'];
  const info = objectOf(connection?.['pageInfo']);
  if (!Array.isArray(edges) || typeof info?.['hasNextPage'] !== 'boolean') return undefined;
  const members: RosterMember[] = [];
  let found: RosterMember | undefined;
  for (const edge of edges as unknown[]) {
    const member = objectOf(objectOf(edge)?.['node']);
    const user = objectOf(member?.['user']);
    const id = user?.['id'];
    if (member === undefined || typeof id !== 'string') return undefined;
    if (place.kind === 'space') {
      const membership = member['membership'];
      // A row that does not say, or in a word that is not known, may be a member.
      if (typeof membership !== 'string' || !memberships.has(membership)) return undefined;
      if (membership !== 'EXPLICIT_MEMBERSHIP') continue;
    }
    const read = memberOf(id, member['role'], place.kind === 'space');
    members.push(read);
    const own = user?.['email'];
    if (typeof own === 'string' && own.toLowerCase() === email?.toLowerCase()) found = read;
  }
  const total = connection?.['totalCount'];
  const known = {
    members,
    listed: edges.length,
    ...(found !== undefined && { found }),
    ...(typeof total === 'number' && { total }),
  };
  if (!info['hasNextPage']) return known;
  const next = info['endCursor'];
  return typeof next !== 'string' || edges.length === 0 ? undefined : { ...known, next };
}

/** An explicit member of a space without a predefined role has a custom one. */
function memberOf(user: string, role: unknown, isSpace: boolean): RosterMember {
  if (typeof role === 'string') {
    const word = role.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
    if (['admin', 'member', 'read_only', 'annotator'].includes(word)) return { user, role: word };
    return { user };
  }
  // A role that is left out is not known; one that is null is none of the predefined ones.
  return isSpace && role === null ? { user, isCustom: true } : { user };
}

/** Asks for one type's fields. Types are asked for one by one, since servers limit how deep a question on the schema goes. */
export function typeQuery(name: string): Query {
  const query = `query($name: String!) {
  __type(name: $name) {
    fields { name args { name } type { name ofType { name ofType { name ofType { name } } } } }
  }
}`;
  return { query, variables: { name } };
}

/** A field of a type: what it takes, and the type that it leads to. */
export interface SchemaField {
  readonly args: readonly string[];
  readonly type: string;
}

/** Reads the answer to a question for a type; none where there is no such type. */
export function schemaFieldsOf(data: unknown): ReadonlyMap<string, SchemaField> {
  const fields = objectOf(objectOf(data)?.['__type'])?.['fields'];
  const found = new Map<string, SchemaField>();
  for (const entry of Array.isArray(fields) ? (fields as unknown[]) : []) {
    const { name, args, type } = objectOf(entry) ?? {};
    if (typeof name !== 'string') continue;
    const names = Array.isArray(args) ? (args as unknown[]).map((arg) => objectOf(arg)?.['name']) : [];
    found.set(name, { args: names.filter((arg) => typeof arg === 'string'), type: typeNameOf(type) });
  }
  return found;
}

/** The name of a type, through the wrappers of non-null types and lists. */
function typeNameOf(type: unknown): string {
  for (let inner = objectOf(type); inner !== undefined; inner = objectOf(inner['ofType']))
    if (typeof inner['name'] === 'string') return inner['name'];
  return '';
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
