import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'ax-gitops-tests-';

/** All that tests write lies in one folder, which goes when they are over; that of a run that was killed, with the next. */
export default async function ownTemporaryFolder(): Promise<() => Promise<void>> {
  const before = process.env['TMPDIR'];
  const remove = (folder: string) => rm(folder, { recursive: true, force: true });
  for (const name of await readdir(tmpdir())) if (isLeftOver(name)) await remove(join(tmpdir(), name));
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${String(process.pid)}-`));
  // Others may be let into a folder below it, and see nothing here.
  await chmod(folder, 0o711);
  process.env['TMPDIR'] = folder;
  return async () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    await remove(folder);
  };
}

/** Whether the process is gone that made it. */
function isLeftOver(name: string): boolean {
  const [, pid] = new RegExp(`^${prefix}(\\d+)-`).exec(name) ?? [];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
