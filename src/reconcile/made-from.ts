import { defaultVariables } from '../load/variables.js';
import { profileVariable } from '../remote/profile-variable.js';
import type { PlanRequest } from './request.js';
import type { Surroundings } from './surroundings.js';
import { allowedVariables } from './variables.js';

/** What a plan was made from, so that it can be made again the same way: as a saved plan records it. */
export interface MadeFrom {
  readonly files: readonly string[];
  /** A commit, since a branch moves on. */
  readonly since?: string;
  readonly only?: readonly string[];
  readonly target?: readonly string[];
  /** The variables that the files might read; none recorded where nothing was said of them. Never a value. */
  readonly allow_variable?: readonly string[];
  readonly roster: 'auto' | 'graphql' | 'off';
  readonly roster_queries?: number;
}

/** `commit`: that of `since`. */
export function madeFrom(request: PlanRequest, at: Pick<Surroundings, 'env'>, commit: string | undefined): MadeFrom {
  const allowed = allowedVariables(request.allowVariable ?? [], at);
  return {
    files: request.file ?? [],
    ...(commit !== undefined && { since: commit }),
    ...(request.only !== undefined && { only: request.only }),
    ...(request.target !== undefined && { target: request.target }),
    ...(allowed.ok && allowed.value.join() !== defaultVariables.join() && { allow_variable: allowed.value }),
    roster: request.roster ?? 'auto',
    ...(request.rosterQueries !== undefined && { roster_queries: request.rosterQueries }),
  };
}

/** How a plan that was reviewed was made. */
export interface Making {
  readonly made_from?: MadeFrom;
  readonly target: { readonly transport: 'ax' | 'api'; readonly profile?: string };
}

/** In what a plan is made otherwise now than it was; nothing where it is made the same way. */
export function madeOtherwise(
  { made_from: from, target }: Making,
  now: MadeFrom,
  transport: 'ax' | 'api',
): { readonly what: string; readonly then: readonly string[]; readonly now: readonly string[] } | undefined {
  if (from === undefined) return undefined;
  const compared: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['--file', from.files, now.files],
    ['--since', listed(from.since), listed(now.since)],
    ['--only', sorted(from.only), sorted(now.only)],
    ['--target', sorted(from.target), sorted(now.target)],
    ['--roster', [from.roster], [now.roster]],
    ['--roster-queries', listed(from.roster_queries), listed(now.roster_queries)],
    ['--transport', [target.transport], [transport]],
  ];
  const other = compared.find(([, then, today]) => then.join('\n') !== today.join('\n'));
  return other && { what: other[0], then: other[1], now: other[2] };
}

function listed(value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [String(value)];
}

function sorted(list: readonly string[] | undefined): readonly string[] {
  return [...(list ?? [])].sort();
}

/** With what a plan that was reviewed is made once more. */
export interface Again {
  /** Besides what was given. */
  readonly request: PlanRequest;
  readonly env: Surroundings['env'];
  /** What another command that is about the same is to be given, by the names of the flags. */
  readonly given: Readonly<Record<string, unknown>>;
}

/**
 * A plan that was reviewed is made again as it was, and with its profile unless another was asked for. What is given now stays,
 * so that it can be compared with what the plan records. What the files may read is not taken from there: a plan allows nothing.
 */
export function madeAgain(making: Making, given: Again['given'], { env }: Pick<Surroundings, 'env'>): Again {
  const { profile } = making.target;
  const isOfPlan = profile !== undefined && (env[profileVariable]?.trim() ?? '') === '';
  const recorded = requestOf(making);
  return {
    request: Object.fromEntries(Object.entries(recorded).filter(([name]) => !(name in given))),
    env: isOfPlan ? { ...env, [profileVariable]: profile } : env,
    given: { ...recorded, ...(isOfPlan && { profile }), ...given },
  };
}

/** What it is made from, besides what is so anyway. */
function requestOf({ made_from: from, target: { transport } }: Making): PlanRequest {
  if (from === undefined) return {};
  return {
    file: from.files,
    ...(transport !== 'ax' && { transport }),
    ...(from.roster !== 'auto' && { roster: from.roster }),
    ...(from.roster_queries !== undefined && { rosterQueries: from.roster_queries }),
    ...(from.since !== undefined && { since: from.since }),
    ...(from.only !== undefined && { only: from.only as NonNullable<PlanRequest['only']> }),
    ...(from.target !== undefined && { target: from.target }),
  };
}
