import { profileVariable } from '../remote/profile-variable.js';
import { quoteArgument } from '../report/quote-argument.js';
import type { PlanDocument } from '../report/plan-json.js';
import type { FilesRequest, PlanRequest, ReadRequest, SelectionRequest } from '../reconcile/request.js';
import type { Context } from './context.js';

/**
 * The flags with which a saved plan is made again. What was given on the command line stays, so that it can be compared with
 * what the plan records. What the files may read is not taken from there: a plan allows nothing. `given`: the names of the options that were.
 */
export function flagsOf<Flags extends PlanRequest>(
  { made_from: from, target }: PlanDocument,
  flags: Flags,
  given: ReadonlySet<string>,
): Flags {
  if (from === undefined) return flags;
  const recorded: PlanRequest = {
    file: from.files,
    transport: target.transport,
    roster: from.roster,
    ...(from.since !== undefined && { since: from.since }),
    ...(from.only !== undefined && { only: from.only as NonNullable<PlanRequest['only']> }),
    ...(from.target !== undefined && { target: from.target }),
  };
  const own = Object.entries(recorded).filter(([name]) => !given.has(name));
  return { ...flags, ...Object.fromEntries(own) };
}

/** The context in which a saved plan is made again: with its profile, unless another was asked for. */
export function contextOf({ target: { profile } }: PlanDocument, context: Context): Context {
  const asked = context.env[profileVariable];
  if (profile === undefined || (asked !== undefined && asked !== '')) return context;
  return { ...context, env: { ...context.env, [profileVariable]: profile } };
}

/** Flags that tie a run to the plan as it was: what is done by then is in no plan any more. */
const tied = ['--expect-digest', '--expect-destructive-digest'];

/**
 * The command that goes on after a run: the same, without the saved plan and without digests, since a plan of what is left is
 * another one; with the flags that the saved plan was made with.
 */
export function continuing(
  { command }: Context,
  saved: { readonly path: string; readonly document: PlanDocument } | undefined,
  given: ReadonlySet<string>,
): readonly string[] {
  const kept: string[] = [];
  let isPlanDropped = saved === undefined;
  for (let at = 0; at < command.length; at++) {
    const word = command[at] ?? '';
    if (tied.includes(word)) at++;
    else if (tied.some((flag) => word.startsWith(`${flag}=`))) continue;
    else if (!isPlanDropped && word === saved?.path) isPlanDropped = true;
    else kept.push(word);
  }
  return [...kept, ...(saved === undefined ? [] : recordedFlags(saved.document, given))];
}

function recordedFlags({ made_from: from, target }: PlanDocument, given: ReadonlySet<string>): readonly string[] {
  if (from === undefined) return [];
  const flags: readonly (readonly [name: string, flag: string, values: readonly string[]])[] = [
    ['file', '-f', from.files],
    ['since', '--since', from.since === undefined ? [] : [from.since]],
    ['only', '--only', from.only === undefined ? [] : [from.only.join(',')]],
    ['target', '--target', from.target ?? []],
    ['roster', '--roster', from.roster === 'auto' ? [] : [from.roster]],
    ['transport', '--transport', target.transport === 'ax' ? [] : [target.transport]],
    ['profile', '--profile', target.profile === undefined ? [] : [target.profile]],
  ];
  return flags.flatMap(([name, flag, values]) => (given.has(name) ? [] : values.flatMap((value) => [flag, value])));
}

/** What else a run needs to be the same, and no plan gives: places on this machine, and what the files may read. */
export function ownFlags({
  ax,
  journal,
  allowVariable = [],
}: {
  readonly ax?: string;
  readonly journal?: string;
  readonly allowVariable?: readonly string[];
}): readonly string[] {
  return [
    ...(ax === undefined ? [] : ['--ax', ax]),
    ...(journal === undefined ? [] : ['--journal', journal]),
    ...allowVariable.flatMap((glob) => ['--allow-variable', glob]),
  ];
}

/** The flags with which another command reads the same files. */
export function sameFiles({ file = [], allowVariable }: FilesRequest): readonly string[] {
  return [
    ...file.flatMap((path) => ['-f', path]),
    ...(allowVariable ?? []).flatMap((glob) => ['--allow-variable', glob]),
  ];
}

/** The flags with which another command is about the same part of the files. */
export function sameSelection({ only, target = [], since }: SelectionRequest): readonly string[] {
  return [
    ...(only === undefined ? [] : ['--only', only.join(',')]),
    ...target.flatMap((glob) => ['--target', glob]),
    ...(since === undefined ? [] : ['--since', since]),
  ];
}

/** Another command that is about the same part of the same files, and the same account. */
export function onTheSame(
  flags: FilesRequest & SelectionRequest & ReadRequest & { readonly profile?: string },
  ...words: readonly string[]
): readonly string[] {
  return ['ax-gitops', ...words, ...sameSelection(flags), ...sameFiles(flags), ...sameAccount(flags)];
}

/** The flags with which another command reads the same live state. */
export function sameAccount(flags: ReadRequest & { readonly profile?: string }): readonly string[] {
  const { transport, profile, ax, axMode, roster, rosterQueries, live } = flags;
  const given: readonly (readonly [flag: string, value: string | number | undefined])[] = [
    ['--live', live],
    ['--transport', transport === 'ax' ? undefined : transport],
    ['--profile', profile],
    ['--ax', ax],
    ['--ax-mode', axMode === 'auto' ? undefined : axMode],
    ['--roster', roster === 'auto' ? undefined : roster],
    ['--roster-queries', rosterQueries],
  ];
  return given.flatMap(([flag, value]) => (value === undefined ? [] : [flag, String(value)]));
}

/** What only an apply takes, with or without a value after it. */
const ofApply: readonly (readonly [flag: string, hasValue: boolean])[] = [
  ['--auto-approve', false],
  ['--allow-destructive', false],
  ['--max-destructive', true],
];

/** A plan of what an apply is about, as a command line; `out`: to be saved there. */
export function planFor({ command }: Context, out?: string): string {
  const [name, verb, ...given] = command;
  const words: string[] = [name ?? 'ax-gitops', 'plan'];
  for (let at = 0; verb === 'apply' && at < given.length; at++) {
    const word = given[at] ?? '';
    const own = ofApply.find(([flag]) => word === flag || word.startsWith(`${flag}=`));
    if (own === undefined) words.push(word);
    else if (own[1] && word === own[0]) at++;
  }
  return [...words, ...(out === undefined ? [] : ['--out', out])].map(quoteArgument).join(' ');
}
