import { accessMap, allAccess } from '../../access/index.js';
import { knownPermissions } from '../../load/permissions.js';
import type { AccessEntry } from '../../model/access.js';
import { normaliseEmail } from '../../model/address.js';
import { addressGlob } from '../../model/glob.js';
import type { Address } from '../../model/address.js';
import { didYouMean } from '../../model/suggestion.js';
import { accessToCsv, accessToJson, printAccess } from '../../report/access-text.js';
import { clean } from '../../report/style.js';
import type { ConnectionFlags } from '../connect.js';
import type { LiveFlags } from '../live-source.js';
import { unseenOf } from '../../model/visibility.js';
import type { Context } from '../context.js';
import type { ExitCode } from '../exit.js';
import { exitCode } from '../exit.js';
import { withLive } from '../live.js';
import { isImpossible } from '../patterns.js';
import { note, problem, result } from '../say.js';

export interface AccessFlags extends ConnectionFlags, LiveFlags {
  readonly user?: string;
  readonly on?: string;
  readonly can?: string;
  readonly format: 'text' | 'json' | 'csv' | 'html';
}

/** `ax-gitops access`: who can do what, as it is live. */
export async function access(flags: AccessFlags, context: Context): Promise<ExitCode> {
  const known = knownPermissions();
  return withLive(flags, context, async (live) => {
    const map = accessMap(live, known);
    const user = flags.user === undefined ? undefined : normaliseEmail(flags.user);
    if (user !== undefined && !map.people.includes(user)) {
      problem(
        context,
        `there is no user ${user} in the account.`,
        didYouMean(user, map.people) ?? 'look at `ax-gitops ids user/*`',
      );
      return exitCode.invalid;
    }
    if (flags.can !== undefined && !map.everything.has(flags.can)) {
      problem(
        context,
        `there is no permission ${flags.can}.`,
        didYouMean(flags.can, [...map.everything]) ?? '`ax-gitops schema` lists all',
      );
      return exitCode.invalid;
    }
    const isOn = flags.on === undefined ? () => true : addressGlob(flags.on);
    if (!map.places.some((place) => isOn(place as Address))) {
      const on = flags.on ?? '';
      if (isImpossible('--on', on, map.places, context)) return exitCode.invalid;
      problem(
        context,
        `there is no place ${JSON.stringify(on)}.`,
        didYouMean(on, map.places) ?? 'give an address or a glob over addresses, like "organization/Platform Team/**"',
      );
      return exitCode.invalid;
    }
    const wanted = ({ user: own, on, permissions }: AccessEntry) =>
      (user === undefined || own === user) &&
      isOn(on as Address) &&
      (flags.can === undefined || permissions.includes(flags.can));
    const entries = allAccess(map).filter(wanted);
    const places = [...live.resources.organization.values(), ...live.resources.space.values()];
    const notes = unseenOf(live.visibility, places).map(
      ({ scope, reason, needs }) =>
        `not everything can be seen: ${scope}: ${reason}${needs === undefined ? '' : ` (needed: ${needs})`}`,
    );
    result(context, await print(entries, notes, flags.format));
    // A table has no place for them.
    if (flags.format === 'csv') for (const text of notes) note(context, clean(text));
    return exitCode.done;
  });
}

async function print(
  entries: readonly AccessEntry[],
  notes: readonly string[],
  format: AccessFlags['format'],
): Promise<string> {
  switch (format) {
    case 'json':
      return accessToJson(entries, notes);
    case 'csv':
      return accessToCsv(entries);
    case 'html': {
      const { accessToHtml } = await import('../../report/html/access-html.js');
      return accessToHtml({ title: 'Access', entries, notes });
    }
    case 'text':
      return printAccess(entries, notes);
  }
}
