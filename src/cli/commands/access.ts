import { AccessList } from '../../access/grants.js';
import type { AccessMap } from '../../access/index.js';
import { accessMap } from '../../access/index.js';
import { knownPermissions } from '../../load/permissions.js';
import type { Address } from '../../model/address.js';
import { normaliseEmail } from '../../model/address.js';
import { addressGlob } from '../../model/glob.js';
import { didYouMean } from '../../model/suggestion.js';
import type { Connection } from '../../remote/port.js';
import { accessAsCsv, accessAsJson, accessAsJsonLines, accessAsText } from '../../report/access-list.js';
import { clean } from '../../report/style.js';
import { readAccount } from '../../reconcile/read-account.js';
import type { ReadRequest } from '../../reconcile/request.js';
import { unseenNotes } from '../unseen.js';
import type { Context } from '../context.js';
import { ended } from '../ended.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { withHost } from '../host.js';
import { isImpossible } from '../patterns.js';
import { note, problem, resultInParts } from '../say.js';

export interface AccessFlags extends ReadRequest {
  readonly user?: string;
  readonly on?: string;
  readonly can?: string;
  /** What is listed one by one instead of folded together. */
  readonly expand?: readonly ('permissions' | 'places')[];
  readonly format: 'text' | 'json' | 'jsonl' | 'csv' | 'html';
}

/** `ax-gitops access`: who can do what, as it is live. */
export async function access(flags: AccessFlags, context: Context): Promise<ExitCode> {
  const outcome = await withHost(context, {}, (host, interrupts) =>
    readAccount({ ...flags, interrupts }, context, host),
  );
  if (outcome.type !== 'read') return ended(outcome, context);
  const { live, connection } = outcome;
  const map = accessMap(live, knownPermissions());
  if (!isKnown(flags, map, context)) return exitCode.invalid;
  const { user, on, can } = flags;
  const isOn = on === undefined ? undefined : addressGlob(on);
  const list = new AccessList(live, map, {
    ...(user !== undefined && { user: normaliseEmail(user) }),
    ...(isOn !== undefined && { isOn: (place: string) => isOn(place as Address) }),
    ...(can !== undefined && { can }),
  });
  const notes = unseenNotes(live);
  await resultInParts(context, await printed(list, notes, flags, connection, context));
  // A table has no place for them.
  if (flags.format === 'csv') for (const text of notes) note(context, clean(text));
  return exitCode.done;
}

/** Whether there is what the flags ask about; says what is not there. */
export function isKnown(
  { user, on, can }: Pick<AccessFlags, 'user' | 'on' | 'can'>,
  { people, places, everything }: AccessMap,
  context: Context,
): boolean {
  if (user !== undefined && !people.includes(normaliseEmail(user))) {
    const hint = didYouMean(normaliseEmail(user), people) ?? 'look at `ax-gitops ids user/*`';
    problem(context, `there is no user ${normaliseEmail(user)} in the account.`, hint);
    return false;
  }
  if (can !== undefined && !everything.has(can)) {
    const hint = didYouMean(can, [...everything]) ?? '`ax-gitops schema` lists all';
    problem(context, `there is no permission ${can}.`, hint);
    return false;
  }
  if (on === undefined) return true;
  const isOn = addressGlob(on);
  if (places.some((place) => isOn(place as Address))) return true;
  if (isImpossible('--on', on, places, context)) return false;
  const example = 'give an address or a glob over addresses, like "organization/Platform Team/**"';
  problem(context, `there is no place ${JSON.stringify(on)}.`, didYouMean(on, places) ?? example);
  return false;
}

async function printed(
  list: AccessList,
  notes: readonly string[],
  { format, expand = [] }: AccessFlags,
  { host, takenAt }: Connection,
  context: Context,
): Promise<Iterable<string>> {
  const isByPlace = expand.includes('places');
  const grants = isByPlace ? list.placeByPlace() : list.grants();
  const isExpanded = expand.includes('permissions');
  switch (format) {
    case 'text':
      return accessAsText(grants, notes);
    case 'csv':
      return accessAsCsv(grants, isExpanded);
    case 'jsonl':
      return accessAsJsonLines(grants, notes, { time: takenAt ?? context.now().toISOString(), host }, isExpanded);
    case 'json':
      return accessAsJson(list, notes, isByPlace);
    case 'html': {
      const { accessToHtml } = await import('../../report/html/access-html.js');
      return [accessToHtml({ title: 'Access', entries: [...list.entries()], notes })];
    }
  }
}
