import type { MemberPlace, RosterMember } from '../port.js';

/*
 * What is asked of GraphQL and how its answers are read (contract §8). Answers are read as tolerantly as those of REST:
 * any field may be missing, and what is not as expected counts as not known.
 */

/** How far the reading of one place has come. */
export interface Progress {
  readonly place: MemberPlace;
  readonly after?: string;
  /** Members still to come, once the platform has told. */
  readonly left?: number;
}

/** What the schema offers on organizations; nothing where their members can't be read to the end. */
export interface OrganizationSchema {
  readonly hasRole: boolean;
}

/** About one unit for each node and each field of it, at most 1,000 a query; kept well below. */
const budget = 800;
const costOfMember = 8;
const costOfPlace = 6;
const firstPage = 10;
const largestPage = 100;

/** One place's part of a query: how many members are asked for. */
export interface Asked extends Progress {
  readonly first: number;
}

/** Puts as many places into a query as the platform lets through, small pages first. */
export function nextBatch(open: readonly Progress[]): readonly Asked[] {
  const batch: Asked[] = [];
  let cost = 0;
  for (const progress of open) {
    const wanted = Math.min(progress.left ?? firstPage, largestPage);
    const room = Math.floor((budget - cost - costOfPlace) / costOfMember);
    // A page is not cut to fill a rest of the budget, unless it is the first of the query.
    if (wanted > room && batch.length > 0) continue;
    const first = Math.max(1, Math.min(wanted, room));
    batch.push({ ...progress, first });
    cost += costOfPlace + first * costOfMember;
    if (cost + costOfPlace + costOfMember > budget) break;
  }
  return batch;
}

export interface Query {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** One query for a batch; aliases `p0`, `p1`, … in its order. */
export function membersQuery(batch: readonly Asked[], schema: OrganizationSchema | undefined): Query {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const parts = batch.map(({ place, first, after }, index) => {
    const n = String(index);
    variables[`id${n}`] = place.id;
    variables[`after${n}`] = after ?? null;
    declared.push(`$id${n}: ID!`, `$after${n}: String`);
    const page = `first: ${String(first)}, after: $after${n}`;
    const info = 'totalCount pageInfo { hasNextPage endCursor }';
    const inside =
      place.kind === 'space'
        ? `... on Space { members: spaceUsers(${page}, userType: human) { ${info} edges { node { role membership user { id } } } } }`
        : `... on AccountOrganization { members: accountOrganizationUsers(${page}) { ${info} edges { node { ${schema?.hasRole === true ? 'role ' : ''}user { id } } } } }`;
    return `p${n}: node(id: $id${n}) { ${inside} }`;
  });
  return { query: `query(${declared.join(', ')}) { ${parts.join(' ')} }`, variables };
}

/** What one page says; nothing where it can't be read. */
export interface Page {
  readonly members: readonly RosterMember[];
  readonly next?: { readonly after: string; readonly left?: number };
}

/** Reads one place's part of an answer. */
export function pageOf(node: unknown, { place, first, left }: Asked): Page | undefined {
  const connection = objectOf(objectOf(node)?.['members']);
  const edges = connection?.['edges'];
  const info = objectOf(connection?.['pageInfo']);
  if (!Array.isArray(edges) || typeof info?.['hasNextPage'] !== 'boolean') return undefined;
  const members: RosterMember[] = [];
  for (const edge of edges as unknown[]) {
    const member = objectOf(objectOf(edge)?.['node']);
    const user = objectOf(member?.['user'])?.['id'];
    if (member === undefined || typeof user !== 'string') return undefined;
    if (place.kind === 'organization' || member['membership'] === 'EXPLICIT_MEMBERSHIP')
      members.push(memberOf(user, member['role'], place.kind === 'space'));
  }
  if (!info['hasNextPage']) return { members };
  const after = info['endCursor'];
  if (typeof after !== 'string' || edges.length === 0) return undefined;
  const total = connection?.['totalCount'];
  const known = left ?? (typeof total === 'number' ? total : undefined);
  return { members, next: { after, ...(known !== undefined && { left: Math.max(known - first, 1) }) } };
}

/** An explicit member of a space without a predefined role has a custom one. */
function memberOf(user: string, role: unknown, isSpace: boolean): RosterMember {
  if (typeof role === 'string') {
    const word = role.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
    if (['admin', 'member', 'read_only', 'annotator'].includes(word)) return { user, role: word };
    return { user };
  }
  return isSpace ? { user, isCustom: true } : { user };
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
