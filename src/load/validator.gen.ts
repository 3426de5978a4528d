// Generated from schema/access.schema.json by `npm run generate`. Do not edit.

/* eslint-disable */
// @ts-nocheck
const codePoints = (text) => [...text].length;
export const validate = validate10;
const schema11 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'AccessFile',
  description:
    'The desired access state of an Arize AX account, for ax-gitops. Every map and field that is left out is not managed.',
  type: 'object',
  additionalProperties: false,
  required: ['version'],
  properties: {
    version: { const: 1, description: 'The version of this format.' },
    include: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      description: 'More files, relative to this one; globs allowed.',
      examples: [['teams/*.yaml']],
    },
    target: {
      type: 'object',
      additionalProperties: false,
      description: 'Refuse to touch any other account than this.',
      properties: {
        profile: {
          type: 'string',
          minLength: 1,
          description: 'The active ax profile must have this name.',
          examples: ['prod'],
        },
        host: { type: 'string', minLength: 1, description: 'And talk to this host.', examples: ['api.arize.com'] },
      },
    },
    defaults: {
      type: 'object',
      additionalProperties: false,
      description: "What entries that don't say otherwise get.",
      properties: { invite: { $ref: '#/definitions/inviteMode' } },
    },
    users: {
      type: 'object',
      description: 'People by email. `absent` offboards: permanent, and everything of theirs goes along.',
      additionalProperties: {
        oneOf: [
          { const: 'absent', description: 'It shall not be there: removed where it is live.' },
          { $ref: '#/definitions/user' },
        ],
      },
      propertyNames: { $ref: '#/definitions/email' },
      examples: [{ 'jane@example.com': { name: 'Jane Doe', role: 'admin' } }],
    },
    groups: {
      type: 'object',
      description: 'Named lists of people, used as "@name" in members. Arize knows no groups: they are expanded.',
      propertyNames: { type: 'string', minLength: 1, maxLength: 255 },
      additionalProperties: { type: 'array', items: { $ref: '#/definitions/email' } },
      examples: [{ 'data-science': ['raj@example.com'] }],
    },
    roles: {
      type: 'object',
      description: "Custom roles by name. Predefined roles can't be declared.",
      additionalProperties: {
        oneOf: [
          { const: 'absent', description: 'It shall not be there: removed where it is live.' },
          { $ref: '#/definitions/role' },
        ],
      },
      propertyNames: { $ref: '#/definitions/name' },
    },
    organizations: {
      type: 'object',
      description: 'Organizations by name.',
      additionalProperties: {
        oneOf: [
          { const: 'absent', description: 'It shall not be there: removed where it is live.' },
          { $ref: '#/definitions/organization' },
        ],
      },
      propertyNames: { $ref: '#/definitions/name' },
    },
    api_keys: {
      type: 'object',
      description: 'API keys by name.',
      additionalProperties: { $ref: '#/definitions/apiKey' },
      propertyNames: { type: 'string', minLength: 1, maxLength: 256 },
    },
    secrets: {
      type: 'object',
      description: 'Secret sinks by name.',
      additionalProperties: { $ref: '#/definitions/sink' },
    },
    policy: { $ref: '#/definitions/policy' },
    tests: {
      type: 'array',
      items: { $ref: '#/definitions/test' },
      description: 'Access tests, evaluated on the planned state.',
    },
  },
  definitions: {
    email: {
      type: 'string',
      maxLength: 255,
      pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
      title: 'Email',
      description: 'An email address; compared without case.',
    },
    name: {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      title: 'Name',
      description: 'A name of 1 to 255 characters; compared exactly.',
    },
    description: {
      type: 'string',
      maxLength: 1000,
      title: 'Description',
      description: 'At most 1,000 characters. An empty text says that there is none; left out, it is not managed.',
      examples: ['Core ML platform'],
    },
    accountRole: {
      description:
        'Role in the account. Only counts when the person is invited: Arize has no way to change it through `ax` afterwards.',
      anyOf: [
        { enum: ['admin', 'member', 'member_ui_only', 'annotator'] },
        {
          enum: ['ADMIN', 'MEMBER', 'MEMBER_UI_ONLY', 'member-ui-only', 'MEMBER-UI-ONLY', 'ANNOTATOR'],
          description: 'The same, in another spelling.',
        },
      ],
      default: 'member',
      title: 'Account role',
    },
    organizationRole: {
      description: 'Role in the organization.',
      anyOf: [
        { enum: ['admin', 'member', 'read_only', 'annotator'] },
        {
          enum: ['ADMIN', 'MEMBER', 'READ_ONLY', 'read-only', 'READ-ONLY', 'ANNOTATOR'],
          description: 'The same, in another spelling.',
        },
      ],
      title: 'Organization role',
    },
    inviteMode: {
      description:
        'How a new person gets in: by a link sent to them, with a temporary password, or not at all (for accounts with SSO).',
      anyOf: [
        { enum: ['none', 'email_link', 'temporary_password'] },
        {
          enum: [
            'NONE',
            'EMAIL_LINK',
            'email-link',
            'EMAIL-LINK',
            'TEMPORARY_PASSWORD',
            'temporary-password',
            'TEMPORARY-PASSWORD',
          ],
          description: 'The same, in another spelling.',
        },
      ],
      default: 'email_link',
      title: 'Invitation',
    },
    permission: {
      title: 'Permission',
      description: 'A permission of Arize, GROUP_ACTION.',
      enum: [
        'AGENT_ROLE_CREATE',
        'AGENT_ROLE_DELETE',
        'AGENT_ROLE_READ',
        'AGENT_ROLE_UPDATE',
        'AI_PROVIDER_READ',
        'ALYX_RUN',
        'ANNOTATION_CONFIG_CREATE',
        'ANNOTATION_CONFIG_DELETE',
        'ANNOTATION_CONFIG_READ',
        'ANNOTATION_CONFIG_UPDATE',
        'COST_CONFIG_CREATE',
        'COST_CONFIG_DELETE',
        'COST_CONFIG_READ',
        'COST_CONFIG_UPDATE',
        'CUSTOM_METRIC_CREATE',
        'CUSTOM_METRIC_DELETE',
        'CUSTOM_METRIC_READ',
        'CUSTOM_METRIC_UPDATE',
        'DASHBOARD_CREATE',
        'DASHBOARD_DELETE',
        'DASHBOARD_READ',
        'DASHBOARD_RESTRICT',
        'DASHBOARD_TEMPLATE_CREATE',
        'DASHBOARD_TEMPLATE_DELETE',
        'DASHBOARD_TEMPLATE_READ',
        'DASHBOARD_TEMPLATE_UPDATE',
        'DASHBOARD_UPDATE',
        'DATASET_CREATE',
        'DATASET_DELETE',
        'DATASET_EXAMPLE_ANNOTATE',
        'DATASET_EXAMPLE_CREATE',
        'DATASET_EXAMPLE_DELETE',
        'DATASET_EXAMPLE_READ',
        'DATASET_EXAMPLE_UPDATE',
        'DATASET_READ',
        'DATASET_UPDATE',
        'DATASET_VIEW_CREATE',
        'DATASET_VIEW_DELETE',
        'DATASET_VIEW_READ',
        'DATASET_VIEW_UPDATE',
        'DATA_FABRIC_CONNECTOR_CREATE',
        'DATA_FABRIC_CONNECTOR_DELETE',
        'DATA_FABRIC_CONNECTOR_READ',
        'DATA_FABRIC_CONNECTOR_UPDATE',
        'EVALUATOR_CREATE',
        'EVALUATOR_DELETE',
        'EVALUATOR_READ',
        'EVALUATOR_UPDATE',
        'EXPERIMENT_CREATE',
        'EXPERIMENT_DELETE',
        'EXPERIMENT_EVAL_TASK_CREATE',
        'EXPERIMENT_EVAL_TASK_DELETE',
        'EXPERIMENT_EVAL_TASK_READ',
        'EXPERIMENT_EVAL_TASK_UPDATE',
        'EXPERIMENT_READ',
        'EXPERIMENT_RUN_ANNOTATE',
        'EXPERIMENT_RUN_READ',
        'EXPERIMENT_UPDATE',
        'FILE_IMPORT_CREATE',
        'FILE_IMPORT_DELETE',
        'FILE_IMPORT_READ',
        'FILE_IMPORT_UPDATE',
        'LLM_INTEGRATION_CREATE',
        'LLM_INTEGRATION_DELETE',
        'LLM_INTEGRATION_UPDATE',
        'MANAGED_AGENT_CREATE',
        'MANAGED_AGENT_DELETE',
        'MANAGED_AGENT_READ',
        'MANAGED_AGENT_UPDATE',
        'ML_MODEL_CREATE',
        'ML_MODEL_DELETE',
        'ML_MODEL_READ',
        'ML_MODEL_UPDATE',
        'MONITOR_CREATE',
        'MONITOR_DELETE',
        'MONITOR_READ',
        'MONITOR_TRIGGER',
        'MONITOR_UPDATE',
        'ORGANIZATION_CREATE',
        'ORGANIZATION_DELETE',
        'ORGANIZATION_READ',
        'ORGANIZATION_UPDATE',
        'PLAYGROUND_RUN',
        'PLAYGROUND_VIEW_CREATE',
        'PLAYGROUND_VIEW_DELETE',
        'PLAYGROUND_VIEW_READ',
        'PLAYGROUND_VIEW_UPDATE',
        'PROJECT_CREATE',
        'PROJECT_DELETE',
        'PROJECT_EVAL_TASK_CREATE',
        'PROJECT_EVAL_TASK_DELETE',
        'PROJECT_EVAL_TASK_READ',
        'PROJECT_EVAL_TASK_UPDATE',
        'PROJECT_READ',
        'PROJECT_RESTRICT',
        'PROJECT_SPAN_ANNOTATE',
        'PROJECT_SPAN_CREATE',
        'PROJECT_SPAN_DELETE',
        'PROJECT_SPAN_EVAL_FEEDBACK_UPDATE',
        'PROJECT_SPAN_READ',
        'PROJECT_SPAN_UPDATE',
        'PROJECT_UPDATE',
        'PROMPT_CREATE',
        'PROMPT_DELETE',
        'PROMPT_OPTIMIZE_TASK_CREATE',
        'PROMPT_OPTIMIZE_TASK_DELETE',
        'PROMPT_OPTIMIZE_TASK_READ',
        'PROMPT_OPTIMIZE_TASK_UPDATE',
        'PROMPT_READ',
        'PROMPT_RESTRICT',
        'PROMPT_UPDATE',
        'QUEUE_CREATE',
        'QUEUE_DELETE',
        'QUEUE_READ',
        'QUEUE_RECORD_ANNOTATE',
        'QUEUE_RECORD_CREATE',
        'QUEUE_RECORD_DELETE',
        'QUEUE_RECORD_READ',
        'QUEUE_RECORD_UPDATE',
        'QUEUE_UPDATE',
        'REMOTE_ENDPOINT_INTEGRATION_CREATE',
        'REMOTE_ENDPOINT_INTEGRATION_DELETE',
        'REMOTE_ENDPOINT_INTEGRATION_READ',
        'REMOTE_ENDPOINT_INTEGRATION_UPDATE',
        'ROLE_BINDING_CREATE',
        'ROLE_BINDING_DELETE',
        'ROLE_BINDING_READ',
        'ROLE_CREATE',
        'ROLE_DELETE',
        'ROLE_READ',
        'ROLE_UPDATE',
        'SERVICE_KEY_CREATE',
        'SERVICE_KEY_READ',
        'SERVICE_KEY_REVOKE',
        'SPACE_CREATE',
        'SPACE_DELETE',
        'SPACE_READ',
        'SPACE_UPDATE',
        'TAG_CREATE',
        'TAG_DELETE',
        'TAG_READ',
        'TAG_UPDATE',
        'TRACE_VIEW_CREATE',
        'TRACE_VIEW_DELETE',
        'TRACE_VIEW_READ',
        'TRACE_VIEW_UPDATE',
        'USER_CREATE',
        'USER_DELETE',
        'USER_PERMISSION_UPDATE',
        'USER_READ',
        'USER_UPDATE',
      ],
    },
    user: {
      title: 'User',
      type: 'object',
      description: 'A person with a login in the account.',
      additionalProperties: false,
      properties: {
        name: {
          type: 'string',
          minLength: 1,
          maxLength: 255,
          description: 'Display name. Needed to invite the person; left out, the email stands in.',
          examples: ['Jane Doe'],
        },
        role: { $ref: '#/definitions/accountRole' },
        developer: { type: 'boolean', description: 'Whether the person may use the API.' },
        secret: {
          type: 'string',
          description: 'The sink below that receives the temporary password, where `invite` asks for one.',
        },
        invite: { $ref: '#/definitions/inviteMode' },
      },
      examples: [{ name: 'Jane Doe', role: 'admin', developer: true }],
    },
    role: {
      title: 'Custom role',
      type: 'object',
      description: 'A custom role of the account: a named set of permissions.',
      additionalProperties: false,
      required: ['permissions'],
      properties: {
        description: { $ref: '#/definitions/description' },
        permissions: {
          type: 'array',
          description: 'What the role allows; a set. Replaces what is live.',
          items: { $ref: '#/definitions/permission' },
          minItems: 1,
        },
        renamed_from: { $ref: '#/definitions/renamedFrom' },
      },
      examples: [{ description: 'Reads traces, creates datasets', permissions: ['PROJECT_READ', 'DATASET_CREATE'] }],
    },
    renamedFrom: {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      title: 'Former name',
      description:
        'The name it had before: it is renamed in place instead of created anew. Once done, this is without effect.',
      examples: ['ML Platform'],
    },
    until: {
      type: 'string',
      description: 'A date (its end, UTC) or a timestamp with zone; from then on the entry counts as absent.',
      examples: ['2026-12-31', '2026-12-31T18:00:00+01:00'],
    },
    reason: { type: 'string', minLength: 1, maxLength: 1000, description: 'Why; for people.', examples: ['INC-123'] },
    customRole: {
      title: 'Custom role by name',
      type: 'object',
      description: 'A custom role whose name reads as one of the predefined words.',
      additionalProperties: false,
      required: ['custom'],
      properties: {
        custom: { $ref: '#/definitions/name' },
        until: { $ref: '#/definitions/until' },
        reason: { $ref: '#/definitions/reason' },
      },
      examples: [{ custom: 'admin' }],
    },
    organizationGrant: {
      title: 'Organization membership',
      oneOf: [
        { const: 'absent', description: 'It shall not be there: removed where it is live.' },
        { $ref: '#/definitions/organizationRole' },
        {
          type: 'object',
          description: 'A role with a term or a reason.',
          additionalProperties: false,
          required: ['role'],
          properties: {
            role: { $ref: '#/definitions/organizationRole' },
            until: { $ref: '#/definitions/until' },
            reason: { $ref: '#/definitions/reason' },
          },
        },
      ],
    },
    spaceRole: {
      title: 'Space role',
      description:
        'admin, member, read_only or annotator; any other text is the name of a custom role, which becomes a role binding.',
      anyOf: [
        { enum: ['admin', 'member', 'read_only', 'annotator'] },
        { type: 'string', minLength: 1, maxLength: 255 },
      ],
    },
    spaceGrant: {
      title: 'Space membership',
      oneOf: [
        { $ref: '#/definitions/spaceRole' },
        { $ref: '#/definitions/customRole' },
        {
          type: 'object',
          description: 'A role with a term or a reason.',
          additionalProperties: false,
          required: ['role'],
          properties: {
            role: {
              oneOf: [{ $ref: '#/definitions/spaceRole' }, { $ref: '#/definitions/customRole' }],
              description: 'A predefined word, the name of a custom role, or { custom: NAME }.',
            },
            until: { $ref: '#/definitions/until' },
            reason: { $ref: '#/definitions/reason' },
          },
        },
      ],
      description: 'A role, or `absent`.',
    },
    projectGrant: {
      title: 'Project role',
      oneOf: [
        { type: 'string', minLength: 1, maxLength: 255 },
        { $ref: '#/definitions/customRole' },
        {
          type: 'object',
          description: 'A role with a term or a reason.',
          additionalProperties: false,
          required: ['role'],
          properties: {
            role: {
              oneOf: [{ type: 'string', minLength: 1, maxLength: 255 }, { $ref: '#/definitions/customRole' }],
              description: 'The name of any role, or { custom: NAME }.',
            },
            until: { $ref: '#/definitions/until' },
            reason: { $ref: '#/definitions/reason' },
          },
        },
      ],
      description: 'The name of any role, which becomes a role binding on the project; or `absent`.',
    },
    project: {
      title: 'Project',
      type: 'object',
      description: 'A project. It must be live, unless `create` is true.',
      additionalProperties: false,
      properties: {
        create: { type: 'boolean', default: false, description: 'Create it where it is not live.' },
        restricted: {
          type: 'boolean',
          description:
            'Whether only explicit role bindings count on it; false lifts a restriction, left out it is not managed.',
        },
        members: {
          type: 'object',
          description: 'Who has which role on the project.',
          additionalProperties: { $ref: '#/definitions/projectGrant' },
          propertyNames: { $ref: '#/definitions/memberKey' },
          examples: [{ 'mei@example.com': 'Data Scientist' }],
        },
      },
    },
    memberKey: {
      type: 'string',
      maxLength: 256,
      pattern: '^(@.+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)$',
      title: 'Person or @group',
      description: 'An email address, or `@` and the name of a group.',
    },
    space: {
      title: 'Space',
      type: 'object',
      description: 'A space of the organization.',
      additionalProperties: false,
      properties: {
        description: { $ref: '#/definitions/description' },
        private: {
          type: 'boolean',
          description: "Whether only its members see it. `ax` can't change it; `--transport api` can.",
        },
        renamed_from: { $ref: '#/definitions/renamedFrom' },
        members: {
          type: 'object',
          description: 'Who has which role in the space. Left out: not managed. Empty: nobody is declared.',
          additionalProperties: { $ref: '#/definitions/spaceGrant' },
          propertyNames: { $ref: '#/definitions/memberKey' },
          examples: [{ 'jane@example.com': 'admin', '@data-science': 'Data Scientist' }],
        },
        projects: {
          type: 'object',
          description: 'Projects whose access is managed.',
          additionalProperties: {
            oneOf: [
              { const: 'absent', description: 'It shall not be there: removed where it is live.' },
              { $ref: '#/definitions/project' },
            ],
          },
          propertyNames: { $ref: '#/definitions/name' },
        },
      },
    },
    organization: {
      title: 'Organization',
      type: 'object',
      description: 'An organization of the account.',
      additionalProperties: false,
      properties: {
        description: { $ref: '#/definitions/description' },
        renamed_from: { $ref: '#/definitions/renamedFrom' },
        members: {
          type: 'object',
          description:
            "Who has which role in the organization. Where it is given, everyone in the spaces' members must be in it. Left out: not managed.",
          additionalProperties: { $ref: '#/definitions/organizationGrant' },
          propertyNames: { $ref: '#/definitions/memberKey' },
          examples: [{ 'jane@example.com': 'admin', '@data-science': 'member' }],
        },
        spaces: {
          type: 'object',
          description: "The organization's spaces.",
          additionalProperties: {
            oneOf: [
              { const: 'absent', description: 'It shall not be there: removed where it is live.' },
              { $ref: '#/definitions/space' },
            ],
          },
          propertyNames: { $ref: '#/definitions/name' },
        },
      },
    },
    duration: {
      type: 'string',
      pattern: '^[1-9][0-9]*[mhdw]$',
      description: 'A number and a unit: m (minutes), h, d or w.',
      examples: ['30d', '1h'],
    },
    apiKey: {
      title: 'API key',
      type: 'object',
      description: 'An API key that ax-gitops creates, delivers and rotates.',
      additionalProperties: false,
      required: ['type'],
      properties: {
        type: {
          description: "Whose key it is: a service account's, or that of the person who applies.",
          anyOf: [
            { enum: ['service', 'user'] },
            { enum: ['SERVICE', 'USER'], description: 'The same, in another spelling.' },
          ],
        },
        description: { $ref: '#/definitions/description' },
        spaces: {
          type: 'object',
          description: 'For a service key: ORGANIZATION/SPACE and the role there.',
          additionalProperties: { $ref: '#/definitions/spaceRole' },
          examples: [{ 'Platform Team/team-alpha': 'member' }],
        },
        organizations: {
          type: 'object',
          description: 'For a service key: the roles in organizations.',
          additionalProperties: { $ref: '#/definitions/organizationRole' },
        },
        account_role: { $ref: '#/definitions/accountRole' },
        expires: {
          type: 'string',
          description: 'A date or a timestamp with zone.',
          examples: ['2027-01-01T00:00:00Z'],
        },
        rotate_before: { $ref: '#/definitions/duration' },
        grace: { $ref: '#/definitions/duration' },
        secret: { type: 'string', description: 'The sink below that receives the raw key.' },
      },
    },
    sink: {
      title: 'Secret sink',
      description: 'Where a raw key goes.',
      oneOf: [
        {
          type: 'object',
          additionalProperties: false,
          required: ['command'],
          properties: {
            command: {
              type: 'array',
              items: { type: 'string' },
              minItems: 1,
              description:
                'Program and arguments; the raw key comes on standard input. {name} and {address} are replaced.',
            },
          },
        },
        {
          type: 'object',
          additionalProperties: false,
          required: ['file'],
          properties: {
            file: { type: 'string', description: 'A path; mode 0600. {name} is replaced.' },
            age: {
              type: 'array',
              items: { type: 'string' },
              description: 'age recipients: the file is encrypted for them.',
            },
          },
        },
        {
          type: 'object',
          additionalProperties: false,
          required: ['env_file'],
          properties: { env_file: { type: 'string', description: 'A .env file that gets the key as a variable.' } },
        },
      ],
    },
    unmanaged: {
      description: 'What happens to what is live and in no file.',
      anyOf: [
        { enum: ['ignore', 'report', 'remove'] },
        { enum: ['IGNORE', 'REPORT', 'REMOVE'], description: 'The same, in another spelling.' },
      ],
      default: 'report',
    },
    policy: {
      title: 'Policy',
      type: 'object',
      additionalProperties: false,
      description: 'Guardrails.',
      properties: {
        unmanaged: {
          description: 'For all kinds, or a map per kind.',
          oneOf: [
            { $ref: '#/definitions/unmanaged' },
            {
              type: 'object',
              additionalProperties: false,
              properties: {
                user: { $ref: '#/definitions/unmanaged' },
                role: { $ref: '#/definitions/unmanaged' },
                organization: { $ref: '#/definitions/unmanaged' },
                'organization-member': { $ref: '#/definitions/unmanaged' },
                space: { $ref: '#/definitions/unmanaged' },
                'space-member': { $ref: '#/definitions/unmanaged' },
                'space-role-binding': { $ref: '#/definitions/unmanaged' },
                project: { $ref: '#/definitions/unmanaged' },
                'project-role-binding': { $ref: '#/definitions/unmanaged' },
                restriction: { $ref: '#/definitions/unmanaged' },
                'api-key': { $ref: '#/definitions/unmanaged' },
              },
            },
          ],
        },
        ignore: {
          type: 'array',
          items: { type: 'string', minLength: 1 },
          description: 'Globs over addresses that are looked through as if not there.',
          examples: [['user/*@arize.com']],
        },
        protect: {
          type: 'array',
          items: { type: 'string', minLength: 1 },
          description: 'Globs over addresses that are never deleted nor removed.',
          examples: [['user/root@example.com']],
        },
        max_destructive: {
          description: 'Most destructive steps in one plan: a count, or a share of the live objects of a kind.',
          oneOf: [
            { type: 'integer', minimum: 0 },
            { type: 'string', pattern: '^(100|[1-9]?[0-9])%$' },
          ],
          examples: [10, '20%'],
        },
        min_account_admins: {
          type: 'integer',
          minimum: 0,
          default: 2,
          description: 'Fewest account admins that a plan may leave.',
        },
        allowed_domains: {
          type: 'array',
          minItems: 1,
          items: { type: 'string', minLength: 1 },
          description: "Domains that users' emails must have.",
          examples: [['example.com']],
        },
        separate: {
          type: 'array',
          items: { type: 'array', items: { $ref: '#/definitions/permission' }, minItems: 2 },
          description: 'Permissions that no one person may hold together.',
        },
      },
    },
    claim: {
      type: 'object',
      additionalProperties: false,
      required: ['user', 'do'],
      properties: {
        user: { type: 'string', description: 'An email, or @ and a group.' },
        do: { $ref: '#/definitions/permission' },
        on: {
          type: 'string',
          description:
            'ORGANIZATION/SPACE/PROJECT, or a part of it; * is any name, ** any depth: ORGANIZATION/** is what is in it.',
        },
      },
      title: 'Claim',
    },
    test: {
      title: 'Access test',
      oneOf: [
        {
          type: 'object',
          additionalProperties: false,
          required: ['can'],
          properties: { can: { $ref: '#/definitions/claim' } },
        },
        {
          type: 'object',
          additionalProperties: false,
          required: ['cannot'],
          properties: { cannot: { $ref: '#/definitions/claim' } },
        },
      ],
    },
  },
};
const schema12 = {
  description:
    'How a new person gets in: by a link sent to them, with a temporary password, or not at all (for accounts with SSO).',
  anyOf: [
    { enum: ['none', 'email_link', 'temporary_password'] },
    {
      enum: [
        'NONE',
        'EMAIL_LINK',
        'email-link',
        'EMAIL-LINK',
        'TEMPORARY_PASSWORD',
        'temporary-password',
        'TEMPORARY-PASSWORD',
      ],
      description: 'The same, in another spelling.',
    },
  ],
  default: 'email_link',
  title: 'Invitation',
};
const schema13 = {
  type: 'string',
  maxLength: 255,
  pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
  title: 'Email',
  description: 'An email address; compared without case.',
};
const schema18 = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  title: 'Name',
  description: 'A name of 1 to 255 characters; compared exactly.',
};
const schema60 = {
  title: 'Secret sink',
  description: 'Where a raw key goes.',
  oneOf: [
    {
      type: 'object',
      additionalProperties: false,
      required: ['command'],
      properties: {
        command: {
          type: 'array',
          items: { type: 'string' },
          minItems: 1,
          description: 'Program and arguments; the raw key comes on standard input. {name} and {address} are replaced.',
        },
      },
    },
    {
      type: 'object',
      additionalProperties: false,
      required: ['file'],
      properties: {
        file: { type: 'string', description: 'A path; mode 0600. {name} is replaced.' },
        age: {
          type: 'array',
          items: { type: 'string' },
          description: 'age recipients: the file is encrypted for them.',
        },
      },
    },
    {
      type: 'object',
      additionalProperties: false,
      required: ['env_file'],
      properties: { env_file: { type: 'string', description: 'A .env file that gets the key as a variable.' } },
    },
  ],
};
const func2 = Object.prototype.hasOwnProperty;
const func3 = codePoints;
const pattern0 = new RegExp('^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$', 'u');
const schema14 = {
  title: 'User',
  type: 'object',
  description: 'A person with a login in the account.',
  additionalProperties: false,
  properties: {
    name: {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      description: 'Display name. Needed to invite the person; left out, the email stands in.',
      examples: ['Jane Doe'],
    },
    role: { $ref: '#/definitions/accountRole' },
    developer: { type: 'boolean', description: 'Whether the person may use the API.' },
    secret: {
      type: 'string',
      description: 'The sink below that receives the temporary password, where `invite` asks for one.',
    },
    invite: { $ref: '#/definitions/inviteMode' },
  },
  examples: [{ name: 'Jane Doe', role: 'admin', developer: true }],
};
const schema15 = {
  description:
    'Role in the account. Only counts when the person is invited: Arize has no way to change it through `ax` afterwards.',
  anyOf: [
    { enum: ['admin', 'member', 'member_ui_only', 'annotator'] },
    {
      enum: ['ADMIN', 'MEMBER', 'MEMBER_UI_ONLY', 'member-ui-only', 'MEMBER-UI-ONLY', 'ANNOTATOR'],
      description: 'The same, in another spelling.',
    },
  ],
  default: 'member',
  title: 'Account role',
};
function validate11(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === 'name' || key0 === 'role' || key0 === 'developer' || key0 === 'secret' || key0 === 'invite')) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema14,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.name !== undefined) {
      let data0 = data.name;
      if (typeof data0 === 'string') {
        if (func3(data0) > 255) {
          const err1 = {
            instancePath: instancePath + '/name',
            schemaPath: '#/properties/name/maxLength',
            keyword: 'maxLength',
            params: { limit: 255 },
            message: 'must NOT have more than 255 characters',
            schema: 255,
            parentSchema: schema14.properties.name,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
        if (func3(data0) < 1) {
          const err2 = {
            instancePath: instancePath + '/name',
            schemaPath: '#/properties/name/minLength',
            keyword: 'minLength',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 characters',
            schema: 1,
            parentSchema: schema14.properties.name,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      } else {
        const err3 = {
          instancePath: instancePath + '/name',
          schemaPath: '#/properties/name/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema14.properties.name.type,
          parentSchema: schema14.properties.name,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.role !== undefined) {
      let data1 = data.role;
      const _errs6 = errors;
      let valid2 = false;
      const _errs7 = errors;
      if (!(data1 === 'admin' || data1 === 'member' || data1 === 'member_ui_only' || data1 === 'annotator')) {
        const err4 = {
          instancePath: instancePath + '/role',
          schemaPath: '#/definitions/accountRole/anyOf/0/enum',
          keyword: 'enum',
          params: { allowedValues: schema15.anyOf[0].enum },
          message: 'must be equal to one of the allowed values',
          schema: schema15.anyOf[0].enum,
          parentSchema: schema15.anyOf[0],
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
      var _valid0 = _errs7 === errors;
      valid2 = valid2 || _valid0;
      if (!valid2) {
        const _errs8 = errors;
        if (!(
          data1 === 'ADMIN' ||
          data1 === 'MEMBER' ||
          data1 === 'MEMBER_UI_ONLY' ||
          data1 === 'member-ui-only' ||
          data1 === 'MEMBER-UI-ONLY' ||
          data1 === 'ANNOTATOR'
        )) {
          const err5 = {
            instancePath: instancePath + '/role',
            schemaPath: '#/definitions/accountRole/anyOf/1/enum',
            keyword: 'enum',
            params: { allowedValues: schema15.anyOf[1].enum },
            message: 'must be equal to one of the allowed values',
            schema: schema15.anyOf[1].enum,
            parentSchema: schema15.anyOf[1],
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
        var _valid0 = _errs8 === errors;
        valid2 = valid2 || _valid0;
      }
      if (!valid2) {
        const err6 = {
          instancePath: instancePath + '/role',
          schemaPath: '#/definitions/accountRole/anyOf',
          keyword: 'anyOf',
          params: {},
          message: 'must match a schema in anyOf',
          schema: schema15.anyOf,
          parentSchema: schema15,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      } else {
        errors = _errs6;
        if (vErrors !== null) {
          if (_errs6) {
            vErrors.length = _errs6;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.developer !== undefined) {
      let data2 = data.developer;
      if (typeof data2 !== 'boolean') {
        const err7 = {
          instancePath: instancePath + '/developer',
          schemaPath: '#/properties/developer/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
          schema: schema14.properties.developer.type,
          parentSchema: schema14.properties.developer,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.secret !== undefined) {
      let data3 = data.secret;
      if (typeof data3 !== 'string') {
        const err8 = {
          instancePath: instancePath + '/secret',
          schemaPath: '#/properties/secret/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema14.properties.secret.type,
          parentSchema: schema14.properties.secret,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.invite !== undefined) {
      let data4 = data.invite;
      const _errs15 = errors;
      let valid4 = false;
      const _errs16 = errors;
      if (!(data4 === 'none' || data4 === 'email_link' || data4 === 'temporary_password')) {
        const err9 = {
          instancePath: instancePath + '/invite',
          schemaPath: '#/definitions/inviteMode/anyOf/0/enum',
          keyword: 'enum',
          params: { allowedValues: schema12.anyOf[0].enum },
          message: 'must be equal to one of the allowed values',
          schema: schema12.anyOf[0].enum,
          parentSchema: schema12.anyOf[0],
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
      var _valid1 = _errs16 === errors;
      valid4 = valid4 || _valid1;
      if (!valid4) {
        const _errs17 = errors;
        if (!(
          data4 === 'NONE' ||
          data4 === 'EMAIL_LINK' ||
          data4 === 'email-link' ||
          data4 === 'EMAIL-LINK' ||
          data4 === 'TEMPORARY_PASSWORD' ||
          data4 === 'temporary-password' ||
          data4 === 'TEMPORARY-PASSWORD'
        )) {
          const err10 = {
            instancePath: instancePath + '/invite',
            schemaPath: '#/definitions/inviteMode/anyOf/1/enum',
            keyword: 'enum',
            params: { allowedValues: schema12.anyOf[1].enum },
            message: 'must be equal to one of the allowed values',
            schema: schema12.anyOf[1].enum,
            parentSchema: schema12.anyOf[1],
            data: data4,
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
        var _valid1 = _errs17 === errors;
        valid4 = valid4 || _valid1;
      }
      if (!valid4) {
        const err11 = {
          instancePath: instancePath + '/invite',
          schemaPath: '#/definitions/inviteMode/anyOf',
          keyword: 'anyOf',
          params: {},
          message: 'must match a schema in anyOf',
          schema: schema12.anyOf,
          parentSchema: schema12,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      } else {
        errors = _errs15;
        if (vErrors !== null) {
          if (_errs15) {
            vErrors.length = _errs15;
          } else {
            vErrors = null;
          }
        }
      }
    }
  } else {
    const err12 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema14.type,
      parentSchema: schema14,
      data,
    };
    if (vErrors === null) {
      vErrors = [err12];
    } else {
      vErrors.push(err12);
    }
    errors++;
  }
  validate11.errors = vErrors;
  return errors === 0;
}
const schema19 = {
  title: 'Custom role',
  type: 'object',
  description: 'A custom role of the account: a named set of permissions.',
  additionalProperties: false,
  required: ['permissions'],
  properties: {
    description: { $ref: '#/definitions/description' },
    permissions: {
      type: 'array',
      description: 'What the role allows; a set. Replaces what is live.',
      items: { $ref: '#/definitions/permission' },
      minItems: 1,
    },
    renamed_from: { $ref: '#/definitions/renamedFrom' },
  },
  examples: [{ description: 'Reads traces, creates datasets', permissions: ['PROJECT_READ', 'DATASET_CREATE'] }],
};
const schema20 = {
  type: 'string',
  maxLength: 1000,
  title: 'Description',
  description: 'At most 1,000 characters. An empty text says that there is none; left out, it is not managed.',
  examples: ['Core ML platform'],
};
const schema21 = {
  title: 'Permission',
  description: 'A permission of Arize, GROUP_ACTION.',
  enum: [
    'AGENT_ROLE_CREATE',
    'AGENT_ROLE_DELETE',
    'AGENT_ROLE_READ',
    'AGENT_ROLE_UPDATE',
    'AI_PROVIDER_READ',
    'ALYX_RUN',
    'ANNOTATION_CONFIG_CREATE',
    'ANNOTATION_CONFIG_DELETE',
    'ANNOTATION_CONFIG_READ',
    'ANNOTATION_CONFIG_UPDATE',
    'COST_CONFIG_CREATE',
    'COST_CONFIG_DELETE',
    'COST_CONFIG_READ',
    'COST_CONFIG_UPDATE',
    'CUSTOM_METRIC_CREATE',
    'CUSTOM_METRIC_DELETE',
    'CUSTOM_METRIC_READ',
    'CUSTOM_METRIC_UPDATE',
    'DASHBOARD_CREATE',
    'DASHBOARD_DELETE',
    'DASHBOARD_READ',
    'DASHBOARD_RESTRICT',
    'DASHBOARD_TEMPLATE_CREATE',
    'DASHBOARD_TEMPLATE_DELETE',
    'DASHBOARD_TEMPLATE_READ',
    'DASHBOARD_TEMPLATE_UPDATE',
    'DASHBOARD_UPDATE',
    'DATASET_CREATE',
    'DATASET_DELETE',
    'DATASET_EXAMPLE_ANNOTATE',
    'DATASET_EXAMPLE_CREATE',
    'DATASET_EXAMPLE_DELETE',
    'DATASET_EXAMPLE_READ',
    'DATASET_EXAMPLE_UPDATE',
    'DATASET_READ',
    'DATASET_UPDATE',
    'DATASET_VIEW_CREATE',
    'DATASET_VIEW_DELETE',
    'DATASET_VIEW_READ',
    'DATASET_VIEW_UPDATE',
    'DATA_FABRIC_CONNECTOR_CREATE',
    'DATA_FABRIC_CONNECTOR_DELETE',
    'DATA_FABRIC_CONNECTOR_READ',
    'DATA_FABRIC_CONNECTOR_UPDATE',
    'EVALUATOR_CREATE',
    'EVALUATOR_DELETE',
    'EVALUATOR_READ',
    'EVALUATOR_UPDATE',
    'EXPERIMENT_CREATE',
    'EXPERIMENT_DELETE',
    'EXPERIMENT_EVAL_TASK_CREATE',
    'EXPERIMENT_EVAL_TASK_DELETE',
    'EXPERIMENT_EVAL_TASK_READ',
    'EXPERIMENT_EVAL_TASK_UPDATE',
    'EXPERIMENT_READ',
    'EXPERIMENT_RUN_ANNOTATE',
    'EXPERIMENT_RUN_READ',
    'EXPERIMENT_UPDATE',
    'FILE_IMPORT_CREATE',
    'FILE_IMPORT_DELETE',
    'FILE_IMPORT_READ',
    'FILE_IMPORT_UPDATE',
    'LLM_INTEGRATION_CREATE',
    'LLM_INTEGRATION_DELETE',
    'LLM_INTEGRATION_UPDATE',
    'MANAGED_AGENT_CREATE',
    'MANAGED_AGENT_DELETE',
    'MANAGED_AGENT_READ',
    'MANAGED_AGENT_UPDATE',
    'ML_MODEL_CREATE',
    'ML_MODEL_DELETE',
    'ML_MODEL_READ',
    'ML_MODEL_UPDATE',
    'MONITOR_CREATE',
    'MONITOR_DELETE',
    'MONITOR_READ',
    'MONITOR_TRIGGER',
    'MONITOR_UPDATE',
    'ORGANIZATION_CREATE',
    'ORGANIZATION_DELETE',
    'ORGANIZATION_READ',
    'ORGANIZATION_UPDATE',
    'PLAYGROUND_RUN',
    'PLAYGROUND_VIEW_CREATE',
    'PLAYGROUND_VIEW_DELETE',
    'PLAYGROUND_VIEW_READ',
    'PLAYGROUND_VIEW_UPDATE',
    'PROJECT_CREATE',
    'PROJECT_DELETE',
    'PROJECT_EVAL_TASK_CREATE',
    'PROJECT_EVAL_TASK_DELETE',
    'PROJECT_EVAL_TASK_READ',
    'PROJECT_EVAL_TASK_UPDATE',
    'PROJECT_READ',
    'PROJECT_RESTRICT',
    'PROJECT_SPAN_ANNOTATE',
    'PROJECT_SPAN_CREATE',
    'PROJECT_SPAN_DELETE',
    'PROJECT_SPAN_EVAL_FEEDBACK_UPDATE',
    'PROJECT_SPAN_READ',
    'PROJECT_SPAN_UPDATE',
    'PROJECT_UPDATE',
    'PROMPT_CREATE',
    'PROMPT_DELETE',
    'PROMPT_OPTIMIZE_TASK_CREATE',
    'PROMPT_OPTIMIZE_TASK_DELETE',
    'PROMPT_OPTIMIZE_TASK_READ',
    'PROMPT_OPTIMIZE_TASK_UPDATE',
    'PROMPT_READ',
    'PROMPT_RESTRICT',
    'PROMPT_UPDATE',
    'QUEUE_CREATE',
    'QUEUE_DELETE',
    'QUEUE_READ',
    'QUEUE_RECORD_ANNOTATE',
    'QUEUE_RECORD_CREATE',
    'QUEUE_RECORD_DELETE',
    'QUEUE_RECORD_READ',
    'QUEUE_RECORD_UPDATE',
    'QUEUE_UPDATE',
    'REMOTE_ENDPOINT_INTEGRATION_CREATE',
    'REMOTE_ENDPOINT_INTEGRATION_DELETE',
    'REMOTE_ENDPOINT_INTEGRATION_READ',
    'REMOTE_ENDPOINT_INTEGRATION_UPDATE',
    'ROLE_BINDING_CREATE',
    'ROLE_BINDING_DELETE',
    'ROLE_BINDING_READ',
    'ROLE_CREATE',
    'ROLE_DELETE',
    'ROLE_READ',
    'ROLE_UPDATE',
    'SERVICE_KEY_CREATE',
    'SERVICE_KEY_READ',
    'SERVICE_KEY_REVOKE',
    'SPACE_CREATE',
    'SPACE_DELETE',
    'SPACE_READ',
    'SPACE_UPDATE',
    'TAG_CREATE',
    'TAG_DELETE',
    'TAG_READ',
    'TAG_UPDATE',
    'TRACE_VIEW_CREATE',
    'TRACE_VIEW_DELETE',
    'TRACE_VIEW_READ',
    'TRACE_VIEW_UPDATE',
    'USER_CREATE',
    'USER_DELETE',
    'USER_PERMISSION_UPDATE',
    'USER_READ',
    'USER_UPDATE',
  ],
};
const schema22 = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  title: 'Former name',
  description:
    'The name it had before: it is renamed in place instead of created anew. Once done, this is without effect.',
  examples: ['ML Platform'],
};
function validate13(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.permissions === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'permissions' },
        message: "must have required property '" + 'permissions' + "'",
        schema: schema19.required,
        parentSchema: schema19,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'description' || key0 === 'permissions' || key0 === 'renamed_from')) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema19,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.description !== undefined) {
      let data0 = data.description;
      if (typeof data0 === 'string') {
        if (func3(data0) > 1000) {
          const err2 = {
            instancePath: instancePath + '/description',
            schemaPath: '#/definitions/description/maxLength',
            keyword: 'maxLength',
            params: { limit: 1000 },
            message: 'must NOT have more than 1000 characters',
            schema: 1000,
            parentSchema: schema20,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      } else {
        const err3 = {
          instancePath: instancePath + '/description',
          schemaPath: '#/definitions/description/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema20.type,
          parentSchema: schema20,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.permissions !== undefined) {
      let data1 = data.permissions;
      if (Array.isArray(data1)) {
        if (data1.length < 1) {
          const err4 = {
            instancePath: instancePath + '/permissions',
            schemaPath: '#/properties/permissions/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 items',
            schema: 1,
            parentSchema: schema19.properties.permissions,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (!(
            data2 === 'AGENT_ROLE_CREATE' ||
            data2 === 'AGENT_ROLE_DELETE' ||
            data2 === 'AGENT_ROLE_READ' ||
            data2 === 'AGENT_ROLE_UPDATE' ||
            data2 === 'AI_PROVIDER_READ' ||
            data2 === 'ALYX_RUN' ||
            data2 === 'ANNOTATION_CONFIG_CREATE' ||
            data2 === 'ANNOTATION_CONFIG_DELETE' ||
            data2 === 'ANNOTATION_CONFIG_READ' ||
            data2 === 'ANNOTATION_CONFIG_UPDATE' ||
            data2 === 'COST_CONFIG_CREATE' ||
            data2 === 'COST_CONFIG_DELETE' ||
            data2 === 'COST_CONFIG_READ' ||
            data2 === 'COST_CONFIG_UPDATE' ||
            data2 === 'CUSTOM_METRIC_CREATE' ||
            data2 === 'CUSTOM_METRIC_DELETE' ||
            data2 === 'CUSTOM_METRIC_READ' ||
            data2 === 'CUSTOM_METRIC_UPDATE' ||
            data2 === 'DASHBOARD_CREATE' ||
            data2 === 'DASHBOARD_DELETE' ||
            data2 === 'DASHBOARD_READ' ||
            data2 === 'DASHBOARD_RESTRICT' ||
            data2 === 'DASHBOARD_TEMPLATE_CREATE' ||
            data2 === 'DASHBOARD_TEMPLATE_DELETE' ||
            data2 === 'DASHBOARD_TEMPLATE_READ' ||
            data2 === 'DASHBOARD_TEMPLATE_UPDATE' ||
            data2 === 'DASHBOARD_UPDATE' ||
            data2 === 'DATASET_CREATE' ||
            data2 === 'DATASET_DELETE' ||
            data2 === 'DATASET_EXAMPLE_ANNOTATE' ||
            data2 === 'DATASET_EXAMPLE_CREATE' ||
            data2 === 'DATASET_EXAMPLE_DELETE' ||
            data2 === 'DATASET_EXAMPLE_READ' ||
            data2 === 'DATASET_EXAMPLE_UPDATE' ||
            data2 === 'DATASET_READ' ||
            data2 === 'DATASET_UPDATE' ||
            data2 === 'DATASET_VIEW_CREATE' ||
            data2 === 'DATASET_VIEW_DELETE' ||
            data2 === 'DATASET_VIEW_READ' ||
            data2 === 'DATASET_VIEW_UPDATE' ||
            data2 === 'DATA_FABRIC_CONNECTOR_CREATE' ||
            data2 === 'DATA_FABRIC_CONNECTOR_DELETE' ||
            data2 === 'DATA_FABRIC_CONNECTOR_READ' ||
            data2 === 'DATA_FABRIC_CONNECTOR_UPDATE' ||
            data2 === 'EVALUATOR_CREATE' ||
            data2 === 'EVALUATOR_DELETE' ||
            data2 === 'EVALUATOR_READ' ||
            data2 === 'EVALUATOR_UPDATE' ||
            data2 === 'EXPERIMENT_CREATE' ||
            data2 === 'EXPERIMENT_DELETE' ||
            data2 === 'EXPERIMENT_EVAL_TASK_CREATE' ||
            data2 === 'EXPERIMENT_EVAL_TASK_DELETE' ||
            data2 === 'EXPERIMENT_EVAL_TASK_READ' ||
            data2 === 'EXPERIMENT_EVAL_TASK_UPDATE' ||
            data2 === 'EXPERIMENT_READ' ||
            data2 === 'EXPERIMENT_RUN_ANNOTATE' ||
            data2 === 'EXPERIMENT_RUN_READ' ||
            data2 === 'EXPERIMENT_UPDATE' ||
            data2 === 'FILE_IMPORT_CREATE' ||
            data2 === 'FILE_IMPORT_DELETE' ||
            data2 === 'FILE_IMPORT_READ' ||
            data2 === 'FILE_IMPORT_UPDATE' ||
            data2 === 'LLM_INTEGRATION_CREATE' ||
            data2 === 'LLM_INTEGRATION_DELETE' ||
            data2 === 'LLM_INTEGRATION_UPDATE' ||
            data2 === 'MANAGED_AGENT_CREATE' ||
            data2 === 'MANAGED_AGENT_DELETE' ||
            data2 === 'MANAGED_AGENT_READ' ||
            data2 === 'MANAGED_AGENT_UPDATE' ||
            data2 === 'ML_MODEL_CREATE' ||
            data2 === 'ML_MODEL_DELETE' ||
            data2 === 'ML_MODEL_READ' ||
            data2 === 'ML_MODEL_UPDATE' ||
            data2 === 'MONITOR_CREATE' ||
            data2 === 'MONITOR_DELETE' ||
            data2 === 'MONITOR_READ' ||
            data2 === 'MONITOR_TRIGGER' ||
            data2 === 'MONITOR_UPDATE' ||
            data2 === 'ORGANIZATION_CREATE' ||
            data2 === 'ORGANIZATION_DELETE' ||
            data2 === 'ORGANIZATION_READ' ||
            data2 === 'ORGANIZATION_UPDATE' ||
            data2 === 'PLAYGROUND_RUN' ||
            data2 === 'PLAYGROUND_VIEW_CREATE' ||
            data2 === 'PLAYGROUND_VIEW_DELETE' ||
            data2 === 'PLAYGROUND_VIEW_READ' ||
            data2 === 'PLAYGROUND_VIEW_UPDATE' ||
            data2 === 'PROJECT_CREATE' ||
            data2 === 'PROJECT_DELETE' ||
            data2 === 'PROJECT_EVAL_TASK_CREATE' ||
            data2 === 'PROJECT_EVAL_TASK_DELETE' ||
            data2 === 'PROJECT_EVAL_TASK_READ' ||
            data2 === 'PROJECT_EVAL_TASK_UPDATE' ||
            data2 === 'PROJECT_READ' ||
            data2 === 'PROJECT_RESTRICT' ||
            data2 === 'PROJECT_SPAN_ANNOTATE' ||
            data2 === 'PROJECT_SPAN_CREATE' ||
            data2 === 'PROJECT_SPAN_DELETE' ||
            data2 === 'PROJECT_SPAN_EVAL_FEEDBACK_UPDATE' ||
            data2 === 'PROJECT_SPAN_READ' ||
            data2 === 'PROJECT_SPAN_UPDATE' ||
            data2 === 'PROJECT_UPDATE' ||
            data2 === 'PROMPT_CREATE' ||
            data2 === 'PROMPT_DELETE' ||
            data2 === 'PROMPT_OPTIMIZE_TASK_CREATE' ||
            data2 === 'PROMPT_OPTIMIZE_TASK_DELETE' ||
            data2 === 'PROMPT_OPTIMIZE_TASK_READ' ||
            data2 === 'PROMPT_OPTIMIZE_TASK_UPDATE' ||
            data2 === 'PROMPT_READ' ||
            data2 === 'PROMPT_RESTRICT' ||
            data2 === 'PROMPT_UPDATE' ||
            data2 === 'QUEUE_CREATE' ||
            data2 === 'QUEUE_DELETE' ||
            data2 === 'QUEUE_READ' ||
            data2 === 'QUEUE_RECORD_ANNOTATE' ||
            data2 === 'QUEUE_RECORD_CREATE' ||
            data2 === 'QUEUE_RECORD_DELETE' ||
            data2 === 'QUEUE_RECORD_READ' ||
            data2 === 'QUEUE_RECORD_UPDATE' ||
            data2 === 'QUEUE_UPDATE' ||
            data2 === 'REMOTE_ENDPOINT_INTEGRATION_CREATE' ||
            data2 === 'REMOTE_ENDPOINT_INTEGRATION_DELETE' ||
            data2 === 'REMOTE_ENDPOINT_INTEGRATION_READ' ||
            data2 === 'REMOTE_ENDPOINT_INTEGRATION_UPDATE' ||
            data2 === 'ROLE_BINDING_CREATE' ||
            data2 === 'ROLE_BINDING_DELETE' ||
            data2 === 'ROLE_BINDING_READ' ||
            data2 === 'ROLE_CREATE' ||
            data2 === 'ROLE_DELETE' ||
            data2 === 'ROLE_READ' ||
            data2 === 'ROLE_UPDATE' ||
            data2 === 'SERVICE_KEY_CREATE' ||
            data2 === 'SERVICE_KEY_READ' ||
            data2 === 'SERVICE_KEY_REVOKE' ||
            data2 === 'SPACE_CREATE' ||
            data2 === 'SPACE_DELETE' ||
            data2 === 'SPACE_READ' ||
            data2 === 'SPACE_UPDATE' ||
            data2 === 'TAG_CREATE' ||
            data2 === 'TAG_DELETE' ||
            data2 === 'TAG_READ' ||
            data2 === 'TAG_UPDATE' ||
            data2 === 'TRACE_VIEW_CREATE' ||
            data2 === 'TRACE_VIEW_DELETE' ||
            data2 === 'TRACE_VIEW_READ' ||
            data2 === 'TRACE_VIEW_UPDATE' ||
            data2 === 'USER_CREATE' ||
            data2 === 'USER_DELETE' ||
            data2 === 'USER_PERMISSION_UPDATE' ||
            data2 === 'USER_READ' ||
            data2 === 'USER_UPDATE'
          )) {
            const err5 = {
              instancePath: instancePath + '/permissions/' + i0,
              schemaPath: '#/definitions/permission/enum',
              keyword: 'enum',
              params: { allowedValues: schema21.enum },
              message: 'must be equal to one of the allowed values',
              schema: schema21.enum,
              parentSchema: schema21,
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
        }
      } else {
        const err6 = {
          instancePath: instancePath + '/permissions',
          schemaPath: '#/properties/permissions/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema19.properties.permissions.type,
          parentSchema: schema19.properties.permissions,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.renamed_from !== undefined) {
      let data3 = data.renamed_from;
      if (typeof data3 === 'string') {
        if (func3(data3) > 255) {
          const err7 = {
            instancePath: instancePath + '/renamed_from',
            schemaPath: '#/definitions/renamedFrom/maxLength',
            keyword: 'maxLength',
            params: { limit: 255 },
            message: 'must NOT have more than 255 characters',
            schema: 255,
            parentSchema: schema22,
            data: data3,
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        if (func3(data3) < 1) {
          const err8 = {
            instancePath: instancePath + '/renamed_from',
            schemaPath: '#/definitions/renamedFrom/minLength',
            keyword: 'minLength',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 characters',
            schema: 1,
            parentSchema: schema22,
            data: data3,
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      } else {
        const err9 = {
          instancePath: instancePath + '/renamed_from',
          schemaPath: '#/definitions/renamedFrom/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema22.type,
          parentSchema: schema22,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err9];
        } else {
          vErrors.push(err9);
        }
        errors++;
      }
    }
  } else {
    const err10 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema19.type,
      parentSchema: schema19,
      data,
    };
    if (vErrors === null) {
      vErrors = [err10];
    } else {
      vErrors.push(err10);
    }
    errors++;
  }
  validate13.errors = vErrors;
  return errors === 0;
}
const schema24 = {
  title: 'Organization',
  type: 'object',
  description: 'An organization of the account.',
  additionalProperties: false,
  properties: {
    description: { $ref: '#/definitions/description' },
    renamed_from: { $ref: '#/definitions/renamedFrom' },
    members: {
      type: 'object',
      description:
        "Who has which role in the organization. Where it is given, everyone in the spaces' members must be in it. Left out: not managed.",
      additionalProperties: { $ref: '#/definitions/organizationGrant' },
      propertyNames: { $ref: '#/definitions/memberKey' },
      examples: [{ 'jane@example.com': 'admin', '@data-science': 'member' }],
    },
    spaces: {
      type: 'object',
      description: "The organization's spaces.",
      additionalProperties: {
        oneOf: [
          { const: 'absent', description: 'It shall not be there: removed where it is live.' },
          { $ref: '#/definitions/space' },
        ],
      },
      propertyNames: { $ref: '#/definitions/name' },
    },
  },
};
const schema27 = {
  type: 'string',
  maxLength: 256,
  pattern: '^(@.+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)$',
  title: 'Person or @group',
  description: 'An email address, or `@` and the name of a group.',
};
const pattern2 = new RegExp('^(@.+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)$', 'u');
const schema28 = {
  title: 'Organization membership',
  oneOf: [
    { const: 'absent', description: 'It shall not be there: removed where it is live.' },
    { $ref: '#/definitions/organizationRole' },
    {
      type: 'object',
      description: 'A role with a term or a reason.',
      additionalProperties: false,
      required: ['role'],
      properties: {
        role: { $ref: '#/definitions/organizationRole' },
        until: { $ref: '#/definitions/until' },
        reason: { $ref: '#/definitions/reason' },
      },
    },
  ],
};
const schema29 = {
  description: 'Role in the organization.',
  anyOf: [
    { enum: ['admin', 'member', 'read_only', 'annotator'] },
    {
      enum: ['ADMIN', 'MEMBER', 'READ_ONLY', 'read-only', 'READ-ONLY', 'ANNOTATOR'],
      description: 'The same, in another spelling.',
    },
  ],
  title: 'Organization role',
};
const schema31 = {
  type: 'string',
  description: 'A date (its end, UTC) or a timestamp with zone; from then on the entry counts as absent.',
  examples: ['2026-12-31', '2026-12-31T18:00:00+01:00'],
};
const schema32 = {
  type: 'string',
  minLength: 1,
  maxLength: 1000,
  description: 'Why; for people.',
  examples: ['INC-123'],
};
function validate16(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  const _errs0 = errors;
  let valid0 = false;
  let passing0 = null;
  const _errs1 = errors;
  if ('absent' !== data) {
    const err0 = {
      instancePath,
      schemaPath: '#/oneOf/0/const',
      keyword: 'const',
      params: { allowedValue: 'absent' },
      message: 'must be equal to constant',
      schema: 'absent',
      parentSchema: schema28.oneOf[0],
      data,
    };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  var _valid0 = _errs1 === errors;
  if (_valid0) {
    valid0 = true;
    passing0 = 0;
  }
  const _errs2 = errors;
  const _errs4 = errors;
  let valid2 = false;
  const _errs5 = errors;
  if (!(data === 'admin' || data === 'member' || data === 'read_only' || data === 'annotator')) {
    const err1 = {
      instancePath,
      schemaPath: '#/definitions/organizationRole/anyOf/0/enum',
      keyword: 'enum',
      params: { allowedValues: schema29.anyOf[0].enum },
      message: 'must be equal to one of the allowed values',
      schema: schema29.anyOf[0].enum,
      parentSchema: schema29.anyOf[0],
      data,
    };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  var _valid1 = _errs5 === errors;
  valid2 = valid2 || _valid1;
  if (!valid2) {
    const _errs6 = errors;
    if (!(
      data === 'ADMIN' ||
      data === 'MEMBER' ||
      data === 'READ_ONLY' ||
      data === 'read-only' ||
      data === 'READ-ONLY' ||
      data === 'ANNOTATOR'
    )) {
      const err2 = {
        instancePath,
        schemaPath: '#/definitions/organizationRole/anyOf/1/enum',
        keyword: 'enum',
        params: { allowedValues: schema29.anyOf[1].enum },
        message: 'must be equal to one of the allowed values',
        schema: schema29.anyOf[1].enum,
        parentSchema: schema29.anyOf[1],
        data,
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    var _valid1 = _errs6 === errors;
    valid2 = valid2 || _valid1;
  }
  if (!valid2) {
    const err3 = {
      instancePath,
      schemaPath: '#/definitions/organizationRole/anyOf',
      keyword: 'anyOf',
      params: {},
      message: 'must match a schema in anyOf',
      schema: schema29.anyOf,
      parentSchema: schema29,
      data,
    };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  } else {
    errors = _errs4;
    if (vErrors !== null) {
      if (_errs4) {
        vErrors.length = _errs4;
      } else {
        vErrors = null;
      }
    }
  }
  var _valid0 = _errs2 === errors;
  if (_valid0 && valid0) {
    valid0 = false;
    passing0 = [passing0, 1];
  } else {
    if (_valid0) {
      valid0 = true;
      passing0 = 1;
    }
    const _errs7 = errors;
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.role === undefined) {
        const err4 = {
          instancePath,
          schemaPath: '#/oneOf/2/required',
          keyword: 'required',
          params: { missingProperty: 'role' },
          message: "must have required property '" + 'role' + "'",
          schema: schema28.oneOf[2].required,
          parentSchema: schema28.oneOf[2],
          data,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
      for (const key0 in data) {
        if (!(key0 === 'role' || key0 === 'until' || key0 === 'reason')) {
          const err5 = {
            instancePath,
            schemaPath: '#/oneOf/2/additionalProperties',
            keyword: 'additionalProperties',
            params: { additionalProperty: key0 },
            message: 'must NOT have additional properties',
            schema: false,
            parentSchema: schema28.oneOf[2],
            data,
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      }
      if (data.role !== undefined) {
        let data0 = data.role;
        const _errs12 = errors;
        let valid5 = false;
        const _errs13 = errors;
        if (!(data0 === 'admin' || data0 === 'member' || data0 === 'read_only' || data0 === 'annotator')) {
          const err6 = {
            instancePath: instancePath + '/role',
            schemaPath: '#/definitions/organizationRole/anyOf/0/enum',
            keyword: 'enum',
            params: { allowedValues: schema29.anyOf[0].enum },
            message: 'must be equal to one of the allowed values',
            schema: schema29.anyOf[0].enum,
            parentSchema: schema29.anyOf[0],
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        var _valid2 = _errs13 === errors;
        valid5 = valid5 || _valid2;
        if (!valid5) {
          const _errs14 = errors;
          if (!(
            data0 === 'ADMIN' ||
            data0 === 'MEMBER' ||
            data0 === 'READ_ONLY' ||
            data0 === 'read-only' ||
            data0 === 'READ-ONLY' ||
            data0 === 'ANNOTATOR'
          )) {
            const err7 = {
              instancePath: instancePath + '/role',
              schemaPath: '#/definitions/organizationRole/anyOf/1/enum',
              keyword: 'enum',
              params: { allowedValues: schema29.anyOf[1].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema29.anyOf[1].enum,
              parentSchema: schema29.anyOf[1],
              data: data0,
            };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          }
          var _valid2 = _errs14 === errors;
          valid5 = valid5 || _valid2;
        }
        if (!valid5) {
          const err8 = {
            instancePath: instancePath + '/role',
            schemaPath: '#/definitions/organizationRole/anyOf',
            keyword: 'anyOf',
            params: {},
            message: 'must match a schema in anyOf',
            schema: schema29.anyOf,
            parentSchema: schema29,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        } else {
          errors = _errs12;
          if (vErrors !== null) {
            if (_errs12) {
              vErrors.length = _errs12;
            } else {
              vErrors = null;
            }
          }
        }
      }
      if (data.until !== undefined) {
        let data1 = data.until;
        if (typeof data1 !== 'string') {
          const err9 = {
            instancePath: instancePath + '/until',
            schemaPath: '#/definitions/until/type',
            keyword: 'type',
            params: { type: 'string' },
            message: 'must be string',
            schema: schema31.type,
            parentSchema: schema31,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      }
      if (data.reason !== undefined) {
        let data2 = data.reason;
        if (typeof data2 === 'string') {
          if (func3(data2) > 1000) {
            const err10 = {
              instancePath: instancePath + '/reason',
              schemaPath: '#/definitions/reason/maxLength',
              keyword: 'maxLength',
              params: { limit: 1000 },
              message: 'must NOT have more than 1000 characters',
              schema: 1000,
              parentSchema: schema32,
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
          if (func3(data2) < 1) {
            const err11 = {
              instancePath: instancePath + '/reason',
              schemaPath: '#/definitions/reason/minLength',
              keyword: 'minLength',
              params: { limit: 1 },
              message: 'must NOT have fewer than 1 characters',
              schema: 1,
              parentSchema: schema32,
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        } else {
          const err12 = {
            instancePath: instancePath + '/reason',
            schemaPath: '#/definitions/reason/type',
            keyword: 'type',
            params: { type: 'string' },
            message: 'must be string',
            schema: schema32.type,
            parentSchema: schema32,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
      }
    } else {
      const err13 = {
        instancePath,
        schemaPath: '#/oneOf/2/type',
        keyword: 'type',
        params: { type: 'object' },
        message: 'must be object',
        schema: schema28.oneOf[2].type,
        parentSchema: schema28.oneOf[2],
        data,
      };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    var _valid0 = _errs7 === errors;
    if (_valid0 && valid0) {
      valid0 = false;
      passing0 = [passing0, 2];
    } else {
      if (_valid0) {
        valid0 = true;
        passing0 = 2;
      }
    }
  }
  if (!valid0) {
    const err14 = {
      instancePath,
      schemaPath: '#/oneOf',
      keyword: 'oneOf',
      params: { passingSchemas: passing0 },
      message: 'must match exactly one schema in oneOf',
      schema: schema28.oneOf,
      parentSchema: schema28,
      data,
    };
    if (vErrors === null) {
      vErrors = [err14];
    } else {
      vErrors.push(err14);
    }
    errors++;
  } else {
    errors = _errs0;
    if (vErrors !== null) {
      if (_errs0) {
        vErrors.length = _errs0;
      } else {
        vErrors = null;
      }
    }
  }
  validate16.errors = vErrors;
  return errors === 0;
}
const schema34 = {
  title: 'Space',
  type: 'object',
  description: 'A space of the organization.',
  additionalProperties: false,
  properties: {
    description: { $ref: '#/definitions/description' },
    private: {
      type: 'boolean',
      description: "Whether only its members see it. `ax` can't change it; `--transport api` can.",
    },
    renamed_from: { $ref: '#/definitions/renamedFrom' },
    members: {
      type: 'object',
      description: 'Who has which role in the space. Left out: not managed. Empty: nobody is declared.',
      additionalProperties: { $ref: '#/definitions/spaceGrant' },
      propertyNames: { $ref: '#/definitions/memberKey' },
      examples: [{ 'jane@example.com': 'admin', '@data-science': 'Data Scientist' }],
    },
    projects: {
      type: 'object',
      description: 'Projects whose access is managed.',
      additionalProperties: {
        oneOf: [
          { const: 'absent', description: 'It shall not be there: removed where it is live.' },
          { $ref: '#/definitions/project' },
        ],
      },
      propertyNames: { $ref: '#/definitions/name' },
    },
  },
};
const schema38 = {
  title: 'Space membership',
  oneOf: [
    { $ref: '#/definitions/spaceRole' },
    { $ref: '#/definitions/customRole' },
    {
      type: 'object',
      description: 'A role with a term or a reason.',
      additionalProperties: false,
      required: ['role'],
      properties: {
        role: {
          oneOf: [{ $ref: '#/definitions/spaceRole' }, { $ref: '#/definitions/customRole' }],
          description: 'A predefined word, the name of a custom role, or { custom: NAME }.',
        },
        until: { $ref: '#/definitions/until' },
        reason: { $ref: '#/definitions/reason' },
      },
    },
  ],
  description: 'A role, or `absent`.',
};
const schema39 = {
  title: 'Space role',
  description:
    'admin, member, read_only or annotator; any other text is the name of a custom role, which becomes a role binding.',
  anyOf: [{ enum: ['admin', 'member', 'read_only', 'annotator'] }, { type: 'string', minLength: 1, maxLength: 255 }],
};
const schema40 = {
  title: 'Custom role by name',
  type: 'object',
  description: 'A custom role whose name reads as one of the predefined words.',
  additionalProperties: false,
  required: ['custom'],
  properties: {
    custom: { $ref: '#/definitions/name' },
    until: { $ref: '#/definitions/until' },
    reason: { $ref: '#/definitions/reason' },
  },
  examples: [{ custom: 'admin' }],
};
function validate20(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.custom === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'custom' },
        message: "must have required property '" + 'custom' + "'",
        schema: schema40.required,
        parentSchema: schema40,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'custom' || key0 === 'until' || key0 === 'reason')) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema40,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.custom !== undefined) {
      let data0 = data.custom;
      if (typeof data0 === 'string') {
        if (func3(data0) > 255) {
          const err2 = {
            instancePath: instancePath + '/custom',
            schemaPath: '#/definitions/name/maxLength',
            keyword: 'maxLength',
            params: { limit: 255 },
            message: 'must NOT have more than 255 characters',
            schema: 255,
            parentSchema: schema18,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        if (func3(data0) < 1) {
          const err3 = {
            instancePath: instancePath + '/custom',
            schemaPath: '#/definitions/name/minLength',
            keyword: 'minLength',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 characters',
            schema: 1,
            parentSchema: schema18,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
      } else {
        const err4 = {
          instancePath: instancePath + '/custom',
          schemaPath: '#/definitions/name/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema18.type,
          parentSchema: schema18,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.until !== undefined) {
      let data1 = data.until;
      if (typeof data1 !== 'string') {
        const err5 = {
          instancePath: instancePath + '/until',
          schemaPath: '#/definitions/until/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema31.type,
          parentSchema: schema31,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.reason !== undefined) {
      let data2 = data.reason;
      if (typeof data2 === 'string') {
        if (func3(data2) > 1000) {
          const err6 = {
            instancePath: instancePath + '/reason',
            schemaPath: '#/definitions/reason/maxLength',
            keyword: 'maxLength',
            params: { limit: 1000 },
            message: 'must NOT have more than 1000 characters',
            schema: 1000,
            parentSchema: schema32,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
        if (func3(data2) < 1) {
          const err7 = {
            instancePath: instancePath + '/reason',
            schemaPath: '#/definitions/reason/minLength',
            keyword: 'minLength',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 characters',
            schema: 1,
            parentSchema: schema32,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
      } else {
        const err8 = {
          instancePath: instancePath + '/reason',
          schemaPath: '#/definitions/reason/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema32.type,
          parentSchema: schema32,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
  } else {
    const err9 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema40.type,
      parentSchema: schema40,
      data,
    };
    if (vErrors === null) {
      vErrors = [err9];
    } else {
      vErrors.push(err9);
    }
    errors++;
  }
  validate20.errors = vErrors;
  return errors === 0;
}
function validate19(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  const _errs0 = errors;
  let valid0 = false;
  let passing0 = null;
  const _errs1 = errors;
  const _errs3 = errors;
  let valid2 = false;
  const _errs4 = errors;
  if (!(data === 'admin' || data === 'member' || data === 'read_only' || data === 'annotator')) {
    const err0 = {
      instancePath,
      schemaPath: '#/definitions/spaceRole/anyOf/0/enum',
      keyword: 'enum',
      params: { allowedValues: schema39.anyOf[0].enum },
      message: 'must be equal to one of the allowed values',
      schema: schema39.anyOf[0].enum,
      parentSchema: schema39.anyOf[0],
      data,
    };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  var _valid1 = _errs4 === errors;
  valid2 = valid2 || _valid1;
  if (!valid2) {
    const _errs5 = errors;
    if (typeof data === 'string') {
      if (func3(data) > 255) {
        const err1 = {
          instancePath,
          schemaPath: '#/definitions/spaceRole/anyOf/1/maxLength',
          keyword: 'maxLength',
          params: { limit: 255 },
          message: 'must NOT have more than 255 characters',
          schema: 255,
          parentSchema: schema39.anyOf[1],
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
      if (func3(data) < 1) {
        const err2 = {
          instancePath,
          schemaPath: '#/definitions/spaceRole/anyOf/1/minLength',
          keyword: 'minLength',
          params: { limit: 1 },
          message: 'must NOT have fewer than 1 characters',
          schema: 1,
          parentSchema: schema39.anyOf[1],
          data,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    } else {
      const err3 = {
        instancePath,
        schemaPath: '#/definitions/spaceRole/anyOf/1/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
        schema: schema39.anyOf[1].type,
        parentSchema: schema39.anyOf[1],
        data,
      };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    var _valid1 = _errs5 === errors;
    valid2 = valid2 || _valid1;
  }
  if (!valid2) {
    const err4 = {
      instancePath,
      schemaPath: '#/definitions/spaceRole/anyOf',
      keyword: 'anyOf',
      params: {},
      message: 'must match a schema in anyOf',
      schema: schema39.anyOf,
      parentSchema: schema39,
      data,
    };
    if (vErrors === null) {
      vErrors = [err4];
    } else {
      vErrors.push(err4);
    }
    errors++;
  } else {
    errors = _errs3;
    if (vErrors !== null) {
      if (_errs3) {
        vErrors.length = _errs3;
      } else {
        vErrors = null;
      }
    }
  }
  var _valid0 = _errs1 === errors;
  if (_valid0) {
    valid0 = true;
    passing0 = 0;
  }
  const _errs7 = errors;
  if (!validate20(data, { instancePath, parentData, parentDataProperty, rootData })) {
    vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
    errors = vErrors.length;
  }
  var _valid0 = _errs7 === errors;
  if (_valid0 && valid0) {
    valid0 = false;
    passing0 = [passing0, 1];
  } else {
    if (_valid0) {
      valid0 = true;
      passing0 = 1;
    }
    const _errs8 = errors;
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.role === undefined) {
        const err5 = {
          instancePath,
          schemaPath: '#/oneOf/2/required',
          keyword: 'required',
          params: { missingProperty: 'role' },
          message: "must have required property '" + 'role' + "'",
          schema: schema38.oneOf[2].required,
          parentSchema: schema38.oneOf[2],
          data,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
      for (const key0 in data) {
        if (!(key0 === 'role' || key0 === 'until' || key0 === 'reason')) {
          const err6 = {
            instancePath,
            schemaPath: '#/oneOf/2/additionalProperties',
            keyword: 'additionalProperties',
            params: { additionalProperty: key0 },
            message: 'must NOT have additional properties',
            schema: false,
            parentSchema: schema38.oneOf[2],
            data,
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      }
      if (data.role !== undefined) {
        let data0 = data.role;
        const _errs12 = errors;
        let valid4 = false;
        let passing1 = null;
        const _errs13 = errors;
        const _errs15 = errors;
        let valid6 = false;
        const _errs16 = errors;
        if (!(data0 === 'admin' || data0 === 'member' || data0 === 'read_only' || data0 === 'annotator')) {
          const err7 = {
            instancePath: instancePath + '/role',
            schemaPath: '#/definitions/spaceRole/anyOf/0/enum',
            keyword: 'enum',
            params: { allowedValues: schema39.anyOf[0].enum },
            message: 'must be equal to one of the allowed values',
            schema: schema39.anyOf[0].enum,
            parentSchema: schema39.anyOf[0],
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        var _valid3 = _errs16 === errors;
        valid6 = valid6 || _valid3;
        if (!valid6) {
          const _errs17 = errors;
          if (typeof data0 === 'string') {
            if (func3(data0) > 255) {
              const err8 = {
                instancePath: instancePath + '/role',
                schemaPath: '#/definitions/spaceRole/anyOf/1/maxLength',
                keyword: 'maxLength',
                params: { limit: 255 },
                message: 'must NOT have more than 255 characters',
                schema: 255,
                parentSchema: schema39.anyOf[1],
                data: data0,
              };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
            }
            if (func3(data0) < 1) {
              const err9 = {
                instancePath: instancePath + '/role',
                schemaPath: '#/definitions/spaceRole/anyOf/1/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
                schema: 1,
                parentSchema: schema39.anyOf[1],
                data: data0,
              };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
          } else {
            const err10 = {
              instancePath: instancePath + '/role',
              schemaPath: '#/definitions/spaceRole/anyOf/1/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema39.anyOf[1].type,
              parentSchema: schema39.anyOf[1],
              data: data0,
            };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
          var _valid3 = _errs17 === errors;
          valid6 = valid6 || _valid3;
        }
        if (!valid6) {
          const err11 = {
            instancePath: instancePath + '/role',
            schemaPath: '#/definitions/spaceRole/anyOf',
            keyword: 'anyOf',
            params: {},
            message: 'must match a schema in anyOf',
            schema: schema39.anyOf,
            parentSchema: schema39,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err11];
          } else {
            vErrors.push(err11);
          }
          errors++;
        } else {
          errors = _errs15;
          if (vErrors !== null) {
            if (_errs15) {
              vErrors.length = _errs15;
            } else {
              vErrors = null;
            }
          }
        }
        var _valid2 = _errs13 === errors;
        if (_valid2) {
          valid4 = true;
          passing1 = 0;
        }
        const _errs19 = errors;
        if (
          !validate20(data0, {
            instancePath: instancePath + '/role',
            parentData: data,
            parentDataProperty: 'role',
            rootData,
          })
        ) {
          vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
          errors = vErrors.length;
        }
        var _valid2 = _errs19 === errors;
        if (_valid2 && valid4) {
          valid4 = false;
          passing1 = [passing1, 1];
        } else {
          if (_valid2) {
            valid4 = true;
            passing1 = 1;
          }
        }
        if (!valid4) {
          const err12 = {
            instancePath: instancePath + '/role',
            schemaPath: '#/oneOf/2/properties/role/oneOf',
            keyword: 'oneOf',
            params: { passingSchemas: passing1 },
            message: 'must match exactly one schema in oneOf',
            schema: schema38.oneOf[2].properties.role.oneOf,
            parentSchema: schema38.oneOf[2].properties.role,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        } else {
          errors = _errs12;
          if (vErrors !== null) {
            if (_errs12) {
              vErrors.length = _errs12;
            } else {
              vErrors = null;
            }
          }
        }
      }
      if (data.until !== undefined) {
        let data1 = data.until;
        if (typeof data1 !== 'string') {
          const err13 = {
            instancePath: instancePath + '/until',
            schemaPath: '#/definitions/until/type',
            keyword: 'type',
            params: { type: 'string' },
            message: 'must be string',
            schema: schema31.type,
            parentSchema: schema31,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
      }
      if (data.reason !== undefined) {
        let data2 = data.reason;
        if (typeof data2 === 'string') {
          if (func3(data2) > 1000) {
            const err14 = {
              instancePath: instancePath + '/reason',
              schemaPath: '#/definitions/reason/maxLength',
              keyword: 'maxLength',
              params: { limit: 1000 },
              message: 'must NOT have more than 1000 characters',
              schema: 1000,
              parentSchema: schema32,
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
          if (func3(data2) < 1) {
            const err15 = {
              instancePath: instancePath + '/reason',
              schemaPath: '#/definitions/reason/minLength',
              keyword: 'minLength',
              params: { limit: 1 },
              message: 'must NOT have fewer than 1 characters',
              schema: 1,
              parentSchema: schema32,
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        } else {
          const err16 = {
            instancePath: instancePath + '/reason',
            schemaPath: '#/definitions/reason/type',
            keyword: 'type',
            params: { type: 'string' },
            message: 'must be string',
            schema: schema32.type,
            parentSchema: schema32,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
      }
    } else {
      const err17 = {
        instancePath,
        schemaPath: '#/oneOf/2/type',
        keyword: 'type',
        params: { type: 'object' },
        message: 'must be object',
        schema: schema38.oneOf[2].type,
        parentSchema: schema38.oneOf[2],
        data,
      };
      if (vErrors === null) {
        vErrors = [err17];
      } else {
        vErrors.push(err17);
      }
      errors++;
    }
    var _valid0 = _errs8 === errors;
    if (_valid0 && valid0) {
      valid0 = false;
      passing0 = [passing0, 2];
    } else {
      if (_valid0) {
        valid0 = true;
        passing0 = 2;
      }
    }
  }
  if (!valid0) {
    const err18 = {
      instancePath,
      schemaPath: '#/oneOf',
      keyword: 'oneOf',
      params: { passingSchemas: passing0 },
      message: 'must match exactly one schema in oneOf',
      schema: schema38.oneOf,
      parentSchema: schema38,
      data,
    };
    if (vErrors === null) {
      vErrors = [err18];
    } else {
      vErrors.push(err18);
    }
    errors++;
  } else {
    errors = _errs0;
    if (vErrors !== null) {
      if (_errs0) {
        vErrors.length = _errs0;
      } else {
        vErrors = null;
      }
    }
  }
  validate19.errors = vErrors;
  return errors === 0;
}
const schema48 = {
  title: 'Project',
  type: 'object',
  description: 'A project. It must be live, unless `create` is true.',
  additionalProperties: false,
  properties: {
    create: { type: 'boolean', default: false, description: 'Create it where it is not live.' },
    restricted: {
      type: 'boolean',
      description:
        'Whether only explicit role bindings count on it; false lifts a restriction, left out it is not managed.',
    },
    members: {
      type: 'object',
      description: 'Who has which role on the project.',
      additionalProperties: { $ref: '#/definitions/projectGrant' },
      propertyNames: { $ref: '#/definitions/memberKey' },
      examples: [{ 'mei@example.com': 'Data Scientist' }],
    },
  },
};
const schema50 = {
  title: 'Project role',
  oneOf: [
    { type: 'string', minLength: 1, maxLength: 255 },
    { $ref: '#/definitions/customRole' },
    {
      type: 'object',
      description: 'A role with a term or a reason.',
      additionalProperties: false,
      required: ['role'],
      properties: {
        role: {
          oneOf: [{ type: 'string', minLength: 1, maxLength: 255 }, { $ref: '#/definitions/customRole' }],
          description: 'The name of any role, or { custom: NAME }.',
        },
        until: { $ref: '#/definitions/until' },
        reason: { $ref: '#/definitions/reason' },
      },
    },
  ],
  description: 'The name of any role, which becomes a role binding on the project; or `absent`.',
};
function validate25(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  const _errs0 = errors;
  let valid0 = false;
  let passing0 = null;
  const _errs1 = errors;
  if (typeof data === 'string') {
    if (func3(data) > 255) {
      const err0 = {
        instancePath,
        schemaPath: '#/oneOf/0/maxLength',
        keyword: 'maxLength',
        params: { limit: 255 },
        message: 'must NOT have more than 255 characters',
        schema: 255,
        parentSchema: schema50.oneOf[0],
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (func3(data) < 1) {
      const err1 = {
        instancePath,
        schemaPath: '#/oneOf/0/minLength',
        keyword: 'minLength',
        params: { limit: 1 },
        message: 'must NOT have fewer than 1 characters',
        schema: 1,
        parentSchema: schema50.oneOf[0],
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
  } else {
    const err2 = {
      instancePath,
      schemaPath: '#/oneOf/0/type',
      keyword: 'type',
      params: { type: 'string' },
      message: 'must be string',
      schema: schema50.oneOf[0].type,
      parentSchema: schema50.oneOf[0],
      data,
    };
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
  }
  var _valid0 = _errs1 === errors;
  if (_valid0) {
    valid0 = true;
    passing0 = 0;
  }
  const _errs3 = errors;
  if (!validate20(data, { instancePath, parentData, parentDataProperty, rootData })) {
    vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
    errors = vErrors.length;
  }
  var _valid0 = _errs3 === errors;
  if (_valid0 && valid0) {
    valid0 = false;
    passing0 = [passing0, 1];
  } else {
    if (_valid0) {
      valid0 = true;
      passing0 = 1;
    }
    const _errs4 = errors;
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.role === undefined) {
        const err3 = {
          instancePath,
          schemaPath: '#/oneOf/2/required',
          keyword: 'required',
          params: { missingProperty: 'role' },
          message: "must have required property '" + 'role' + "'",
          schema: schema50.oneOf[2].required,
          parentSchema: schema50.oneOf[2],
          data,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
      for (const key0 in data) {
        if (!(key0 === 'role' || key0 === 'until' || key0 === 'reason')) {
          const err4 = {
            instancePath,
            schemaPath: '#/oneOf/2/additionalProperties',
            keyword: 'additionalProperties',
            params: { additionalProperty: key0 },
            message: 'must NOT have additional properties',
            schema: false,
            parentSchema: schema50.oneOf[2],
            data,
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      }
      if (data.role !== undefined) {
        let data0 = data.role;
        const _errs8 = errors;
        let valid2 = false;
        let passing1 = null;
        const _errs9 = errors;
        if (typeof data0 === 'string') {
          if (func3(data0) > 255) {
            const err5 = {
              instancePath: instancePath + '/role',
              schemaPath: '#/oneOf/2/properties/role/oneOf/0/maxLength',
              keyword: 'maxLength',
              params: { limit: 255 },
              message: 'must NOT have more than 255 characters',
              schema: 255,
              parentSchema: schema50.oneOf[2].properties.role.oneOf[0],
              data: data0,
            };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
          if (func3(data0) < 1) {
            const err6 = {
              instancePath: instancePath + '/role',
              schemaPath: '#/oneOf/2/properties/role/oneOf/0/minLength',
              keyword: 'minLength',
              params: { limit: 1 },
              message: 'must NOT have fewer than 1 characters',
              schema: 1,
              parentSchema: schema50.oneOf[2].properties.role.oneOf[0],
              data: data0,
            };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
        } else {
          const err7 = {
            instancePath: instancePath + '/role',
            schemaPath: '#/oneOf/2/properties/role/oneOf/0/type',
            keyword: 'type',
            params: { type: 'string' },
            message: 'must be string',
            schema: schema50.oneOf[2].properties.role.oneOf[0].type,
            parentSchema: schema50.oneOf[2].properties.role.oneOf[0],
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        var _valid1 = _errs9 === errors;
        if (_valid1) {
          valid2 = true;
          passing1 = 0;
        }
        const _errs11 = errors;
        if (
          !validate20(data0, {
            instancePath: instancePath + '/role',
            parentData: data,
            parentDataProperty: 'role',
            rootData,
          })
        ) {
          vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
          errors = vErrors.length;
        }
        var _valid1 = _errs11 === errors;
        if (_valid1 && valid2) {
          valid2 = false;
          passing1 = [passing1, 1];
        } else {
          if (_valid1) {
            valid2 = true;
            passing1 = 1;
          }
        }
        if (!valid2) {
          const err8 = {
            instancePath: instancePath + '/role',
            schemaPath: '#/oneOf/2/properties/role/oneOf',
            keyword: 'oneOf',
            params: { passingSchemas: passing1 },
            message: 'must match exactly one schema in oneOf',
            schema: schema50.oneOf[2].properties.role.oneOf,
            parentSchema: schema50.oneOf[2].properties.role,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        } else {
          errors = _errs8;
          if (vErrors !== null) {
            if (_errs8) {
              vErrors.length = _errs8;
            } else {
              vErrors = null;
            }
          }
        }
      }
      if (data.until !== undefined) {
        let data1 = data.until;
        if (typeof data1 !== 'string') {
          const err9 = {
            instancePath: instancePath + '/until',
            schemaPath: '#/definitions/until/type',
            keyword: 'type',
            params: { type: 'string' },
            message: 'must be string',
            schema: schema31.type,
            parentSchema: schema31,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      }
      if (data.reason !== undefined) {
        let data2 = data.reason;
        if (typeof data2 === 'string') {
          if (func3(data2) > 1000) {
            const err10 = {
              instancePath: instancePath + '/reason',
              schemaPath: '#/definitions/reason/maxLength',
              keyword: 'maxLength',
              params: { limit: 1000 },
              message: 'must NOT have more than 1000 characters',
              schema: 1000,
              parentSchema: schema32,
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
          if (func3(data2) < 1) {
            const err11 = {
              instancePath: instancePath + '/reason',
              schemaPath: '#/definitions/reason/minLength',
              keyword: 'minLength',
              params: { limit: 1 },
              message: 'must NOT have fewer than 1 characters',
              schema: 1,
              parentSchema: schema32,
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
        } else {
          const err12 = {
            instancePath: instancePath + '/reason',
            schemaPath: '#/definitions/reason/type',
            keyword: 'type',
            params: { type: 'string' },
            message: 'must be string',
            schema: schema32.type,
            parentSchema: schema32,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
      }
    } else {
      const err13 = {
        instancePath,
        schemaPath: '#/oneOf/2/type',
        keyword: 'type',
        params: { type: 'object' },
        message: 'must be object',
        schema: schema50.oneOf[2].type,
        parentSchema: schema50.oneOf[2],
        data,
      };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    var _valid0 = _errs4 === errors;
    if (_valid0 && valid0) {
      valid0 = false;
      passing0 = [passing0, 2];
    } else {
      if (_valid0) {
        valid0 = true;
        passing0 = 2;
      }
    }
  }
  if (!valid0) {
    const err14 = {
      instancePath,
      schemaPath: '#/oneOf',
      keyword: 'oneOf',
      params: { passingSchemas: passing0 },
      message: 'must match exactly one schema in oneOf',
      schema: schema50.oneOf,
      parentSchema: schema50,
      data,
    };
    if (vErrors === null) {
      vErrors = [err14];
    } else {
      vErrors.push(err14);
    }
    errors++;
  } else {
    errors = _errs0;
    if (vErrors !== null) {
      if (_errs0) {
        vErrors.length = _errs0;
      } else {
        vErrors = null;
      }
    }
  }
  validate25.errors = vErrors;
  return errors === 0;
}
function validate24(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === 'create' || key0 === 'restricted' || key0 === 'members')) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema48,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.create !== undefined) {
      let data0 = data.create;
      if (typeof data0 !== 'boolean') {
        const err1 = {
          instancePath: instancePath + '/create',
          schemaPath: '#/properties/create/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
          schema: schema48.properties.create.type,
          parentSchema: schema48.properties.create,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.restricted !== undefined) {
      let data1 = data.restricted;
      if (typeof data1 !== 'boolean') {
        const err2 = {
          instancePath: instancePath + '/restricted',
          schemaPath: '#/properties/restricted/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
          schema: schema48.properties.restricted.type,
          parentSchema: schema48.properties.restricted,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.members !== undefined) {
      let data2 = data.members;
      if (data2 && typeof data2 == 'object' && !Array.isArray(data2)) {
        for (const key1 in data2) {
          const _errs8 = errors;
          if (typeof key1 === 'string') {
            if (func3(key1) > 256) {
              const err3 = {
                instancePath: instancePath + '/members',
                schemaPath: '#/definitions/memberKey/maxLength',
                keyword: 'maxLength',
                params: { limit: 256 },
                message: 'must NOT have more than 256 characters',
                schema: 256,
                parentSchema: schema27,
                data: key1,
                propertyName: key1,
              };
              if (vErrors === null) {
                vErrors = [err3];
              } else {
                vErrors.push(err3);
              }
              errors++;
            }
            if (!pattern2.test(key1)) {
              const err4 = {
                instancePath: instancePath + '/members',
                schemaPath: '#/definitions/memberKey/pattern',
                keyword: 'pattern',
                params: { pattern: '^(@.+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)$' },
                message: 'must match pattern "' + '^(@.+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)$' + '"',
                schema: '^(@.+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)$',
                parentSchema: schema27,
                data: key1,
                propertyName: key1,
              };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
          } else {
            const err5 = {
              instancePath: instancePath + '/members',
              schemaPath: '#/definitions/memberKey/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema27.type,
              parentSchema: schema27,
              data: key1,
              propertyName: key1,
            };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
          var valid1 = _errs8 === errors;
          if (!valid1) {
            const err6 = {
              instancePath: instancePath + '/members',
              schemaPath: '#/properties/members/propertyNames',
              keyword: 'propertyNames',
              params: { propertyName: key1 },
              message: 'property name must be valid',
              schema: schema48.properties.members.propertyNames,
              parentSchema: schema48.properties.members,
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
        }
        for (const key2 in data2) {
          if (
            !validate25(data2[key2], {
              instancePath: instancePath + '/members/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
              parentData: data2,
              parentDataProperty: key2,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err7 = {
          instancePath: instancePath + '/members',
          schemaPath: '#/properties/members/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema48.properties.members.type,
          parentSchema: schema48.properties.members,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
  } else {
    const err8 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema48.type,
      parentSchema: schema48,
      data,
    };
    if (vErrors === null) {
      vErrors = [err8];
    } else {
      vErrors.push(err8);
    }
    errors++;
  }
  validate24.errors = vErrors;
  return errors === 0;
}
function validate18(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(
        key0 === 'description' ||
        key0 === 'private' ||
        key0 === 'renamed_from' ||
        key0 === 'members' ||
        key0 === 'projects'
      )) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema34,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.description !== undefined) {
      let data0 = data.description;
      if (typeof data0 === 'string') {
        if (func3(data0) > 1000) {
          const err1 = {
            instancePath: instancePath + '/description',
            schemaPath: '#/definitions/description/maxLength',
            keyword: 'maxLength',
            params: { limit: 1000 },
            message: 'must NOT have more than 1000 characters',
            schema: 1000,
            parentSchema: schema20,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
      } else {
        const err2 = {
          instancePath: instancePath + '/description',
          schemaPath: '#/definitions/description/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema20.type,
          parentSchema: schema20,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.private !== undefined) {
      let data1 = data.private;
      if (typeof data1 !== 'boolean') {
        const err3 = {
          instancePath: instancePath + '/private',
          schemaPath: '#/properties/private/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
          schema: schema34.properties.private.type,
          parentSchema: schema34.properties.private,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.renamed_from !== undefined) {
      let data2 = data.renamed_from;
      if (typeof data2 === 'string') {
        if (func3(data2) > 255) {
          const err4 = {
            instancePath: instancePath + '/renamed_from',
            schemaPath: '#/definitions/renamedFrom/maxLength',
            keyword: 'maxLength',
            params: { limit: 255 },
            message: 'must NOT have more than 255 characters',
            schema: 255,
            parentSchema: schema22,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
        if (func3(data2) < 1) {
          const err5 = {
            instancePath: instancePath + '/renamed_from',
            schemaPath: '#/definitions/renamedFrom/minLength',
            keyword: 'minLength',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 characters',
            schema: 1,
            parentSchema: schema22,
            data: data2,
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = {
          instancePath: instancePath + '/renamed_from',
          schemaPath: '#/definitions/renamedFrom/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema22.type,
          parentSchema: schema22,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.members !== undefined) {
      let data3 = data.members;
      if (data3 && typeof data3 == 'object' && !Array.isArray(data3)) {
        for (const key1 in data3) {
          const _errs12 = errors;
          if (typeof key1 === 'string') {
            if (func3(key1) > 256) {
              const err7 = {
                instancePath: instancePath + '/members',
                schemaPath: '#/definitions/memberKey/maxLength',
                keyword: 'maxLength',
                params: { limit: 256 },
                message: 'must NOT have more than 256 characters',
                schema: 256,
                parentSchema: schema27,
                data: key1,
                propertyName: key1,
              };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
            if (!pattern2.test(key1)) {
              const err8 = {
                instancePath: instancePath + '/members',
                schemaPath: '#/definitions/memberKey/pattern',
                keyword: 'pattern',
                params: { pattern: '^(@.+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)$' },
                message: 'must match pattern "' + '^(@.+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)$' + '"',
                schema: '^(@.+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)$',
                parentSchema: schema27,
                data: key1,
                propertyName: key1,
              };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
            }
          } else {
            const err9 = {
              instancePath: instancePath + '/members',
              schemaPath: '#/definitions/memberKey/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema27.type,
              parentSchema: schema27,
              data: key1,
              propertyName: key1,
            };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
          var valid3 = _errs12 === errors;
          if (!valid3) {
            const err10 = {
              instancePath: instancePath + '/members',
              schemaPath: '#/properties/members/propertyNames',
              keyword: 'propertyNames',
              params: { propertyName: key1 },
              message: 'property name must be valid',
              schema: schema34.properties.members.propertyNames,
              parentSchema: schema34.properties.members,
              data: data3,
            };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
        for (const key2 in data3) {
          if (
            !validate19(data3[key2], {
              instancePath: instancePath + '/members/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
              parentData: data3,
              parentDataProperty: key2,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err11 = {
          instancePath: instancePath + '/members',
          schemaPath: '#/properties/members/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema34.properties.members.type,
          parentSchema: schema34.properties.members,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.projects !== undefined) {
      let data5 = data.projects;
      if (data5 && typeof data5 == 'object' && !Array.isArray(data5)) {
        for (const key3 in data5) {
          const _errs19 = errors;
          if (typeof key3 === 'string') {
            if (func3(key3) > 255) {
              const err12 = {
                instancePath: instancePath + '/projects',
                schemaPath: '#/definitions/name/maxLength',
                keyword: 'maxLength',
                params: { limit: 255 },
                message: 'must NOT have more than 255 characters',
                schema: 255,
                parentSchema: schema18,
                data: key3,
                propertyName: key3,
              };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
            if (func3(key3) < 1) {
              const err13 = {
                instancePath: instancePath + '/projects',
                schemaPath: '#/definitions/name/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
                schema: 1,
                parentSchema: schema18,
                data: key3,
                propertyName: key3,
              };
              if (vErrors === null) {
                vErrors = [err13];
              } else {
                vErrors.push(err13);
              }
              errors++;
            }
          } else {
            const err14 = {
              instancePath: instancePath + '/projects',
              schemaPath: '#/definitions/name/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema18.type,
              parentSchema: schema18,
              data: key3,
              propertyName: key3,
            };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
          var valid6 = _errs19 === errors;
          if (!valid6) {
            const err15 = {
              instancePath: instancePath + '/projects',
              schemaPath: '#/properties/projects/propertyNames',
              keyword: 'propertyNames',
              params: { propertyName: key3 },
              message: 'property name must be valid',
              schema: schema34.properties.projects.propertyNames,
              parentSchema: schema34.properties.projects,
              data: data5,
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
        }
        for (const key4 in data5) {
          let data6 = data5[key4];
          const _errs24 = errors;
          let valid9 = false;
          let passing0 = null;
          const _errs25 = errors;
          if ('absent' !== data6) {
            const err16 = {
              instancePath: instancePath + '/projects/' + key4.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/projects/additionalProperties/oneOf/0/const',
              keyword: 'const',
              params: { allowedValue: 'absent' },
              message: 'must be equal to constant',
              schema: 'absent',
              parentSchema: schema34.properties.projects.additionalProperties.oneOf[0],
              data: data6,
            };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          }
          var _valid0 = _errs25 === errors;
          if (_valid0) {
            valid9 = true;
            passing0 = 0;
          }
          const _errs26 = errors;
          if (
            !validate24(data6, {
              instancePath: instancePath + '/projects/' + key4.replace(/~/g, '~0').replace(/\//g, '~1'),
              parentData: data5,
              parentDataProperty: key4,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
            errors = vErrors.length;
          }
          var _valid0 = _errs26 === errors;
          if (_valid0 && valid9) {
            valid9 = false;
            passing0 = [passing0, 1];
          } else {
            if (_valid0) {
              valid9 = true;
              passing0 = 1;
            }
          }
          if (!valid9) {
            const err17 = {
              instancePath: instancePath + '/projects/' + key4.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/projects/additionalProperties/oneOf',
              keyword: 'oneOf',
              params: { passingSchemas: passing0 },
              message: 'must match exactly one schema in oneOf',
              schema: schema34.properties.projects.additionalProperties.oneOf,
              parentSchema: schema34.properties.projects.additionalProperties,
              data: data6,
            };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              vErrors.push(err17);
            }
            errors++;
          } else {
            errors = _errs24;
            if (vErrors !== null) {
              if (_errs24) {
                vErrors.length = _errs24;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err18 = {
          instancePath: instancePath + '/projects',
          schemaPath: '#/properties/projects/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema34.properties.projects.type,
          parentSchema: schema34.properties.projects,
          data: data5,
        };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
    }
  } else {
    const err19 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema34.type,
      parentSchema: schema34,
      data,
    };
    if (vErrors === null) {
      vErrors = [err19];
    } else {
      vErrors.push(err19);
    }
    errors++;
  }
  validate18.errors = vErrors;
  return errors === 0;
}
function validate15(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === 'description' || key0 === 'renamed_from' || key0 === 'members' || key0 === 'spaces')) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema24,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.description !== undefined) {
      let data0 = data.description;
      if (typeof data0 === 'string') {
        if (func3(data0) > 1000) {
          const err1 = {
            instancePath: instancePath + '/description',
            schemaPath: '#/definitions/description/maxLength',
            keyword: 'maxLength',
            params: { limit: 1000 },
            message: 'must NOT have more than 1000 characters',
            schema: 1000,
            parentSchema: schema20,
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
      } else {
        const err2 = {
          instancePath: instancePath + '/description',
          schemaPath: '#/definitions/description/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema20.type,
          parentSchema: schema20,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.renamed_from !== undefined) {
      let data1 = data.renamed_from;
      if (typeof data1 === 'string') {
        if (func3(data1) > 255) {
          const err3 = {
            instancePath: instancePath + '/renamed_from',
            schemaPath: '#/definitions/renamedFrom/maxLength',
            keyword: 'maxLength',
            params: { limit: 255 },
            message: 'must NOT have more than 255 characters',
            schema: 255,
            parentSchema: schema22,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        if (func3(data1) < 1) {
          const err4 = {
            instancePath: instancePath + '/renamed_from',
            schemaPath: '#/definitions/renamedFrom/minLength',
            keyword: 'minLength',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 characters',
            schema: 1,
            parentSchema: schema22,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = {
          instancePath: instancePath + '/renamed_from',
          schemaPath: '#/definitions/renamedFrom/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema22.type,
          parentSchema: schema22,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.members !== undefined) {
      let data2 = data.members;
      if (data2 && typeof data2 == 'object' && !Array.isArray(data2)) {
        for (const key1 in data2) {
          const _errs10 = errors;
          if (typeof key1 === 'string') {
            if (func3(key1) > 256) {
              const err6 = {
                instancePath: instancePath + '/members',
                schemaPath: '#/definitions/memberKey/maxLength',
                keyword: 'maxLength',
                params: { limit: 256 },
                message: 'must NOT have more than 256 characters',
                schema: 256,
                parentSchema: schema27,
                data: key1,
                propertyName: key1,
              };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
            if (!pattern2.test(key1)) {
              const err7 = {
                instancePath: instancePath + '/members',
                schemaPath: '#/definitions/memberKey/pattern',
                keyword: 'pattern',
                params: { pattern: '^(@.+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)$' },
                message: 'must match pattern "' + '^(@.+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)$' + '"',
                schema: '^(@.+|[^\\s@]+@[^\\s@]+\\.[^\\s@]+)$',
                parentSchema: schema27,
                data: key1,
                propertyName: key1,
              };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
          } else {
            const err8 = {
              instancePath: instancePath + '/members',
              schemaPath: '#/definitions/memberKey/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema27.type,
              parentSchema: schema27,
              data: key1,
              propertyName: key1,
            };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          }
          var valid3 = _errs10 === errors;
          if (!valid3) {
            const err9 = {
              instancePath: instancePath + '/members',
              schemaPath: '#/properties/members/propertyNames',
              keyword: 'propertyNames',
              params: { propertyName: key1 },
              message: 'property name must be valid',
              schema: schema24.properties.members.propertyNames,
              parentSchema: schema24.properties.members,
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err9];
            } else {
              vErrors.push(err9);
            }
            errors++;
          }
        }
        for (const key2 in data2) {
          if (
            !validate16(data2[key2], {
              instancePath: instancePath + '/members/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
              parentData: data2,
              parentDataProperty: key2,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err10 = {
          instancePath: instancePath + '/members',
          schemaPath: '#/properties/members/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema24.properties.members.type,
          parentSchema: schema24.properties.members,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err10];
        } else {
          vErrors.push(err10);
        }
        errors++;
      }
    }
    if (data.spaces !== undefined) {
      let data4 = data.spaces;
      if (data4 && typeof data4 == 'object' && !Array.isArray(data4)) {
        for (const key3 in data4) {
          const _errs17 = errors;
          if (typeof key3 === 'string') {
            if (func3(key3) > 255) {
              const err11 = {
                instancePath: instancePath + '/spaces',
                schemaPath: '#/definitions/name/maxLength',
                keyword: 'maxLength',
                params: { limit: 255 },
                message: 'must NOT have more than 255 characters',
                schema: 255,
                parentSchema: schema18,
                data: key3,
                propertyName: key3,
              };
              if (vErrors === null) {
                vErrors = [err11];
              } else {
                vErrors.push(err11);
              }
              errors++;
            }
            if (func3(key3) < 1) {
              const err12 = {
                instancePath: instancePath + '/spaces',
                schemaPath: '#/definitions/name/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
                schema: 1,
                parentSchema: schema18,
                data: key3,
                propertyName: key3,
              };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
          } else {
            const err13 = {
              instancePath: instancePath + '/spaces',
              schemaPath: '#/definitions/name/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema18.type,
              parentSchema: schema18,
              data: key3,
              propertyName: key3,
            };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
          var valid6 = _errs17 === errors;
          if (!valid6) {
            const err14 = {
              instancePath: instancePath + '/spaces',
              schemaPath: '#/properties/spaces/propertyNames',
              keyword: 'propertyNames',
              params: { propertyName: key3 },
              message: 'property name must be valid',
              schema: schema24.properties.spaces.propertyNames,
              parentSchema: schema24.properties.spaces,
              data: data4,
            };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
        }
        for (const key4 in data4) {
          let data5 = data4[key4];
          const _errs22 = errors;
          let valid9 = false;
          let passing0 = null;
          const _errs23 = errors;
          if ('absent' !== data5) {
            const err15 = {
              instancePath: instancePath + '/spaces/' + key4.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/spaces/additionalProperties/oneOf/0/const',
              keyword: 'const',
              params: { allowedValue: 'absent' },
              message: 'must be equal to constant',
              schema: 'absent',
              parentSchema: schema24.properties.spaces.additionalProperties.oneOf[0],
              data: data5,
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          }
          var _valid0 = _errs23 === errors;
          if (_valid0) {
            valid9 = true;
            passing0 = 0;
          }
          const _errs24 = errors;
          if (
            !validate18(data5, {
              instancePath: instancePath + '/spaces/' + key4.replace(/~/g, '~0').replace(/\//g, '~1'),
              parentData: data4,
              parentDataProperty: key4,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
            errors = vErrors.length;
          }
          var _valid0 = _errs24 === errors;
          if (_valid0 && valid9) {
            valid9 = false;
            passing0 = [passing0, 1];
          } else {
            if (_valid0) {
              valid9 = true;
              passing0 = 1;
            }
          }
          if (!valid9) {
            const err16 = {
              instancePath: instancePath + '/spaces/' + key4.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/spaces/additionalProperties/oneOf',
              keyword: 'oneOf',
              params: { passingSchemas: passing0 },
              message: 'must match exactly one schema in oneOf',
              schema: schema24.properties.spaces.additionalProperties.oneOf,
              parentSchema: schema24.properties.spaces.additionalProperties,
              data: data5,
            };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          } else {
            errors = _errs22;
            if (vErrors !== null) {
              if (_errs22) {
                vErrors.length = _errs22;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err17 = {
          instancePath: instancePath + '/spaces',
          schemaPath: '#/properties/spaces/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema24.properties.spaces.type,
          parentSchema: schema24.properties.spaces,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
    }
  } else {
    const err18 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema24.type,
      parentSchema: schema24,
      data,
    };
    if (vErrors === null) {
      vErrors = [err18];
    } else {
      vErrors.push(err18);
    }
    errors++;
  }
  validate15.errors = vErrors;
  return errors === 0;
}
const schema53 = {
  title: 'API key',
  type: 'object',
  description: 'An API key that ax-gitops creates, delivers and rotates.',
  additionalProperties: false,
  required: ['type'],
  properties: {
    type: {
      description: "Whose key it is: a service account's, or that of the person who applies.",
      anyOf: [
        { enum: ['service', 'user'] },
        { enum: ['SERVICE', 'USER'], description: 'The same, in another spelling.' },
      ],
    },
    description: { $ref: '#/definitions/description' },
    spaces: {
      type: 'object',
      description: 'For a service key: ORGANIZATION/SPACE and the role there.',
      additionalProperties: { $ref: '#/definitions/spaceRole' },
      examples: [{ 'Platform Team/team-alpha': 'member' }],
    },
    organizations: {
      type: 'object',
      description: 'For a service key: the roles in organizations.',
      additionalProperties: { $ref: '#/definitions/organizationRole' },
    },
    account_role: { $ref: '#/definitions/accountRole' },
    expires: { type: 'string', description: 'A date or a timestamp with zone.', examples: ['2027-01-01T00:00:00Z'] },
    rotate_before: { $ref: '#/definitions/duration' },
    grace: { $ref: '#/definitions/duration' },
    secret: { type: 'string', description: 'The sink below that receives the raw key.' },
  },
};
const schema58 = {
  type: 'string',
  pattern: '^[1-9][0-9]*[mhdw]$',
  description: 'A number and a unit: m (minutes), h, d or w.',
  examples: ['30d', '1h'],
};
const pattern5 = new RegExp('^[1-9][0-9]*[mhdw]$', 'u');
function validate32(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.type === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'type' },
        message: "must have required property '" + 'type' + "'",
        schema: schema53.required,
        parentSchema: schema53,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema53.properties, key0)) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema53,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.type !== undefined) {
      let data0 = data.type;
      const _errs3 = errors;
      let valid1 = false;
      const _errs4 = errors;
      if (!(data0 === 'service' || data0 === 'user')) {
        const err2 = {
          instancePath: instancePath + '/type',
          schemaPath: '#/properties/type/anyOf/0/enum',
          keyword: 'enum',
          params: { allowedValues: schema53.properties.type.anyOf[0].enum },
          message: 'must be equal to one of the allowed values',
          schema: schema53.properties.type.anyOf[0].enum,
          parentSchema: schema53.properties.type.anyOf[0],
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
      var _valid0 = _errs4 === errors;
      valid1 = valid1 || _valid0;
      if (!valid1) {
        const _errs5 = errors;
        if (!(data0 === 'SERVICE' || data0 === 'USER')) {
          const err3 = {
            instancePath: instancePath + '/type',
            schemaPath: '#/properties/type/anyOf/1/enum',
            keyword: 'enum',
            params: { allowedValues: schema53.properties.type.anyOf[1].enum },
            message: 'must be equal to one of the allowed values',
            schema: schema53.properties.type.anyOf[1].enum,
            parentSchema: schema53.properties.type.anyOf[1],
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        var _valid0 = _errs5 === errors;
        valid1 = valid1 || _valid0;
      }
      if (!valid1) {
        const err4 = {
          instancePath: instancePath + '/type',
          schemaPath: '#/properties/type/anyOf',
          keyword: 'anyOf',
          params: {},
          message: 'must match a schema in anyOf',
          schema: schema53.properties.type.anyOf,
          parentSchema: schema53.properties.type,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      } else {
        errors = _errs3;
        if (vErrors !== null) {
          if (_errs3) {
            vErrors.length = _errs3;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.description !== undefined) {
      let data1 = data.description;
      if (typeof data1 === 'string') {
        if (func3(data1) > 1000) {
          const err5 = {
            instancePath: instancePath + '/description',
            schemaPath: '#/definitions/description/maxLength',
            keyword: 'maxLength',
            params: { limit: 1000 },
            message: 'must NOT have more than 1000 characters',
            schema: 1000,
            parentSchema: schema20,
            data: data1,
          };
          if (vErrors === null) {
            vErrors = [err5];
          } else {
            vErrors.push(err5);
          }
          errors++;
        }
      } else {
        const err6 = {
          instancePath: instancePath + '/description',
          schemaPath: '#/definitions/description/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema20.type,
          parentSchema: schema20,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.spaces !== undefined) {
      let data2 = data.spaces;
      if (data2 && typeof data2 == 'object' && !Array.isArray(data2)) {
        for (const key1 in data2) {
          let data3 = data2[key1];
          const _errs14 = errors;
          let valid5 = false;
          const _errs15 = errors;
          if (!(data3 === 'admin' || data3 === 'member' || data3 === 'read_only' || data3 === 'annotator')) {
            const err7 = {
              instancePath: instancePath + '/spaces/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/definitions/spaceRole/anyOf/0/enum',
              keyword: 'enum',
              params: { allowedValues: schema39.anyOf[0].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema39.anyOf[0].enum,
              parentSchema: schema39.anyOf[0],
              data: data3,
            };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          }
          var _valid1 = _errs15 === errors;
          valid5 = valid5 || _valid1;
          if (!valid5) {
            const _errs16 = errors;
            if (typeof data3 === 'string') {
              if (func3(data3) > 255) {
                const err8 = {
                  instancePath: instancePath + '/spaces/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/definitions/spaceRole/anyOf/1/maxLength',
                  keyword: 'maxLength',
                  params: { limit: 255 },
                  message: 'must NOT have more than 255 characters',
                  schema: 255,
                  parentSchema: schema39.anyOf[1],
                  data: data3,
                };
                if (vErrors === null) {
                  vErrors = [err8];
                } else {
                  vErrors.push(err8);
                }
                errors++;
              }
              if (func3(data3) < 1) {
                const err9 = {
                  instancePath: instancePath + '/spaces/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/definitions/spaceRole/anyOf/1/minLength',
                  keyword: 'minLength',
                  params: { limit: 1 },
                  message: 'must NOT have fewer than 1 characters',
                  schema: 1,
                  parentSchema: schema39.anyOf[1],
                  data: data3,
                };
                if (vErrors === null) {
                  vErrors = [err9];
                } else {
                  vErrors.push(err9);
                }
                errors++;
              }
            } else {
              const err10 = {
                instancePath: instancePath + '/spaces/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath: '#/definitions/spaceRole/anyOf/1/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
                schema: schema39.anyOf[1].type,
                parentSchema: schema39.anyOf[1],
                data: data3,
              };
              if (vErrors === null) {
                vErrors = [err10];
              } else {
                vErrors.push(err10);
              }
              errors++;
            }
            var _valid1 = _errs16 === errors;
            valid5 = valid5 || _valid1;
          }
          if (!valid5) {
            const err11 = {
              instancePath: instancePath + '/spaces/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/definitions/spaceRole/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema39.anyOf,
              parentSchema: schema39,
              data: data3,
            };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          } else {
            errors = _errs14;
            if (vErrors !== null) {
              if (_errs14) {
                vErrors.length = _errs14;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err12 = {
          instancePath: instancePath + '/spaces',
          schemaPath: '#/properties/spaces/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema53.properties.spaces.type,
          parentSchema: schema53.properties.spaces,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    }
    if (data.organizations !== undefined) {
      let data4 = data.organizations;
      if (data4 && typeof data4 == 'object' && !Array.isArray(data4)) {
        for (const key2 in data4) {
          let data5 = data4[key2];
          const _errs23 = errors;
          let valid8 = false;
          const _errs24 = errors;
          if (!(data5 === 'admin' || data5 === 'member' || data5 === 'read_only' || data5 === 'annotator')) {
            const err13 = {
              instancePath: instancePath + '/organizations/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/definitions/organizationRole/anyOf/0/enum',
              keyword: 'enum',
              params: { allowedValues: schema29.anyOf[0].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema29.anyOf[0].enum,
              parentSchema: schema29.anyOf[0],
              data: data5,
            };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
          var _valid2 = _errs24 === errors;
          valid8 = valid8 || _valid2;
          if (!valid8) {
            const _errs25 = errors;
            if (!(
              data5 === 'ADMIN' ||
              data5 === 'MEMBER' ||
              data5 === 'READ_ONLY' ||
              data5 === 'read-only' ||
              data5 === 'READ-ONLY' ||
              data5 === 'ANNOTATOR'
            )) {
              const err14 = {
                instancePath: instancePath + '/organizations/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath: '#/definitions/organizationRole/anyOf/1/enum',
                keyword: 'enum',
                params: { allowedValues: schema29.anyOf[1].enum },
                message: 'must be equal to one of the allowed values',
                schema: schema29.anyOf[1].enum,
                parentSchema: schema29.anyOf[1],
                data: data5,
              };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
            var _valid2 = _errs25 === errors;
            valid8 = valid8 || _valid2;
          }
          if (!valid8) {
            const err15 = {
              instancePath: instancePath + '/organizations/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/definitions/organizationRole/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema29.anyOf,
              parentSchema: schema29,
              data: data5,
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          } else {
            errors = _errs23;
            if (vErrors !== null) {
              if (_errs23) {
                vErrors.length = _errs23;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err16 = {
          instancePath: instancePath + '/organizations',
          schemaPath: '#/properties/organizations/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema53.properties.organizations.type,
          parentSchema: schema53.properties.organizations,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.account_role !== undefined) {
      let data6 = data.account_role;
      const _errs28 = errors;
      let valid10 = false;
      const _errs29 = errors;
      if (!(data6 === 'admin' || data6 === 'member' || data6 === 'member_ui_only' || data6 === 'annotator')) {
        const err17 = {
          instancePath: instancePath + '/account_role',
          schemaPath: '#/definitions/accountRole/anyOf/0/enum',
          keyword: 'enum',
          params: { allowedValues: schema15.anyOf[0].enum },
          message: 'must be equal to one of the allowed values',
          schema: schema15.anyOf[0].enum,
          parentSchema: schema15.anyOf[0],
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
      var _valid3 = _errs29 === errors;
      valid10 = valid10 || _valid3;
      if (!valid10) {
        const _errs30 = errors;
        if (!(
          data6 === 'ADMIN' ||
          data6 === 'MEMBER' ||
          data6 === 'MEMBER_UI_ONLY' ||
          data6 === 'member-ui-only' ||
          data6 === 'MEMBER-UI-ONLY' ||
          data6 === 'ANNOTATOR'
        )) {
          const err18 = {
            instancePath: instancePath + '/account_role',
            schemaPath: '#/definitions/accountRole/anyOf/1/enum',
            keyword: 'enum',
            params: { allowedValues: schema15.anyOf[1].enum },
            message: 'must be equal to one of the allowed values',
            schema: schema15.anyOf[1].enum,
            parentSchema: schema15.anyOf[1],
            data: data6,
          };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
        var _valid3 = _errs30 === errors;
        valid10 = valid10 || _valid3;
      }
      if (!valid10) {
        const err19 = {
          instancePath: instancePath + '/account_role',
          schemaPath: '#/definitions/accountRole/anyOf',
          keyword: 'anyOf',
          params: {},
          message: 'must match a schema in anyOf',
          schema: schema15.anyOf,
          parentSchema: schema15,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      } else {
        errors = _errs28;
        if (vErrors !== null) {
          if (_errs28) {
            vErrors.length = _errs28;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.expires !== undefined) {
      let data7 = data.expires;
      if (typeof data7 !== 'string') {
        const err20 = {
          instancePath: instancePath + '/expires',
          schemaPath: '#/properties/expires/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema53.properties.expires.type,
          parentSchema: schema53.properties.expires,
          data: data7,
        };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
    }
    if (data.rotate_before !== undefined) {
      let data8 = data.rotate_before;
      if (typeof data8 === 'string') {
        if (!pattern5.test(data8)) {
          const err21 = {
            instancePath: instancePath + '/rotate_before',
            schemaPath: '#/definitions/duration/pattern',
            keyword: 'pattern',
            params: { pattern: '^[1-9][0-9]*[mhdw]$' },
            message: 'must match pattern "' + '^[1-9][0-9]*[mhdw]$' + '"',
            schema: '^[1-9][0-9]*[mhdw]$',
            parentSchema: schema58,
            data: data8,
          };
          if (vErrors === null) {
            vErrors = [err21];
          } else {
            vErrors.push(err21);
          }
          errors++;
        }
      } else {
        const err22 = {
          instancePath: instancePath + '/rotate_before',
          schemaPath: '#/definitions/duration/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema58.type,
          parentSchema: schema58,
          data: data8,
        };
        if (vErrors === null) {
          vErrors = [err22];
        } else {
          vErrors.push(err22);
        }
        errors++;
      }
    }
    if (data.grace !== undefined) {
      let data9 = data.grace;
      if (typeof data9 === 'string') {
        if (!pattern5.test(data9)) {
          const err23 = {
            instancePath: instancePath + '/grace',
            schemaPath: '#/definitions/duration/pattern',
            keyword: 'pattern',
            params: { pattern: '^[1-9][0-9]*[mhdw]$' },
            message: 'must match pattern "' + '^[1-9][0-9]*[mhdw]$' + '"',
            schema: '^[1-9][0-9]*[mhdw]$',
            parentSchema: schema58,
            data: data9,
          };
          if (vErrors === null) {
            vErrors = [err23];
          } else {
            vErrors.push(err23);
          }
          errors++;
        }
      } else {
        const err24 = {
          instancePath: instancePath + '/grace',
          schemaPath: '#/definitions/duration/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema58.type,
          parentSchema: schema58,
          data: data9,
        };
        if (vErrors === null) {
          vErrors = [err24];
        } else {
          vErrors.push(err24);
        }
        errors++;
      }
    }
    if (data.secret !== undefined) {
      let data10 = data.secret;
      if (typeof data10 !== 'string') {
        const err25 = {
          instancePath: instancePath + '/secret',
          schemaPath: '#/properties/secret/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema53.properties.secret.type,
          parentSchema: schema53.properties.secret,
          data: data10,
        };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
  } else {
    const err26 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema53.type,
      parentSchema: schema53,
      data,
    };
    if (vErrors === null) {
      vErrors = [err26];
    } else {
      vErrors.push(err26);
    }
    errors++;
  }
  validate32.errors = vErrors;
  return errors === 0;
}
const schema61 = {
  title: 'Policy',
  type: 'object',
  additionalProperties: false,
  description: 'Guardrails.',
  properties: {
    unmanaged: {
      description: 'For all kinds, or a map per kind.',
      oneOf: [
        { $ref: '#/definitions/unmanaged' },
        {
          type: 'object',
          additionalProperties: false,
          properties: {
            user: { $ref: '#/definitions/unmanaged' },
            role: { $ref: '#/definitions/unmanaged' },
            organization: { $ref: '#/definitions/unmanaged' },
            'organization-member': { $ref: '#/definitions/unmanaged' },
            space: { $ref: '#/definitions/unmanaged' },
            'space-member': { $ref: '#/definitions/unmanaged' },
            'space-role-binding': { $ref: '#/definitions/unmanaged' },
            project: { $ref: '#/definitions/unmanaged' },
            'project-role-binding': { $ref: '#/definitions/unmanaged' },
            restriction: { $ref: '#/definitions/unmanaged' },
            'api-key': { $ref: '#/definitions/unmanaged' },
          },
        },
      ],
    },
    ignore: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      description: 'Globs over addresses that are looked through as if not there.',
      examples: [['user/*@arize.com']],
    },
    protect: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      description: 'Globs over addresses that are never deleted nor removed.',
      examples: [['user/root@example.com']],
    },
    max_destructive: {
      description: 'Most destructive steps in one plan: a count, or a share of the live objects of a kind.',
      oneOf: [
        { type: 'integer', minimum: 0 },
        { type: 'string', pattern: '^(100|[1-9]?[0-9])%$' },
      ],
      examples: [10, '20%'],
    },
    min_account_admins: {
      type: 'integer',
      minimum: 0,
      default: 2,
      description: 'Fewest account admins that a plan may leave.',
    },
    allowed_domains: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', minLength: 1 },
      description: "Domains that users' emails must have.",
      examples: [['example.com']],
    },
    separate: {
      type: 'array',
      items: { type: 'array', items: { $ref: '#/definitions/permission' }, minItems: 2 },
      description: 'Permissions that no one person may hold together.',
    },
  },
};
const schema62 = {
  description: 'What happens to what is live and in no file.',
  anyOf: [
    { enum: ['ignore', 'report', 'remove'] },
    { enum: ['IGNORE', 'REPORT', 'REMOVE'], description: 'The same, in another spelling.' },
  ],
  default: 'report',
};
const pattern7 = new RegExp('^(100|[1-9]?[0-9])%$', 'u');
function validate34(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(
        key0 === 'unmanaged' ||
        key0 === 'ignore' ||
        key0 === 'protect' ||
        key0 === 'max_destructive' ||
        key0 === 'min_account_admins' ||
        key0 === 'allowed_domains' ||
        key0 === 'separate'
      )) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema61,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.unmanaged !== undefined) {
      let data0 = data.unmanaged;
      const _errs3 = errors;
      let valid1 = false;
      let passing0 = null;
      const _errs4 = errors;
      const _errs6 = errors;
      let valid3 = false;
      const _errs7 = errors;
      if (!(data0 === 'ignore' || data0 === 'report' || data0 === 'remove')) {
        const err1 = {
          instancePath: instancePath + '/unmanaged',
          schemaPath: '#/definitions/unmanaged/anyOf/0/enum',
          keyword: 'enum',
          params: { allowedValues: schema62.anyOf[0].enum },
          message: 'must be equal to one of the allowed values',
          schema: schema62.anyOf[0].enum,
          parentSchema: schema62.anyOf[0],
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
      var _valid1 = _errs7 === errors;
      valid3 = valid3 || _valid1;
      if (!valid3) {
        const _errs8 = errors;
        if (!(data0 === 'IGNORE' || data0 === 'REPORT' || data0 === 'REMOVE')) {
          const err2 = {
            instancePath: instancePath + '/unmanaged',
            schemaPath: '#/definitions/unmanaged/anyOf/1/enum',
            keyword: 'enum',
            params: { allowedValues: schema62.anyOf[1].enum },
            message: 'must be equal to one of the allowed values',
            schema: schema62.anyOf[1].enum,
            parentSchema: schema62.anyOf[1],
            data: data0,
          };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        var _valid1 = _errs8 === errors;
        valid3 = valid3 || _valid1;
      }
      if (!valid3) {
        const err3 = {
          instancePath: instancePath + '/unmanaged',
          schemaPath: '#/definitions/unmanaged/anyOf',
          keyword: 'anyOf',
          params: {},
          message: 'must match a schema in anyOf',
          schema: schema62.anyOf,
          parentSchema: schema62,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      } else {
        errors = _errs6;
        if (vErrors !== null) {
          if (_errs6) {
            vErrors.length = _errs6;
          } else {
            vErrors = null;
          }
        }
      }
      var _valid0 = _errs4 === errors;
      if (_valid0) {
        valid1 = true;
        passing0 = 0;
      }
      const _errs9 = errors;
      if (data0 && typeof data0 == 'object' && !Array.isArray(data0)) {
        for (const key1 in data0) {
          if (!func2.call(schema61.properties.unmanaged.oneOf[1].properties, key1)) {
            const err4 = {
              instancePath: instancePath + '/unmanaged',
              schemaPath: '#/properties/unmanaged/oneOf/1/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key1 },
              message: 'must NOT have additional properties',
              schema: false,
              parentSchema: schema61.properties.unmanaged.oneOf[1],
              data: data0,
            };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          }
        }
        if (data0.user !== undefined) {
          let data1 = data0.user;
          const _errs14 = errors;
          let valid6 = false;
          const _errs15 = errors;
          if (!(data1 === 'ignore' || data1 === 'report' || data1 === 'remove')) {
            const err5 = {
              instancePath: instancePath + '/unmanaged/user',
              schemaPath: '#/definitions/unmanaged/anyOf/0/enum',
              keyword: 'enum',
              params: { allowedValues: schema62.anyOf[0].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema62.anyOf[0].enum,
              parentSchema: schema62.anyOf[0],
              data: data1,
            };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
          var _valid2 = _errs15 === errors;
          valid6 = valid6 || _valid2;
          if (!valid6) {
            const _errs16 = errors;
            if (!(data1 === 'IGNORE' || data1 === 'REPORT' || data1 === 'REMOVE')) {
              const err6 = {
                instancePath: instancePath + '/unmanaged/user',
                schemaPath: '#/definitions/unmanaged/anyOf/1/enum',
                keyword: 'enum',
                params: { allowedValues: schema62.anyOf[1].enum },
                message: 'must be equal to one of the allowed values',
                schema: schema62.anyOf[1].enum,
                parentSchema: schema62.anyOf[1],
                data: data1,
              };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
            var _valid2 = _errs16 === errors;
            valid6 = valid6 || _valid2;
          }
          if (!valid6) {
            const err7 = {
              instancePath: instancePath + '/unmanaged/user',
              schemaPath: '#/definitions/unmanaged/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema62.anyOf,
              parentSchema: schema62,
              data: data1,
            };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          } else {
            errors = _errs14;
            if (vErrors !== null) {
              if (_errs14) {
                vErrors.length = _errs14;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data0.role !== undefined) {
          let data2 = data0.role;
          const _errs19 = errors;
          let valid8 = false;
          const _errs20 = errors;
          if (!(data2 === 'ignore' || data2 === 'report' || data2 === 'remove')) {
            const err8 = {
              instancePath: instancePath + '/unmanaged/role',
              schemaPath: '#/definitions/unmanaged/anyOf/0/enum',
              keyword: 'enum',
              params: { allowedValues: schema62.anyOf[0].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema62.anyOf[0].enum,
              parentSchema: schema62.anyOf[0],
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          }
          var _valid3 = _errs20 === errors;
          valid8 = valid8 || _valid3;
          if (!valid8) {
            const _errs21 = errors;
            if (!(data2 === 'IGNORE' || data2 === 'REPORT' || data2 === 'REMOVE')) {
              const err9 = {
                instancePath: instancePath + '/unmanaged/role',
                schemaPath: '#/definitions/unmanaged/anyOf/1/enum',
                keyword: 'enum',
                params: { allowedValues: schema62.anyOf[1].enum },
                message: 'must be equal to one of the allowed values',
                schema: schema62.anyOf[1].enum,
                parentSchema: schema62.anyOf[1],
                data: data2,
              };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
            var _valid3 = _errs21 === errors;
            valid8 = valid8 || _valid3;
          }
          if (!valid8) {
            const err10 = {
              instancePath: instancePath + '/unmanaged/role',
              schemaPath: '#/definitions/unmanaged/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema62.anyOf,
              parentSchema: schema62,
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          } else {
            errors = _errs19;
            if (vErrors !== null) {
              if (_errs19) {
                vErrors.length = _errs19;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data0.organization !== undefined) {
          let data3 = data0.organization;
          const _errs24 = errors;
          let valid10 = false;
          const _errs25 = errors;
          if (!(data3 === 'ignore' || data3 === 'report' || data3 === 'remove')) {
            const err11 = {
              instancePath: instancePath + '/unmanaged/organization',
              schemaPath: '#/definitions/unmanaged/anyOf/0/enum',
              keyword: 'enum',
              params: { allowedValues: schema62.anyOf[0].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema62.anyOf[0].enum,
              parentSchema: schema62.anyOf[0],
              data: data3,
            };
            if (vErrors === null) {
              vErrors = [err11];
            } else {
              vErrors.push(err11);
            }
            errors++;
          }
          var _valid4 = _errs25 === errors;
          valid10 = valid10 || _valid4;
          if (!valid10) {
            const _errs26 = errors;
            if (!(data3 === 'IGNORE' || data3 === 'REPORT' || data3 === 'REMOVE')) {
              const err12 = {
                instancePath: instancePath + '/unmanaged/organization',
                schemaPath: '#/definitions/unmanaged/anyOf/1/enum',
                keyword: 'enum',
                params: { allowedValues: schema62.anyOf[1].enum },
                message: 'must be equal to one of the allowed values',
                schema: schema62.anyOf[1].enum,
                parentSchema: schema62.anyOf[1],
                data: data3,
              };
              if (vErrors === null) {
                vErrors = [err12];
              } else {
                vErrors.push(err12);
              }
              errors++;
            }
            var _valid4 = _errs26 === errors;
            valid10 = valid10 || _valid4;
          }
          if (!valid10) {
            const err13 = {
              instancePath: instancePath + '/unmanaged/organization',
              schemaPath: '#/definitions/unmanaged/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema62.anyOf,
              parentSchema: schema62,
              data: data3,
            };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          } else {
            errors = _errs24;
            if (vErrors !== null) {
              if (_errs24) {
                vErrors.length = _errs24;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data0['organization-member'] !== undefined) {
          let data4 = data0['organization-member'];
          const _errs29 = errors;
          let valid12 = false;
          const _errs30 = errors;
          if (!(data4 === 'ignore' || data4 === 'report' || data4 === 'remove')) {
            const err14 = {
              instancePath: instancePath + '/unmanaged/organization-member',
              schemaPath: '#/definitions/unmanaged/anyOf/0/enum',
              keyword: 'enum',
              params: { allowedValues: schema62.anyOf[0].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema62.anyOf[0].enum,
              parentSchema: schema62.anyOf[0],
              data: data4,
            };
            if (vErrors === null) {
              vErrors = [err14];
            } else {
              vErrors.push(err14);
            }
            errors++;
          }
          var _valid5 = _errs30 === errors;
          valid12 = valid12 || _valid5;
          if (!valid12) {
            const _errs31 = errors;
            if (!(data4 === 'IGNORE' || data4 === 'REPORT' || data4 === 'REMOVE')) {
              const err15 = {
                instancePath: instancePath + '/unmanaged/organization-member',
                schemaPath: '#/definitions/unmanaged/anyOf/1/enum',
                keyword: 'enum',
                params: { allowedValues: schema62.anyOf[1].enum },
                message: 'must be equal to one of the allowed values',
                schema: schema62.anyOf[1].enum,
                parentSchema: schema62.anyOf[1],
                data: data4,
              };
              if (vErrors === null) {
                vErrors = [err15];
              } else {
                vErrors.push(err15);
              }
              errors++;
            }
            var _valid5 = _errs31 === errors;
            valid12 = valid12 || _valid5;
          }
          if (!valid12) {
            const err16 = {
              instancePath: instancePath + '/unmanaged/organization-member',
              schemaPath: '#/definitions/unmanaged/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema62.anyOf,
              parentSchema: schema62,
              data: data4,
            };
            if (vErrors === null) {
              vErrors = [err16];
            } else {
              vErrors.push(err16);
            }
            errors++;
          } else {
            errors = _errs29;
            if (vErrors !== null) {
              if (_errs29) {
                vErrors.length = _errs29;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data0.space !== undefined) {
          let data5 = data0.space;
          const _errs34 = errors;
          let valid14 = false;
          const _errs35 = errors;
          if (!(data5 === 'ignore' || data5 === 'report' || data5 === 'remove')) {
            const err17 = {
              instancePath: instancePath + '/unmanaged/space',
              schemaPath: '#/definitions/unmanaged/anyOf/0/enum',
              keyword: 'enum',
              params: { allowedValues: schema62.anyOf[0].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema62.anyOf[0].enum,
              parentSchema: schema62.anyOf[0],
              data: data5,
            };
            if (vErrors === null) {
              vErrors = [err17];
            } else {
              vErrors.push(err17);
            }
            errors++;
          }
          var _valid6 = _errs35 === errors;
          valid14 = valid14 || _valid6;
          if (!valid14) {
            const _errs36 = errors;
            if (!(data5 === 'IGNORE' || data5 === 'REPORT' || data5 === 'REMOVE')) {
              const err18 = {
                instancePath: instancePath + '/unmanaged/space',
                schemaPath: '#/definitions/unmanaged/anyOf/1/enum',
                keyword: 'enum',
                params: { allowedValues: schema62.anyOf[1].enum },
                message: 'must be equal to one of the allowed values',
                schema: schema62.anyOf[1].enum,
                parentSchema: schema62.anyOf[1],
                data: data5,
              };
              if (vErrors === null) {
                vErrors = [err18];
              } else {
                vErrors.push(err18);
              }
              errors++;
            }
            var _valid6 = _errs36 === errors;
            valid14 = valid14 || _valid6;
          }
          if (!valid14) {
            const err19 = {
              instancePath: instancePath + '/unmanaged/space',
              schemaPath: '#/definitions/unmanaged/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema62.anyOf,
              parentSchema: schema62,
              data: data5,
            };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          } else {
            errors = _errs34;
            if (vErrors !== null) {
              if (_errs34) {
                vErrors.length = _errs34;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data0['space-member'] !== undefined) {
          let data6 = data0['space-member'];
          const _errs39 = errors;
          let valid16 = false;
          const _errs40 = errors;
          if (!(data6 === 'ignore' || data6 === 'report' || data6 === 'remove')) {
            const err20 = {
              instancePath: instancePath + '/unmanaged/space-member',
              schemaPath: '#/definitions/unmanaged/anyOf/0/enum',
              keyword: 'enum',
              params: { allowedValues: schema62.anyOf[0].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema62.anyOf[0].enum,
              parentSchema: schema62.anyOf[0],
              data: data6,
            };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
          var _valid7 = _errs40 === errors;
          valid16 = valid16 || _valid7;
          if (!valid16) {
            const _errs41 = errors;
            if (!(data6 === 'IGNORE' || data6 === 'REPORT' || data6 === 'REMOVE')) {
              const err21 = {
                instancePath: instancePath + '/unmanaged/space-member',
                schemaPath: '#/definitions/unmanaged/anyOf/1/enum',
                keyword: 'enum',
                params: { allowedValues: schema62.anyOf[1].enum },
                message: 'must be equal to one of the allowed values',
                schema: schema62.anyOf[1].enum,
                parentSchema: schema62.anyOf[1],
                data: data6,
              };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
            var _valid7 = _errs41 === errors;
            valid16 = valid16 || _valid7;
          }
          if (!valid16) {
            const err22 = {
              instancePath: instancePath + '/unmanaged/space-member',
              schemaPath: '#/definitions/unmanaged/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema62.anyOf,
              parentSchema: schema62,
              data: data6,
            };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          } else {
            errors = _errs39;
            if (vErrors !== null) {
              if (_errs39) {
                vErrors.length = _errs39;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data0['space-role-binding'] !== undefined) {
          let data7 = data0['space-role-binding'];
          const _errs44 = errors;
          let valid18 = false;
          const _errs45 = errors;
          if (!(data7 === 'ignore' || data7 === 'report' || data7 === 'remove')) {
            const err23 = {
              instancePath: instancePath + '/unmanaged/space-role-binding',
              schemaPath: '#/definitions/unmanaged/anyOf/0/enum',
              keyword: 'enum',
              params: { allowedValues: schema62.anyOf[0].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema62.anyOf[0].enum,
              parentSchema: schema62.anyOf[0],
              data: data7,
            };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
          var _valid8 = _errs45 === errors;
          valid18 = valid18 || _valid8;
          if (!valid18) {
            const _errs46 = errors;
            if (!(data7 === 'IGNORE' || data7 === 'REPORT' || data7 === 'REMOVE')) {
              const err24 = {
                instancePath: instancePath + '/unmanaged/space-role-binding',
                schemaPath: '#/definitions/unmanaged/anyOf/1/enum',
                keyword: 'enum',
                params: { allowedValues: schema62.anyOf[1].enum },
                message: 'must be equal to one of the allowed values',
                schema: schema62.anyOf[1].enum,
                parentSchema: schema62.anyOf[1],
                data: data7,
              };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                vErrors.push(err24);
              }
              errors++;
            }
            var _valid8 = _errs46 === errors;
            valid18 = valid18 || _valid8;
          }
          if (!valid18) {
            const err25 = {
              instancePath: instancePath + '/unmanaged/space-role-binding',
              schemaPath: '#/definitions/unmanaged/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema62.anyOf,
              parentSchema: schema62,
              data: data7,
            };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          } else {
            errors = _errs44;
            if (vErrors !== null) {
              if (_errs44) {
                vErrors.length = _errs44;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data0.project !== undefined) {
          let data8 = data0.project;
          const _errs49 = errors;
          let valid20 = false;
          const _errs50 = errors;
          if (!(data8 === 'ignore' || data8 === 'report' || data8 === 'remove')) {
            const err26 = {
              instancePath: instancePath + '/unmanaged/project',
              schemaPath: '#/definitions/unmanaged/anyOf/0/enum',
              keyword: 'enum',
              params: { allowedValues: schema62.anyOf[0].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema62.anyOf[0].enum,
              parentSchema: schema62.anyOf[0],
              data: data8,
            };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
          var _valid9 = _errs50 === errors;
          valid20 = valid20 || _valid9;
          if (!valid20) {
            const _errs51 = errors;
            if (!(data8 === 'IGNORE' || data8 === 'REPORT' || data8 === 'REMOVE')) {
              const err27 = {
                instancePath: instancePath + '/unmanaged/project',
                schemaPath: '#/definitions/unmanaged/anyOf/1/enum',
                keyword: 'enum',
                params: { allowedValues: schema62.anyOf[1].enum },
                message: 'must be equal to one of the allowed values',
                schema: schema62.anyOf[1].enum,
                parentSchema: schema62.anyOf[1],
                data: data8,
              };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
            var _valid9 = _errs51 === errors;
            valid20 = valid20 || _valid9;
          }
          if (!valid20) {
            const err28 = {
              instancePath: instancePath + '/unmanaged/project',
              schemaPath: '#/definitions/unmanaged/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema62.anyOf,
              parentSchema: schema62,
              data: data8,
            };
            if (vErrors === null) {
              vErrors = [err28];
            } else {
              vErrors.push(err28);
            }
            errors++;
          } else {
            errors = _errs49;
            if (vErrors !== null) {
              if (_errs49) {
                vErrors.length = _errs49;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data0['project-role-binding'] !== undefined) {
          let data9 = data0['project-role-binding'];
          const _errs54 = errors;
          let valid22 = false;
          const _errs55 = errors;
          if (!(data9 === 'ignore' || data9 === 'report' || data9 === 'remove')) {
            const err29 = {
              instancePath: instancePath + '/unmanaged/project-role-binding',
              schemaPath: '#/definitions/unmanaged/anyOf/0/enum',
              keyword: 'enum',
              params: { allowedValues: schema62.anyOf[0].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema62.anyOf[0].enum,
              parentSchema: schema62.anyOf[0],
              data: data9,
            };
            if (vErrors === null) {
              vErrors = [err29];
            } else {
              vErrors.push(err29);
            }
            errors++;
          }
          var _valid10 = _errs55 === errors;
          valid22 = valid22 || _valid10;
          if (!valid22) {
            const _errs56 = errors;
            if (!(data9 === 'IGNORE' || data9 === 'REPORT' || data9 === 'REMOVE')) {
              const err30 = {
                instancePath: instancePath + '/unmanaged/project-role-binding',
                schemaPath: '#/definitions/unmanaged/anyOf/1/enum',
                keyword: 'enum',
                params: { allowedValues: schema62.anyOf[1].enum },
                message: 'must be equal to one of the allowed values',
                schema: schema62.anyOf[1].enum,
                parentSchema: schema62.anyOf[1],
                data: data9,
              };
              if (vErrors === null) {
                vErrors = [err30];
              } else {
                vErrors.push(err30);
              }
              errors++;
            }
            var _valid10 = _errs56 === errors;
            valid22 = valid22 || _valid10;
          }
          if (!valid22) {
            const err31 = {
              instancePath: instancePath + '/unmanaged/project-role-binding',
              schemaPath: '#/definitions/unmanaged/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema62.anyOf,
              parentSchema: schema62,
              data: data9,
            };
            if (vErrors === null) {
              vErrors = [err31];
            } else {
              vErrors.push(err31);
            }
            errors++;
          } else {
            errors = _errs54;
            if (vErrors !== null) {
              if (_errs54) {
                vErrors.length = _errs54;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data0.restriction !== undefined) {
          let data10 = data0.restriction;
          const _errs59 = errors;
          let valid24 = false;
          const _errs60 = errors;
          if (!(data10 === 'ignore' || data10 === 'report' || data10 === 'remove')) {
            const err32 = {
              instancePath: instancePath + '/unmanaged/restriction',
              schemaPath: '#/definitions/unmanaged/anyOf/0/enum',
              keyword: 'enum',
              params: { allowedValues: schema62.anyOf[0].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema62.anyOf[0].enum,
              parentSchema: schema62.anyOf[0],
              data: data10,
            };
            if (vErrors === null) {
              vErrors = [err32];
            } else {
              vErrors.push(err32);
            }
            errors++;
          }
          var _valid11 = _errs60 === errors;
          valid24 = valid24 || _valid11;
          if (!valid24) {
            const _errs61 = errors;
            if (!(data10 === 'IGNORE' || data10 === 'REPORT' || data10 === 'REMOVE')) {
              const err33 = {
                instancePath: instancePath + '/unmanaged/restriction',
                schemaPath: '#/definitions/unmanaged/anyOf/1/enum',
                keyword: 'enum',
                params: { allowedValues: schema62.anyOf[1].enum },
                message: 'must be equal to one of the allowed values',
                schema: schema62.anyOf[1].enum,
                parentSchema: schema62.anyOf[1],
                data: data10,
              };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
            var _valid11 = _errs61 === errors;
            valid24 = valid24 || _valid11;
          }
          if (!valid24) {
            const err34 = {
              instancePath: instancePath + '/unmanaged/restriction',
              schemaPath: '#/definitions/unmanaged/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema62.anyOf,
              parentSchema: schema62,
              data: data10,
            };
            if (vErrors === null) {
              vErrors = [err34];
            } else {
              vErrors.push(err34);
            }
            errors++;
          } else {
            errors = _errs59;
            if (vErrors !== null) {
              if (_errs59) {
                vErrors.length = _errs59;
              } else {
                vErrors = null;
              }
            }
          }
        }
        if (data0['api-key'] !== undefined) {
          let data11 = data0['api-key'];
          const _errs64 = errors;
          let valid26 = false;
          const _errs65 = errors;
          if (!(data11 === 'ignore' || data11 === 'report' || data11 === 'remove')) {
            const err35 = {
              instancePath: instancePath + '/unmanaged/api-key',
              schemaPath: '#/definitions/unmanaged/anyOf/0/enum',
              keyword: 'enum',
              params: { allowedValues: schema62.anyOf[0].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema62.anyOf[0].enum,
              parentSchema: schema62.anyOf[0],
              data: data11,
            };
            if (vErrors === null) {
              vErrors = [err35];
            } else {
              vErrors.push(err35);
            }
            errors++;
          }
          var _valid12 = _errs65 === errors;
          valid26 = valid26 || _valid12;
          if (!valid26) {
            const _errs66 = errors;
            if (!(data11 === 'IGNORE' || data11 === 'REPORT' || data11 === 'REMOVE')) {
              const err36 = {
                instancePath: instancePath + '/unmanaged/api-key',
                schemaPath: '#/definitions/unmanaged/anyOf/1/enum',
                keyword: 'enum',
                params: { allowedValues: schema62.anyOf[1].enum },
                message: 'must be equal to one of the allowed values',
                schema: schema62.anyOf[1].enum,
                parentSchema: schema62.anyOf[1],
                data: data11,
              };
              if (vErrors === null) {
                vErrors = [err36];
              } else {
                vErrors.push(err36);
              }
              errors++;
            }
            var _valid12 = _errs66 === errors;
            valid26 = valid26 || _valid12;
          }
          if (!valid26) {
            const err37 = {
              instancePath: instancePath + '/unmanaged/api-key',
              schemaPath: '#/definitions/unmanaged/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema62.anyOf,
              parentSchema: schema62,
              data: data11,
            };
            if (vErrors === null) {
              vErrors = [err37];
            } else {
              vErrors.push(err37);
            }
            errors++;
          } else {
            errors = _errs64;
            if (vErrors !== null) {
              if (_errs64) {
                vErrors.length = _errs64;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err38 = {
          instancePath: instancePath + '/unmanaged',
          schemaPath: '#/properties/unmanaged/oneOf/1/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema61.properties.unmanaged.oneOf[1].type,
          parentSchema: schema61.properties.unmanaged.oneOf[1],
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err38];
        } else {
          vErrors.push(err38);
        }
        errors++;
      }
      var _valid0 = _errs9 === errors;
      if (_valid0 && valid1) {
        valid1 = false;
        passing0 = [passing0, 1];
      } else {
        if (_valid0) {
          valid1 = true;
          passing0 = 1;
        }
      }
      if (!valid1) {
        const err39 = {
          instancePath: instancePath + '/unmanaged',
          schemaPath: '#/properties/unmanaged/oneOf',
          keyword: 'oneOf',
          params: { passingSchemas: passing0 },
          message: 'must match exactly one schema in oneOf',
          schema: schema61.properties.unmanaged.oneOf,
          parentSchema: schema61.properties.unmanaged,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err39];
        } else {
          vErrors.push(err39);
        }
        errors++;
      } else {
        errors = _errs3;
        if (vErrors !== null) {
          if (_errs3) {
            vErrors.length = _errs3;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.ignore !== undefined) {
      let data12 = data.ignore;
      if (Array.isArray(data12)) {
        const len0 = data12.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data13 = data12[i0];
          if (typeof data13 === 'string') {
            if (func3(data13) < 1) {
              const err40 = {
                instancePath: instancePath + '/ignore/' + i0,
                schemaPath: '#/properties/ignore/items/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
                schema: 1,
                parentSchema: schema61.properties.ignore.items,
                data: data13,
              };
              if (vErrors === null) {
                vErrors = [err40];
              } else {
                vErrors.push(err40);
              }
              errors++;
            }
          } else {
            const err41 = {
              instancePath: instancePath + '/ignore/' + i0,
              schemaPath: '#/properties/ignore/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema61.properties.ignore.items.type,
              parentSchema: schema61.properties.ignore.items,
              data: data13,
            };
            if (vErrors === null) {
              vErrors = [err41];
            } else {
              vErrors.push(err41);
            }
            errors++;
          }
        }
      } else {
        const err42 = {
          instancePath: instancePath + '/ignore',
          schemaPath: '#/properties/ignore/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema61.properties.ignore.type,
          parentSchema: schema61.properties.ignore,
          data: data12,
        };
        if (vErrors === null) {
          vErrors = [err42];
        } else {
          vErrors.push(err42);
        }
        errors++;
      }
    }
    if (data.protect !== undefined) {
      let data14 = data.protect;
      if (Array.isArray(data14)) {
        const len1 = data14.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data15 = data14[i1];
          if (typeof data15 === 'string') {
            if (func3(data15) < 1) {
              const err43 = {
                instancePath: instancePath + '/protect/' + i1,
                schemaPath: '#/properties/protect/items/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
                schema: 1,
                parentSchema: schema61.properties.protect.items,
                data: data15,
              };
              if (vErrors === null) {
                vErrors = [err43];
              } else {
                vErrors.push(err43);
              }
              errors++;
            }
          } else {
            const err44 = {
              instancePath: instancePath + '/protect/' + i1,
              schemaPath: '#/properties/protect/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema61.properties.protect.items.type,
              parentSchema: schema61.properties.protect.items,
              data: data15,
            };
            if (vErrors === null) {
              vErrors = [err44];
            } else {
              vErrors.push(err44);
            }
            errors++;
          }
        }
      } else {
        const err45 = {
          instancePath: instancePath + '/protect',
          schemaPath: '#/properties/protect/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema61.properties.protect.type,
          parentSchema: schema61.properties.protect,
          data: data14,
        };
        if (vErrors === null) {
          vErrors = [err45];
        } else {
          vErrors.push(err45);
        }
        errors++;
      }
    }
    if (data.max_destructive !== undefined) {
      let data16 = data.max_destructive;
      const _errs76 = errors;
      let valid31 = false;
      let passing1 = null;
      const _errs77 = errors;
      if (!(typeof data16 == 'number' && !(data16 % 1) && !isNaN(data16) && isFinite(data16))) {
        const err46 = {
          instancePath: instancePath + '/max_destructive',
          schemaPath: '#/properties/max_destructive/oneOf/0/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
          schema: schema61.properties.max_destructive.oneOf[0].type,
          parentSchema: schema61.properties.max_destructive.oneOf[0],
          data: data16,
        };
        if (vErrors === null) {
          vErrors = [err46];
        } else {
          vErrors.push(err46);
        }
        errors++;
      }
      if (typeof data16 == 'number' && isFinite(data16)) {
        if (data16 < 0 || isNaN(data16)) {
          const err47 = {
            instancePath: instancePath + '/max_destructive',
            schemaPath: '#/properties/max_destructive/oneOf/0/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema61.properties.max_destructive.oneOf[0],
            data: data16,
          };
          if (vErrors === null) {
            vErrors = [err47];
          } else {
            vErrors.push(err47);
          }
          errors++;
        }
      }
      var _valid13 = _errs77 === errors;
      if (_valid13) {
        valid31 = true;
        passing1 = 0;
      }
      const _errs79 = errors;
      if (typeof data16 === 'string') {
        if (!pattern7.test(data16)) {
          const err48 = {
            instancePath: instancePath + '/max_destructive',
            schemaPath: '#/properties/max_destructive/oneOf/1/pattern',
            keyword: 'pattern',
            params: { pattern: '^(100|[1-9]?[0-9])%$' },
            message: 'must match pattern "' + '^(100|[1-9]?[0-9])%$' + '"',
            schema: '^(100|[1-9]?[0-9])%$',
            parentSchema: schema61.properties.max_destructive.oneOf[1],
            data: data16,
          };
          if (vErrors === null) {
            vErrors = [err48];
          } else {
            vErrors.push(err48);
          }
          errors++;
        }
      } else {
        const err49 = {
          instancePath: instancePath + '/max_destructive',
          schemaPath: '#/properties/max_destructive/oneOf/1/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema61.properties.max_destructive.oneOf[1].type,
          parentSchema: schema61.properties.max_destructive.oneOf[1],
          data: data16,
        };
        if (vErrors === null) {
          vErrors = [err49];
        } else {
          vErrors.push(err49);
        }
        errors++;
      }
      var _valid13 = _errs79 === errors;
      if (_valid13 && valid31) {
        valid31 = false;
        passing1 = [passing1, 1];
      } else {
        if (_valid13) {
          valid31 = true;
          passing1 = 1;
        }
      }
      if (!valid31) {
        const err50 = {
          instancePath: instancePath + '/max_destructive',
          schemaPath: '#/properties/max_destructive/oneOf',
          keyword: 'oneOf',
          params: { passingSchemas: passing1 },
          message: 'must match exactly one schema in oneOf',
          schema: schema61.properties.max_destructive.oneOf,
          parentSchema: schema61.properties.max_destructive,
          data: data16,
        };
        if (vErrors === null) {
          vErrors = [err50];
        } else {
          vErrors.push(err50);
        }
        errors++;
      } else {
        errors = _errs76;
        if (vErrors !== null) {
          if (_errs76) {
            vErrors.length = _errs76;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.min_account_admins !== undefined) {
      let data17 = data.min_account_admins;
      if (!(typeof data17 == 'number' && !(data17 % 1) && !isNaN(data17) && isFinite(data17))) {
        const err51 = {
          instancePath: instancePath + '/min_account_admins',
          schemaPath: '#/properties/min_account_admins/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
          schema: schema61.properties.min_account_admins.type,
          parentSchema: schema61.properties.min_account_admins,
          data: data17,
        };
        if (vErrors === null) {
          vErrors = [err51];
        } else {
          vErrors.push(err51);
        }
        errors++;
      }
      if (typeof data17 == 'number' && isFinite(data17)) {
        if (data17 < 0 || isNaN(data17)) {
          const err52 = {
            instancePath: instancePath + '/min_account_admins',
            schemaPath: '#/properties/min_account_admins/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
            schema: 0,
            parentSchema: schema61.properties.min_account_admins,
            data: data17,
          };
          if (vErrors === null) {
            vErrors = [err52];
          } else {
            vErrors.push(err52);
          }
          errors++;
        }
      }
    }
    if (data.allowed_domains !== undefined) {
      let data18 = data.allowed_domains;
      if (Array.isArray(data18)) {
        if (data18.length < 1) {
          const err53 = {
            instancePath: instancePath + '/allowed_domains',
            schemaPath: '#/properties/allowed_domains/minItems',
            keyword: 'minItems',
            params: { limit: 1 },
            message: 'must NOT have fewer than 1 items',
            schema: 1,
            parentSchema: schema61.properties.allowed_domains,
            data: data18,
          };
          if (vErrors === null) {
            vErrors = [err53];
          } else {
            vErrors.push(err53);
          }
          errors++;
        }
        const len2 = data18.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data19 = data18[i2];
          if (typeof data19 === 'string') {
            if (func3(data19) < 1) {
              const err54 = {
                instancePath: instancePath + '/allowed_domains/' + i2,
                schemaPath: '#/properties/allowed_domains/items/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
                schema: 1,
                parentSchema: schema61.properties.allowed_domains.items,
                data: data19,
              };
              if (vErrors === null) {
                vErrors = [err54];
              } else {
                vErrors.push(err54);
              }
              errors++;
            }
          } else {
            const err55 = {
              instancePath: instancePath + '/allowed_domains/' + i2,
              schemaPath: '#/properties/allowed_domains/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema61.properties.allowed_domains.items.type,
              parentSchema: schema61.properties.allowed_domains.items,
              data: data19,
            };
            if (vErrors === null) {
              vErrors = [err55];
            } else {
              vErrors.push(err55);
            }
            errors++;
          }
        }
      } else {
        const err56 = {
          instancePath: instancePath + '/allowed_domains',
          schemaPath: '#/properties/allowed_domains/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema61.properties.allowed_domains.type,
          parentSchema: schema61.properties.allowed_domains,
          data: data18,
        };
        if (vErrors === null) {
          vErrors = [err56];
        } else {
          vErrors.push(err56);
        }
        errors++;
      }
    }
    if (data.separate !== undefined) {
      let data20 = data.separate;
      if (Array.isArray(data20)) {
        const len3 = data20.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data21 = data20[i3];
          if (Array.isArray(data21)) {
            if (data21.length < 2) {
              const err57 = {
                instancePath: instancePath + '/separate/' + i3,
                schemaPath: '#/properties/separate/items/minItems',
                keyword: 'minItems',
                params: { limit: 2 },
                message: 'must NOT have fewer than 2 items',
                schema: 2,
                parentSchema: schema61.properties.separate.items,
                data: data21,
              };
              if (vErrors === null) {
                vErrors = [err57];
              } else {
                vErrors.push(err57);
              }
              errors++;
            }
            const len4 = data21.length;
            for (let i4 = 0; i4 < len4; i4++) {
              let data22 = data21[i4];
              if (!(
                data22 === 'AGENT_ROLE_CREATE' ||
                data22 === 'AGENT_ROLE_DELETE' ||
                data22 === 'AGENT_ROLE_READ' ||
                data22 === 'AGENT_ROLE_UPDATE' ||
                data22 === 'AI_PROVIDER_READ' ||
                data22 === 'ALYX_RUN' ||
                data22 === 'ANNOTATION_CONFIG_CREATE' ||
                data22 === 'ANNOTATION_CONFIG_DELETE' ||
                data22 === 'ANNOTATION_CONFIG_READ' ||
                data22 === 'ANNOTATION_CONFIG_UPDATE' ||
                data22 === 'COST_CONFIG_CREATE' ||
                data22 === 'COST_CONFIG_DELETE' ||
                data22 === 'COST_CONFIG_READ' ||
                data22 === 'COST_CONFIG_UPDATE' ||
                data22 === 'CUSTOM_METRIC_CREATE' ||
                data22 === 'CUSTOM_METRIC_DELETE' ||
                data22 === 'CUSTOM_METRIC_READ' ||
                data22 === 'CUSTOM_METRIC_UPDATE' ||
                data22 === 'DASHBOARD_CREATE' ||
                data22 === 'DASHBOARD_DELETE' ||
                data22 === 'DASHBOARD_READ' ||
                data22 === 'DASHBOARD_RESTRICT' ||
                data22 === 'DASHBOARD_TEMPLATE_CREATE' ||
                data22 === 'DASHBOARD_TEMPLATE_DELETE' ||
                data22 === 'DASHBOARD_TEMPLATE_READ' ||
                data22 === 'DASHBOARD_TEMPLATE_UPDATE' ||
                data22 === 'DASHBOARD_UPDATE' ||
                data22 === 'DATASET_CREATE' ||
                data22 === 'DATASET_DELETE' ||
                data22 === 'DATASET_EXAMPLE_ANNOTATE' ||
                data22 === 'DATASET_EXAMPLE_CREATE' ||
                data22 === 'DATASET_EXAMPLE_DELETE' ||
                data22 === 'DATASET_EXAMPLE_READ' ||
                data22 === 'DATASET_EXAMPLE_UPDATE' ||
                data22 === 'DATASET_READ' ||
                data22 === 'DATASET_UPDATE' ||
                data22 === 'DATASET_VIEW_CREATE' ||
                data22 === 'DATASET_VIEW_DELETE' ||
                data22 === 'DATASET_VIEW_READ' ||
                data22 === 'DATASET_VIEW_UPDATE' ||
                data22 === 'DATA_FABRIC_CONNECTOR_CREATE' ||
                data22 === 'DATA_FABRIC_CONNECTOR_DELETE' ||
                data22 === 'DATA_FABRIC_CONNECTOR_READ' ||
                data22 === 'DATA_FABRIC_CONNECTOR_UPDATE' ||
                data22 === 'EVALUATOR_CREATE' ||
                data22 === 'EVALUATOR_DELETE' ||
                data22 === 'EVALUATOR_READ' ||
                data22 === 'EVALUATOR_UPDATE' ||
                data22 === 'EXPERIMENT_CREATE' ||
                data22 === 'EXPERIMENT_DELETE' ||
                data22 === 'EXPERIMENT_EVAL_TASK_CREATE' ||
                data22 === 'EXPERIMENT_EVAL_TASK_DELETE' ||
                data22 === 'EXPERIMENT_EVAL_TASK_READ' ||
                data22 === 'EXPERIMENT_EVAL_TASK_UPDATE' ||
                data22 === 'EXPERIMENT_READ' ||
                data22 === 'EXPERIMENT_RUN_ANNOTATE' ||
                data22 === 'EXPERIMENT_RUN_READ' ||
                data22 === 'EXPERIMENT_UPDATE' ||
                data22 === 'FILE_IMPORT_CREATE' ||
                data22 === 'FILE_IMPORT_DELETE' ||
                data22 === 'FILE_IMPORT_READ' ||
                data22 === 'FILE_IMPORT_UPDATE' ||
                data22 === 'LLM_INTEGRATION_CREATE' ||
                data22 === 'LLM_INTEGRATION_DELETE' ||
                data22 === 'LLM_INTEGRATION_UPDATE' ||
                data22 === 'MANAGED_AGENT_CREATE' ||
                data22 === 'MANAGED_AGENT_DELETE' ||
                data22 === 'MANAGED_AGENT_READ' ||
                data22 === 'MANAGED_AGENT_UPDATE' ||
                data22 === 'ML_MODEL_CREATE' ||
                data22 === 'ML_MODEL_DELETE' ||
                data22 === 'ML_MODEL_READ' ||
                data22 === 'ML_MODEL_UPDATE' ||
                data22 === 'MONITOR_CREATE' ||
                data22 === 'MONITOR_DELETE' ||
                data22 === 'MONITOR_READ' ||
                data22 === 'MONITOR_TRIGGER' ||
                data22 === 'MONITOR_UPDATE' ||
                data22 === 'ORGANIZATION_CREATE' ||
                data22 === 'ORGANIZATION_DELETE' ||
                data22 === 'ORGANIZATION_READ' ||
                data22 === 'ORGANIZATION_UPDATE' ||
                data22 === 'PLAYGROUND_RUN' ||
                data22 === 'PLAYGROUND_VIEW_CREATE' ||
                data22 === 'PLAYGROUND_VIEW_DELETE' ||
                data22 === 'PLAYGROUND_VIEW_READ' ||
                data22 === 'PLAYGROUND_VIEW_UPDATE' ||
                data22 === 'PROJECT_CREATE' ||
                data22 === 'PROJECT_DELETE' ||
                data22 === 'PROJECT_EVAL_TASK_CREATE' ||
                data22 === 'PROJECT_EVAL_TASK_DELETE' ||
                data22 === 'PROJECT_EVAL_TASK_READ' ||
                data22 === 'PROJECT_EVAL_TASK_UPDATE' ||
                data22 === 'PROJECT_READ' ||
                data22 === 'PROJECT_RESTRICT' ||
                data22 === 'PROJECT_SPAN_ANNOTATE' ||
                data22 === 'PROJECT_SPAN_CREATE' ||
                data22 === 'PROJECT_SPAN_DELETE' ||
                data22 === 'PROJECT_SPAN_EVAL_FEEDBACK_UPDATE' ||
                data22 === 'PROJECT_SPAN_READ' ||
                data22 === 'PROJECT_SPAN_UPDATE' ||
                data22 === 'PROJECT_UPDATE' ||
                data22 === 'PROMPT_CREATE' ||
                data22 === 'PROMPT_DELETE' ||
                data22 === 'PROMPT_OPTIMIZE_TASK_CREATE' ||
                data22 === 'PROMPT_OPTIMIZE_TASK_DELETE' ||
                data22 === 'PROMPT_OPTIMIZE_TASK_READ' ||
                data22 === 'PROMPT_OPTIMIZE_TASK_UPDATE' ||
                data22 === 'PROMPT_READ' ||
                data22 === 'PROMPT_RESTRICT' ||
                data22 === 'PROMPT_UPDATE' ||
                data22 === 'QUEUE_CREATE' ||
                data22 === 'QUEUE_DELETE' ||
                data22 === 'QUEUE_READ' ||
                data22 === 'QUEUE_RECORD_ANNOTATE' ||
                data22 === 'QUEUE_RECORD_CREATE' ||
                data22 === 'QUEUE_RECORD_DELETE' ||
                data22 === 'QUEUE_RECORD_READ' ||
                data22 === 'QUEUE_RECORD_UPDATE' ||
                data22 === 'QUEUE_UPDATE' ||
                data22 === 'REMOTE_ENDPOINT_INTEGRATION_CREATE' ||
                data22 === 'REMOTE_ENDPOINT_INTEGRATION_DELETE' ||
                data22 === 'REMOTE_ENDPOINT_INTEGRATION_READ' ||
                data22 === 'REMOTE_ENDPOINT_INTEGRATION_UPDATE' ||
                data22 === 'ROLE_BINDING_CREATE' ||
                data22 === 'ROLE_BINDING_DELETE' ||
                data22 === 'ROLE_BINDING_READ' ||
                data22 === 'ROLE_CREATE' ||
                data22 === 'ROLE_DELETE' ||
                data22 === 'ROLE_READ' ||
                data22 === 'ROLE_UPDATE' ||
                data22 === 'SERVICE_KEY_CREATE' ||
                data22 === 'SERVICE_KEY_READ' ||
                data22 === 'SERVICE_KEY_REVOKE' ||
                data22 === 'SPACE_CREATE' ||
                data22 === 'SPACE_DELETE' ||
                data22 === 'SPACE_READ' ||
                data22 === 'SPACE_UPDATE' ||
                data22 === 'TAG_CREATE' ||
                data22 === 'TAG_DELETE' ||
                data22 === 'TAG_READ' ||
                data22 === 'TAG_UPDATE' ||
                data22 === 'TRACE_VIEW_CREATE' ||
                data22 === 'TRACE_VIEW_DELETE' ||
                data22 === 'TRACE_VIEW_READ' ||
                data22 === 'TRACE_VIEW_UPDATE' ||
                data22 === 'USER_CREATE' ||
                data22 === 'USER_DELETE' ||
                data22 === 'USER_PERMISSION_UPDATE' ||
                data22 === 'USER_READ' ||
                data22 === 'USER_UPDATE'
              )) {
                const err58 = {
                  instancePath: instancePath + '/separate/' + i3 + '/' + i4,
                  schemaPath: '#/definitions/permission/enum',
                  keyword: 'enum',
                  params: { allowedValues: schema21.enum },
                  message: 'must be equal to one of the allowed values',
                  schema: schema21.enum,
                  parentSchema: schema21,
                  data: data22,
                };
                if (vErrors === null) {
                  vErrors = [err58];
                } else {
                  vErrors.push(err58);
                }
                errors++;
              }
            }
          } else {
            const err59 = {
              instancePath: instancePath + '/separate/' + i3,
              schemaPath: '#/properties/separate/items/type',
              keyword: 'type',
              params: { type: 'array' },
              message: 'must be array',
              schema: schema61.properties.separate.items.type,
              parentSchema: schema61.properties.separate.items,
              data: data21,
            };
            if (vErrors === null) {
              vErrors = [err59];
            } else {
              vErrors.push(err59);
            }
            errors++;
          }
        }
      } else {
        const err60 = {
          instancePath: instancePath + '/separate',
          schemaPath: '#/properties/separate/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema61.properties.separate.type,
          parentSchema: schema61.properties.separate,
          data: data20,
        };
        if (vErrors === null) {
          vErrors = [err60];
        } else {
          vErrors.push(err60);
        }
        errors++;
      }
    }
  } else {
    const err61 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema61.type,
      parentSchema: schema61,
      data,
    };
    if (vErrors === null) {
      vErrors = [err61];
    } else {
      vErrors.push(err61);
    }
    errors++;
  }
  validate34.errors = vErrors;
  return errors === 0;
}
const schema75 = {
  title: 'Access test',
  oneOf: [
    {
      type: 'object',
      additionalProperties: false,
      required: ['can'],
      properties: { can: { $ref: '#/definitions/claim' } },
    },
    {
      type: 'object',
      additionalProperties: false,
      required: ['cannot'],
      properties: { cannot: { $ref: '#/definitions/claim' } },
    },
  ],
};
const schema76 = {
  type: 'object',
  additionalProperties: false,
  required: ['user', 'do'],
  properties: {
    user: { type: 'string', description: 'An email, or @ and a group.' },
    do: { $ref: '#/definitions/permission' },
    on: {
      type: 'string',
      description:
        'ORGANIZATION/SPACE/PROJECT, or a part of it; * is any name, ** any depth: ORGANIZATION/** is what is in it.',
    },
  },
  title: 'Claim',
};
function validate37(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.user === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'user' },
        message: "must have required property '" + 'user' + "'",
        schema: schema76.required,
        parentSchema: schema76,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    if (data.do === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'do' },
        message: "must have required property '" + 'do' + "'",
        schema: schema76.required,
        parentSchema: schema76,
        data,
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'user' || key0 === 'do' || key0 === 'on')) {
        const err2 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema76,
          data,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.user !== undefined) {
      let data0 = data.user;
      if (typeof data0 !== 'string') {
        const err3 = {
          instancePath: instancePath + '/user',
          schemaPath: '#/properties/user/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema76.properties.user.type,
          parentSchema: schema76.properties.user,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.do !== undefined) {
      let data1 = data.do;
      if (!(
        data1 === 'AGENT_ROLE_CREATE' ||
        data1 === 'AGENT_ROLE_DELETE' ||
        data1 === 'AGENT_ROLE_READ' ||
        data1 === 'AGENT_ROLE_UPDATE' ||
        data1 === 'AI_PROVIDER_READ' ||
        data1 === 'ALYX_RUN' ||
        data1 === 'ANNOTATION_CONFIG_CREATE' ||
        data1 === 'ANNOTATION_CONFIG_DELETE' ||
        data1 === 'ANNOTATION_CONFIG_READ' ||
        data1 === 'ANNOTATION_CONFIG_UPDATE' ||
        data1 === 'COST_CONFIG_CREATE' ||
        data1 === 'COST_CONFIG_DELETE' ||
        data1 === 'COST_CONFIG_READ' ||
        data1 === 'COST_CONFIG_UPDATE' ||
        data1 === 'CUSTOM_METRIC_CREATE' ||
        data1 === 'CUSTOM_METRIC_DELETE' ||
        data1 === 'CUSTOM_METRIC_READ' ||
        data1 === 'CUSTOM_METRIC_UPDATE' ||
        data1 === 'DASHBOARD_CREATE' ||
        data1 === 'DASHBOARD_DELETE' ||
        data1 === 'DASHBOARD_READ' ||
        data1 === 'DASHBOARD_RESTRICT' ||
        data1 === 'DASHBOARD_TEMPLATE_CREATE' ||
        data1 === 'DASHBOARD_TEMPLATE_DELETE' ||
        data1 === 'DASHBOARD_TEMPLATE_READ' ||
        data1 === 'DASHBOARD_TEMPLATE_UPDATE' ||
        data1 === 'DASHBOARD_UPDATE' ||
        data1 === 'DATASET_CREATE' ||
        data1 === 'DATASET_DELETE' ||
        data1 === 'DATASET_EXAMPLE_ANNOTATE' ||
        data1 === 'DATASET_EXAMPLE_CREATE' ||
        data1 === 'DATASET_EXAMPLE_DELETE' ||
        data1 === 'DATASET_EXAMPLE_READ' ||
        data1 === 'DATASET_EXAMPLE_UPDATE' ||
        data1 === 'DATASET_READ' ||
        data1 === 'DATASET_UPDATE' ||
        data1 === 'DATASET_VIEW_CREATE' ||
        data1 === 'DATASET_VIEW_DELETE' ||
        data1 === 'DATASET_VIEW_READ' ||
        data1 === 'DATASET_VIEW_UPDATE' ||
        data1 === 'DATA_FABRIC_CONNECTOR_CREATE' ||
        data1 === 'DATA_FABRIC_CONNECTOR_DELETE' ||
        data1 === 'DATA_FABRIC_CONNECTOR_READ' ||
        data1 === 'DATA_FABRIC_CONNECTOR_UPDATE' ||
        data1 === 'EVALUATOR_CREATE' ||
        data1 === 'EVALUATOR_DELETE' ||
        data1 === 'EVALUATOR_READ' ||
        data1 === 'EVALUATOR_UPDATE' ||
        data1 === 'EXPERIMENT_CREATE' ||
        data1 === 'EXPERIMENT_DELETE' ||
        data1 === 'EXPERIMENT_EVAL_TASK_CREATE' ||
        data1 === 'EXPERIMENT_EVAL_TASK_DELETE' ||
        data1 === 'EXPERIMENT_EVAL_TASK_READ' ||
        data1 === 'EXPERIMENT_EVAL_TASK_UPDATE' ||
        data1 === 'EXPERIMENT_READ' ||
        data1 === 'EXPERIMENT_RUN_ANNOTATE' ||
        data1 === 'EXPERIMENT_RUN_READ' ||
        data1 === 'EXPERIMENT_UPDATE' ||
        data1 === 'FILE_IMPORT_CREATE' ||
        data1 === 'FILE_IMPORT_DELETE' ||
        data1 === 'FILE_IMPORT_READ' ||
        data1 === 'FILE_IMPORT_UPDATE' ||
        data1 === 'LLM_INTEGRATION_CREATE' ||
        data1 === 'LLM_INTEGRATION_DELETE' ||
        data1 === 'LLM_INTEGRATION_UPDATE' ||
        data1 === 'MANAGED_AGENT_CREATE' ||
        data1 === 'MANAGED_AGENT_DELETE' ||
        data1 === 'MANAGED_AGENT_READ' ||
        data1 === 'MANAGED_AGENT_UPDATE' ||
        data1 === 'ML_MODEL_CREATE' ||
        data1 === 'ML_MODEL_DELETE' ||
        data1 === 'ML_MODEL_READ' ||
        data1 === 'ML_MODEL_UPDATE' ||
        data1 === 'MONITOR_CREATE' ||
        data1 === 'MONITOR_DELETE' ||
        data1 === 'MONITOR_READ' ||
        data1 === 'MONITOR_TRIGGER' ||
        data1 === 'MONITOR_UPDATE' ||
        data1 === 'ORGANIZATION_CREATE' ||
        data1 === 'ORGANIZATION_DELETE' ||
        data1 === 'ORGANIZATION_READ' ||
        data1 === 'ORGANIZATION_UPDATE' ||
        data1 === 'PLAYGROUND_RUN' ||
        data1 === 'PLAYGROUND_VIEW_CREATE' ||
        data1 === 'PLAYGROUND_VIEW_DELETE' ||
        data1 === 'PLAYGROUND_VIEW_READ' ||
        data1 === 'PLAYGROUND_VIEW_UPDATE' ||
        data1 === 'PROJECT_CREATE' ||
        data1 === 'PROJECT_DELETE' ||
        data1 === 'PROJECT_EVAL_TASK_CREATE' ||
        data1 === 'PROJECT_EVAL_TASK_DELETE' ||
        data1 === 'PROJECT_EVAL_TASK_READ' ||
        data1 === 'PROJECT_EVAL_TASK_UPDATE' ||
        data1 === 'PROJECT_READ' ||
        data1 === 'PROJECT_RESTRICT' ||
        data1 === 'PROJECT_SPAN_ANNOTATE' ||
        data1 === 'PROJECT_SPAN_CREATE' ||
        data1 === 'PROJECT_SPAN_DELETE' ||
        data1 === 'PROJECT_SPAN_EVAL_FEEDBACK_UPDATE' ||
        data1 === 'PROJECT_SPAN_READ' ||
        data1 === 'PROJECT_SPAN_UPDATE' ||
        data1 === 'PROJECT_UPDATE' ||
        data1 === 'PROMPT_CREATE' ||
        data1 === 'PROMPT_DELETE' ||
        data1 === 'PROMPT_OPTIMIZE_TASK_CREATE' ||
        data1 === 'PROMPT_OPTIMIZE_TASK_DELETE' ||
        data1 === 'PROMPT_OPTIMIZE_TASK_READ' ||
        data1 === 'PROMPT_OPTIMIZE_TASK_UPDATE' ||
        data1 === 'PROMPT_READ' ||
        data1 === 'PROMPT_RESTRICT' ||
        data1 === 'PROMPT_UPDATE' ||
        data1 === 'QUEUE_CREATE' ||
        data1 === 'QUEUE_DELETE' ||
        data1 === 'QUEUE_READ' ||
        data1 === 'QUEUE_RECORD_ANNOTATE' ||
        data1 === 'QUEUE_RECORD_CREATE' ||
        data1 === 'QUEUE_RECORD_DELETE' ||
        data1 === 'QUEUE_RECORD_READ' ||
        data1 === 'QUEUE_RECORD_UPDATE' ||
        data1 === 'QUEUE_UPDATE' ||
        data1 === 'REMOTE_ENDPOINT_INTEGRATION_CREATE' ||
        data1 === 'REMOTE_ENDPOINT_INTEGRATION_DELETE' ||
        data1 === 'REMOTE_ENDPOINT_INTEGRATION_READ' ||
        data1 === 'REMOTE_ENDPOINT_INTEGRATION_UPDATE' ||
        data1 === 'ROLE_BINDING_CREATE' ||
        data1 === 'ROLE_BINDING_DELETE' ||
        data1 === 'ROLE_BINDING_READ' ||
        data1 === 'ROLE_CREATE' ||
        data1 === 'ROLE_DELETE' ||
        data1 === 'ROLE_READ' ||
        data1 === 'ROLE_UPDATE' ||
        data1 === 'SERVICE_KEY_CREATE' ||
        data1 === 'SERVICE_KEY_READ' ||
        data1 === 'SERVICE_KEY_REVOKE' ||
        data1 === 'SPACE_CREATE' ||
        data1 === 'SPACE_DELETE' ||
        data1 === 'SPACE_READ' ||
        data1 === 'SPACE_UPDATE' ||
        data1 === 'TAG_CREATE' ||
        data1 === 'TAG_DELETE' ||
        data1 === 'TAG_READ' ||
        data1 === 'TAG_UPDATE' ||
        data1 === 'TRACE_VIEW_CREATE' ||
        data1 === 'TRACE_VIEW_DELETE' ||
        data1 === 'TRACE_VIEW_READ' ||
        data1 === 'TRACE_VIEW_UPDATE' ||
        data1 === 'USER_CREATE' ||
        data1 === 'USER_DELETE' ||
        data1 === 'USER_PERMISSION_UPDATE' ||
        data1 === 'USER_READ' ||
        data1 === 'USER_UPDATE'
      )) {
        const err4 = {
          instancePath: instancePath + '/do',
          schemaPath: '#/definitions/permission/enum',
          keyword: 'enum',
          params: { allowedValues: schema21.enum },
          message: 'must be equal to one of the allowed values',
          schema: schema21.enum,
          parentSchema: schema21,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.on !== undefined) {
      let data2 = data.on;
      if (typeof data2 !== 'string') {
        const err5 = {
          instancePath: instancePath + '/on',
          schemaPath: '#/properties/on/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
          schema: schema76.properties.on.type,
          parentSchema: schema76.properties.on,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
  } else {
    const err6 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema76.type,
      parentSchema: schema76,
      data,
    };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate37.errors = vErrors;
  return errors === 0;
}
function validate36(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  const _errs0 = errors;
  let valid0 = false;
  let passing0 = null;
  const _errs1 = errors;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.can === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/oneOf/0/required',
        keyword: 'required',
        params: { missingProperty: 'can' },
        message: "must have required property '" + 'can' + "'",
        schema: schema75.oneOf[0].required,
        parentSchema: schema75.oneOf[0],
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'can')) {
        const err1 = {
          instancePath,
          schemaPath: '#/oneOf/0/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema75.oneOf[0],
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.can !== undefined) {
      if (
        !validate37(data.can, {
          instancePath: instancePath + '/can',
          parentData: data,
          parentDataProperty: 'can',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err2 = {
      instancePath,
      schemaPath: '#/oneOf/0/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema75.oneOf[0].type,
      parentSchema: schema75.oneOf[0],
      data,
    };
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
  }
  var _valid0 = _errs1 === errors;
  if (_valid0) {
    valid0 = true;
    passing0 = 0;
  }
  const _errs5 = errors;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.cannot === undefined) {
      const err3 = {
        instancePath,
        schemaPath: '#/oneOf/1/required',
        keyword: 'required',
        params: { missingProperty: 'cannot' },
        message: "must have required property '" + 'cannot' + "'",
        schema: schema75.oneOf[1].required,
        parentSchema: schema75.oneOf[1],
        data,
      };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    for (const key1 in data) {
      if (!(key1 === 'cannot')) {
        const err4 = {
          instancePath,
          schemaPath: '#/oneOf/1/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key1 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema75.oneOf[1],
          data,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.cannot !== undefined) {
      if (
        !validate37(data.cannot, {
          instancePath: instancePath + '/cannot',
          parentData: data,
          parentDataProperty: 'cannot',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err5 = {
      instancePath,
      schemaPath: '#/oneOf/1/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema75.oneOf[1].type,
      parentSchema: schema75.oneOf[1],
      data,
    };
    if (vErrors === null) {
      vErrors = [err5];
    } else {
      vErrors.push(err5);
    }
    errors++;
  }
  var _valid0 = _errs5 === errors;
  if (_valid0 && valid0) {
    valid0 = false;
    passing0 = [passing0, 1];
  } else {
    if (_valid0) {
      valid0 = true;
      passing0 = 1;
    }
  }
  if (!valid0) {
    const err6 = {
      instancePath,
      schemaPath: '#/oneOf',
      keyword: 'oneOf',
      params: { passingSchemas: passing0 },
      message: 'must match exactly one schema in oneOf',
      schema: schema75.oneOf,
      parentSchema: schema75,
      data,
    };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  } else {
    errors = _errs0;
    if (vErrors !== null) {
      if (_errs0) {
        vErrors.length = _errs0;
      } else {
        vErrors = null;
      }
    }
  }
  validate36.errors = vErrors;
  return errors === 0;
}
function validate10(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.version === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'version' },
        message: "must have required property '" + 'version' + "'",
        schema: schema11.required,
        parentSchema: schema11,
        data,
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!func2.call(schema11.properties, key0)) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
          schema: false,
          parentSchema: schema11,
          data,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.version !== undefined) {
      let data0 = data.version;
      if (1 !== data0) {
        const err2 = {
          instancePath: instancePath + '/version',
          schemaPath: '#/properties/version/const',
          keyword: 'const',
          params: { allowedValue: 1 },
          message: 'must be equal to constant',
          schema: 1,
          parentSchema: schema11.properties.version,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.include !== undefined) {
      let data1 = data.include;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (typeof data2 === 'string') {
            if (func3(data2) < 1) {
              const err3 = {
                instancePath: instancePath + '/include/' + i0,
                schemaPath: '#/properties/include/items/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
                schema: 1,
                parentSchema: schema11.properties.include.items,
                data: data2,
              };
              if (vErrors === null) {
                vErrors = [err3];
              } else {
                vErrors.push(err3);
              }
              errors++;
            }
          } else {
            const err4 = {
              instancePath: instancePath + '/include/' + i0,
              schemaPath: '#/properties/include/items/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema11.properties.include.items.type,
              parentSchema: schema11.properties.include.items,
              data: data2,
            };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          }
        }
      } else {
        const err5 = {
          instancePath: instancePath + '/include',
          schemaPath: '#/properties/include/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema11.properties.include.type,
          parentSchema: schema11.properties.include,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.target !== undefined) {
      let data3 = data.target;
      if (data3 && typeof data3 == 'object' && !Array.isArray(data3)) {
        for (const key1 in data3) {
          if (!(key1 === 'profile' || key1 === 'host')) {
            const err6 = {
              instancePath: instancePath + '/target',
              schemaPath: '#/properties/target/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key1 },
              message: 'must NOT have additional properties',
              schema: false,
              parentSchema: schema11.properties.target,
              data: data3,
            };
            if (vErrors === null) {
              vErrors = [err6];
            } else {
              vErrors.push(err6);
            }
            errors++;
          }
        }
        if (data3.profile !== undefined) {
          let data4 = data3.profile;
          if (typeof data4 === 'string') {
            if (func3(data4) < 1) {
              const err7 = {
                instancePath: instancePath + '/target/profile',
                schemaPath: '#/properties/target/properties/profile/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
                schema: 1,
                parentSchema: schema11.properties.target.properties.profile,
                data: data4,
              };
              if (vErrors === null) {
                vErrors = [err7];
              } else {
                vErrors.push(err7);
              }
              errors++;
            }
          } else {
            const err8 = {
              instancePath: instancePath + '/target/profile',
              schemaPath: '#/properties/target/properties/profile/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema11.properties.target.properties.profile.type,
              parentSchema: schema11.properties.target.properties.profile,
              data: data4,
            };
            if (vErrors === null) {
              vErrors = [err8];
            } else {
              vErrors.push(err8);
            }
            errors++;
          }
        }
        if (data3.host !== undefined) {
          let data5 = data3.host;
          if (typeof data5 === 'string') {
            if (func3(data5) < 1) {
              const err9 = {
                instancePath: instancePath + '/target/host',
                schemaPath: '#/properties/target/properties/host/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
                schema: 1,
                parentSchema: schema11.properties.target.properties.host,
                data: data5,
              };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
          } else {
            const err10 = {
              instancePath: instancePath + '/target/host',
              schemaPath: '#/properties/target/properties/host/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema11.properties.target.properties.host.type,
              parentSchema: schema11.properties.target.properties.host,
              data: data5,
            };
            if (vErrors === null) {
              vErrors = [err10];
            } else {
              vErrors.push(err10);
            }
            errors++;
          }
        }
      } else {
        const err11 = {
          instancePath: instancePath + '/target',
          schemaPath: '#/properties/target/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema11.properties.target.type,
          parentSchema: schema11.properties.target,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    if (data.defaults !== undefined) {
      let data6 = data.defaults;
      if (data6 && typeof data6 == 'object' && !Array.isArray(data6)) {
        for (const key2 in data6) {
          if (!(key2 === 'invite')) {
            const err12 = {
              instancePath: instancePath + '/defaults',
              schemaPath: '#/properties/defaults/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key2 },
              message: 'must NOT have additional properties',
              schema: false,
              parentSchema: schema11.properties.defaults,
              data: data6,
            };
            if (vErrors === null) {
              vErrors = [err12];
            } else {
              vErrors.push(err12);
            }
            errors++;
          }
        }
        if (data6.invite !== undefined) {
          let data7 = data6.invite;
          const _errs19 = errors;
          let valid6 = false;
          const _errs20 = errors;
          if (!(data7 === 'none' || data7 === 'email_link' || data7 === 'temporary_password')) {
            const err13 = {
              instancePath: instancePath + '/defaults/invite',
              schemaPath: '#/definitions/inviteMode/anyOf/0/enum',
              keyword: 'enum',
              params: { allowedValues: schema12.anyOf[0].enum },
              message: 'must be equal to one of the allowed values',
              schema: schema12.anyOf[0].enum,
              parentSchema: schema12.anyOf[0],
              data: data7,
            };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
          var _valid0 = _errs20 === errors;
          valid6 = valid6 || _valid0;
          if (!valid6) {
            const _errs21 = errors;
            if (!(
              data7 === 'NONE' ||
              data7 === 'EMAIL_LINK' ||
              data7 === 'email-link' ||
              data7 === 'EMAIL-LINK' ||
              data7 === 'TEMPORARY_PASSWORD' ||
              data7 === 'temporary-password' ||
              data7 === 'TEMPORARY-PASSWORD'
            )) {
              const err14 = {
                instancePath: instancePath + '/defaults/invite',
                schemaPath: '#/definitions/inviteMode/anyOf/1/enum',
                keyword: 'enum',
                params: { allowedValues: schema12.anyOf[1].enum },
                message: 'must be equal to one of the allowed values',
                schema: schema12.anyOf[1].enum,
                parentSchema: schema12.anyOf[1],
                data: data7,
              };
              if (vErrors === null) {
                vErrors = [err14];
              } else {
                vErrors.push(err14);
              }
              errors++;
            }
            var _valid0 = _errs21 === errors;
            valid6 = valid6 || _valid0;
          }
          if (!valid6) {
            const err15 = {
              instancePath: instancePath + '/defaults/invite',
              schemaPath: '#/definitions/inviteMode/anyOf',
              keyword: 'anyOf',
              params: {},
              message: 'must match a schema in anyOf',
              schema: schema12.anyOf,
              parentSchema: schema12,
              data: data7,
            };
            if (vErrors === null) {
              vErrors = [err15];
            } else {
              vErrors.push(err15);
            }
            errors++;
          } else {
            errors = _errs19;
            if (vErrors !== null) {
              if (_errs19) {
                vErrors.length = _errs19;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err16 = {
          instancePath: instancePath + '/defaults',
          schemaPath: '#/properties/defaults/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema11.properties.defaults.type,
          parentSchema: schema11.properties.defaults,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
    }
    if (data.users !== undefined) {
      let data8 = data.users;
      if (data8 && typeof data8 == 'object' && !Array.isArray(data8)) {
        for (const key3 in data8) {
          const _errs24 = errors;
          if (typeof key3 === 'string') {
            if (func3(key3) > 255) {
              const err17 = {
                instancePath: instancePath + '/users',
                schemaPath: '#/definitions/email/maxLength',
                keyword: 'maxLength',
                params: { limit: 255 },
                message: 'must NOT have more than 255 characters',
                schema: 255,
                parentSchema: schema13,
                data: key3,
                propertyName: key3,
              };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
            if (!pattern0.test(key3)) {
              const err18 = {
                instancePath: instancePath + '/users',
                schemaPath: '#/definitions/email/pattern',
                keyword: 'pattern',
                params: { pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$' },
                message: 'must match pattern "' + '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$' + '"',
                schema: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
                parentSchema: schema13,
                data: key3,
                propertyName: key3,
              };
              if (vErrors === null) {
                vErrors = [err18];
              } else {
                vErrors.push(err18);
              }
              errors++;
            }
          } else {
            const err19 = {
              instancePath: instancePath + '/users',
              schemaPath: '#/definitions/email/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema13.type,
              parentSchema: schema13,
              data: key3,
              propertyName: key3,
            };
            if (vErrors === null) {
              vErrors = [err19];
            } else {
              vErrors.push(err19);
            }
            errors++;
          }
          var valid7 = _errs24 === errors;
          if (!valid7) {
            const err20 = {
              instancePath: instancePath + '/users',
              schemaPath: '#/properties/users/propertyNames',
              keyword: 'propertyNames',
              params: { propertyName: key3 },
              message: 'property name must be valid',
              schema: schema11.properties.users.propertyNames,
              parentSchema: schema11.properties.users,
              data: data8,
            };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        for (const key4 in data8) {
          let data9 = data8[key4];
          const _errs29 = errors;
          let valid10 = false;
          let passing0 = null;
          const _errs30 = errors;
          if ('absent' !== data9) {
            const err21 = {
              instancePath: instancePath + '/users/' + key4.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/users/additionalProperties/oneOf/0/const',
              keyword: 'const',
              params: { allowedValue: 'absent' },
              message: 'must be equal to constant',
              schema: 'absent',
              parentSchema: schema11.properties.users.additionalProperties.oneOf[0],
              data: data9,
            };
            if (vErrors === null) {
              vErrors = [err21];
            } else {
              vErrors.push(err21);
            }
            errors++;
          }
          var _valid1 = _errs30 === errors;
          if (_valid1) {
            valid10 = true;
            passing0 = 0;
          }
          const _errs31 = errors;
          if (
            !validate11(data9, {
              instancePath: instancePath + '/users/' + key4.replace(/~/g, '~0').replace(/\//g, '~1'),
              parentData: data8,
              parentDataProperty: key4,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
            errors = vErrors.length;
          }
          var _valid1 = _errs31 === errors;
          if (_valid1 && valid10) {
            valid10 = false;
            passing0 = [passing0, 1];
          } else {
            if (_valid1) {
              valid10 = true;
              passing0 = 1;
            }
          }
          if (!valid10) {
            const err22 = {
              instancePath: instancePath + '/users/' + key4.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/users/additionalProperties/oneOf',
              keyword: 'oneOf',
              params: { passingSchemas: passing0 },
              message: 'must match exactly one schema in oneOf',
              schema: schema11.properties.users.additionalProperties.oneOf,
              parentSchema: schema11.properties.users.additionalProperties,
              data: data9,
            };
            if (vErrors === null) {
              vErrors = [err22];
            } else {
              vErrors.push(err22);
            }
            errors++;
          } else {
            errors = _errs29;
            if (vErrors !== null) {
              if (_errs29) {
                vErrors.length = _errs29;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err23 = {
          instancePath: instancePath + '/users',
          schemaPath: '#/properties/users/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema11.properties.users.type,
          parentSchema: schema11.properties.users,
          data: data8,
        };
        if (vErrors === null) {
          vErrors = [err23];
        } else {
          vErrors.push(err23);
        }
        errors++;
      }
    }
    if (data.groups !== undefined) {
      let data10 = data.groups;
      if (data10 && typeof data10 == 'object' && !Array.isArray(data10)) {
        for (const key5 in data10) {
          const _errs34 = errors;
          if (typeof key5 === 'string') {
            if (func3(key5) > 255) {
              const err24 = {
                instancePath: instancePath + '/groups',
                schemaPath: '#/properties/groups/propertyNames/maxLength',
                keyword: 'maxLength',
                params: { limit: 255 },
                message: 'must NOT have more than 255 characters',
                schema: 255,
                parentSchema: schema11.properties.groups.propertyNames,
                data: key5,
                propertyName: key5,
              };
              if (vErrors === null) {
                vErrors = [err24];
              } else {
                vErrors.push(err24);
              }
              errors++;
            }
            if (func3(key5) < 1) {
              const err25 = {
                instancePath: instancePath + '/groups',
                schemaPath: '#/properties/groups/propertyNames/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
                schema: 1,
                parentSchema: schema11.properties.groups.propertyNames,
                data: key5,
                propertyName: key5,
              };
              if (vErrors === null) {
                vErrors = [err25];
              } else {
                vErrors.push(err25);
              }
              errors++;
            }
          } else {
            const err26 = {
              instancePath: instancePath + '/groups',
              schemaPath: '#/properties/groups/propertyNames/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema11.properties.groups.propertyNames.type,
              parentSchema: schema11.properties.groups.propertyNames,
              data: key5,
              propertyName: key5,
            };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
          var valid11 = _errs34 === errors;
          if (!valid11) {
            const err27 = {
              instancePath: instancePath + '/groups',
              schemaPath: '#/properties/groups/propertyNames',
              keyword: 'propertyNames',
              params: { propertyName: key5 },
              message: 'property name must be valid',
              schema: schema11.properties.groups.propertyNames,
              parentSchema: schema11.properties.groups,
              data: data10,
            };
            if (vErrors === null) {
              vErrors = [err27];
            } else {
              vErrors.push(err27);
            }
            errors++;
          }
        }
        for (const key6 in data10) {
          let data11 = data10[key6];
          if (Array.isArray(data11)) {
            const len1 = data11.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data12 = data11[i1];
              if (typeof data12 === 'string') {
                if (func3(data12) > 255) {
                  const err28 = {
                    instancePath: instancePath + '/groups/' + key6.replace(/~/g, '~0').replace(/\//g, '~1') + '/' + i1,
                    schemaPath: '#/definitions/email/maxLength',
                    keyword: 'maxLength',
                    params: { limit: 255 },
                    message: 'must NOT have more than 255 characters',
                    schema: 255,
                    parentSchema: schema13,
                    data: data12,
                  };
                  if (vErrors === null) {
                    vErrors = [err28];
                  } else {
                    vErrors.push(err28);
                  }
                  errors++;
                }
                if (!pattern0.test(data12)) {
                  const err29 = {
                    instancePath: instancePath + '/groups/' + key6.replace(/~/g, '~0').replace(/\//g, '~1') + '/' + i1,
                    schemaPath: '#/definitions/email/pattern',
                    keyword: 'pattern',
                    params: { pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$' },
                    message: 'must match pattern "' + '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$' + '"',
                    schema: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
                    parentSchema: schema13,
                    data: data12,
                  };
                  if (vErrors === null) {
                    vErrors = [err29];
                  } else {
                    vErrors.push(err29);
                  }
                  errors++;
                }
              } else {
                const err30 = {
                  instancePath: instancePath + '/groups/' + key6.replace(/~/g, '~0').replace(/\//g, '~1') + '/' + i1,
                  schemaPath: '#/definitions/email/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                  schema: schema13.type,
                  parentSchema: schema13,
                  data: data12,
                };
                if (vErrors === null) {
                  vErrors = [err30];
                } else {
                  vErrors.push(err30);
                }
                errors++;
              }
            }
          } else {
            const err31 = {
              instancePath: instancePath + '/groups/' + key6.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/groups/additionalProperties/type',
              keyword: 'type',
              params: { type: 'array' },
              message: 'must be array',
              schema: schema11.properties.groups.additionalProperties.type,
              parentSchema: schema11.properties.groups.additionalProperties,
              data: data11,
            };
            if (vErrors === null) {
              vErrors = [err31];
            } else {
              vErrors.push(err31);
            }
            errors++;
          }
        }
      } else {
        const err32 = {
          instancePath: instancePath + '/groups',
          schemaPath: '#/properties/groups/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema11.properties.groups.type,
          parentSchema: schema11.properties.groups,
          data: data10,
        };
        if (vErrors === null) {
          vErrors = [err32];
        } else {
          vErrors.push(err32);
        }
        errors++;
      }
    }
    if (data.roles !== undefined) {
      let data13 = data.roles;
      if (data13 && typeof data13 == 'object' && !Array.isArray(data13)) {
        for (const key7 in data13) {
          const _errs44 = errors;
          if (typeof key7 === 'string') {
            if (func3(key7) > 255) {
              const err33 = {
                instancePath: instancePath + '/roles',
                schemaPath: '#/definitions/name/maxLength',
                keyword: 'maxLength',
                params: { limit: 255 },
                message: 'must NOT have more than 255 characters',
                schema: 255,
                parentSchema: schema18,
                data: key7,
                propertyName: key7,
              };
              if (vErrors === null) {
                vErrors = [err33];
              } else {
                vErrors.push(err33);
              }
              errors++;
            }
            if (func3(key7) < 1) {
              const err34 = {
                instancePath: instancePath + '/roles',
                schemaPath: '#/definitions/name/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
                schema: 1,
                parentSchema: schema18,
                data: key7,
                propertyName: key7,
              };
              if (vErrors === null) {
                vErrors = [err34];
              } else {
                vErrors.push(err34);
              }
              errors++;
            }
          } else {
            const err35 = {
              instancePath: instancePath + '/roles',
              schemaPath: '#/definitions/name/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema18.type,
              parentSchema: schema18,
              data: key7,
              propertyName: key7,
            };
            if (vErrors === null) {
              vErrors = [err35];
            } else {
              vErrors.push(err35);
            }
            errors++;
          }
          var valid16 = _errs44 === errors;
          if (!valid16) {
            const err36 = {
              instancePath: instancePath + '/roles',
              schemaPath: '#/properties/roles/propertyNames',
              keyword: 'propertyNames',
              params: { propertyName: key7 },
              message: 'property name must be valid',
              schema: schema11.properties.roles.propertyNames,
              parentSchema: schema11.properties.roles,
              data: data13,
            };
            if (vErrors === null) {
              vErrors = [err36];
            } else {
              vErrors.push(err36);
            }
            errors++;
          }
        }
        for (const key8 in data13) {
          let data14 = data13[key8];
          const _errs49 = errors;
          let valid19 = false;
          let passing1 = null;
          const _errs50 = errors;
          if ('absent' !== data14) {
            const err37 = {
              instancePath: instancePath + '/roles/' + key8.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/roles/additionalProperties/oneOf/0/const',
              keyword: 'const',
              params: { allowedValue: 'absent' },
              message: 'must be equal to constant',
              schema: 'absent',
              parentSchema: schema11.properties.roles.additionalProperties.oneOf[0],
              data: data14,
            };
            if (vErrors === null) {
              vErrors = [err37];
            } else {
              vErrors.push(err37);
            }
            errors++;
          }
          var _valid2 = _errs50 === errors;
          if (_valid2) {
            valid19 = true;
            passing1 = 0;
          }
          const _errs51 = errors;
          if (
            !validate13(data14, {
              instancePath: instancePath + '/roles/' + key8.replace(/~/g, '~0').replace(/\//g, '~1'),
              parentData: data13,
              parentDataProperty: key8,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
            errors = vErrors.length;
          }
          var _valid2 = _errs51 === errors;
          if (_valid2 && valid19) {
            valid19 = false;
            passing1 = [passing1, 1];
          } else {
            if (_valid2) {
              valid19 = true;
              passing1 = 1;
            }
          }
          if (!valid19) {
            const err38 = {
              instancePath: instancePath + '/roles/' + key8.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/roles/additionalProperties/oneOf',
              keyword: 'oneOf',
              params: { passingSchemas: passing1 },
              message: 'must match exactly one schema in oneOf',
              schema: schema11.properties.roles.additionalProperties.oneOf,
              parentSchema: schema11.properties.roles.additionalProperties,
              data: data14,
            };
            if (vErrors === null) {
              vErrors = [err38];
            } else {
              vErrors.push(err38);
            }
            errors++;
          } else {
            errors = _errs49;
            if (vErrors !== null) {
              if (_errs49) {
                vErrors.length = _errs49;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err39 = {
          instancePath: instancePath + '/roles',
          schemaPath: '#/properties/roles/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema11.properties.roles.type,
          parentSchema: schema11.properties.roles,
          data: data13,
        };
        if (vErrors === null) {
          vErrors = [err39];
        } else {
          vErrors.push(err39);
        }
        errors++;
      }
    }
    if (data.organizations !== undefined) {
      let data15 = data.organizations;
      if (data15 && typeof data15 == 'object' && !Array.isArray(data15)) {
        for (const key9 in data15) {
          const _errs54 = errors;
          if (typeof key9 === 'string') {
            if (func3(key9) > 255) {
              const err40 = {
                instancePath: instancePath + '/organizations',
                schemaPath: '#/definitions/name/maxLength',
                keyword: 'maxLength',
                params: { limit: 255 },
                message: 'must NOT have more than 255 characters',
                schema: 255,
                parentSchema: schema18,
                data: key9,
                propertyName: key9,
              };
              if (vErrors === null) {
                vErrors = [err40];
              } else {
                vErrors.push(err40);
              }
              errors++;
            }
            if (func3(key9) < 1) {
              const err41 = {
                instancePath: instancePath + '/organizations',
                schemaPath: '#/definitions/name/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
                schema: 1,
                parentSchema: schema18,
                data: key9,
                propertyName: key9,
              };
              if (vErrors === null) {
                vErrors = [err41];
              } else {
                vErrors.push(err41);
              }
              errors++;
            }
          } else {
            const err42 = {
              instancePath: instancePath + '/organizations',
              schemaPath: '#/definitions/name/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema18.type,
              parentSchema: schema18,
              data: key9,
              propertyName: key9,
            };
            if (vErrors === null) {
              vErrors = [err42];
            } else {
              vErrors.push(err42);
            }
            errors++;
          }
          var valid20 = _errs54 === errors;
          if (!valid20) {
            const err43 = {
              instancePath: instancePath + '/organizations',
              schemaPath: '#/properties/organizations/propertyNames',
              keyword: 'propertyNames',
              params: { propertyName: key9 },
              message: 'property name must be valid',
              schema: schema11.properties.organizations.propertyNames,
              parentSchema: schema11.properties.organizations,
              data: data15,
            };
            if (vErrors === null) {
              vErrors = [err43];
            } else {
              vErrors.push(err43);
            }
            errors++;
          }
        }
        for (const key10 in data15) {
          let data16 = data15[key10];
          const _errs59 = errors;
          let valid23 = false;
          let passing2 = null;
          const _errs60 = errors;
          if ('absent' !== data16) {
            const err44 = {
              instancePath: instancePath + '/organizations/' + key10.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/organizations/additionalProperties/oneOf/0/const',
              keyword: 'const',
              params: { allowedValue: 'absent' },
              message: 'must be equal to constant',
              schema: 'absent',
              parentSchema: schema11.properties.organizations.additionalProperties.oneOf[0],
              data: data16,
            };
            if (vErrors === null) {
              vErrors = [err44];
            } else {
              vErrors.push(err44);
            }
            errors++;
          }
          var _valid3 = _errs60 === errors;
          if (_valid3) {
            valid23 = true;
            passing2 = 0;
          }
          const _errs61 = errors;
          if (
            !validate15(data16, {
              instancePath: instancePath + '/organizations/' + key10.replace(/~/g, '~0').replace(/\//g, '~1'),
              parentData: data15,
              parentDataProperty: key10,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate15.errors : vErrors.concat(validate15.errors);
            errors = vErrors.length;
          }
          var _valid3 = _errs61 === errors;
          if (_valid3 && valid23) {
            valid23 = false;
            passing2 = [passing2, 1];
          } else {
            if (_valid3) {
              valid23 = true;
              passing2 = 1;
            }
          }
          if (!valid23) {
            const err45 = {
              instancePath: instancePath + '/organizations/' + key10.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/organizations/additionalProperties/oneOf',
              keyword: 'oneOf',
              params: { passingSchemas: passing2 },
              message: 'must match exactly one schema in oneOf',
              schema: schema11.properties.organizations.additionalProperties.oneOf,
              parentSchema: schema11.properties.organizations.additionalProperties,
              data: data16,
            };
            if (vErrors === null) {
              vErrors = [err45];
            } else {
              vErrors.push(err45);
            }
            errors++;
          } else {
            errors = _errs59;
            if (vErrors !== null) {
              if (_errs59) {
                vErrors.length = _errs59;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err46 = {
          instancePath: instancePath + '/organizations',
          schemaPath: '#/properties/organizations/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema11.properties.organizations.type,
          parentSchema: schema11.properties.organizations,
          data: data15,
        };
        if (vErrors === null) {
          vErrors = [err46];
        } else {
          vErrors.push(err46);
        }
        errors++;
      }
    }
    if (data.api_keys !== undefined) {
      let data17 = data.api_keys;
      if (data17 && typeof data17 == 'object' && !Array.isArray(data17)) {
        for (const key11 in data17) {
          const _errs64 = errors;
          if (typeof key11 === 'string') {
            if (func3(key11) > 256) {
              const err47 = {
                instancePath: instancePath + '/api_keys',
                schemaPath: '#/properties/api_keys/propertyNames/maxLength',
                keyword: 'maxLength',
                params: { limit: 256 },
                message: 'must NOT have more than 256 characters',
                schema: 256,
                parentSchema: schema11.properties.api_keys.propertyNames,
                data: key11,
                propertyName: key11,
              };
              if (vErrors === null) {
                vErrors = [err47];
              } else {
                vErrors.push(err47);
              }
              errors++;
            }
            if (func3(key11) < 1) {
              const err48 = {
                instancePath: instancePath + '/api_keys',
                schemaPath: '#/properties/api_keys/propertyNames/minLength',
                keyword: 'minLength',
                params: { limit: 1 },
                message: 'must NOT have fewer than 1 characters',
                schema: 1,
                parentSchema: schema11.properties.api_keys.propertyNames,
                data: key11,
                propertyName: key11,
              };
              if (vErrors === null) {
                vErrors = [err48];
              } else {
                vErrors.push(err48);
              }
              errors++;
            }
          } else {
            const err49 = {
              instancePath: instancePath + '/api_keys',
              schemaPath: '#/properties/api_keys/propertyNames/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
              schema: schema11.properties.api_keys.propertyNames.type,
              parentSchema: schema11.properties.api_keys.propertyNames,
              data: key11,
              propertyName: key11,
            };
            if (vErrors === null) {
              vErrors = [err49];
            } else {
              vErrors.push(err49);
            }
            errors++;
          }
          var valid24 = _errs64 === errors;
          if (!valid24) {
            const err50 = {
              instancePath: instancePath + '/api_keys',
              schemaPath: '#/properties/api_keys/propertyNames',
              keyword: 'propertyNames',
              params: { propertyName: key11 },
              message: 'property name must be valid',
              schema: schema11.properties.api_keys.propertyNames,
              parentSchema: schema11.properties.api_keys,
              data: data17,
            };
            if (vErrors === null) {
              vErrors = [err50];
            } else {
              vErrors.push(err50);
            }
            errors++;
          }
        }
        for (const key12 in data17) {
          if (
            !validate32(data17[key12], {
              instancePath: instancePath + '/api_keys/' + key12.replace(/~/g, '~0').replace(/\//g, '~1'),
              parentData: data17,
              parentDataProperty: key12,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err51 = {
          instancePath: instancePath + '/api_keys',
          schemaPath: '#/properties/api_keys/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema11.properties.api_keys.type,
          parentSchema: schema11.properties.api_keys,
          data: data17,
        };
        if (vErrors === null) {
          vErrors = [err51];
        } else {
          vErrors.push(err51);
        }
        errors++;
      }
    }
    if (data.secrets !== undefined) {
      let data19 = data.secrets;
      if (data19 && typeof data19 == 'object' && !Array.isArray(data19)) {
        for (const key13 in data19) {
          let data20 = data19[key13];
          const _errs73 = errors;
          let valid28 = false;
          let passing3 = null;
          const _errs74 = errors;
          if (data20 && typeof data20 == 'object' && !Array.isArray(data20)) {
            if (data20.command === undefined) {
              const err52 = {
                instancePath: instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath: '#/definitions/sink/oneOf/0/required',
                keyword: 'required',
                params: { missingProperty: 'command' },
                message: "must have required property '" + 'command' + "'",
                schema: schema60.oneOf[0].required,
                parentSchema: schema60.oneOf[0],
                data: data20,
              };
              if (vErrors === null) {
                vErrors = [err52];
              } else {
                vErrors.push(err52);
              }
              errors++;
            }
            for (const key14 in data20) {
              if (!(key14 === 'command')) {
                const err53 = {
                  instancePath: instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/definitions/sink/oneOf/0/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key14 },
                  message: 'must NOT have additional properties',
                  schema: false,
                  parentSchema: schema60.oneOf[0],
                  data: data20,
                };
                if (vErrors === null) {
                  vErrors = [err53];
                } else {
                  vErrors.push(err53);
                }
                errors++;
              }
            }
            if (data20.command !== undefined) {
              let data21 = data20.command;
              if (Array.isArray(data21)) {
                if (data21.length < 1) {
                  const err54 = {
                    instancePath:
                      instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1') + '/command',
                    schemaPath: '#/definitions/sink/oneOf/0/properties/command/minItems',
                    keyword: 'minItems',
                    params: { limit: 1 },
                    message: 'must NOT have fewer than 1 items',
                    schema: 1,
                    parentSchema: schema60.oneOf[0].properties.command,
                    data: data21,
                  };
                  if (vErrors === null) {
                    vErrors = [err54];
                  } else {
                    vErrors.push(err54);
                  }
                  errors++;
                }
                const len2 = data21.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  let data22 = data21[i2];
                  if (typeof data22 !== 'string') {
                    const err55 = {
                      instancePath:
                        instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1') + '/command/' + i2,
                      schemaPath: '#/definitions/sink/oneOf/0/properties/command/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                      schema: schema60.oneOf[0].properties.command.items.type,
                      parentSchema: schema60.oneOf[0].properties.command.items,
                      data: data22,
                    };
                    if (vErrors === null) {
                      vErrors = [err55];
                    } else {
                      vErrors.push(err55);
                    }
                    errors++;
                  }
                }
              } else {
                const err56 = {
                  instancePath:
                    instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1') + '/command',
                  schemaPath: '#/definitions/sink/oneOf/0/properties/command/type',
                  keyword: 'type',
                  params: { type: 'array' },
                  message: 'must be array',
                  schema: schema60.oneOf[0].properties.command.type,
                  parentSchema: schema60.oneOf[0].properties.command,
                  data: data21,
                };
                if (vErrors === null) {
                  vErrors = [err56];
                } else {
                  vErrors.push(err56);
                }
                errors++;
              }
            }
          } else {
            const err57 = {
              instancePath: instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/definitions/sink/oneOf/0/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
              schema: schema60.oneOf[0].type,
              parentSchema: schema60.oneOf[0],
              data: data20,
            };
            if (vErrors === null) {
              vErrors = [err57];
            } else {
              vErrors.push(err57);
            }
            errors++;
          }
          var _valid4 = _errs74 === errors;
          if (_valid4) {
            valid28 = true;
            passing3 = 0;
          }
          const _errs81 = errors;
          if (data20 && typeof data20 == 'object' && !Array.isArray(data20)) {
            if (data20.file === undefined) {
              const err58 = {
                instancePath: instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath: '#/definitions/sink/oneOf/1/required',
                keyword: 'required',
                params: { missingProperty: 'file' },
                message: "must have required property '" + 'file' + "'",
                schema: schema60.oneOf[1].required,
                parentSchema: schema60.oneOf[1],
                data: data20,
              };
              if (vErrors === null) {
                vErrors = [err58];
              } else {
                vErrors.push(err58);
              }
              errors++;
            }
            for (const key15 in data20) {
              if (!(key15 === 'file' || key15 === 'age')) {
                const err59 = {
                  instancePath: instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/definitions/sink/oneOf/1/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key15 },
                  message: 'must NOT have additional properties',
                  schema: false,
                  parentSchema: schema60.oneOf[1],
                  data: data20,
                };
                if (vErrors === null) {
                  vErrors = [err59];
                } else {
                  vErrors.push(err59);
                }
                errors++;
              }
            }
            if (data20.file !== undefined) {
              let data23 = data20.file;
              if (typeof data23 !== 'string') {
                const err60 = {
                  instancePath: instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1') + '/file',
                  schemaPath: '#/definitions/sink/oneOf/1/properties/file/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                  schema: schema60.oneOf[1].properties.file.type,
                  parentSchema: schema60.oneOf[1].properties.file,
                  data: data23,
                };
                if (vErrors === null) {
                  vErrors = [err60];
                } else {
                  vErrors.push(err60);
                }
                errors++;
              }
            }
            if (data20.age !== undefined) {
              let data24 = data20.age;
              if (Array.isArray(data24)) {
                const len3 = data24.length;
                for (let i3 = 0; i3 < len3; i3++) {
                  let data25 = data24[i3];
                  if (typeof data25 !== 'string') {
                    const err61 = {
                      instancePath:
                        instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1') + '/age/' + i3,
                      schemaPath: '#/definitions/sink/oneOf/1/properties/age/items/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                      schema: schema60.oneOf[1].properties.age.items.type,
                      parentSchema: schema60.oneOf[1].properties.age.items,
                      data: data25,
                    };
                    if (vErrors === null) {
                      vErrors = [err61];
                    } else {
                      vErrors.push(err61);
                    }
                    errors++;
                  }
                }
              } else {
                const err62 = {
                  instancePath: instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1') + '/age',
                  schemaPath: '#/definitions/sink/oneOf/1/properties/age/type',
                  keyword: 'type',
                  params: { type: 'array' },
                  message: 'must be array',
                  schema: schema60.oneOf[1].properties.age.type,
                  parentSchema: schema60.oneOf[1].properties.age,
                  data: data24,
                };
                if (vErrors === null) {
                  vErrors = [err62];
                } else {
                  vErrors.push(err62);
                }
                errors++;
              }
            }
          } else {
            const err63 = {
              instancePath: instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/definitions/sink/oneOf/1/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
              schema: schema60.oneOf[1].type,
              parentSchema: schema60.oneOf[1],
              data: data20,
            };
            if (vErrors === null) {
              vErrors = [err63];
            } else {
              vErrors.push(err63);
            }
            errors++;
          }
          var _valid4 = _errs81 === errors;
          if (_valid4 && valid28) {
            valid28 = false;
            passing3 = [passing3, 1];
          } else {
            if (_valid4) {
              valid28 = true;
              passing3 = 1;
            }
            const _errs90 = errors;
            if (data20 && typeof data20 == 'object' && !Array.isArray(data20)) {
              if (data20.env_file === undefined) {
                const err64 = {
                  instancePath: instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1'),
                  schemaPath: '#/definitions/sink/oneOf/2/required',
                  keyword: 'required',
                  params: { missingProperty: 'env_file' },
                  message: "must have required property '" + 'env_file' + "'",
                  schema: schema60.oneOf[2].required,
                  parentSchema: schema60.oneOf[2],
                  data: data20,
                };
                if (vErrors === null) {
                  vErrors = [err64];
                } else {
                  vErrors.push(err64);
                }
                errors++;
              }
              for (const key16 in data20) {
                if (!(key16 === 'env_file')) {
                  const err65 = {
                    instancePath: instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1'),
                    schemaPath: '#/definitions/sink/oneOf/2/additionalProperties',
                    keyword: 'additionalProperties',
                    params: { additionalProperty: key16 },
                    message: 'must NOT have additional properties',
                    schema: false,
                    parentSchema: schema60.oneOf[2],
                    data: data20,
                  };
                  if (vErrors === null) {
                    vErrors = [err65];
                  } else {
                    vErrors.push(err65);
                  }
                  errors++;
                }
              }
              if (data20.env_file !== undefined) {
                let data26 = data20.env_file;
                if (typeof data26 !== 'string') {
                  const err66 = {
                    instancePath:
                      instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1') + '/env_file',
                    schemaPath: '#/definitions/sink/oneOf/2/properties/env_file/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                    schema: schema60.oneOf[2].properties.env_file.type,
                    parentSchema: schema60.oneOf[2].properties.env_file,
                    data: data26,
                  };
                  if (vErrors === null) {
                    vErrors = [err66];
                  } else {
                    vErrors.push(err66);
                  }
                  errors++;
                }
              }
            } else {
              const err67 = {
                instancePath: instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath: '#/definitions/sink/oneOf/2/type',
                keyword: 'type',
                params: { type: 'object' },
                message: 'must be object',
                schema: schema60.oneOf[2].type,
                parentSchema: schema60.oneOf[2],
                data: data20,
              };
              if (vErrors === null) {
                vErrors = [err67];
              } else {
                vErrors.push(err67);
              }
              errors++;
            }
            var _valid4 = _errs90 === errors;
            if (_valid4 && valid28) {
              valid28 = false;
              passing3 = [passing3, 2];
            } else {
              if (_valid4) {
                valid28 = true;
                passing3 = 2;
              }
            }
          }
          if (!valid28) {
            const err68 = {
              instancePath: instancePath + '/secrets/' + key13.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/definitions/sink/oneOf',
              keyword: 'oneOf',
              params: { passingSchemas: passing3 },
              message: 'must match exactly one schema in oneOf',
              schema: schema60.oneOf,
              parentSchema: schema60,
              data: data20,
            };
            if (vErrors === null) {
              vErrors = [err68];
            } else {
              vErrors.push(err68);
            }
            errors++;
          } else {
            errors = _errs73;
            if (vErrors !== null) {
              if (_errs73) {
                vErrors.length = _errs73;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err69 = {
          instancePath: instancePath + '/secrets',
          schemaPath: '#/properties/secrets/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
          schema: schema11.properties.secrets.type,
          parentSchema: schema11.properties.secrets,
          data: data19,
        };
        if (vErrors === null) {
          vErrors = [err69];
        } else {
          vErrors.push(err69);
        }
        errors++;
      }
    }
    if (data.policy !== undefined) {
      if (
        !validate34(data.policy, {
          instancePath: instancePath + '/policy',
          parentData: data,
          parentDataProperty: 'policy',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
        errors = vErrors.length;
      }
    }
    if (data.tests !== undefined) {
      let data28 = data.tests;
      if (Array.isArray(data28)) {
        const len4 = data28.length;
        for (let i4 = 0; i4 < len4; i4++) {
          if (
            !validate36(data28[i4], {
              instancePath: instancePath + '/tests/' + i4,
              parentData: data28,
              parentDataProperty: i4,
              rootData,
            })
          ) {
            vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
            errors = vErrors.length;
          }
        }
      } else {
        const err70 = {
          instancePath: instancePath + '/tests',
          schemaPath: '#/properties/tests/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
          schema: schema11.properties.tests.type,
          parentSchema: schema11.properties.tests,
          data: data28,
        };
        if (vErrors === null) {
          vErrors = [err70];
        } else {
          vErrors.push(err70);
        }
        errors++;
      }
    }
  } else {
    const err71 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
      schema: schema11.type,
      parentSchema: schema11,
      data,
    };
    if (vErrors === null) {
      vErrors = [err71];
    } else {
      vErrors.push(err71);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
export const schema = schema11;
