import { everything } from '../live/everything.js';
import { readLive } from '../live/index.js';
import type { Host } from './host.js';
import { openLive } from './live-source.js';
import type { ReadOutcome } from './outcome.js';
import { notRead } from './outcome.js';
import type { ReadRequest } from './request.js';
import { uninterrupted } from './request.js';
import type { Surroundings } from './surroundings.js';
import { tellCalls } from './told-calls.js';
import { toldReading } from './told-reading.js';

/** Reads all that can be read of the account, without any files. */
export async function readAccount(request: ReadRequest, at: Surroundings, host: Host): Promise<ReadOutcome> {
  const opened = await openLive(request, at, host);
  if (!opened.ok) return opened.error;
  const arize = tellCalls(opened.value, host);
  host.notify({ type: 'connecting' });
  try {
    const described = await arize.describe((request.interrupts ?? uninterrupted).first);
    if (!described.ok) return notRead(described.error);
    const connection = described.value;
    const needs = { ...everything, ...(request.roster === 'graphql' && { isRosterRequired: true }) };
    const live = await toldReading(connection, host, () =>
      readLive(arize, needs, (request.interrupts ?? uninterrupted).first),
    );
    return live.ok ? { type: 'read', live: live.value, connection } : notRead(live.error);
  } finally {
    await arize.close();
  }
}
