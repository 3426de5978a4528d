import { Ajv } from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import type { Permission } from './permissions.js';
import { permissions } from './permissions.js';
import type { AccountRole, MemberRole, ProjectType } from './wire.js';

/** What the sandbox's account holds at first. Everything is named; IDs are given by the sandbox, in order. */
export interface SandboxSeed {
  readonly settings?: SeedSettings;
  /** Oldest first. At least one active admin. */
  readonly users: readonly SeedUser[];
  readonly roles?: readonly SeedRole[];
  readonly organizations?: readonly SeedOrganization[];
  readonly bindings?: readonly SeedBinding[];
  readonly api_keys?: readonly SeedKey[];
}

export interface SeedSettings {
  /** SAML login is enforced. */
  readonly saml?: boolean;
  readonly developer_access?: boolean;
  /** Listing restrictions begins with an empty page; true unless said otherwise. */
  readonly empty_restriction_pages?: boolean;
  /** Whether somebody whose expired invitation is made anew gets a new ID; they keep theirs unless said otherwise. */
  readonly new_id_when_reinvited?: boolean;
  readonly graphql?: SeedGraphqlSettings;
}

export interface SeedGraphqlSettings {
  /** False refuses every query; true unless said otherwise. */
  readonly enabled?: boolean;
  /** False leaves the roles of an organization's members out of the schema; true unless said otherwise. */
  readonly organization_role?: boolean;
}

export interface SeedUser {
  readonly email: string;
  readonly name: string;
  /** An account role, or `{custom: NAME}`; MEMBER unless given. */
  readonly role?: AccountRole | SeedCustomRole;
  /** ACTIVE unless given. */
  readonly status?: 'ACTIVE' | 'INVITED' | 'EXPIRED' | 'INACTIVE';
  /** As the role has it, unless given. */
  readonly is_developer?: boolean;
  /** Whether active users have a password to reset; `password` unless given. */
  readonly sign_in?: 'password' | 'sso';
}

export interface SeedCustomRole {
  readonly custom: string;
}

export interface SeedRole {
  readonly name: string;
  readonly description?: string;
  readonly permissions: readonly Permission[];
}

export interface SeedOrganization {
  readonly name: string;
  readonly description?: string;
  /** Email → role. */
  readonly members?: Readonly<Record<string, MemberRole>>;
  readonly spaces?: readonly SeedSpace[];
}

export interface SeedSpace {
  readonly name: string;
  readonly description?: string;
  readonly private?: boolean;
  /** Email → role. */
  readonly members?: Readonly<Record<string, MemberRole | SeedCustomRole>>;
  readonly projects?: readonly (string | SeedProject)[];
}

export interface SeedProject {
  readonly name: string;
  readonly restricted?: boolean;
  readonly type?: ProjectType;
}

export interface SeedBinding {
  /** An email; or else `service_key`, for its bot user. */
  readonly user?: string;
  readonly service_key?: string;
  readonly role: string;
  readonly organization: string;
  readonly space: string;
  /** Without it, the binding is on the space. */
  readonly project?: string;
}

export interface SeedKey {
  readonly name: string;
  readonly description?: string;
  /** The email of who made it, and whom a user key acts as. */
  readonly owner: string;
  /** The raw key; a random one unless given. */
  readonly key?: string;
  readonly expires_at?: string;
  /** With it, the key is a service key with a bot user. */
  readonly service?: SeedServiceAccess;
}

export interface SeedServiceAccess {
  readonly account_role?: AccountRole;
  readonly organizations: readonly {
    readonly organization: string;
    readonly role?: MemberRole;
    readonly spaces: readonly { readonly space: string; readonly role?: MemberRole | SeedCustomRole }[];
  }[];
}

/** Reads a seed from YAML or JSON. Throws an error that lists everything that is wrong; `file` is only for its text. */
export function readSeed(text: string, file: string): SandboxSeed {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => {
      const { line, col } = lineCounter.linePos(error.pos[0]);
      return `${String(line)}:${String(col)} ${error.message}`;
    });
    throw new Error(seedProblems(file, problems));
  }
  return checkSeed(document.toJS(), file);
}

