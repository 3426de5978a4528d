/* What `--help` and the command reference say of a command besides its flags. */

export interface Help {
  /** Commands that work as they stand, and what each does. */
  readonly examples: readonly (readonly [command: string, does: string])[];
  /** The page of docs/ that says more. */
  readonly page: string;
  /** How it can end, by the names of the exit codes. */
  readonly ends: readonly End[];
}

type End = 'done' | 'invalid' | 'changes' | 'refused' | 'failed' | 'unreadable' | 'interrupted';

const offline: readonly End[] = ['done', 'invalid'];
const reads: readonly End[] = ['done', 'invalid', 'unreadable', 'interrupted'];
const plans: readonly End[] = ['done', 'invalid', 'changes', 'refused', 'unreadable', 'interrupted'];
const edits: readonly End[] = ['done', 'invalid', 'changes'];
const applies: readonly End[] = ['done', 'invalid', 'changes', 'refused', 'failed', 'unreadable', 'interrupted'];

/** By the command's full name; that of the program itself is empty. */
export const help: Readonly<Record<string, Help>> = {
  '': {
    examples: [
      ['ax-gitops init', 'write the first files'],
      ['ax-gitops plan', 'show what would change'],
    ],
    page: 'README.md',
    ends: applies,
  },
  init: {
    examples: [
      ['ax-gitops init --export', 'take over the account as it is'],
      ['ax-gitops init --no-export --github', 'a starter, and the workflows for GitHub'],
    ],
    page: 'github.md',
    ends: reads,
  },
  validate: {
    examples: [
      ['ax-gitops validate', 'check access.yaml, or the directory access/'],
      ['ax-gitops validate --format github', 'annotations for a pull request'],
    ],
    page: 'errors.md',
    ends: offline,
  },
  grant: {
    examples: [
      [
        "ax-gitops grant sam@example.com member 'Platform Team/team-alpha' --until 2027-01-31",
        'for as long as a project takes',
      ],
      ['ax-gitops grant jane@example.com member Payments --leave Research', 'somebody changes the team'],
    ],
    page: 'editing.md',
    ends: plans,
  },
  revoke: {
    examples: [
      ["ax-gitops revoke sam@example.com 'Platform Team/team-alpha'", 'out of a space'],
      ["ax-gitops revoke sam@example.com 'Platform Team' --plan", 'out of an organization, and plan it'],
    ],
    page: 'editing.md',
    ends: plans,
  },
  offboard: {
    examples: [
      ['ax-gitops offboard bob@example.com', 'write it, and print the diff'],
      ['ax-gitops offboard bob@example.com --dry-run', 'only print the diff'],
    ],
    page: 'recipes/offboard.md',
    ends: plans,
  },
  adopt: {
    examples: [
      ['ax-gitops adopt --all', 'everything that differs'],
      ["ax-gitops adopt 'organization/Platform Team/**'", 'one organization'],
    ],
    page: 'editing.md',
    ends: plans,
  },
  fmt: {
    examples: [
      ['ax-gitops fmt', 'write the files in one style'],
      ['ax-gitops fmt --check', 'exit with 2 if one is not in that style'],
    ],
    page: 'editing.md',
    ends: edits,
  },
  plan: {
    examples: [
      ['ax-gitops plan --out plan.json', 'save it, to apply exactly this'],
      ['ax-gitops plan --since origin/main', 'also remove what was deleted from the files since then'],
    ],
    page: 'plans.md',
    ends: plans,
  },
  show: {
    examples: [
      ['ax-gitops show plan.json', 'read a saved plan'],
      ['ax-gitops show plan.json --format commands', 'the ax commands that it stands for'],
    ],
    page: 'plans.md',
    ends: offline,
  },
  apply: {
    examples: [
      ['ax-gitops apply plan.json', 'do exactly what was reviewed'],
      ['ax-gitops apply --auto-approve', 'everything but destructive steps, for CI'],
    ],
    page: 'destructive.md',
    ends: applies,
  },
  drift: {
    examples: [
      ['ax-gitops drift', 'exit with 2 if the account differs'],
      ['ax-gitops drift --format markdown --out drift.json', 'for an issue, and for a program'],
    ],
    page: 'live-state.md',
    ends: plans,
  },
  access: {
    examples: [
      ['ax-gitops access --user eve@example.com', 'what one person can do'],
      ['ax-gitops access --format html > access.html', 'a page for an auditor'],
    ],
    page: 'access.md',
    ends: reads,
  },
  'access review': {
    examples: [
      ['ax-gitops access review --out review-2026-q4', 'a sheet for each organization'],
      ['ax-gitops access review --apply review-2026-q4/platform-team.csv', 'write its decisions into the files'],
    ],
    page: 'access.md',
    ends: [...edits, 'unreadable', 'interrupted'],
  },
  keys: {
    examples: [
      ['ax-gitops keys rotate traces', 'replace the secret of one key'],
      ['ax-gitops keys rotate --help', 'the flags of rotate'],
    ],
    page: 'keys-and-secrets.md',
    ends: offline,
  },
  'keys rotate': {
    examples: [
      ['ax-gitops keys rotate traces', 'ask, then replace the secret of one key'],
      ['ax-gitops keys rotate traces --auto-approve --allow-destructive', 'without asking'],
    ],
    page: 'keys-and-secrets.md',
    ends: applies,
  },
  users: {
    examples: [
      ['ax-gitops users resend-invitation new@example.com', 'for somebody who has not answered'],
      ['ax-gitops users reset-password raj@example.com', 'for somebody who logs in with a password'],
    ],
    page: 'troubleshooting.md',
    ends: offline,
  },
  'users resend-invitation': {
    examples: [
      ['ax-gitops users resend-invitation new@example.com', 'ask, then send it'],
      ['ax-gitops users resend-invitation new@example.com --auto-approve', 'without asking'],
    ],
    page: 'troubleshooting.md',
    ends: ['done', 'invalid', 'refused', 'failed', 'unreadable', 'interrupted'],
  },
  'users reset-password': {
    examples: [
      ['ax-gitops users reset-password raj@example.com', 'ask, then send the link'],
      ['ax-gitops users reset-password raj@example.com --auto-approve', 'without asking'],
    ],
    page: 'troubleshooting.md',
    ends: ['done', 'invalid', 'refused', 'failed', 'unreadable', 'interrupted'],
  },
  snapshot: {
    examples: [
      ['ax-gitops snapshot --out live.json', 'write everything that the login can see'],
      ['ax-gitops plan --live live.json', 'plan on it, without a login'],
    ],
    page: 'live-state.md',
    ends: reads,
  },
  export: {
    examples: [
      ['ax-gitops export --split --out access', 'one file for each organization'],
      ['ax-gitops export --suggest-groups', 'print one file, with groups'],
    ],
    page: 'live-state.md',
    ends: reads,
  },
  ids: {
    examples: [
      ["ax-gitops ids 'role/**'", 'of custom roles, for SAML mappings'],
      ["ax-gitops ids 'organization/*/space/*' --format json", 'of all spaces, for a program'],
    ],
    page: 'recipes/saml-role-mappings.md',
    ends: reads,
  },
  history: {
    examples: [
      ['ax-gitops history', 'each run and what became of its steps'],
      ['ax-gitops history --format json', 'for a program'],
    ],
    page: 'safety.md',
    ends: offline,
  },
  doctor: {
    examples: [
      ['ax-gitops doctor', 'check the way through ax'],
      ['ax-gitops doctor --transport api', 'check the way through the REST API'],
    ],
    page: 'troubleshooting.md',
    ends: ['done', 'invalid', 'unreadable'],
  },
  schema: {
    examples: [
      ['ax-gitops schema > access.schema.json', 'for an editor'],
      ['ax-gitops schema --plan', 'of saved plans, for programs that read them'],
    ],
    page: 'reference/file.md',
    ends: ['done'],
  },
  completion: {
    examples: [
      ['ax-gitops completion bash', 'for ~/.bashrc: eval "$(ax-gitops completion bash)"'],
      ['ax-gitops completion fish', 'for ~/.config/fish/completions/ax-gitops.fish'],
    ],
    page: 'reference/commands.md',
    ends: offline,
  },
  sandbox: {
    examples: [
      ['ax-gitops sandbox', 'the example account, on port 8787'],
      ['ax-gitops sandbox --state sandbox.json', 'kept in a file between runs'],
    ],
    page: 'sandbox.md',
    ends: offline,
  },
};

/** Examples, and where to read on: where npm's CDN serves the documents of this very version. */
export function helpText(name: string, version: string): string {
  const { examples, page } = help[name] ?? { examples: [], page: 'README.md' };
  const lines = examples.flatMap(([command, does]) => [`  ${command}`, `      ${does}`]);
  return ['', 'Examples:', ...lines, '', `More: https://cdn.jsdelivr.net/npm/ax-gitops@${version}/docs/${page}`].join(
    '\n',
  );
}
