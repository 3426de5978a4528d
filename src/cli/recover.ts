import { openJournal, readJournal } from '../apply/journal.js';
import { isStale, openSecrets, revokeSurplus } from '../apply/recovery.js';
import type { OpenSecret } from '../apply/recovery.js';
import { segmentsOf } from '../model/address.js';
import type { Address } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import { clean } from '../report/style.js';
import type { Context } from './context.js';
import type { ExitCode } from './exit.js';
import { journalPath } from './journal-path.js';
import type { JournalFlags } from './journal-path.js';
import { note, remoteProblem } from './say.js';
import type { Session } from './session.js';

/**
 * Settles the secrets that an earlier apply in this directory left open, before anything is planned on them: what is left
 * over is revoked. What can't be settled without a new secret is left to the plan.
 */
export async function settleSecrets(
  { arize, connection }: Session,
  flags: JournalFlags,
  context: Context,
): Promise<ExitCode | undefined> {
  const path = journalPath(flags, context);
  const open = openSecrets((await readJournal(path)).entries, connection.host);
  if (open.length === 0) return undefined;
  const journal = await openJournal(path);
  try {
    for (const one of open) {
      const revoked = await revokeSurplus(one, arize);
      if (!revoked.ok) return remoteProblem(context, revoked.error);
      const said = saidOf(one, revoked.value);
      for (const line of said) note(context, `From an earlier apply: ${clean(line)}.`);
      const { run, index, action, kind, address } = one;
      const own = { run, index, action, kind, address, at: context.now().toISOString() };
      if (one.delivered === true) {
        await journal.record({ type: 'step-done', ...own, note: 'finished by a later run' });
        continue;
      }
      if (one.created !== undefined && one.brings === 'new-key' && one.revoked !== true)
        await journal.record({ type: 'key-revoked', ...own, id: one.created });
      // What is stale stays open until a new secret is where it belongs.
      if (!isStale(one))
        await journal.record({
          type: 'step-failed',
          ...own,
          reason: ['broke off', ...said].join('; '),
          uncertain: false,
        });
    }
  } finally {
    await journal.close();
  }
  return undefined;
}

/** The files, with each key to be rotated whose sink may hold a secret that is no good after an earlier apply. */
export async function withStaleKeys(
  { desired, connection }: Pick<Session, 'desired' | 'connection'>,
  flags: JournalFlags,
  context: Context,
): Promise<DesiredState> {
  // A journal that can't be read is an apply's to report.
  const { entries } = await readJournal(journalPath(flags, context)).catch(() => ({ entries: [] }));
  const stale = new Set(
    openSecrets(entries, connection.host)
      .filter(isStale)
      .map(({ address }) => address),
  );
  if (stale.size === 0) return desired;
  const resources = desired.resources.map((resource) =>
    resource.kind === 'api-key' && resource.ensure === 'present' && stale.has(resource.address)
      ? { ...resource, delivery: { ...resource.delivery, rotateNow: 'lost' as const } }
      : resource,
  );
  return { ...desired, resources };
}

function saidOf(open: OpenSecret, revoked: readonly string[]): readonly string[] {
  const { address, brings, delivered } = open;
  if (brings === 'password') {
    const email = segmentsOf(address as Address)[1] ?? '';
    return [
      `whether the temporary password of ${email} got to its sink is not known; if they are invited already, send a new one: ax-gitops users reset-password ${email}`,
    ];
  }
  const why = delivered === true ? 'its successor is in place' : 'it was made, and its secret was lost';
  return [
    ...revoked.map((id) => `revoked ${id}, ${address}: ${why}`),
    ...(isStale(open) ? [`the secret in the sink of ${address} may be no good; it is rotated once more`] : []),
  ];
}
