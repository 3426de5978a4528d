import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startRig } from '../../test/support/rig.js';
import type { AtTerminal, Exchange } from '../../test/support/terminal/drive.js';
import { atTerminal } from '../../test/support/terminal/drive.js';
import { namedKeys } from '../../test/support/terminal/keys.js';

/* The recordings of docs/recordings: what the real command line shows at a terminal, against the sandbox. */

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Session {
  readonly name: 'plan' | 'review' | 'apply' | 'drift';
  readonly args: readonly string[];
  readonly exchange: Exchange;
  readonly exitCode: number;
  /** Where the picture begins. */
  readonly from?: string;
}

/** In this order: the drift is what is left after the apply. */
const sessions: readonly Session[] = [
  { name: 'plan', args: ['plan'], exchange: [], exitCode: 0 },
  {
    name: 'review',
    args: ['plan', '--review'],
    exchange: [
      ['arrows move', namedKeys.down],
      ['2 of', '\r'],
      ['* v', 'q'],
    ],
    exitCode: 0,
  },
  {
    name: 'apply',
    args: ['apply'],
    exchange: [
      ['[y/N]', 'y\r'],
      ['to apply everything', '3\r'],
    ],
    exitCode: 0,
    from: 'Apply ',
  },
  { name: 'drift', args: ['drift'], exchange: [], exitCode: 2 },
];

export interface Recording {
  readonly name: Session['name'];
  readonly command: string;
  readonly from?: string;
  readonly seen: Pick<AtTerminal, 'parts'>;
}

/** Runs all sessions with the example files on a sandbox of their own. */
export async function record(): Promise<readonly Recording[]> {
  const rig = await startRig();
  try {
    await cp(join(root, 'examples'), rig.folder, { recursive: true });
    const recordings: Recording[] = [];
    for (const { name, args, exchange, exitCode, from } of sessions) {
      const program = [process.execPath, join(root, 'dist/cli/main.js'), ...args, '--transport', 'api'];
      const seen = await atTerminal(exchange, program, {
        cwd: rig.folder,
        env: {
          HOME: rig.home,
          ARIZE_API_KEY: undefined,
          NO_COLOR: undefined,
          FORCE_COLOR: undefined,
          TERM: 'xterm',
          AX_GITOPS_NOW: '2026-11-25T12:00:00Z',
        },
        size: [100, 30],
        all: true,
      });
      const command = `ax-gitops ${args.join(' ')}`;
      if (seen.code !== exitCode)
        throw new Error(`${command} ended with ${String(seen.code)}, not ${String(exitCode)}:\n${seen.screen}`);
      recordings.push({ name, command, seen: { parts: seen.parts.map(steady) }, ...(from !== undefined && { from }) });
    }
    return recordings;
  } finally {
    await rig.close();
  }
}

/** What differs each time is the same here: the sandbox's port, and what stood on the other screen is what is shown of a review. */
function steady({ size, text }: AtTerminal['parts'][number]): AtTerminal['parts'][number] {
  const left = text.lastIndexOf('\x1b[?1049l');
  return {
    size,
    text: (left < 0 ? text : text.slice(0, left)).replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:8787'),
  };
}

export function pathOf(name: Session['name']): string {
  return join(root, 'docs', 'recordings', `${name}.svg`);
}
