// Generated from schema/access.schema.json by `npm run generate`. Do not edit.

/* eslint-disable */
/**
 * How a new person gets in: by a link sent to them, with a temporary password, or not at all (for accounts with SSO).
 */
export type Invitation =
  | ('none' | 'email_link' | 'temporary_password')
  | (
      | 'NONE'
      | 'EMAIL_LINK'
      | 'email-link'
      | 'EMAIL-LINK'
      | 'TEMPORARY_PASSWORD'
      | 'temporary-password'
      | 'TEMPORARY-PASSWORD'
    );
/**
 * Role in the account. Only counts when the person is invited: Arize has no way to change it through `ax` afterwards.
 */
export type AccountRole =
  | ('admin' | 'member' | 'member_ui_only' | 'annotator')
  | ('ADMIN' | 'MEMBER' | 'MEMBER_UI_ONLY' | 'member-ui-only' | 'MEMBER-UI-ONLY' | 'ANNOTATOR');
/**
 * An email address; compared without case.
 */
export type Email = string;
/**
 * At most 1,000 characters. An empty text says that there is none; left out, it is not managed.
 */
export type Description = string;
/**
 * A permission of Arize, GROUP_ACTION.
 */
export type Permission =
  | 'AGENT_ROLE_CREATE'
  | 'AGENT_ROLE_DELETE'
  | 'AGENT_ROLE_READ'
  | 'AGENT_ROLE_UPDATE'
  | 'AI_PROVIDER_READ'
  | 'ALYX_RUN'
  | 'ANNOTATION_CONFIG_CREATE'
  | 'ANNOTATION_CONFIG_DELETE'
  | 'ANNOTATION_CONFIG_READ'
  | 'ANNOTATION_CONFIG_UPDATE'
  | 'COST_CONFIG_CREATE'
  | 'COST_CONFIG_DELETE'
  | 'COST_CONFIG_READ'
  | 'COST_CONFIG_UPDATE'
  | 'CUSTOM_METRIC_CREATE'
  | 'CUSTOM_METRIC_DELETE'
  | 'CUSTOM_METRIC_READ'
  | 'CUSTOM_METRIC_UPDATE'
  | 'DASHBOARD_CREATE'
  | 'DASHBOARD_DELETE'
  | 'DASHBOARD_READ'
  | 'DASHBOARD_RESTRICT'
  | 'DASHBOARD_TEMPLATE_CREATE'
  | 'DASHBOARD_TEMPLATE_DELETE'
  | 'DASHBOARD_TEMPLATE_READ'
  | 'DASHBOARD_TEMPLATE_UPDATE'
  | 'DASHBOARD_UPDATE'
  | 'DATASET_CREATE'
  | 'DATASET_DELETE'
  | 'DATASET_EXAMPLE_ANNOTATE'
  | 'DATASET_EXAMPLE_CREATE'
  | 'DATASET_EXAMPLE_DELETE'
  | 'DATASET_EXAMPLE_READ'
  | 'DATASET_EXAMPLE_UPDATE'
  | 'DATASET_READ'
  | 'DATASET_UPDATE'
  | 'DATASET_VIEW_CREATE'
  | 'DATASET_VIEW_DELETE'
  | 'DATASET_VIEW_READ'
  | 'DATASET_VIEW_UPDATE'
  | 'DATA_FABRIC_CONNECTOR_CREATE'
  | 'DATA_FABRIC_CONNECTOR_DELETE'
  | 'DATA_FABRIC_CONNECTOR_READ'
  | 'DATA_FABRIC_CONNECTOR_UPDATE'
  | 'EVALUATOR_CREATE'
  | 'EVALUATOR_DELETE'
  | 'EVALUATOR_READ'
  | 'EVALUATOR_UPDATE'
  | 'EXPERIMENT_CREATE'
  | 'EXPERIMENT_DELETE'
  | 'EXPERIMENT_EVAL_TASK_CREATE'
  | 'EXPERIMENT_EVAL_TASK_DELETE'
  | 'EXPERIMENT_EVAL_TASK_READ'
  | 'EXPERIMENT_EVAL_TASK_UPDATE'
  | 'EXPERIMENT_READ'
  | 'EXPERIMENT_RUN_ANNOTATE'
  | 'EXPERIMENT_RUN_READ'
  | 'EXPERIMENT_UPDATE'
  | 'FILE_IMPORT_CREATE'
  | 'FILE_IMPORT_DELETE'
  | 'FILE_IMPORT_READ'
  | 'FILE_IMPORT_UPDATE'
  | 'LLM_INTEGRATION_CREATE'
  | 'LLM_INTEGRATION_DELETE'
  | 'LLM_INTEGRATION_UPDATE'
  | 'MANAGED_AGENT_CREATE'
  | 'MANAGED_AGENT_DELETE'
  | 'MANAGED_AGENT_READ'
  | 'MANAGED_AGENT_UPDATE'
  | 'ML_MODEL_CREATE'
  | 'ML_MODEL_DELETE'
  | 'ML_MODEL_READ'
  | 'ML_MODEL_UPDATE'
  | 'MONITOR_CREATE'
  | 'MONITOR_DELETE'
  | 'MONITOR_READ'
  | 'MONITOR_TRIGGER'
  | 'MONITOR_UPDATE'
  | 'ORGANIZATION_CREATE'
  | 'ORGANIZATION_DELETE'
  | 'ORGANIZATION_READ'
  | 'ORGANIZATION_UPDATE'
  | 'PLAYGROUND_RUN'
  | 'PLAYGROUND_VIEW_CREATE'
  | 'PLAYGROUND_VIEW_DELETE'
  | 'PLAYGROUND_VIEW_READ'
  | 'PLAYGROUND_VIEW_UPDATE'
  | 'PROJECT_CREATE'
  | 'PROJECT_DELETE'
  | 'PROJECT_EVAL_TASK_CREATE'
  | 'PROJECT_EVAL_TASK_DELETE'
  | 'PROJECT_EVAL_TASK_READ'
  | 'PROJECT_EVAL_TASK_UPDATE'
  | 'PROJECT_READ'
  | 'PROJECT_RESTRICT'
  | 'PROJECT_SPAN_ANNOTATE'
  | 'PROJECT_SPAN_CREATE'
  | 'PROJECT_SPAN_DELETE'
  | 'PROJECT_SPAN_EVAL_FEEDBACK_UPDATE'
  | 'PROJECT_SPAN_READ'
  | 'PROJECT_SPAN_UPDATE'
  | 'PROJECT_UPDATE'
  | 'PROMPT_CREATE'
  | 'PROMPT_DELETE'
  | 'PROMPT_OPTIMIZE_TASK_CREATE'
  | 'PROMPT_OPTIMIZE_TASK_DELETE'
  | 'PROMPT_OPTIMIZE_TASK_READ'
  | 'PROMPT_OPTIMIZE_TASK_UPDATE'
  | 'PROMPT_READ'
  | 'PROMPT_RESTRICT'
  | 'PROMPT_UPDATE'
  | 'QUEUE_CREATE'
  | 'QUEUE_DELETE'
  | 'QUEUE_READ'
  | 'QUEUE_RECORD_ANNOTATE'
  | 'QUEUE_RECORD_CREATE'
  | 'QUEUE_RECORD_DELETE'
  | 'QUEUE_RECORD_READ'
  | 'QUEUE_RECORD_UPDATE'
  | 'QUEUE_UPDATE'
  | 'REMOTE_ENDPOINT_INTEGRATION_CREATE'
  | 'REMOTE_ENDPOINT_INTEGRATION_DELETE'
  | 'REMOTE_ENDPOINT_INTEGRATION_READ'
  | 'REMOTE_ENDPOINT_INTEGRATION_UPDATE'
  | 'ROLE_BINDING_CREATE'
  | 'ROLE_BINDING_DELETE'
  | 'ROLE_BINDING_READ'
  | 'ROLE_CREATE'
  | 'ROLE_DELETE'
  | 'ROLE_READ'
  | 'ROLE_UPDATE'
  | 'SERVICE_KEY_CREATE'
  | 'SERVICE_KEY_READ'
  | 'SERVICE_KEY_REVOKE'
  | 'SPACE_CREATE'
  | 'SPACE_DELETE'
  | 'SPACE_READ'
  | 'SPACE_UPDATE'
  | 'TAG_CREATE'
  | 'TAG_DELETE'
  | 'TAG_READ'
  | 'TAG_UPDATE'
  | 'TRACE_VIEW_CREATE'
  | 'TRACE_VIEW_DELETE'
  | 'TRACE_VIEW_READ'
  | 'TRACE_VIEW_UPDATE'
  | 'USER_CREATE'
  | 'USER_DELETE'
  | 'USER_PERMISSION_UPDATE'
  | 'USER_READ'
  | 'USER_UPDATE';
