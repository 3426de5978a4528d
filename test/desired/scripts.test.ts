import { expect, it } from 'vitest';
import { scriptsIn } from '../../src/desired/scripts.js';

it.each([
  [['sh', '-c', 'SCRIPT', '{name}'], ['SCRIPT']],
  [['/bin/bash', '-lc', 'SCRIPT', '{name}'], ['SCRIPT']],
  [['bash', '-ec', '-u', 'SCRIPT', '{name}'], ['SCRIPT']],
  [['bash', '-o', 'pipefail', '-c', 'SCRIPT'], ['SCRIPT']],
  [['sudo', '-u', 'me', 'sh', '-c', 'SCRIPT', '{name}'], ['SCRIPT']],
  [['docker', 'exec', '-i', 'box', 'sh', '-c', 'SCRIPT'], ['SCRIPT']],
  [['busybox', 'ash', '-c', 'SCRIPT'], ['SCRIPT']],
  [['python3.12', '-c', 'SCRIPT', '{name}'], ['SCRIPT']],
  [['node', '--eval', 'SCRIPT'], ['SCRIPT']],
  [['node', '--eval=SCRIPT'], ['--eval=SCRIPT']],
  [['perl', '-ne', 'SCRIPT'], ['SCRIPT']],
  [['awk', '-v', 'SCRIPT'], ['SCRIPT']],
  [
    ['ssh', 'host', 'put', '{name}'],
    ['host', 'put', '{name}'],
  ],
  [['sh', 'script.sh', '{name}'], []],
  [['vault', 'kv', 'put', 'secret/{name}', 'key=-'], []],
  [['gh', 'secret', 'set', '{name}'], []],
] as const)('in %j what is run as code is %j', (command, scripts) => {
  expect(scriptsIn(command)).toEqual(scripts);
});
