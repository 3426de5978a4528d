import type { DiagnosticCode } from '../../src/model/diagnostic-code.js';

/* One example for each error code: the files that give it, and how. What is printed then is in docs/reference/error-examples.md. */

/** Files and the command that meets the code in them; where none is named, `validate`. */
export interface Example {
  readonly files: Readonly<Record<string, string | Buffer>>;
  readonly command?:
    | 'validate'
    | 'plan'
    | 'plan --only space-role-binding'
    | 'show plan.json'
    | "grant raj@example.com admin 'Platform Team'";
  readonly env?: Readonly<Record<string, string>>;
  /** Links beside the files, by their name. */
  readonly links?: Readonly<Record<string, string>>;
  /** What stands in the document for a file that is too long for it, or that is no text. */
  readonly shown?: Readonly<Record<string, string>>;
}

/** Why a code has no example: what gives it can't be shown in a few lines. */
export interface NotShown {
  readonly notShown: string;
}

const access = (text: string): Example => ({ files: { 'access.yaml': `version: 1\n${text}` } });
const raw = (text: string): Example => ({ files: { 'access.yaml': text } });
const planned = (text: string): Example => ({ ...access(text), command: 'plan' });
const saved = (text: string): Example => ({ files: { 'plan.json': text }, command: 'show plan.json' });
const inAlpha = (text: string) => `organizations:\n  Platform Team:\n    spaces:\n      team-alpha:\n        ${text}\n`;

const times = (text: string) => Array<string>(10).fill(text).join(', ');

