// `client.mjs SOCKET PROGRAM [ARGUMENT...]`: as if Node ran the program, which a process that has run others runs instead.
import { request } from 'node:http';
import { json } from 'node:stream/consumers';

const [socketPath, script, ...args] = process.argv.slice(2);
const asked = request({ socketPath, method: 'POST', agent: false });
asked.end(JSON.stringify({ script, args, env: process.env, cwd: process.cwd() }));
asked.once('response', (response) => {
  void json(response).then(({ exitCode = 70, stdout = '', stderr = '' }) => {
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = exitCode;
  });
});
