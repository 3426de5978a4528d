import { resolve } from 'node:path';
import { openJournal, readJournal } from '../apply/journal.js';
import { brokenKeys, recoverKey } from '../apply/recovery.js';
import { clean } from '../report/style.js';
import type { Context } from './context.js';
import type { ExitCode } from './exit.js';
import { defaultJournal } from './journal-path.js';
import { note, remoteProblem } from './say.js';
import type { Session } from './session.js';

/** Finishes the keys whose making broke off in an earlier run, before anything is planned on them. */
export async function finishBrokenKeys(
  { arize, connection }: Session,
  flags: { readonly journal?: string },
  context: Context,
): Promise<ExitCode | undefined> {
  const path = resolve(context.cwd, flags.journal ?? defaultJournal);
  const broken = brokenKeys((await readJournal(path)).entries, connection.host);
  if (broken.length === 0) return undefined;
  const journal = await openJournal(path);
  try {
    for (const key of broken) {
      const done = await recoverKey(key, arize);
      if (!done.ok) return remoteProblem(context, done.error);
      for (const line of done.value) note(context, `From the apply that broke off: ${clean(line)}.`);
      const { run, index, action, kind, address } = key;
      const own = { run, index, action, kind, address, at: context.now().toISOString() };
      if (key.delivered !== undefined)
        await journal.record({ type: 'step-done', ...own, note: 'finished by a later run' });
      else
        await journal.record({
          type: 'step-failed',
          ...own,
          reason: ['broke off', ...done.value].join('; '),
          uncertain: false,
        });
    }
  } finally {
    await journal.close();
  }
  return undefined;
}