/**
 * The name it had before: it is renamed in place instead of created anew. Once done, this is without effect.
 */
export type FormerName = string;
export type OrganizationMembership =
  | 'absent'
  | OrganizationRole
  | {
      role: OrganizationRole;
      until?: Until;
      reason?: Reason;
    };
/**
 * Role in the organization.
 */
export type OrganizationRole =
  | ('admin' | 'member' | 'read_only' | 'annotator')
  | ('ADMIN' | 'MEMBER' | 'READ_ONLY' | 'read-only' | 'READ-ONLY' | 'ANNOTATOR');
/**
 * A date (its end, UTC) or a timestamp with zone; from then on the entry counts as absent.
 */
export type Until = string;
/**
 * Why; for people.
 */
export type Reason = string;
/**
 * A role, or `absent`.
 */
export type SpaceMembership =
  | SpaceRole
  | CustomRoleByName
  | {
      /**
       * A predefined word, the name of a custom role, or { custom: NAME }.
       */
      role: SpaceRole | CustomRoleByName;
      until?: Until;
      reason?: Reason;
    };
/**
 * admin, member, read_only or annotator; any other text is the name of a custom role, which becomes a role binding.
 */
export type SpaceRole = ('admin' | 'member' | 'read_only' | 'annotator') | string;
/**
 * A name of 1 to 255 characters; compared exactly.
 */