/** The same for a value that has been read already. */
export function checkSeed(value: unknown, file: string): SandboxSeed {
  if (validate(value)) return value;
  const problems = (validate.errors ?? [])
    .filter((error) => error.keyword !== 'oneOf')
    .map((error) => {
      const extra = error.keyword === 'additionalProperties' ? `: ${String(error.params['additionalProperty'])}` : '';
      const words =
        error.keyword === 'enum' && error.parentSchema?.['title'] !== 'permission'
          ? `: ${(error.params['allowedValues'] as string[]).join(', ')}`
          : '';
      return `${error.instancePath === '' ? '/' : error.instancePath} ${error.message ?? 'is invalid'}${extra}${words}`;
    });
  throw new Error(seedProblems(file, [...new Set(problems)]));
}

export function seedProblems(file: string, problems: readonly string[]): string {
  return `${file} is not a valid seed:\n${problems.map((problem) => `  ${problem}`).join('\n')}`;
}

const string = { type: 'string', minLength: 1 };
const boolean = { type: 'boolean' };
const accountRole = { enum: ['ADMIN', 'MEMBER', 'MEMBER_UI_ONLY', 'ANNOTATOR'] };
const memberRole = { enum: ['ADMIN', 'MEMBER', 'READ_ONLY', 'ANNOTATOR'] };
const custom = object({ custom: string }, 'custom');
const spaceRole = { oneOf: [memberRole, custom] };

const validate = new Ajv({ allErrors: true, verbose: true }).compile<SandboxSeed>(
  object(
    {
      settings: object({
        saml: boolean,
        developer_access: boolean,
        empty_restriction_pages: boolean,
        new_id_when_reinvited: boolean,
        graphql: object({ enabled: boolean, organization_role: boolean }),
      }),
      users: list(
        object(
          {
            email: string,
            name: string,
            role: { oneOf: [accountRole, custom] },
            status: { enum: ['ACTIVE', 'INVITED', 'EXPIRED', 'INACTIVE'] },
            is_developer: boolean,
            sign_in: { enum: ['password', 'sso'] },
          },
          'email',
          'name',
        ),
        1,
      ),
      roles: list(
        object(
          {
            name: string,
            description: { type: 'string' },
            permissions: list({ title: 'permission', enum: permissions }, 1),
          },
          'name',
          'permissions',
        ),
      ),
      organizations: list(
        object(
          {
            name: string,
            description: { type: 'string' },
            members: { type: 'object', additionalProperties: memberRole },
            spaces: list(
              object(
                {
                  name: string,
                  description: { type: 'string' },
                  private: boolean,
                  members: { type: 'object', additionalProperties: spaceRole },
                  projects: list({
                    oneOf: [
                      string,
                      object(
                        { name: string, restricted: boolean, type: { enum: ['APPLICATION', 'HARNESS', 'EXPERIMENT'] } },
                        'name',
                      ),
                    ],
                  }),
                },
                'name',
              ),
            ),
          },
          'name',
        ),
      ),
      bindings: list(
        object(
          { user: string, service_key: string, role: string, organization: string, space: string, project: string },
          'role',
          'organization',
          'space',
        ),
      ),
      api_keys: list(
        object(
          {
            name: string,
            description: { type: 'string' },
            owner: string,
            key: string,
            expires_at: string,
            service: object(
              {
                account_role: accountRole,
                organizations: list(
                  object(
                    {
                      organization: string,
                      role: memberRole,
                      spaces: list(object({ space: string, role: spaceRole }, 'space'), 1),
                    },
                    'organization',
                    'spaces',
                  ),
                  1,
                ),
              },
              'organizations',
            ),
          },
          'name',
          'owner',
        ),
      ),
    },
    'users',
  ),
);

function object(properties: Record<string, object>, ...required: readonly string[]): object {
  return { type: 'object', properties, required, additionalProperties: false };
}

function list(items: object, minItems = 0): object {
  return { type: 'array', items, minItems };
}
