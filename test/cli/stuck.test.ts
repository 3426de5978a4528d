import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { limitText } from '../../src/report/defect.js';

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

it('a limit of the machine is no defect, and is raised as it is said', () => {
  const reached = Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
  const said = limitText(reached, false) ?? '';
  expect(said).toBe('error: this process may not open enough files.\n  hint: raise the limit: ulimit -n 1024\n');
  const command = said.slice(said.lastIndexOf(': ') + 2).trim();
  expect(execFileSync('sh', ['-c', `ulimit -S -n 64; ${command}; ulimit -n`], { encoding: 'utf8' })).toBe('1024\n');
  expect(limitText(reached, true)).toMatch(
    /^error: .*\n {2}hint: raise .*\n {2}hint: changes may have been made\. .*\n$/,
  );
  expect(limitText(new Error('anything else'), true)).toBeUndefined();
});
