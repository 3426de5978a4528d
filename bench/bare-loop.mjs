// Sends the requests of a file, so many at a time, over kept connections of Node's own HTTP, and prints how many seconds that took:
// a process of its own, as ax-gitops is, with nothing else to do.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const [, , file, atOnce] = process.argv;
const { url, apiKey, bodies } = JSON.parse(readFileSync(file, 'utf8'));
const agent = new Agent({ keepAlive: true });
const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };

const send = (body) =>
  new Promise((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers: { ...headers, ...length } }, (answer) => {
      answer
        .resume()
        .on('error', reject)
        .on('end', () => resolve(answer.statusCode));
    });
    sent.on('error', reject).end(body);
  });

const next = bodies.values();
const worker = async () => {
  for (const body of next) {
    const status = await send(body);
    if (status >= 300) throw new Error(`the bare loop got ${String(status)}`);
  }
};
const start = performance.now();
await Promise.all(Array.from({ length: Number(atOnce) }, worker));
process.stdout.write(String((performance.now() - start) / 1000));
process.exit();
