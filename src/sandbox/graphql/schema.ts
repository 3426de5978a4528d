import { buildSchema } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/*
 * The part of Arize's GraphQL schema that members are read through (contract §8).
 */

/** `hasOrganizationRole`: whether an organization's list tells roles, which is unverified of the real one. */
export function schemaOf(hasOrganizationRole: boolean): GraphQLSchema {
  return buildSchema(`
    type Query { node(id: ID!): Node }
    interface Node { id: ID! }
    type PageInfo { hasNextPage: Boolean! endCursor: String }
    type User { id: ID! name: String email: String }
    type SpaceCustomRole { id: ID! name: String }
    enum UserType { human bot }
    enum SpaceRole { admin member readOnly annotator }
    enum OrganizationRole { admin member readOnly annotator }
    enum SpaceMembership { ACCOUNT_ADMIN ORGANIZATION_ADMIN EXPLICIT_MEMBERSHIP PUBLIC_MEMBERSHIP }
    type Space implements Node {
      id: ID!
      name: String
      spaceUsers(first: Int, after: String, search: String, userType: UserType): SpaceUserConnection!
    }
    type SpaceUserConnection { totalCount: Int! pageInfo: PageInfo! edges: [SpaceUserEdge!]! }
    type SpaceUserEdge { node: SpaceUser! cursor: String! }
    type SpaceUser { role: SpaceRole membership: SpaceMembership! customRole: SpaceCustomRole user: User! }
    type AccountOrganization implements Node {
      id: ID!
      name: String
      accountOrganizationUsers(first: Int, after: String, search: String): AccountOrganizationUserConnection!
    }
    type AccountOrganizationUserConnection { totalCount: Int! pageInfo: PageInfo! edges: [AccountOrganizationUserEdge!]! }
    type AccountOrganizationUserEdge { node: AccountOrganizationUser! cursor: String! }
    type AccountOrganizationUser { ${hasOrganizationRole ? 'role: OrganizationRole' : ''} user: User! }
  `);
}
