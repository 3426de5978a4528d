import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Arize } from '../remote/port.js';
import type { ConnectionFlags } from './connect.js';
import { connect } from './connect.js';
import type { Context } from './context.js';
import type { ExitCode } from './exit.js';
import { exitCode } from './exit.js';
import { problem } from './say.js';

/** `--live`, of commands that only read. */
export interface LiveFlags {
  /** A snapshot to read instead of the account. */
  readonly live?: string;
}

/** What live state is read from: the account, or a snapshot of it. */
export async function openLive(flags: ConnectionFlags & LiveFlags, context: Context): Promise<Arize | ExitCode> {
  if (flags.live === undefined) return connect(flags, context);
  const [{ readSnapshot }, { replaying }] = await Promise.all([
    import('../remote/snapshot/document.js'),
    import('../remote/snapshot/replay.js'),
  ]);
  const again = 'take a snapshot with `ax-gitops snapshot --out FILE`';
  let text: string;
  try {
    text = await readFile(resolve(context.cwd, flags.live), 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problem(context, `the snapshot ${flags.live} can't be read: ${reason}`, again);
    return exitCode.invalid;
  }
  const snapshot = readSnapshot(text);
  if (!snapshot.ok) {
    problem(context, `${flags.live} is not a snapshot that can be used: ${snapshot.error}.`, again);
    return exitCode.invalid;
  }
  const { taken_at: takenAt, target } = snapshot.value;
  const age = ageOf(context.now().getTime() - Date.parse(takenAt));
  context.stderr.write(`Live state: a snapshot of ${target.host}, taken ${takenAt} (${age}).\n`);
  return replaying(snapshot.value);
}

/** `3 hours ago`. */
function ageOf(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 0) return 'in the future, by the clock here';
  const [count, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 60 / 24), 'day'];
  return `${String(count)} ${unit}${count === 1 ? '' : 's'} ago`;
}
