// Runs built programs of this repository again and again in one process: what costs a fraction of a second in a new one,
// loading and getting warm, is paid once. Each run has arguments, environment and folder of its own.
import { writeSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

// What a program starts in the place of Node is run like itself.
process.execPath = process.argv[2];
// Some modules look these up once, as they are loaded.
const streams = { stdout: writesTo(1), stderr: writesTo(2) };
let count = 0;

process.on('message', (request) => {
  void run(request).then((exitCode) => process.send({ exitCode }));
});

async function run({ script, args, env, cwd }) {
  become({ env, cwd, argv: [process.execPath, script, ...args] });
  try {
    count += 1;
    await import(`${pathToFileURL(script).href}?run=${count}`);
  } catch (error) {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exitCode = 1;
  }
  const exitCode = process.exitCode ?? 0;
  process.exitCode = undefined;
  // Each process has listeners of its own.
  for (const listener of process.listeners('exit')) listener.call(process, exitCode);
  process.removeAllListeners('exit');
  for (const stream of Object.values(streams)) stream.removeAllListeners('error');
  return exitCode;
}

function become({ env, cwd, argv }) {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  process.argv = argv;
  for (const [name, value] of Object.entries({ ...streams, stdin: Readable.from([]) }))
    Object.defineProperty(process, name, { value, configurable: true, enumerable: true });
}

/** At once, so that it stands in the order in which it came, with what other processes write there. */
function writesTo(fd) {
  return new Writable({
    write(chunk, _encoding, done) {
      writeSync(fd, chunk);
      done();
    },
  });
}
