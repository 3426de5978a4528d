import { profileVariable } from '../remote/profile-variable.js';
import { quoteArgument } from '../report/plan-commands.js';
import type { PlanDocument } from '../report/plan-json.js';
import type { ConnectionFlags } from './connect.js';
import type { Context } from './context.js';
import type { FileFlags } from './flags.js';
import type { LiveFlags } from './live-source.js';

type PlanningFlags = FileFlags & ConnectionFlags;

/** What a plan was made from, so that it can be made again the same way. */
export type MadeFrom = NonNullable<PlanDocument['made_from']>;

/** `commit`: that of `--since`, since a branch moves on. */
export function madeFrom(flags: PlanningFlags, commit: string | undefined): MadeFrom {
  return {
    files: flags.file,
    ...(commit !== undefined && { since: commit }),
    ...(flags.only !== undefined && { only: flags.only }),
    ...(flags.target !== undefined && { target: flags.target }),
    ...(flags.allowVariable !== undefined && { allow_variable: flags.allowVariable }),
    roster: flags.roster,
  };
}

/**
 * The flags with which a saved plan is made again. What was given on the command line stays, so that it can be compared with
 * what the plan records. `given`: the names of the options that were.
 */
export function flagsOf<Flags extends PlanningFlags>(
  { made_from: from, target }: PlanDocument,
  flags: Flags,
  given: ReadonlySet<string>,
): Flags {
  if (from === undefined) return flags;
  const recorded: Partial<PlanningFlags> = {
    file: from.files,
    transport: target.transport,
    roster: from.roster,
    ...(from.since !== undefined && { since: from.since }),
    ...(from.only !== undefined && { only: from.only as NonNullable<FileFlags['only']> }),
    ...(from.target !== undefined && { target: from.target }),
    ...(from.allow_variable !== undefined && { allowVariable: from.allow_variable }),
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

/** In what a plan is made otherwise now than it was; nothing where it is made the same way. */
export function madeOtherwise(
  { made_from: from, target }: PlanDocument,
  now: MadeFrom,
  transport: ConnectionFlags['transport'],
): { readonly what: string; readonly then: string; readonly now: string } | undefined {
  if (from === undefined) return undefined;
  const compared: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['--file', from.files, now.files],
    ['--since', from.since === undefined ? [] : [from.since], now.since === undefined ? [] : [now.since]],
    ['--only', sorted(from.only), sorted(now.only)],
    ['--target', sorted(from.target), sorted(now.target)],
    ['--allow-variable', sorted(from.allow_variable), sorted(now.allow_variable)],
    ['--roster', [from.roster], [now.roster]],
    ['--transport', [target.transport], [transport]],
  ];
  const other = compared.find(([, then, today]) => then.join('\n') !== today.join('\n'));
  return other && { what: other[0], then: textOf(other[1]), now: textOf(other[2]) };
}

function sorted(list: readonly string[] | undefined): readonly string[] {
  return [...(list ?? [])].sort();
}

function textOf(values: readonly string[]): string {
  return values.length === 0 ? '(none)' : values.map((value) => quoteArgument(value)).join(' ');
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
    ['allowVariable', '--allow-variable', from.allow_variable ?? []],
    ['roster', '--roster', from.roster === 'auto' ? [] : [from.roster]],
    ['transport', '--transport', target.transport === 'ax' ? [] : [target.transport]],
    ['profile', '--profile', target.profile === undefined ? [] : [target.profile]],
  ];
  return flags.flatMap(([name, flag, values]) => (given.has(name) ? [] : values.flatMap((value) => [flag, value])));
}

/** What else a run needs to be the same, and no plan records: places on this machine. */
export function placeFlags({ ax, journal }: { readonly ax?: string; readonly journal?: string }): readonly string[] {
  return [...(ax === undefined ? [] : ['--ax', ax]), ...(journal === undefined ? [] : ['--journal', journal])];
}

/** The flags with which another command reads the same files. */
export function sameFiles({ file, allowVariable }: FileFlags): readonly string[] {
  return [
    ...file.flatMap((path) => ['-f', path]),
    ...(allowVariable ?? []).flatMap((glob) => ['--allow-variable', glob]),
  ];
}

/** The flags with which another command reads the same live state. */
export function sameAccount(flags: ConnectionFlags & LiveFlags & { readonly profile?: string }): readonly string[] {
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
