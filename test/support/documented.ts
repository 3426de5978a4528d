import { execa } from 'execa';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rig } from './rig.js';
import type { Ended } from './shared-cli/run-shared.js';
import { node } from './shared-cli/run-shared.js';

/* What documents show, run as a reader would who copies it. */

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** Through the REST API, for speed: that both transports come to the same is tested elsewhere. */
export const overRest = `case "$1" in
  init|plan|apply|drift|access|export|ids|snapshot|doctor|adopt|users|keys) exec '${node}' '${main}' "$@" --transport api ;;
  sandbox)
    '${process.execPath}' '${main}' "$@" --port 0 > said & until grep -q HOME said; do sleep 0.1; done
    kill -TERM $!; wait $!; exit ;;
esac
`;

/** Puts `ax-gitops` into a folder, with what comes before it in its script. `runLine` looks in `bin` of a rig. */
export async function installShim(folder: string, before = ''): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'ax-gitops'), `#!/bin/sh\n${before}exec '${node}' '${main}' "$@"\n`, { mode: 0o755 });
}

/** Runs a line of a shell in a folder of the rig. */
export async function runLine(rig: Rig, line: string, folder: string): Promise<Ended> {
  const path = `${join(rig.folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  const { exitCode, stdout, stderr } = await execa('sh', ['-c', line], {
    cwd: join(rig.folder, folder),
    env: { HOME: rig.home, PATH: path, NO_COLOR: '1' },
    reject: false,
    stdin: 'ignore',
  });
  return { exitCode, stdout, stderr };
}

/** A block of a document in the language of its fence. */
interface Block {
  readonly language: string;
  readonly text: string;
}

export function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^( *)```(\w+)\n([\s\S]*?)^\1```/gm)].map(
    ([, indent = '', language = '', text = '']) => ({
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/** What a reader types after `$`, with its comment and what the document says is printed. */
interface Typed {
  readonly line: string;
  readonly comment: string;
  readonly shown: readonly string[];
}

export function typedIn({ language, text }: Block): readonly Typed[] {
  if (!['console', 'sh', 'shell'].includes(language)) return [];
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [first = '', ...shown] = part.trimEnd().split('\n');
      const [, line = '', comment = ''] = /^(.*?)(?:\s+#\s*(.*))?$/.exec(first) ?? [];
      return { line, comment, shown };
    });
}
