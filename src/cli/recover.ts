import type { ReadJournal } from '../apply/journal.js';
import { openJournal, readJournal } from '../apply/journal.js';
import { isStale, openSecrets, surplusOf } from '../apply/recovery.js';
import type { OpenSecret } from '../apply/recovery.js';
import { segmentsOf } from '../model/address.js';
import type { Address } from '../model/address.js';
import type { DesiredState } from '../model/desired.js';
import { entriesOf } from '../model/journal.js';
import { clean } from '../report/style.js';
import type { Context } from './context.js';
import { exitCode } from './exit.js';
import type { ExitCode } from './exit.js';
import { journalPath } from './journal-path.js';
import type { JournalFlags } from './journal-path.js';
import { note, problem, remoteProblem } from './say.js';
import type { Session } from './session.js';

/**
 * Settles the secrets that an earlier apply to this account left open, before anything is planned on them: what is left
 * over is revoked, once that is approved. What can't be settled without a new secret is left to the plan.
 */
export async function settleSecrets(
  { arize, connection, desired }: Session,
  flags: JournalFlags & { readonly autoApprove?: boolean },
  context: Context,
): Promise<ExitCode | undefined> {
  const path = journalPath(flags, context);
  const open = openIn(await readJournal(path), connection);
  if (open.length === 0) return undefined;
  const surplus: { readonly one: OpenSecret; readonly ids: readonly string[] }[] = [];
  for (const one of open) {
    const found = await surplusOf(one, arize);
    if (!found.ok) return remoteProblem(context, found.error);
    surplus.push({ one, ids: found.value });
  }
  if (!(await isApproved(surplus, flags, context))) return exitCode.refused;
  const journal = await openJournal(path);
  try {
    for (const { one, ids } of surplus) {
      for (const key of ids) {
        const revoked = await arize.call({ do: 'api-keys.revoke', key });
        if (!revoked.ok) return remoteProblem(context, revoked.error);
      }
      const said = saidOf(one, ids, desired);
      for (const line of said) note(context, `From an earlier apply: ${clean(line)}.`);
      const { run, index, action, kind, address } = one;
      const own = { run, index, action, kind, address, at: context.now().toISOString() };
      const isGone = isStale(one) && !isDeclared(one, desired) && desired.rest === undefined;
      if (one.delivered === true || isGone) {
        const note = isGone ? 'no longer declared' : 'finished by a later run';
        await journal.record({ type: 'step-done', ...own, note });
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

async function isApproved(
  surplus: readonly { readonly one: OpenSecret; readonly ids: readonly string[] }[],
  { autoApprove }: { readonly autoApprove?: boolean },
  context: Context,
): Promise<boolean> {
  const keys = surplus.flatMap(({ one, ids }) => ids.map((id) => `${clean(one.address)} (${clean(id)})`));
  if (keys.length === 0 || autoApprove === true) return true;
  const what = `an earlier apply broke off and left API keys that nobody has the secret of: ${keys.join(', ')}`;
  if (context.stdin.isTTY !== true) {
    problem(
      context,
      `${what}; nothing was changed.`,
      'they are revoked with --auto-approve, or with a yes at a terminal',
    );
    return false;
  }
  const { askLine } = await import('./ask-line.js');
  const reply = await askLine(`${what}. Revoke them? Only "yes" does it: `, context);
  if (reply.type === 'line' && reply.text === 'yes') return true;
  note(context, 'Declined. Nothing was changed.');
  return false;
}

function isDeclared({ address }: OpenSecret, { resources }: DesiredState): boolean {
  return resources.some((resource) => resource.address === address && resource.ensure === 'present');
}

/** The files, with each key to be rotated whose sink may hold a secret that is no good after an earlier apply. */
export async function withStaleKeys(
  { desired, connection }: Pick<Session, 'desired' | 'connection'>,
  flags: JournalFlags,
  context: Context,
): Promise<DesiredState> {
  // A journal that can't be read is an apply's to report.
  const journal = await readJournal(journalPath(flags, context)).catch(() => ({ entries: [] }));
  const stale = new Set(
    openIn(journal, connection)
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

/** What is open of the applies to one account. */
function openIn(
  { entries }: Pick<ReadJournal, 'entries'>,
  { host, profile }: Session['connection'],
): readonly OpenSecret[] {
  return openSecrets(entriesOf(entries, host, profile));
}

function saidOf(open: OpenSecret, revoked: readonly string[], desired: DesiredState): readonly string[] {
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
    ...(isStale(open) && isDeclared(open, desired)
      ? [`the secret in the sink of ${address} may be no good; it is rotated once more`]
      : []),
  ];
}
