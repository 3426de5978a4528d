import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/* A command that waits for what can't come any more: here for the end of its output, which nobody tells it. */

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const unheard = 'data:text/javascript,process.stdout.write=()=>true';

it('what is thrown where nobody waits for it ends a command that changes something with 4', () => {
  const thrown = 'data:text/javascript,process.stdout.write=()=>setTimeout(()=>{throw new Error("from%20nowhere")},0)';
  const ended = spawnSync(process.execPath, ['--import', thrown, main, 'apply', '-f', 'none.yaml'], {
    encoding: 'utf8',
  });
  expect(ended.stderr).toMatch(/error: this is a defect in ax-gitops, please report it:\nError: from nowhere\n/);
  expect(ended.stderr).toContain('  hint: changes may have been made.');
  expect(ended.status).toBe(4);
});

it.each([
  [['schema'], 1, ''],
  [['apply', '-f', 'none.yaml'], 4, '  hint: changes may have been made.'],
])('%o fails and says so', (args, status, hint) => {
  const ended = spawnSync(process.execPath, ['--import', unheard, main, ...args], { encoding: 'utf8' });
  expect(ended.stderr).toContain('error: ax-gitops stopped before the command was done.');
  expect(ended.stderr).toContain(hint);
  expect(ended.status).toBe(status);
});
