import { warmRunner } from '../../../../src/remote/ax/warm/warm-runner.js';

/* Run by a test: starts a helper, says so, and waits to be killed. */
const started = await warmRunner({ ax: process.argv[2] ?? '', env: process.env, concurrency: 1 });
process.stdout.write(started.ok ? 'ready\n' : `${started.error}\n`);
setInterval(() => undefined, 1_000);
