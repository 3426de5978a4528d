import { GraphQLError } from 'graphql';
import type { Account, StoredUser } from '../account.js';
import type { Answer } from '../answer.js';
import { readId } from '../ids.js';
import { getOrganization } from '../rules/organizations.js';
import { getSpace } from '../rules/spaces.js';
import type { Connection, ConnectionArguments } from './connection.js';
import { connectionOf } from './connection.js';
import type { OrganizationUser, Rosters, SpaceUser } from './roster.js';

/* The objects that GraphQL's own resolver walks: a function is called with the field's arguments. */

export interface Root {
  readonly node: (given: { readonly id: string }) => Node;
}

type Node =
  | {
      readonly __typename: 'Space';
      readonly id: string;
      readonly name: string;
      readonly spaceUsers: (given: ConnectionArguments) => Connection<SpaceUser>;
    }
  | {
      readonly __typename: 'AccountOrganization';
      readonly id: string;
      readonly name: string;
      readonly accountOrganizationUsers: (given: ConnectionArguments) => Connection<OrganizationUser>;
    };

/** Where a query begins. Who calls sees the spaces and organizations that REST shows them; others are as good as not there. */
export function rootFor(account: Account, rosters: Rosters, caller: StoredUser): Root {
  return { node: ({ id }) => nodeOf(account, rosters, caller, id) };
}

function nodeOf(account: Account, rosters: Rosters, caller: StoredUser, id: string): Node {
  const type = readId(id)?.type;
  if (type === 'Space') {
    const space = found(id, getSpace(account, caller, id));
    return {
      __typename: 'Space',
      id,
      name: space.name,
      spaceUsers: (given) => connectionOf(rosters.spaceUsers(space), given),
    };
  }
  if (type === 'AccountOrganization') {
    const organization = found(id, getOrganization(account, caller, id));
    return {
      __typename: 'AccountOrganization',
      id,
      name: organization.name,
      accountOrganizationUsers: (given) => connectionOf(rosters.organizationUsers(organization), given),
    };
  }
  throw noNode(id, 'it is not the ID of a space or an organization');
}

/** A refusal becomes an error of that node alone: the rest of the query is answered. */
function found<T>(id: string, answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw noNode(id, answer.error.detail);
}

function noNode(id: string, why: string): GraphQLError {
  return new GraphQLError(`there is no node ${id}: ${why}`);
}