export type Name = string;
/**
 * The name of any role, which becomes a role binding on the project; or `absent`.
 */
export type ProjectRole =
  | string
  | CustomRoleByName
  | {
      /**
       * The name of any role, or { custom: NAME }.
       */
      role: string | CustomRoleByName;
      until?: Until;
      reason?: Reason;
    };
/**
 * A number and a unit: m (minutes), h, d or w.
 */
export type Duration = string;
/**
 * Where a raw key goes.
 */
export type SecretSink =
  | {
      /**
       * Program and arguments; the raw key comes on standard input. {name} and {address} are replaced.
       *
       * @minItems 1
       */
      command: [string, ...string[]];
    }
  | {
      /**
       * A path; mode 0600. {name} is replaced.
       */
      file: string;
      /**
       * age recipients: the file is encrypted for them.
       */
      age?: string[];
    }
  | {
      /**
       * A .env file that gets the key as a variable.
       */
      env_file: string;
    };
/**
 * What happens to what is live and in no file.
 */
export type Unmanaged = ('ignore' | 'report' | 'remove') | ('IGNORE' | 'REPORT' | 'REMOVE');
export type AccessTest =
  | {
      can: Claim;
    }
  | {
      cannot: Claim;
    };

/**
 * The desired access state of an Arize AX account, for ax-gitops. Every map and field that is left out is not managed.
 */
export interface AccessFile {
  /**
   * The version of this format.
   */
  version: 1;
  /**
   * More files, relative to this one; globs allowed.
   */
  include?: string[];
  /**
   * Refuse to touch any other account than this.
   */
  target?: {
    /**
     * The active ax profile must have this name.
     */
    profile?: string;
    /**
     * And talk to this host.
     */
    host?: string;
  };
  /**
   * What entries that don't say otherwise get.
   */
  defaults?: {
    invite?: Invitation;
  };
  /**
   * People by email. `absent` offboards: permanent, and everything of theirs goes along.
   */
  users?: {
    [k: string]: 'absent' | User;
  };
  /**
   * Named lists of people, used as "@name" in members. Arize knows no groups: they are expanded.
   */
  groups?: {
    [k: string]: Email[];
  };
  /**
   * Custom roles by name. Predefined roles can't be declared.
   */
  roles?: {
    [k: string]: 'absent' | CustomRole;
  };
  /**
   * Organizations by name.
   */
  organizations?: {
    [k: string]: 'absent' | Organization;
  };
  /**
   * API keys by name.
   */
  api_keys?: {
    [k: string]: APIKey;
  };
  /**
   * Secret sinks by name.
   */
  secrets?: {
    [k: string]: SecretSink;
  };
  policy?: Policy;
  /**
   * Access tests, evaluated on the planned state.
   */
  tests?: AccessTest[];
}
/**
 * A person with a login in the account.
 */
