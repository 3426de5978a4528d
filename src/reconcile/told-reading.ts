import type { Result } from '../model/result.js';
import type { Connection } from '../remote/port.js';
import type { Host } from './host.js';

/** Tells that the account is read, and when that has ended. A snapshot is no reading that anybody waits for. */
export async function toldReading<T, E>(
  { host: name, takenAt }: Connection,
  { notify }: Pick<Host, 'notify'>,
  read: () => Promise<Result<T, E>>,
  again = false,
): Promise<Result<T, E>> {
  if (takenAt !== undefined) return read();
  notify({ type: 'reading', host: name, ...(again && { again: true as const }) });
  let isComplete = false;
  try {
    const result = await read();
    isComplete = result.ok;
    return result;
  } finally {
    notify({ type: 'read', isComplete });
  }
}
