/** The actions on each resource that a role can permit (contract §10, SDK 8.61.0). */
const actions = {
  AGENT_ROLE: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  AI_PROVIDER: ['READ'],
  ALYX: ['RUN'],
  ANNOTATION_CONFIG: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  COST_CONFIG: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  CUSTOM_METRIC: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  DASHBOARD: ['CREATE', 'DELETE', 'READ', 'RESTRICT', 'UPDATE'],
  DASHBOARD_TEMPLATE: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  DATASET: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  DATASET_EXAMPLE: ['ANNOTATE', 'CREATE', 'DELETE', 'READ', 'UPDATE'],
  DATASET_VIEW: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  DATA_FABRIC_CONNECTOR: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  EVALUATOR: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  EXPERIMENT: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  EXPERIMENT_EVAL_TASK: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  EXPERIMENT_RUN: ['ANNOTATE', 'READ'],
  FILE_IMPORT: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  LLM_INTEGRATION: ['CREATE', 'DELETE', 'UPDATE'],
  MANAGED_AGENT: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  ML_MODEL: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  MONITOR: ['CREATE', 'DELETE', 'READ', 'TRIGGER', 'UPDATE'],
  ORGANIZATION: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  PLAYGROUND: ['RUN'],
  PLAYGROUND_VIEW: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  PROJECT: ['CREATE', 'DELETE', 'READ', 'RESTRICT', 'UPDATE'],
  PROJECT_EVAL_TASK: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  PROJECT_SPAN: ['ANNOTATE', 'CREATE', 'DELETE', 'READ', 'UPDATE'],
  PROJECT_SPAN_EVAL_FEEDBACK: ['UPDATE'],
  PROMPT: ['CREATE', 'DELETE', 'READ', 'RESTRICT', 'UPDATE'],
  PROMPT_OPTIMIZE_TASK: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  QUEUE: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  QUEUE_RECORD: ['ANNOTATE', 'CREATE', 'DELETE', 'READ', 'UPDATE'],
  REMOTE_ENDPOINT_INTEGRATION: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  ROLE: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  ROLE_BINDING: ['CREATE', 'DELETE', 'READ'],
  SERVICE_KEY: ['CREATE', 'READ', 'REVOKE'],
  SPACE: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  TAG: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  TRACE_VIEW: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  USER: ['CREATE', 'DELETE', 'READ', 'UPDATE'],
  USER_PERMISSION: ['UPDATE'],
} as const;

type Actions = typeof actions;
type Group = keyof Actions;
export type Permission = { [G in Group]: `${G}_${Actions[G][number]}` }[Group];

const groups = Object.keys(actions) as Group[];

/** All permissions, written GROUP_ACTION, in alphabetical order. */
export const permissions: readonly Permission[] = groups
  .flatMap((group) => actions[group].map((action) => `${group}_${action}` as Permission))
  .sort();

/** What only account admins may do: it isn't about one organization or space. */
const accountWide: ReadonlySet<Group> = new Set<Group>(['USER', 'USER_PERMISSION', 'ROLE']);
/** What it takes to administer a space and who may enter it. */
const administrative: ReadonlySet<Group> = new Set<Group>(['ORGANIZATION', 'SPACE', 'ROLE_BINDING', 'SERVICE_KEY']);

function pick(chosen: (group: Group, action: string) => boolean): readonly Permission[] {
  return groups
    .flatMap((group) =>
      actions[group].filter((action) => chosen(group, action)).map((action) => `${group}_${action}` as Permission),
    )
    .sort();
}

/** What the predefined roles permit in a space. Arize doesn't publish it; these sets are plausible, not measured. */
export const predefinedPermissions: Readonly<
  Record<'ADMIN' | 'MEMBER' | 'READ_ONLY' | 'ANNOTATOR', readonly Permission[]>
> = {
  ADMIN: pick((group) => !accountWide.has(group) && group !== 'ORGANIZATION'),
  // "Requires SERVICE_KEY_CREATE in the target space (space member or above)": so members have it.
  MEMBER: pick((group, action) => {
    if (group === 'SERVICE_KEY') return true;
    if (group === 'SPACE') return action === 'READ';
    return !accountWide.has(group) && !administrative.has(group) && action !== 'RESTRICT';
  }),
  READ_ONLY: pick(
    (group, action) =>
      action === 'READ' && !accountWide.has(group) && (group === 'SPACE' || !administrative.has(group)),
  ),
  ANNOTATOR: pick(
    (group, action) =>
      action === 'ANNOTATE' ||
      (action === 'READ' && ['SPACE', 'PROJECT', 'PROJECT_SPAN', 'QUEUE', 'QUEUE_RECORD'].includes(group)),
  ),
};
