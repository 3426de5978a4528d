// Sends the requests of a file, so many at a time, with `fetch`, and prints how many seconds that took. A process of its own, as
// ax-gitops is.
import { readFileSync } from 'node:fs';

const [, , file, atOnce] = process.argv;
const { url, apiKey, bodies } = JSON.parse(readFileSync(file, 'utf8'));
const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
const next = bodies.values();
const worker = async () => {
  for (const body of next) {
    const answer = await fetch(url, { method: 'POST', headers, body });
    await answer.text();
    if (answer.status >= 300) throw new Error(`the bare loop got ${String(answer.status)}`);
  }
};
const start = performance.now();
await Promise.all(Array.from({ length: Number(atOnce) }, worker));
process.stdout.write(String((performance.now() - start) / 1000));