export const examples: Readonly<Record<DiagnosticCode, Example | NotShown>> = {
  'absent-but-member': access(
    'users: { old@example.com: absent }\norganizations: { Research: { members: { old@example.com: member } } }\n',
  ),
  'absent-but-used': access(`roles: { Reader: absent }\n${inAlpha('members: { raj@example.com: Reader }')}`),
  'alias-as-key': access(
    'users:\n  &jane jane@example.com: {}\ngroups:\n  admins: [*jane]\norganizations:\n  Research:\n    members:\n      *jane : admin\n',
  ),
  'ambiguous-key': { notShown: 'it needs two active keys of one name in the account' },
  'annotator-mix': access(
    'users: { ann@example.com: { role: annotator } }\norganizations: { Research: { members: { ann@example.com: member } } }\n',
  ),
  'bad-date': access(
    'organizations: { Research: { members: { eve@example.com: { role: member, until: 2026-02-30 } } } }\n',
  ),
  'bad-list': {
    files: {
      'access.yaml': 'version: 1\ngroups: { contractors: { from: people.txt } }\n',
      'people.txt': 'ann@example.com\nBo Chen\n',
    },
  },
  'bad-text': access('roles: { Reader: { description: "\\uD800", permissions: [PROJECT_READ] } }\n'),
  'bad-variable': access('users: { raj@example.com: { name: "${first name}" } }\n'),
  'bad-variables': { ...access('users: {}\n'), env: { AX_GITOPS_VARIABLES: 'AX_VAR_*,TEAM-NAME' } },
  'broken-link': { ...raw('version: 1\ninclude: [teams.yaml]\n'), links: { 'teams.yaml': 'moved/teams.yaml' } },
  'built-in-role': planned('roles: { Space Admin: { permissions: [PROJECT_READ] } }\n'),
  'cascade-takes-declared': { notShown: 'in small files other checks come first' },
  'conflicting-groups': access(
    'groups: { readers: [raj@example.com], writers: [raj@example.com] }\norganizations:\n  Research:\n    members: { "@readers": read_only, "@writers": member }\n',
  ),
  'conflicting-values': {
    files: {
      'access.yaml': 'version: 1\ninclude: [more.yaml]\nusers: { raj@example.com: { name: Raj } }\n',
      'more.yaml': 'users: { raj@example.com: { name: Rajesh } }\n',
    },
  },
  'default-not-read': {
    files: { 'access.yaml': 'version: 1\n', 'access/teams.yaml': 'version: 1\n' },
  },
  'duplicate-key': access('users:\n  raj@example.com: {}\n  raj@example.com: { role: admin }\n'),
  'empty-file': raw(''),
  'empty-value': access('roles: { Reader: { permissions: [] } }\n'),
  'endless-alias': access('groups:\n  all: &all [*all]\n'),
  'expired-key': access(
    'api_keys: { traces: { type: user, expires: 2020-01-01, secret: local } }\nsecrets: { local: { file: traces.key } }\n',
  ),
  'failing-test': access(
    'users: { jane@example.com: { role: admin } }\ntests:\n  - cannot: { user: jane@example.com, do: ROLE_CREATE }\n',
  ),
  'file-too-large': { notShown: 'it needs a file of more than 16 MiB' },
  'git-cannot-tell': { notShown: 'it needs a Git repository that cannot answer' },
  'group-cycle': access('groups: { a: ["@b"], b: ["@a"] }\n'),
  'impossible-pattern': access('policy: { protect: [users/jane@example.com] }\n'),
  'include-cycle': {
    files: { 'access.yaml': 'version: 1\ninclude: [more.yaml]\n', 'more.yaml': 'include: [access.yaml]\n' },
  },
  'include-nothing': access('include: [team/*.yaml]\n'),
  'include-too-many': access(`include: ['${'{a,b,c,d,e}'.repeat(6)}.yaml']\n`),
  'invalid-email': access('users: { jane: {} }\n'),
  'invalid-key': access('api_keys: { traces: { type: user, spaces: { Platform Team/team-alpha: member } } }\n'),
  'invalid-rename': access('organizations: { Research: { renamed_from: Research } }\n'),
  'invalid-value': access('users: { jane@example.com: { role: admn } }\n'),
  'key-not-text': access('users:\n  [jane, raj]: {}\n'),
  'left-out': {
    ...access(
      'organizations:\n  Platform Team:\n    spaces:\n      team-new:\n        members: { raj@example.com: Data Scientist }\n',
    ),
    command: 'plan --only space-role-binding',
  },
  'link-loop': { ...raw('version: 1\ninclude: ["teams/**/*.yaml"]\n'), links: { 'teams/again': '.' } },
  'look-alike': access('organizations: { Research: {}, research: {} }\n'),
  'merge-key': access('users:\n  jane@example.com: &admin { role: admin }\n  raj@example.com: { <<: *admin }\n'),
  'missing-key': access('roles: { Reader: { description: Reads } }\n'),
  'missing-version': raw('users: { jane@example.com: {} }\n'),
  'name-in-script': access(
    "api_keys: { traces: { type: user, secret: aws } }\nsecrets:\n  aws: { command: [sh, -c, 'put-secret --id arize/{name}'] }\n",
  ),
  'no-access-file': raw('hello world\n'),
  'no-file': { files: {} },
  'no-list': access('groups: { contractors: { from: people.csv } }\n'),
  'no-organization-members': access(
    'users: { raj@example.com: {} }\norganizations:\n  New Team:\n    spaces: { first: { members: { raj@example.com: member } } }\n',
  ),
  'no-sink': access('users: { raj@example.com: { invite: temporary_password } }\n'),
  'not-a-file': { notShown: 'it needs a device or a pipe' },
  'not-a-plan': saved('{ "hello": "world" }\n'),
  'not-in-organization': access(
    'organizations:\n  Research:\n    members: { mei@example.com: admin }\n    spaces: { papers: { members: { raj@example.com: member } } }\n',
  ),
  'not-text': {
    files: { 'access.yaml': Buffer.from('version: 1\nusers: { rene@example.com: { name: Ren\u00e9 } }\n', 'latin1') },
    shown: { 'access.yaml': 'version: 1\nusers: { rene@example.com: { name: René } }\n(saved in Latin-1)' },
  },
  'outer-blanks': access('roles: { "Reader ": { permissions: [PROJECT_READ] } }\n'),
  'outlives-membership': access(
    'organizations:\n  Research:\n    members: { eve@example.com: { role: member, until: 2099-06-30 } }\n    spaces: { papers: { members: { eve@example.com: { role: member, until: 2099-12-31 } } } }\n',
  ),
  'outside-root': access('include: [../others/*.yaml]\n'),
  'own-key-in-sink': access(
    'api_keys: { traces: { type: user, secret: vault } }\nsecrets: { vault: { command: [vault, kv, put, arize, key=-], env: [ARIZE_API_KEY] } }\n',
  ),
  'plan-edited': { notShown: 'a saved plan is too long to be shown' },
  'plan-invalid': { notShown: 'a saved plan is too long to be shown' },
  'plan-unreadable': saved('{ "format_version": "1.0", "steps": [\n'),
  'plan-version': saved('{ "format_version": "9.0", "steps": [] }\n'),
  'refused-edit': {
    ...access('users: { raj@example.com: absent }\norganizations: { Platform Team: { members: {} } }\n'),
    command: "grant raj@example.com admin 'Platform Team'",
  },
  'rename-leaves-protection': planned(
    'policy: { protect: [organization/Research/**] }\norganizations: { Science: { renamed_from: Research } }\n',
  ),
  'renamed-from-both-live': planned('organizations: { Research: { renamed_from: Platform Team } }\n'),
  'role-like-word': access(inAlpha('members: { raj@example.com: memebr }')),
  'role-name': access('roles: { Prüfer: { permissions: [PROJECT_READ] } }\n'),
  'secret-variable': {
    ...access('users: { raj@example.com: { name: "${AX_VAR_NAME}" } }\n'),
    env: { ARIZE_API_KEY: 'ak-0123456789abcdef', AX_VAR_NAME: 'ak-0123456789abcdef' },
  },
  'several-documents': raw('version: 1\n---\nusers: {}\n'),
  'sink-collision': access(
    'api_keys:\n  one: { type: user, secret: local }\n  two: { type: user, secret: local }\nsecrets: { local: { file: arize.key } }\n',
  ),
  'swap-broken-off': { notShown: 'it needs a swap of names that broke off' },
  'swap-unclear': { notShown: 'it needs two live objects that cannot be told apart' },
  'too-deep': {
    ...access(`groups: { a: ${'['.repeat(150)}${']'.repeat(150)} }\n`),
    shown: { 'access.yaml': 'version: 1\ngroups: { a: [[[ … ]]] }\n(150 brackets)' },
  },
  'too-long': {
    ...access(`roles:\n  ${'x'.repeat(256)}: { permissions: [PROJECT_READ] }\n`),
    shown: { 'access.yaml': 'version: 1\nroles:\n  xxx…: { permissions: [PROJECT_READ] }\n(256 times x)' },
  },
  'too-many-aliases': access(
    [
      'groups:',
      `  a: &a [${times('ann@example.com')}]`,
      `  b: &b [${times('*a')}]`,
      `  c: &c [${times('*b')}]`,
      `  d: &d [${times('*c')}]`,
      `  e: &e [${times('*d')}]`,
      `  f: [${times('*e')}]`,
      '',
    ].join('\n'),
  ),
  'too-many-files': { notShown: 'it needs more than 10,000 files' },
  'undeclared-user': access(
    'users: { jane@example.com: {} }\norganizations: { Research: { members: { jnae@example.com: member } } }\n',
  ),
  'unknown-alias': access('groups: { admins: [*jane] }\n'),
  'unknown-group': access(
    'groups: { admins: [jane@example.com] }\norganizations: { Research: { members: { "@admin": admin } } }\n',
  ),
  'unknown-key': access('organisations: {}\n'),
  'unknown-permission': access('roles: { Reader: { permissions: [PROJECT_RAED] } }\n'),
  'unknown-placeholder': access('secrets: { local: { file: ".secrets/{nam}.key" } }\n'),
  'unknown-project': planned(inAlpha('projects: { chatbto: { restricted: true } }')),
  'unknown-role': planned(inAlpha('members: { raj@example.com: Data Scientst }')),
  'unknown-sink': access(
    'api_keys: { traces: { type: user, secret: valut } }\nsecrets: { vault: { file: traces.key } }\n',
  ),
  'unknown-space': access(
    'organizations: { Research: { spaces: { papers: {} } } }\napi_keys: { traces: { type: service, spaces: { Research/paper: member }, secret: local } }\nsecrets: { local: { file: traces.key } }\n',
  ),
  'unknown-tag': access('users: { raj@example.com: { name: !env NAME } }\n'),
  'unknown-user': planned('organizations: { Platform Team: { members: { jnae@example.com: member } } }\n'),
  'unmatched-pattern': access('users: { jane@example.com: {} }\npolicy: { protect: [user/jnae@example.com] }\n'),
  'unreadable-file': { notShown: 'it needs a file without read permission' },
  'unsafe-edit': {
    ...access(
      'organizations:\n  Research: { members: &members { jane@example.com: admin } }\n  Platform Team: { members: *members }\n',
    ),
    command: "grant raj@example.com admin 'Platform Team'",
  },
  'unset-variable': access('users: { raj@example.com: { name: "${AX_VAR_NAME}" } }\n'),
  'unsupported-version': raw('version: 2\n'),
  'value-not-kept': { notShown: 'it needs two applies in a row to a server that changes the value' },
  'variable-not-allowed': access('users: { raj@example.com: { name: "${HOME}" } }\n'),
  'wrong-target': planned('target: { host: api.arize.com }\n'),
  'wrong-type': access('groups: { admins: jane@example.com }\n'),
  'yaml-directive': raw('%FOO bar\n---\nversion: 1\n'),
  'yaml-syntax': access('organizations: { Research: { members: { @admins: admin } } }\n'),
  'yaml-version': raw('%YAML 1.1\n---\nversion: 1\n'),
  'yaml-warning': { notShown: 'every warning that the YAML parser is known to give has a code of its own' },
};
