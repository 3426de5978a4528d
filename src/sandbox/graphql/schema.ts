import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'graphql';
import { defaultFirst } from './connection.js';

/**
 * The part of Arize's GraphQL schema through which members are read (contract §8). Of the names, only those of fields,
 * arguments, enum words and of the types `Space` and `AccountOrganization` are Arize's; the other types' are plausible.
 *
 * `organizationRole`: whether an organization's list tells roles. Of the real one that is unverified, so that clients
 * must ask the schema first, and a schema without the field is for trying out that they do.
 */
export function schemaOf({ organizationRole }: { readonly organizationRole: boolean }): GraphQLSchema {
  return buildSchema(`
    type Query {
      node(id: ID!): Node
    }

    interface Node {
      id: ID!
    }

    type Space implements Node {
      id: ID!
      name: String!
      spaceUsers(
        first: Int = ${String(defaultFirst)}, after: String, search: String, userType: UserType
      ): SpaceUserConnection!
    }

    enum UserType { human bot }

    type SpaceUserConnection {
      totalCount: Int!
      pageInfo: PageInfo!
      edges: [SpaceUserEdge!]!
    }

    type SpaceUserEdge {
      node: SpaceUser!
      cursor: String!
    }

    type SpaceUser {
      "Null for custom roles and for inherited access."
      role: SpaceRole
      membership: SpaceUserMembership!
      customRole: CustomRole
      user: User!
    }

    enum SpaceRole { admin member readOnly annotator }

    enum SpaceUserMembership { ACCOUNT_ADMIN ORGANIZATION_ADMIN EXPLICIT_MEMBERSHIP PUBLIC_MEMBERSHIP }

    type AccountOrganization implements Node {
      id: ID!
      name: String!
      accountOrganizationUsers(
        first: Int = ${String(defaultFirst)}, after: String, search: String
      ): AccountOrganizationUserConnection!
    }

    type AccountOrganizationUserConnection {
      totalCount: Int!
      pageInfo: PageInfo!
      edges: [AccountOrganizationUserEdge!]!
    }

    type AccountOrganizationUserEdge {
      node: AccountOrganizationUser!
      cursor: String!
    }

    type AccountOrganizationUser {
      ${organizationRole ? 'role: OrganizationRole!' : ''}
      user: User!
    }

    ${organizationRole ? 'enum OrganizationRole { admin member readOnly annotator }' : ''}

    type CustomRole {
      id: ID!
      name: String!
    }

    "The ID is the one that the REST API has."
    type User {
      id: ID!
      name: String!
      email: String!
    }

    type PageInfo {
      hasNextPage: Boolean!
      endCursor: String
    }
  `);
}