export interface User {
  /**
   * Display name. Needed to invite the person; left out, the email stands in.
   */
  name?: string;
  role?: AccountRole;
  /**
   * Whether the person may use the API.
   */
  developer?: boolean;
  /**
   * The sink below that receives the temporary password, where `invite` asks for one.
   */
  secret?: string;
  invite?: Invitation;
}
/**
 * A custom role of the account: a named set of permissions.
 */
export interface CustomRole {
  description?: Description;
  /**
   * What the role allows; a set. Replaces what is live.
   *
   * @minItems 1
   */
  permissions: [Permission, ...Permission[]];
  renamed_from?: FormerName;
}
/**
 * An organization of the account.
 */
export interface Organization {
  description?: Description;
  renamed_from?: FormerName;
  /**
   * Who has which role in the organization. Where it is given, everyone in the spaces' members must be in it. Left out: not managed.
   */
  members?: {
    [k: string]: OrganizationMembership;
  };
  /**
   * The organization's spaces.
   */
  spaces?: {
    [k: string]: 'absent' | Space;
  };
}
/**
 * A space of the organization.
 */
export interface Space {
  description?: Description;
  /**
   * Whether only its members see it. `ax` can't change it; `--transport api` can.
   */
  private?: boolean;
  renamed_from?: FormerName;
  /**
   * Who has which role in the space. Left out: not managed. Empty: nobody is declared.
   */
  members?: {
    [k: string]: SpaceMembership;
  };
  /**
   * Projects whose access is managed.
   */
  projects?: {
    [k: string]: 'absent' | Project;
  };
}
/**
 * A custom role whose name reads as one of the predefined words.
 */
export interface CustomRoleByName {
  custom: Name;
  until?: Until;
  reason?: Reason;
}
/**
 * A project. It must be live, unless `create` is true.
 */
export interface Project {
  /**
   * Create it where it is not live.
   */
  create?: boolean;
  /**
   * Whether only explicit role bindings count on it; false lifts a restriction, left out it is not managed.
   */
  restricted?: boolean;
  /**
   * Who has which role on the project.
   */
  members?: {
    [k: string]: ProjectRole;
  };
}
/**
 * An API key that ax-gitops creates, delivers and rotates.
 */
export interface APIKey {
  /**
   * Whose key it is: a service account's, or that of the person who applies.
   */
  type: ('service' | 'user') | ('SERVICE' | 'USER');
  description?: Description;
  /**
   * For a service key: ORGANIZATION/SPACE and the role there.
   */
  spaces?: {
    [k: string]: SpaceRole;
  };
  /**
   * For a service key: the roles in organizations.
   */
  organizations?: {
    [k: string]: OrganizationRole;
  };
  account_role?: AccountRole;
  /**
   * A date or a timestamp with zone.
   */
  expires?: string;
  rotate_before?: Duration;
  grace?: Duration;
  /**
   * The sink below that receives the raw key.
   */
  secret?: string;
}
/**
 * Guardrails.
 */
export interface Policy {
  /**
   * For all kinds, or a map per kind.
   */
  unmanaged?:
    | Unmanaged
    | {
        user?: Unmanaged;
        role?: Unmanaged;
        organization?: Unmanaged;
        'organization-member'?: Unmanaged;
        space?: Unmanaged;
        'space-member'?: Unmanaged;
        'space-role-binding'?: Unmanaged;
        project?: Unmanaged;
        'project-role-binding'?: Unmanaged;
        restriction?: Unmanaged;
        'api-key'?: Unmanaged;
      };
  /**
   * Globs over addresses that are looked through as if not there.
   */
  ignore?: string[];
  /**
   * Globs over addresses that are never deleted nor removed.
   */
  protect?: string[];
  /**
   * Most destructive steps in one plan: a count, or a share of the live objects of a kind.
   */
  max_destructive?: number | string;
  /**
   * Fewest account admins that a plan may leave.
   */
  min_account_admins?: number;
  /**
   * Domains that users' emails must have.
   *
   * @minItems 1
   */
  allowed_domains?: [string, ...string[]];
  /**
   * Permissions that no one person may hold together.
   */
  separate?: [Permission, Permission, ...Permission[]][];
}
export interface Claim {
  /**
   * An email, or @ and a group.
   */
  user: string;
  do: Permission;
  /**
   * ORGANIZATION/SPACE/PROJECT, or a part of it; * is any name, ** any depth: ORGANIZATION/** is what is in it.
   */
  on?: string;
}
