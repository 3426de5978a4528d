import type { EngineRig } from './engine.js';

/** The lines of a journal, but for the IDs of its runs. */
export async function readEntries(rig: EngineRig, path = '.ax-gitops/journal.jsonl'): Promise<readonly object[]> {
  const lines = (await rig.read(path)).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const { run: _, ...entry } = JSON.parse(line) as Record<string, unknown>;
    return entry;
  });
}
